import { persistentStore } from '../../src/host/persistence';
import { fromStored, toStored } from '../../src/host/nulls';
import { persistenceBridge, type PersistedRecord } from '../sandbox/runtime/bridges/persistence';
import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';

/** Over the wire everything that is undefined becomes null. */
const overTheWire = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(overTheWire);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, overTheWire(each)]));
};

/** The sandbox's persistence behind the accessors, with such a wire. */
function store() {
  const records: PersistedRecord[] = [];
  const bridge = persistenceBridge(() => records);
  const writer = {
    createWithAssociations: (data: object, keys: never) =>
      bridge.createWithAssociations(overTheWire(data) as object, keys, 'app'),
    updateByAssociations: (keys: never, data: object, upsert: boolean) =>
      bridge.updateByAssociations(keys, overTheWire(data) as object, upsert, 'app'),
    removeByAssociations: (keys: never) => bridge.removeByAssociations(keys, 'app'),
  } as unknown as IPersistence;
  const reader = {
    readByAssociations: async (keys: never) => overTheWire(await bridge.readByAssociations(keys, 'app')),
  } as unknown as IPersistenceRead;
  return {
    records,
    store: persistentStore(
      () => reader,
      () => writer,
      (_ms, call) => call(),
    ),
  };
}

const KEYS = ['key', 'told'] as const;
const DEEP = { v: 1, gone: undefined, in: { gone: undefined, list: [{ gone: undefined, stays: 0 }] }, text: '' };
const KEPT = { v: 1, in: { list: [{ stays: 0 }] }, text: '' };

describe('what is undefined', () => {
  it.each(['create', 'write'] as const)('%s: it is missing when it is read', async (how) => {
    const { store: kept } = store();
    await kept[how](KEYS, DEEP);
    expect(await kept.read(KEYS)).toStrictEqual([KEPT]);
  });

  it('a record that was written over reads the same', async () => {
    const { store: kept } = store();
    await kept.write(KEYS, { v: 1, again: 5 } as { v: number });
    await kept.write(KEYS, { v: 1, again: undefined } as { v: number });
    expect(await kept.read(KEYS)).toStrictEqual([{ v: 1 }]);
  });

  it('what an earlier version wrote is read without the nulls that the server made of it', async () => {
    const { store: kept, records } = store();
    const associations = KEYS.map((id) => ({ model: 'misc', id }));
    records.push({ id: 'old', appId: 'app', associations, data: overTheWire(DEEP) as object });
    expect(await kept.read(KEYS)).toStrictEqual([KEPT]);
  });
});

it.each<[what: string, record: { readonly v: number }]>([
  ['of a rule', { v: 1, rule: { priority: null, tests: [{ given: { 'customer.email': null } }] } } as never],
  ['beside what is undefined', { v: 1, conditions: null } as never],
  ['in a list', { v: 1, list: [null, 1] } as never],
  ['none', { v: 1, at: 5 } as never],
])('a null that was meant stays: %s', async (_what, record) => {
  const { store: kept } = store();
  await kept.create(KEYS, { ...record, gone: undefined } as never);
  expect(await kept.read(KEYS)).toStrictEqual([record]);
});

it('moments and texts come through as they are', () => {
  const at = new Date(0);
  expect(fromStored(toStored({ at, text: 'null' }))).toEqual({ at, text: 'null' });
});
