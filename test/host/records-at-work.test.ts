import { createEarlier } from '../../src/host/earlier';
import { createAgentsBefore } from '../../src/host/agents-before';
import { toConversation } from '../../src/host/convert';
import type { Conversation } from '../../src/model/event';
import { fakeStore } from '../support/fakes';
import { createServer, NOW, room } from '../catalogue/actions/server';

function closed(id: string): Conversation {
  const { isOpen: _open, ...over } = room({ id });
  const one = toConversation({ ...over, closedAt: new Date(NOW) })!;
  return { ...one, customer: { ...one.customer, since: NOW - 60_000 } };
}

function known() {
  const { store } = createServer().host;
  return createEarlier(store, { history: () => Promise.resolve(undefined) }, () => Promise.resolve(false));
}

test('a conversation that has ended is not one of its own earlier ones', async () => {
  const earlier = known();
  const before = await earlier.of(closed('one'));
  expect(before).toEqual({ count: 0 });
  await earlier.ended(closed('one'), NOW);
  // A rule on `conversation_closed`, after a wait, or only a little later than the note of the end.
  expect(await earlier.of(closed('one'))).toEqual({ count: 0 });
});

test('of the second one, the first', async () => {
  const earlier = known();
  await earlier.ended(closed('one'), NOW - 86_400_000);
  await earlier.ended({ ...closed('two'), closedAt: NOW }, NOW);
  expect((await earlier.of(closed('two'))).count).toBe(1);
});

/** While a record is being created, this is asked. */
function during(look: () => Promise<unknown>, seen: unknown[]) {
  const store = fakeStore();
  let on = false;
  const write: typeof store.write = async (keys, record) => {
    if (on) seen.push(await look());
    return store.write(keys, record);
  };
  return { store: { ...store, write }, begin: () => (on = true) };
}

test('while an assignment is written down it can be told who had it before', async () => {
  const seen: unknown[] = [];
  const of = (agent: string) => ({
    ...closed('c'),
    agent: { id: agent, username: agent, kind: 'human' as const, enabled: true },
  });
  const { store, begin } = during(() => before.of(of('bruno')), seen);
  const before = createAgentsBefore(store);
  await before.begin(NOW - 1_000_000_000);
  await before.assigned(of('anna'), NOW);
  begin();
  await before.assigned(of('bruno'), NOW);
  expect(seen).toEqual([{ username: 'anna' }]);
});

test('while an end is written down the ends before it are known', async () => {
  const seen: unknown[] = [];
  const { store, begin } = during(async () => (await earlier.of(closed('three'))).count, seen);
  const earlier = createEarlier(store, { history: () => Promise.resolve(undefined) }, () => Promise.resolve(false));
  await earlier.ended(closed('one'), NOW);
  begin();
  await earlier.ended(closed('two'), NOW);
  expect(seen).toEqual([1]);
});
