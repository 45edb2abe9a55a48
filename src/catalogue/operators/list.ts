import { textEntry } from './entries';
import { opposite, type Operator, type Test } from './operator';
import type { Seen, SeenList } from './seen';

const common = { kinds: ['list'], entry: textEntry, cost: 3 } as const;
const keysOf = (seen: Seen): readonly string[] => (seen as SeenList).folded;

/** Is some item one of these texts? */
function includesSome(entries: readonly string[]): Test {
  return (seen) => keysOf(seen).some((item) => entries.includes(item));
}

/** Does some item have one of these texts in it? */
function someItemContains(entries: readonly string[]): Test {
  return (seen) => keysOf(seen).some((item) => entries.some((entry) => item.includes(entry)));
}

/** How lists compare: their items folded, whole but for `contains`. */
export const listOperators: readonly Operator<string>[] = [
  {
    ...common,
    id: 'includes',
    positive: true,
    takes: 'any',
    compile: includesSome,
    indexHint: (entries) => ({ by: 'keys', of: 'value', keys: entries, keysOf }),
  },
  {
    ...common,
    id: 'includes_all',
    positive: true,
    takes: 'all',
    compile: (entries) => (seen) => entries.every((entry) => keysOf(seen).includes(entry)),
    indexHint: (entries) => ({ by: 'keys', of: 'value', keys: entries.slice(0, 1), keysOf }),
  },
  {
    ...common,
    id: 'excludes',
    positive: false,
    takes: 'any',
    compile: opposite(includesSome),
  },
  { ...common, id: 'contains', cost: 10, positive: true, takes: 'any', compile: someItemContains },
  {
    ...common,
    id: 'not_contains',
    cost: 10,
    positive: false,
    takes: 'any',
    compile: opposite(someItemContains),
  },
];
