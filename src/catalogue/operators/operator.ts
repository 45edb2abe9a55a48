import type { FieldRef } from '../fields/field';
import type { Kind } from '../../model/value';
import type { Text } from '../../text/message';
import type { Seen } from './seen';

/** A JSON Schema, as far as values need it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What an entry of a rule's value may be read for: its field, and whether case counts. */
export interface EntryContext {
  readonly field: FieldRef['field'];
  readonly caseSensitive: boolean;
}

/** How one entry of a rule's value is written (`"PT5M"`, `"09:00"`, one of the choices). */
export interface Entry<T> {
  /** The entry, ready to compare with, or what is wrong with it and what would be right. */
  read(raw: unknown, context: EntryContext): { readonly value: T } | { readonly problem: Text };
  schema(field: Pick<FieldRef['field'], 'choices'>): JsonSchema;
}

/**
 * What stands as `value`: nothing; one entry or a list of which any will do (of which none may, for negative
 * operators); one entry or a list of which all must; two bounds.
 */
export type Takes = 'nothing' | 'any' | 'all' | 'bounds';

/**
 * A value that is present meets the operator: true or false, or undefined when that cannot be told (a custom field
 * that is no number). Never asked for missing and unknown values; these are the same for all operators.
 */
export type Test = (seen: Seen) => boolean | undefined;

/** Parts of a value by name (DESIGN.md 1: `match.<name>`). */
export interface Captures {
  readonly names: readonly string[];
  /** Those of a value that meets the operator. */
  read(seen: Seen): Readonly<Record<string, string>>;
}

/**
 * What an index may know of a compiled operator. Where it is not found, the answer is the one for a missing value; where it
 * is, only the test can tell, unless the hint is all there is to it (`exact`).
 */
export type IndexHint =
  /** One of these keys is among the `keysOf` the value, or is all there is. Operators on one field and of one `of` have the same `keysOf`. */
  | {
      readonly by: 'keys';
      readonly of: 'value' | 'sensitive';
      readonly keys: readonly string[];
      readonly keysOf: KeysOf;
    }
  /** One of these texts is somewhere in the text, folded with or without case. */
  | { readonly by: 'words'; readonly words: readonly string[]; readonly sensitive: boolean; readonly exact: boolean };

/** What a value is found by: several keys, or one. */
export type KeysOf = (seen: Seen) => string | readonly string[];

/** The opposite of an operator that can always tell. */
export function opposite<T>(compile: (entries: readonly T[], context: EntryContext) => Test): Operator<T>['compile'] {
  return (entries, context) => {
    const test = compile(entries, context);
    return (seen) => !test(seen);
  };
}

/** One operator for one or more kinds of fields. Everything about it is in its entry. */
export interface Operator<T = never> {
  readonly id: string;
  readonly kinds: readonly Kind[];
  /** Positive operators are false for a missing value, negative ones true. */
  readonly positive: boolean;
  readonly takes: Takes;
  /** Left out when it takes nothing. */
  readonly entry?: Entry<T>;
  /** True when `case_sensitive` makes sense. */
  readonly caseMatters?: boolean;
  /** What is wrong with entries that are right one by one, such as reversed bounds. */
  check?(entries: readonly T[]): Text | undefined;
  compile(entries: readonly T[], context: EntryContext): Test;
  indexHint?(entries: readonly T[], context: EntryContext): IndexHint | undefined;
  /** The parts of a value that its entries give a name to; undefined when they name none. */
  captures?(entries: readonly T[], context: EntryContext): Captures | undefined;
  /** Roughly how long the test takes: 1 a comparison, 10 a search in a text, 100 a pattern. */
  readonly cost: number;
}
