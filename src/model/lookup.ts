import type { Conversation } from './event';
import type { Unknown } from './value';

const PREFIX = 'outside:';

/** What the answer to a lookup stands under among the sources of facts. */
export type LookupSource = `${typeof PREFIX}${string}`;

export const lookupSource = (id: string): LookupSource => `${PREFIX}${id}`;
export const lookupIn = (source: LookupSource): string => source.slice(PREFIX.length);

export function isLookup(source: string): source is LookupSource {
  return source.startsWith(PREFIX);
}

/** One question, printed for one event: ready to be asked. */
export type Question = Get | Ask;

interface Asking {
  readonly conversation: Conversation['id'];
  /** What the record shows of it: an address without values of its query, or the words of the question. */
  readonly shown: string;
  /** How long an answer may take, ms. */
  readonly within: number;
  /** How long the answer to the same question serves again in this conversation, ms; 0: not at all. */
  readonly keep: number;
}

/** JSON of another system. */
export interface Get extends Asking {
  readonly kind: 'get';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON pointer (RFC 6901) to the value. */
  readonly read: string;
}

/** A question to a language model about words of the conversation. */
export interface Ask extends Asking {
  readonly kind: 'model';
  readonly question: string;
  /** What it may answer: one of these, or a text of at most so many characters. */
  readonly answer: { readonly choices: readonly string[] } | { readonly text: number };
  /** What it is about, as people wrote it; personal data are masked already where they have to be. */
  readonly about: string;
}

/** What came of a question. */
export interface Answer {
  readonly shown: string;
  /** The answer, or why there is none. */
  readonly said: { readonly value: string } | Unknown;
  /** How long it took, ms. */
  readonly ms: number;
  readonly from: 'asked' | 'memory';
}

/** What the record keeps of a lookup: no key, and no value of an address's query. */
export interface LookupRecord {
  readonly id: string;
  readonly question: string;
  readonly answer?: string;
  /** Why there is no answer. */
  readonly why?: Unknown['unknown'];
  /** How long it took, ms. */
  readonly ms: number;
  readonly from: Answer['from'];
}

/** Of an answer, the characters that a record shows. */
const MOST_SHOWN = 200;

/** The lookups among what is known, for the record. @param of those of these sources only */
export function lookupRecords(
  known: Readonly<Partial<Record<LookupSource, Answer>>>,
  of?: readonly string[],
): readonly LookupRecord[] {
  return Object.keys(known)
    .filter(isLookup)
    .filter((source) => !of || of.includes(source))
    .flatMap((source) => {
      const answer = known[source];
      if (!answer) return [];
      const { shown, said, ms, from } = answer;
      const result = 'value' in said ? { answer: said.value.slice(0, MOST_SHOWN) } : { why: said.unknown };
      return [{ id: lookupIn(source), question: shown, ...result, ms, from }];
    });
}

/** For a question that cannot be asked. */
export function notAsked(shown: string, why: Unknown['unknown']): Answer {
  return { shown, said: { unknown: why }, ms: 0, from: 'asked' };
}
