import type { Answer, Ask } from '../../model/lookup';
import { shorten } from '../../text/shorten';
import { fold } from '../../text/fold';
import { message } from '../../text/message';
import { asObject, asString, own } from '../../util/json';

/** A longer answer is not read: nobody looks for a value in it. */
const LONGEST = 1_000_000;

type Said = Answer['said'];

/** Where the answer of a model stands. */
const COMPLETION = '/choices/0/message/content';

const nothingAt = (pointer: string): Said => ({ unknown: message('reason_lookup_empty', { pointer }) });

/** The value that a JSON pointer (RFC 6901) names in an answer: a text, a number, or `true` and `false`. */
export function readPointer(body: string, pointer: string): Said {
  const json = parse(body);
  if (!json) return { unknown: message('reason_lookup_no_json') };
  let value = json.value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    // Only what is there itself: no length of a list, nothing inherited.
    if (
      typeof value !== 'object' ||
      value === null ||
      !Object.hasOwn(value, key) ||
      (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(key))
    )
      return nothingAt(pointer);
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return { value: plain(value) };
  return typeof value !== 'string' || fold(value) === '' ? nothingAt(pointer) : { value };
}

/** Numbers without an exponent, so that they compare as numbers. */
function plain(value: number | boolean): string {
  return typeof value === 'number' && value !== 0
    ? new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 21 }).format(value)
    : String(value);
}

/** What a model answered, strictly: one of the choices as a whole, or a text that is not too long. */
export function readCompletion(body: string, answer: Ask['answer']): Said {
  const content = readPointer(body, COMPLETION);
  if ('unknown' in content) return content;
  // Models that think aloud do so before they answer.
  const words = content.value.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
  return 'choices' in answer ? choiceIn(words, answer.choices) : textOf(words, answer.text);
}

function choiceIn(words: string, choices: readonly string[]): Said {
  const object = asObject(parse(words)?.value);
  const said = (object ? asString(own(object, 'answer')) : undefined) ?? words;
  const bare = fold(said.trim().replace(/^["'“”„`*]+|["'“”`*.]+$/g, ''));
  const found =
    choices.find((choice) => fold(choice) === bare) ?? choices.find((choice) => fold(choice) === fold(said));
  return found === undefined ? { unknown: message('reason_lookup_choices') } : { value: found };
}

function textOf(words: string, most: number): Said {
  if (fold(words) === '') return nothingAt(COMPLETION);
  return { value: shorten(words, most) };
}

function parse(text: string): { readonly value: unknown } | undefined {
  if (text.length > LONGEST) return undefined;
  try {
    // With what stands around it, a byte order mark goes.
    return { value: JSON.parse(text.trim()) as unknown };
  } catch {
    return undefined;
  }
}
