import { textEntry } from './entries';
import { opposite, type IndexHint, type Operator, type Test } from './operator';
import type { SeenText } from './seen';

/** `pt_BR` and `PT-br` are `pt-br`; both sides are folded already. */
const dashed = (folded: string): string => folded.replaceAll('_', '-');

/** The part that a locale and all ranges it lies in begin with. No guessing of scripts. */
const firstPart = (folded: string): string => dashed(folded).split('-', 1).join();

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
    keys: entries.map(firstPart),
    keysOf: (seen) => firstPart((seen as SeenText).folded),
  }),
} as const;

/** A locale `is` a range when the range's parts begin its own: `pt` matches `pt-BR` (DESIGN.md, Exact meanings). */
export const localeOperators: readonly Operator<string>[] = [
  { ...common, id: 'is', positive: true, compile: inRange },
  {
    ...common,
    id: 'is_not',
    positive: false,
    compile: opposite(inRange),
  },
];
