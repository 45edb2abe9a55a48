import { createAgentsBefore } from '../../src/host/agents-before';
import type { Conversation } from '../../src/model/event';
import { untilKey } from '../../src/ports/keys';
import { fakeStore } from '../support/fakes';

const START = Date.parse('2026-03-04T10:00:00Z');

const conversation = (agent: string | undefined, createdAt = START + 1): Conversation => ({
  id: 'c',
  status: agent === undefined ? 'queued' : 'open',
  ...(agent !== undefined && { agent: { id: agent, username: agent, kind: 'human', enabled: true } }),
  tags: [],
  custom: {},
  createdAt,
  customer: { id: 'v', token: 't', emails: [], phones: [], custom: {} },
  channel: { type: 'widget' },
});

/** Given to these, one after the other. */
async function after(...agents: readonly string[]) {
  const store = fakeStore();
  const before = createAgentsBefore(store);
  await before.begin(START);
  for (const agent of agents) await before.assigned(conversation(agent), START + 1);
  return { before, store };
}

test.each([
  ['nobody yet', [], undefined, {}],
  ['the first one has it', ['anna'], 'anna', {}],
  ['it is back in the queue', ['anna'], undefined, { username: 'anna' }],
  ['the second one has it', ['anna', 'bruno'], 'bruno', { username: 'anna' }],
  ['told twice', ['anna', 'bruno', 'bruno'], 'bruno', { username: 'anna' }],
  ['and back to the first', ['anna', 'bruno', 'anna'], 'anna', { username: 'bruno' }],
  ['the latest change is not written down yet', ['anna'], 'bruno', { username: 'anna' }],
])('%s', async (_name, agents, now, expected) => {
  const { before } = await after(...agents);
  expect(await before.of(conversation(now))).toEqual(expected);
});

test('what began before the app cannot be told, unless somebody has had it since', async () => {
  const { before } = await after();
  const old = (agent: string) => conversation(agent, START - 1);
  expect(await before.of(old('anna'))).toHaveProperty('unknown');
  await before.assigned(old('anna'), START + 1);
  await before.assigned(old('bruno'), START + 1);
  expect(await before.of(old('bruno'))).toEqual({ username: 'anna' });
});

test('the app began when it first did', async () => {
  const { before } = await after();
  await before.begin(START + 10);
  expect(await before.of(conversation('anna', START + 5))).toEqual({});
});

test('kept for a year, and found as something about the customer', async () => {
  const { store } = await after('anna', 'bruno');
  const kept = store.kept.filter(({ keys }) => keys.includes('agents_before')).map(({ keys }) => keys);
  expect(kept).toEqual([
    ['conversation:c', 'customer:v', untilKey(Date.parse('2027-03-04T10:00:00Z')), 'agents_before'],
  ]);
});
