import type { Kind } from '../../model/value';
import { message, type Text } from '../../text/message';
import { durationEntry, numberEntry } from './entries';
import type { Entry, Operator, Test } from './operator';
import type { Seen, SeenText } from './seen';

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * The number to compare. A custom field is a number when its text is a plain decimal one; of anything else nobody can
 * say whether it is more than five.
 */
function numberOf(seen: Seen): number | undefined {
  if (typeof seen === 'number') return seen;
  const { raw } = seen as SeenText;
  const number = PLAIN_DECIMAL.test(raw) ? Number(raw) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function compiled(holds: (number: number) => boolean): Test {
  return (seen) => {
    const number = numberOf(seen);
    return number === undefined ? undefined : holds(number);
  };
}

function comparing(
  kinds: readonly Kind[],
  entry: Entry<number>,
  id: string,
  positive: boolean,
  compare: (number: number, entry: number) => boolean,
): Operator<number> {
  return {
    id,
    kinds,
    positive,
    takes: 'any',
    entry,
    cost: 1,
    // A list means any of for positive operators, none of for negative ones.
    compile: (entries) =>
      compiled((number) =>
        positive ? entries.some((each) => compare(number, each)) : entries.every((each) => compare(number, each)),
      ),
  };
}

function between(kinds: readonly Kind[], entry: Entry<number>): Operator<number> {
  return {
    id: 'between',
    kinds,
    positive: true,
    takes: 'bounds',
    entry,
    cost: 1,
    check: ([low = 0, high = 0]): Text | undefined => (low > high ? message('value_bounds_reversed') : undefined),
    compile: ([low = 0, high = 0]) => compiled((number) => low <= number && number <= high),
  };
}

function family(kinds: readonly Kind[], entry: Entry<number>): readonly Operator<number>[] {
  return [
    comparing(kinds, entry, 'equals', true, (number, wanted) => number === wanted),
    comparing(kinds, entry, 'not_equals', false, (number, wanted) => number !== wanted),
    comparing(kinds, entry, 'greater_than', true, (number, wanted) => number > wanted),
    comparing(kinds, entry, 'less_than', true, (number, wanted) => number < wanted),
    comparing(kinds, entry, 'at_least', true, (number, wanted) => number >= wanted),
    comparing(kinds, entry, 'at_most', true, (number, wanted) => number <= wanted),
    between(kinds, entry),
  ];
}

/** How numbers and durations compare; custom fields take the number operators too. */
export const numberOperators = [
  ...family(['number', 'custom'], numberEntry),
  ...family(['duration'], durationEntry),
] as const;
