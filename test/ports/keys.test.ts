import * as fs from 'node:fs';
import * as path from 'node:path';
import { createExpiry } from '../../src/admin/runs/expiry';
import { createJournal } from '../../src/engine/journal';
import { createTurns } from '../../src/host/changes';
import { readStoredTags, writeStoredTags } from '../../src/host/contact-tags';
import { addContactNote, storedContactNotes } from '../../src/host/notes';
import { createReturning } from '../../src/host/returning-customers';
import type { Conversation, Customer } from '../../src/model/event';
import type { StoredRecord } from '../../src/model/record';
import { FAMILIES, KEPT } from '../../src/ports/keys';
import { fakeClock, fakeStore } from '../support/fakes';

const DAY = 86_400_000;
const ANA: Customer = { id: 'ana', contactId: 'contact-1', token: 't', emails: [], phones: [], custom: {} };
const keysOf = ({ kept }: ReturnType<typeof fakeStore>, family: string): readonly (readonly string[])[] =>
  kept.filter(({ keys }) => keys.includes(family)).map(({ keys }) => keys);

/** A store with what an earlier version wrote: the same keys, from general to special. */
function earlierStore(...records: readonly [keys: readonly string[], record: object][]) {
  const store = fakeStore({ anyKeys: true });
  const put = store.create as (keys: readonly string[], record: StoredRecord) => Promise<void>;
  return Promise.all(records.map(([keys, record]) => put(keys, { v: 1, ...record }))).then(() => store);
}

describe('what an earlier version wrote', () => {
  it('tags are read, and what is changed stands under new keys alone', async () => {
    const store = await earlierStore(
      [['contact_tags', 'contact/contact-1'], { tags: ['vip', 'old'] }],
      [['contact_tags', 'visitor/ana'], { tags: ['first'] }],
    );
    expect(await readStoredTags(store, ANA)).toEqual(['vip', 'old', 'first']);
    await writeStoredTags(store, ANA, ['vip'], DAY);
    expect(await readStoredTags(store, ANA)).toEqual(['vip']);
    await writeStoredTags(store, ANA, ['vip', 'new'], 3 * DAY);
    expect(await readStoredTags(store, ANA)).toEqual(['vip', 'new']);
    expect(store.kept.map(({ keys }) => keys)).toEqual([
      ['contact/contact-1', 'tags:ana', 'customer:ana', expect.stringMatching(/^until:/), 'customer_tags'],
    ]);
    await writeStoredTags(store, ANA, [], 3 * DAY);
    expect(store.kept).toEqual([]);
  });

  it('a note is read, and not written a second time', async () => {
    const note = { v: 1, id: 'run:0', text: 'Known.', at: 1, by: 'rule', conversation: 'room' } as const;
    const store = await earlierStore([['note', 'contact/contact-1', 'id/run:0'], note]);
    expect(await addContactNote(store, ANA, note)).toBe(false);
    await addContactNote(store, ANA, { ...note, id: 'run:1', text: 'New.', at: 2 });
    expect((await storedContactNotes(store, ANA)).map(({ text }) => text)).toEqual(['Known.', 'New.']);
  });

  it('the turn of a round robin is taken from there, and from then on from the new one', async () => {
    const store = await earlierStore([['round_robin', 'r'], { last: 'anna' }]);
    const turns = createTurns(store, () => DAY);
    const all = ['anna', 'bruno', 'carla'];
    const firsts = [];
    for (let time = 0; time < 3; time++) firsts.push((await turns.take('r', all, all))[0]);
    expect(firsts).toEqual(['bruno', 'carla', 'anna']);
  });

  it('a customer who was seen is known, and is written down anew', async () => {
    const clock = { now: DAY };
    const store = await earlierStore([['customer', 'customer:ana'], { conversation: 'room-1' }]);
    const returning = createReturning(
      store,
      () => clock.now,
      () => Promise.resolve(undefined),
    );
    const room = { id: 'room-2', customer: { id: 'ana' } } as Conversation;
    expect(await returning.wroteBefore(room)).toBe(true);
    await returning.note(room);
    expect(keysOf(store, 'customer')).toEqual([]);
    expect(keysOf(store, 'seen_customers')).toHaveLength(1);
    expect(await returning.wroteBefore({ ...room, id: 'room-1' })).toHaveProperty('unknown');
    expect(await returning.wroteBefore({ ...room, id: 'room-3' })).toBe(true);
  });

  it('a run that was tried again after the update is the one that has gone further', async () => {
    const clock = fakeClock();
    const run = { id: 'r', conversation: 'room', customer: 'ana', at: clock.now() };
    const failed = { action: 'webhook', outcome: 'failed', again: 5, tries: 1, ms: 0 };
    const store = await earlierStore([
      ['runs', 'day:2026-03-04', 'conversation:room', 'run:r'],
      { ...run, actions: [failed] },
    ]);
    const leases = { instance: 'one' } as never;
    const journal = createJournal(store, leases, clock.now);
    expect((await journal.record('r'))?.actions).toEqual([failed]);
    const done = { action: 'webhook', outcome: 'done', tries: 2, ms: 0 };
    await journal.correct({ v: 1, ...run, actions: [done] } as never);
    expect((await journal.record('r'))?.actions).toEqual([done]);
  });

  it('goes two years after the update, where it has no time of its own', async () => {
    const clock = { now: 100 * DAY };
    const store = await earlierStore(
      [['once', 'once:greet:customer:ana'], { at: 5 }],
      [['runs', 'day:2026-03-04', 'conversation:room', 'run:r'], {}],
    );
    const expire = createExpiry(store, () => clock.now);
    await expire();
    clock.now += KEPT.earlier - DAY;
    await expire();
    expect(keysOf(store, 'once')).toHaveLength(1);
    clock.now += 2 * DAY;
    await expire();
    expect(keysOf(store, 'once')).toEqual([]);
    expect(keysOf(store, 'runs')).toHaveLength(1);
  });
});

describe('what goes by its own time', () => {
  it('is removed an hour at a time, never more hours at once than a sweep can bear, over a restart too', async () => {
    const clock = { now: 1_000 * DAY };
    const store = fakeStore();
    const removed: string[] = [];
    const watched = {
      ...store,
      remove: (keys: readonly string[]) => (removed.push(keys.join()), store.remove(keys)),
    };
    await createExpiry(watched, () => clock.now)();
    await addContactNote(store, ANA, { v: 1, id: 'n', text: 'x', at: clock.now, by: 'rule', conversation: 'room' });
    const left = (): number => keysOf(store, 'notes').length;

    clock.now += KEPT.note - DAY;
    let sweeps = 0;
    for (; removed.length === 0 || removed.length % 100 === 0; sweeps++) await createExpiry(watched, () => clock.now)();
    expect(sweeps).toBeGreaterThan(100);
    expect(left()).toBe(1);
    clock.now += DAY + 3_600_000;
    await createExpiry(watched, () => clock.now)();
    expect(left()).toBe(0);
    removed.length = 0;
    await createExpiry(watched, () => clock.now)();
    expect(removed).toEqual([]);
  });
});

it('a screen that nobody has used for a day is removed', async () => {
  const clock = { now: 100 * DAY };
  const store = fakeStore();
  const expire = createExpiry(store, () => clock.now);
  await expire();
  for (const [id, at] of [
    ['old', clock.now],
    ['new', clock.now + DAY],
  ] as const)
    await store.create<StoredRecord & { id: string; at: number }>([`view:${id}`, 'user:anna', 'view'], {
      v: 1,
      id,
      at,
    });
  clock.now += DAY + 2 * 3_600_000;
  await expire();
  expect(keysOf(store, 'view').map(([key]) => key)).toEqual(['view:new']);
});

test('every time in README is the one that is kept', () => {
  const readme = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const section = /^## What it keeps[^]*?(?=^## )/m.exec(readme)?.[0] ?? '';
  const rows = Object.fromEntries(
    [...section.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].map(([, what = '', time = '']) => [what.trim(), time.trim()]),
  );
  const years = (ms: number): string => (ms === 365 * DAY ? 'a year' : `${ms / (365 * DAY)} years`);
  expect(rows).toMatchObject({
    Notes: `${years(KEPT.note)} after they were written`,
    'Tags of contacts': `${years(KEPT.tags)} after they were changed last`,
    'That a customer was here': `${years(KEPT.seen)} after the last conversation that was seen`,
    'Turns of `once`': `as long as \`within\`; without it ${years(KEPT.turn)}`,
    'That something was forgotten, for other instances': KEPT.forgotten === DAY ? 'a day' : '',
    'Earlier conversations of a customer': `${years(KEPT.ended)} after the latest one ended`,
    'What version 0.1 wrote of these without a time': `${years(KEPT.earlier)} after the update`,
  });
  // Whatever holds something of customers has its row.
  const customers = Object.values(FAMILIES).filter((holds) => holds === 'customer');
  expect(Object.keys(rows).length).toBeGreaterThanOrEqual(customers.length);
});
