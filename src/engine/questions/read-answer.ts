import type { Conversation } from '../../model/event';
import type { AnswerKind, Choice, Question } from '../../model/question';
import { isAddress } from '../../text/email';
import { fold, foldPlain } from '../../text/fold';
import { ownWords } from '../../text/mail-reply';
import { digitsOf } from '../../text/phone';
import { hasWord, NO_EDGES } from '../../text/whole-words';

/**
 * What a customer's message says as an answer (DESIGN.md 1, Questions): a choice by its number, its value or its label,
 * folded, as the whole text or as the only one that is found in it as whole words; else a text of the kind asked for.
 * Undefined: it is no answer.
 */
export function readAnswer(
  { choices, as = 'text' }: Pick<Question, 'choices' | 'as'>,
  text: string,
): string | undefined {
  return choices ? choiceIn(choices, plain(text))?.value : KINDS[as](text.trim());
}

/** The same of a message as its channel brings it: a mail quotes the question, with all of its choices. */
export function answerOf(question: Question, text: string, { channel }: Conversation): string | undefined {
  return readAnswer(question, channel.type === 'email' ? ownWords(text) : text);
}

/** Folded, with the digits of every script as ours, those on keys (2️⃣) too, and with one kind of dash and minus. */
function plain(text: string): string {
  const even = fold(text).replace(/[\p{Pd}−]/gu, '-');
  return even.replace(/(\p{Nd})\u20e3?/gu, (_whole, digit: string) => String(valueOf(digit) % 10));
}

/** The digits of a script follow each other, from zero to nine. */
function valueOf(digit: string): number {
  const before = String.fromCodePoint((digit.codePointAt(0) ?? 1) - 1);
  return /\p{Nd}/u.test(before) ? valueOf(before) + 1 : 0;
}

/** How a choice is called, folded. What the customer sees comes first. */
const NAMES: readonly ((choice: Choice, index: number) => string)[] = [
  ({ label }) => plain(label),
  (_choice, index) => String(index + 1),
  ({ value }) => plain(value),
];

function choiceIn(choices: readonly Choice[], text: string): Choice | undefined {
  // `2.`, `(2)`, `Yes!`: what stands around it says nothing.
  const bare = text.replace(/^[\s([{#"'.:-]+|[\s)\]}"'.:!?-]+$/gu, '');
  for (const name of NAMES) {
    const whole = choices.find((choice, index) => [text, bare].includes(name(choice, index)));
    if (whole) return whole;
  }
  const named = choices
    .map((choice, index) => ({ choice, found: NAMES.map((name) => name(choice, index)) }))
    .map(({ choice, found }) => ({ choice, found: found.filter((name) => name !== '' && hasWord(text, name)) }));
  // Who writes “order status” does not mean “order”, though it is in there.
  const meant = named.filter(({ choice, found }) => {
    const others = named.filter((each) => each.choice !== choice).flatMap((each) => each.found);
    return found.some((name) => others.every((other) => other === name || !hasWord(other, name)));
  });
  return meant.length === 1 ? meant[0]?.choice : undefined;
}

const KINDS: Readonly<Record<AnswerKind, (text: string) => string | undefined>> = {
  text: (text) => (fold(text) === '' ? undefined : text),
  email: (text) => {
    const even = foldPlain(text);
    // Where no blanks are written, letters of the sentence stand right beside it.
    return addressIn(even.replace(new RegExp(NO_EDGES, 'gu'), ' ')) ?? addressIn(even);
  },
  phone: (text) => theOnly(plain(text).match(/\+?\(?[0-9][0-9 ()./-]*[0-9]/g) ?? [], isPhone)?.trim(),
  number: (text) =>
    theOnly(plain(text).match(/(?<![0-9.,])[+-]?[0-9]+(?:[.,][0-9]+)?(?![0-9.,]*[0-9])/g) ?? [], isNumber)
      ?.replace(',', '.')
      .replace('+', ''),
};

/** The only address in a text: what stands in none parts the words. */
function addressIn(text: string): string | undefined {
  const words = text.split(/[^\p{L}\p{M}\p{N}.@_+'&=~%#-]+/u);
  return theOnly(
    words.map((word) => word.replace(/^['.]+|['.]+$/g, '')),
    isAddress,
  );
}

function theOnly(found: readonly string[], fits: (each: string) => boolean): string | undefined {
  const right = [...new Set(found.filter(fits))];
  return right.length === 1 ? right[0] : undefined;
}

/** E.164 has at most 15 digits; shorter than six is an extension, or a year. */
function isPhone(text: string): boolean {
  const { length } = digitsOf(text);
  return length >= 6 && length <= 15;
}

/** `1,000` and `1.000` may be one or a thousand; `0.125` and `1250,500` are what they say. */
function isNumber(text: string): boolean {
  return !/^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(text);
}
