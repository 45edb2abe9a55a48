import type { MessageKey, Text } from '../text/message';

/** Parameters as they stand in a rule; what is wrong may be among them. */
export type Written = Readonly<Record<string, unknown>>;

/** One person's language, as far as entries need it for saying what a rule does. */
export interface Speaker {
  /** A sentence or a label by its key. */
  say(key: MessageKey, params?: Text['params']): string;
  /** `a, b and c`. */
  and(items: readonly string[]): string;
  /** Between quotation marks; a list joined by `and`; a template reads without its signs. */
  quoted(value: unknown): string;
  /** An ISO duration in words; as it is when it is none. */
  duration(iso: unknown): string;
  /** All of them quoted, by name. */
  allQuoted(written: Written): Record<string, string>;
}
