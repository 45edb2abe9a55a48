import { textEntry } from './entries';
import type { IndexHint, Operator, Test } from './operator';
import type { Seen, SeenText } from './seen';

/** `pt_BR` and `PT-br` are `pt-br`; both sides are folded already. */
const dashed = (folded: string): string => folded.replaceAll('_', '-');

/** `zh-hant-tw` is also `zh-hant` and `zh`: all ranges that it lies in. No guessing of scripts. */
function ranges(seen: Seen): readonly string[] {
  const parts = dashed((seen as SeenText).folded).split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

function inRange(entries: readonly string[]): Test {
  const wanted = entries.map(dashed);
  return (seen) => {
    const locale = dashed((seen as SeenText).folded);
    return wanted.some((range) => locale === range || locale.startsWith(`${range}-`));
  };
}

const common = {
  kinds: ['locale'],
  takes: 'any',
  entry: textEntry,
  cost: 4,
  indexHint: (entries: readonly string[]): IndexHint => ({
    by: 'keys',
    of: 'value',
    keys: entries.map(dashed),
    keysOf: ranges,
  }),
} as const;

/** A locale `is` a range when the range's parts begin its own: `pt` matches `pt-BR` (DESIGN.md, Exact meanings). */
export const localeOperators: readonly Operator<string>[] = [
  { ...common, id: 'is', positive: true, compile: inRange },
  {
    ...common,
    id: 'is_not',
    positive: false,
    compile: (entries) => {
      const test = inRange(entries);
      return (seen) => !test(seen);
    },
  },
];
