import type { FieldOf } from '../../src/decide/index';
import type { Facts, SourceId, Environment } from '../../src/model/facts';
import type { Event } from '../../src/model/event';
import type { FieldRef } from '../../src/catalogue/fields/field';
import type { Fact, Kind } from '../../src/model/value';
import type { Condition, Rule } from '../../src/catalogue/document';

/** Fields as few and small as deciding needs; `slow`, `slower` and `slow_tags` must be loaded. */
export const FIELDS: Readonly<
  Record<string, { kind: Kind; choices?: readonly string[]; needs?: readonly SourceId[] }>
> = {
  text: { kind: 'text' },
  topic: { kind: 'text' },
  plan: { kind: 'custom' },
  locale: { kind: 'locale' },
  phone: { kind: 'phone' },
  owner: { kind: 'choice', choices: ['nobody', 'bot', 'human'] },
  agent: { kind: 'username' },
  department: { kind: 'department' },
  tags: { kind: 'list' },
  count: { kind: 'number' },
  age: { kind: 'duration' },
  time: { kind: 'time' },
  first: { kind: 'boolean' },
  slow: { kind: 'text', needs: ['history'] },
  slower: { kind: 'boolean', needs: ['returning'] },
  slow_tags: { kind: 'list', needs: ['stored_tags'] },
};

/** What the fields of this world say; what it does not name is missing. */
export type World = Readonly<Record<string, Fact>>;

export const NOWHERE = {} as Environment;

export const fields: FieldOf = (id) => {
  const entry = FIELDS[id];
  if (!entry) return undefined;
  const field: FieldRef['field'] = {
    id,
    kind: entry.kind,
    choices: entry.choices,
    mayMiss: true,
    writtenBy: 'customer',
    needs: () => entry.needs ?? [],
    read: (facts) => (facts as WorldFacts).world[id],
    example: { operator: 'is', match: null, noMatch: null },
  };
  return { id, field, key: '' };
};

interface WorldFacts extends Facts {
  readonly world: World;
}

/** The facts of a world, with these sources loaded. */
export function factsOf(world: World, loaded: readonly SourceId[] = ALL_SOURCES): Facts {
  const known = Object.fromEntries(loaded.map((source) => [source, { unknown: 'loaded, and read from the world' }]));
  const facts: WorldFacts = { event: {} as Event, now: 0, environment: NOWHERE, known, world };
  return facts;
}

export const ALL_SOURCES: readonly SourceId[] = ['history', 'returning', 'stored_tags'];

/** A live rule on customers' messages with this condition. */
export function ruleOf(condition: 'always' | Condition, more: Partial<Rule> & { id?: string } = {}): Rule {
  const id = more.id ?? 'a-rule';
  return { id, name: id, on: 'customer_message', if: condition, do: [{ action: 'close' }], ...more };
}
