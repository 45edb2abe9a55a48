import { booleanEntry } from './entries';
import type { Operator } from './operator';

/** How yes and no compare. A missing one is neither. */
export const booleanOperators: readonly Operator<boolean>[] = [
  {
    id: 'is',
    kinds: ['boolean'],
    positive: true,
    takes: 'any',
    entry: booleanEntry,
    cost: 1,
    compile: (entries) => (seen) => entries.includes(seen as boolean),
    indexHint: (entries) => ({
      by: 'keys',
      of: 'value',
      keys: entries.map(String),
      keysOf: String,
    }),
  },
];
