import { createEarlier } from '../../src/host/earlier';
import { toConversation } from '../../src/host/convert';
import type { Conversation } from '../../src/model/event';
import { createExpiry } from '../../src/admin/runs/expiry';
import { createServer, NOW, room } from '../catalogue/actions/server';

const DAY = 86_400_000;

function closed(id: string, changes: object = {}): Conversation {
  const { isOpen: _open, ...over } = room({ id });
  const conversation = toConversation({ ...over, closedAt: new Date(NOW), ...changes });
  if (!conversation) throw new Error('no conversation');
  return conversation;
}

function known(since?: number) {
  const server = createServer();
  const earlier = createEarlier(server.host.store, { history: () => Promise.resolve(undefined) }, () =>
    Promise.resolve(false),
  );
  const conversation = (id: string): Conversation => {
    const one = closed(id);
    return { ...one, customer: { ...one.customer, since } };
  };
  return { server, earlier, conversation };
}

test('a customer who came while the app was there: every conversation is counted, once', async () => {
  const { earlier, conversation } = known(NOW - 60_000);
  for (const id of ['one', 'two', 'two']) await earlier.ended(conversation(id), NOW);
  expect(await earlier.of(conversation('three'))).toEqual({
    count: 2,
    endedAt: NOW,
    agent: { username: 'maria', until: NOW },
  });
});

test('one from before: who had them last is known, how many there were is not', async () => {
  const { earlier, conversation } = known(NOW - 30 * DAY);
  await earlier.ended(conversation('one'), NOW);
  expect(await earlier.of(conversation('two'))).toEqual({ endedAt: NOW, agent: { username: 'maria', until: NOW } });
});

test('one from before with a second contact, of whose conversations the server counts none', async () => {
  const { server, conversation } = known(NOW - 30 * DAY);
  const history = () => Promise.resolve({ count: 1, ended: [] });
  const earlier = createEarlier(server.host.store, { history }, () => Promise.resolve(false));
  for (const id of ['one', 'two']) await earlier.ended(conversation(id), NOW);
  expect((await earlier.of(conversation('three'))).count).toBe(2);
});

test('one from before of whom nothing has been seen: that it cannot be told', async () => {
  const { earlier, conversation } = known(NOW - 30 * DAY);
  await expect(earlier.of(conversation('one'))).rejects.toMatchObject({ text: { key: 'reason_earlier_unknown' } });
});

test('a new one: nothing before', async () => {
  const { earlier, conversation } = known(NOW - 60_000);
  expect(await earlier.of(conversation('one'))).toEqual({ count: 0 });
});

test('is forgotten a year after the last one', async () => {
  const { server, earlier, conversation } = known(NOW - 60_000);
  let now = NOW;
  const expire = createExpiry(server.host.store, () => now);
  const left = async (days: number): Promise<number> => {
    now = NOW + days * DAY;
    // Hours that have passed meanwhile are made up for over several sweeps.
    for (let sweep = 0; sweep < 120; sweep++) await expire();
    return server.records.filter(({ keys }) => keys.includes('earlier_conversations')).length;
  };
  await expire();
  await earlier.ended(conversation('one'), NOW);
  expect(await left(39)).toBe(1);
  await earlier.ended(conversation('two'), NOW + 40 * DAY);
  expect(await left(400)).toBe(1);
  expect(await left(406)).toBe(0);
});

test('what an earlier version kept by the month goes by the month', async () => {
  const { server, earlier } = known();
  const record = { v: 1, count: 1, at: NOW, whole: true, seen: [] };
  server.records.push({ keys: ['earlier_conversations', 'customer:old', 'month:2026-03'], record });
  await earlier.prune(NOW + 364 * DAY);
  expect(server.records).toHaveLength(1);
  await earlier.prune(NOW + 400 * DAY);
  expect(server.records).toHaveLength(0);
});
