import { phoneEntry } from './entries';
import { digitsOf } from '../../text/phone';
import { opposite, type IndexHint, type Operator } from './operator';
import type { Seen, SeenText } from './seen';

/** The digits of a number that a customer has; '' for a text without one. */
function digits(seen: Seen): string {
  const text = seen as SeenText;
  return (text.digits ??= digitsOf(text.folded));
}

/** An operator that holds for any entry; with a second id, its opposite that holds when it holds for none. */
function comparing(
  ids: readonly [positive: string, negative?: string],
  compare: (number: string, wanted: string) => boolean,
  indexHint?: (entries: readonly string[]) => IndexHint,
): readonly Operator<string>[] {
  const common = {
    kinds: ['phone'],
    takes: 'any',
    entry: phoneEntry,
    cost: 4,
    ...(indexHint && { indexHint }),
  } as const;
  const compile = (entries: readonly string[]) => (seen: Seen) => {
    const number = digits(seen);
    return entries.some((wanted) => compare(number, wanted));
  };
  const [positive, negative] = ids;
  const operator: Operator<string> = { ...common, id: positive, positive: true, compile };
  if (negative === undefined) return [operator];
  return [operator, { ...common, id: negative, positive: false, compile: opposite(compile) }];
}

const byDigits = (entries: readonly string[]): IndexHint => ({
  by: 'keys',
  of: 'value',
  keys: entries,
  keysOf: digits,
});

/**
 * How phone numbers compare: by their digits, however they are written (DESIGN.md 1, Conditions). What else a text can
 * be asked is in text.ts.
 */
export const phoneOperators: readonly Operator<string>[] = [
  ...comparing(['is', 'is_not'], (number, wanted) => number === wanted, byDigits),
  ...comparing(['contains', 'not_contains'], (number, wanted) => number.includes(wanted)),
  ...comparing(['starts_with'], (number, wanted) => number.startsWith(wanted)),
  ...comparing(['ends_with'], (number, wanted) => number.endsWith(wanted)),
];
