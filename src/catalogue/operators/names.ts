import type { Kind } from '../../model/value';
import { choiceEntry, departmentEntry, textEntry } from './entries';
import { opposite, type IndexHint, type Entry, type KeysOf, type Operator } from './operator';
import type { Seen, SeenDepartment, SeenText } from './seen';

/** `is` and `is_not` for values that compare whole, by keys: any key of the value among the keys of the entries. */
function named<T>(
  kind: Kind,
  entry: Entry<T>,
  keysOfEntry: (entry: T) => readonly string[],
  keysOf: KeysOf,
): readonly Operator<T>[] {
  const compile = (entries: readonly T[]): ((seen: Seen) => boolean) => {
    const wanted = new Set(entries.flatMap(keysOfEntry));
    return (seen) => {
      const keys = keysOf(seen);
      return typeof keys === 'string' ? wanted.has(keys) : keys.some((key) => wanted.has(key));
    };
  };
  const common = {
    kinds: [kind],
    takes: 'any',
    entry,
    cost: 1,
    indexHint: (entries: readonly T[]): IndexHint => ({
      by: 'keys',
      of: 'value',
      keys: entries.flatMap(keysOfEntry),
      keysOf,
    }),
  } as const;
  return [
    { ...common, id: 'is', positive: true, compile },
    {
      ...common,
      id: 'is_not',
      positive: false,
      compile: opposite(compile),
    },
  ];
}

/** Choices compare exactly, usernames folded and whole, departments by folded name or exact id. */
export const nameOperators = [
  ...named(
    'choice',
    choiceEntry,
    (choice) => [choice],
    (seen) => seen as string,
  ),
  ...named(
    'username',
    textEntry,
    (name) => [name],
    (seen) => (seen as SeenText).folded,
  ),
  ...named(
    'department',
    departmentEntry,
    ({ id, folded }) => [`id ${id}`, `name ${folded}`],
    (seen) => [`id ${(seen as SeenDepartment).id}`, `name ${(seen as SeenDepartment).folded}`],
  ),
] as const;
