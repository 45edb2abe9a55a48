import { endpointsOf } from '../../../src/host/rest';
import { clientOf, failure, fakeHttp, type FakeHttp } from './http';

const ok = (json: object) => ({ status: 200, json: { success: true, ...json } });

test('the clock is put back an hour: a list is no older for it', async () => {
  const clock = { now: 10_000_000 };
  const fake = fakeHttp().on(
    'livechat/users/agent',
    ok({ users: [{ _id: 'a', username: 'anna', statusLivechat: 'available' }] }),
    ok({ users: [{ _id: 'a', username: 'anna', statusLivechat: 'not-available' }] }),
  );
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  expect((await rest.agents())[0]!.available).toBe(true);
  clock.now -= 3_600_000;
  // Half an hour goes by.
  clock.now += 1_800_000;
  expect((await rest.agents())[0]!.available).toBe(false);
});

test('a list that failed once is not given beyond its time by failing again', async () => {
  const clock = { now: 10_000_000 };
  const fake = fakeHttp().on(
    'livechat/users/agent',
    ok({ users: [{ _id: 'a', username: 'anna' }] }),
    new Error('ECONNREFUSED'),
  );
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  await rest.agents();
  let failed = 0;
  for (let at = 0; at < 300; at += 5) {
    clock.now += 5_000;
    await rest.agents().catch(() => (failed = failed || at + 5));
  }
  expect(failed).toBe(100);
});

test('a custom field that was deleted is created again', async () => {
  const clock = { now: 1_000_000 };
  const ok = (json: object) => ({ status: 200, json: { success: true, ...json } });
  const fake = fakeHttp()
    .on('livechat/custom-fields', ok({ customFields: [] }))
    .on('livechat/custom-fields.save', ok({}));
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  const created = () => fake.requests.filter(({ url }) => url.endsWith('custom-fields.save')).length;
  await rest.needRoomFields(['order']);
  expect(created()).toBe(1);
  // An administrator deletes it: the server lists none, and passes what is written into it over without a word.
  clock.now += 3_600_000;
  await rest.needRoomFields(['order']);
  expect(created()).toBe(2);
});

describe('a server that gives fewer at once than it is asked for (its setting API_Upper_Count_Limit)', () => {
  const agents = Array.from({ length: 7 }, (_, index) => ({ _id: `id-${index}`, username: `agent-${index}` }));
  const rooms = agents.map(({ _id }, index) => ({ _id, ts: new Date(index).toISOString() }));
  const three = <T>(key: string, all: readonly T[], from = 0) =>
    [0, 3, 6, 9].map((offset) =>
      ok({ [key]: all.slice(from + offset, from + offset + 3), offset: from + offset, total: all.length }),
    );
  const offsets = (fake: FakeHttp) => fake.requests.map(({ request }) => request.params?.['offset']);

  test('agents', async () => {
    const fake = fakeHttp().on('livechat/users/agent', ...three('users', agents));
    expect(await endpointsOf(clientOf(fake), () => 0).agents()).toHaveLength(7);
    expect(offsets(fake)).toEqual(['0', '3', '6']);
  });

  test('conversations, and those after so many', async () => {
    const fake = fakeHttp().on('livechat/rooms', ...three('rooms', rooms, 2));
    const listed = await endpointsOf(clientOf(fake), () => 0).conversations('served', 0, 2);
    expect(listed.map(({ id }) => id)).toEqual(['id-2', 'id-3', 'id-4', 'id-5', 'id-6']);
    expect(offsets(fake)).toEqual(['2', '5']);
  });

  test('the newest conversations, and no more than are asked for', async () => {
    const fake = fakeHttp().on('livechat/rooms', ...three('rooms', rooms));
    expect(await endpointsOf(clientOf(fake), () => 0).newestConversations(6)).toHaveLength(6);
    expect(fake.requests.map(({ request }) => request.params?.['count'])).toEqual(['6', '3']);
  });

  test('that says it has more than it gives is asked once more, and no oftener', async () => {
    const fake = fakeHttp().on('livechat/users/agent', ok({ users: agents, total: 99 }), ok({ users: [], total: 99 }));
    expect(await endpointsOf(clientOf(fake), () => 0).agents()).toHaveLength(7);
    expect(fake.requests).toHaveLength(2);
  });
});

test('too many calls of an endpoint: the server counts by its pattern, so it is not asked for another department either', async () => {
  const fake = fakeHttp()
    .on('livechat/department/a/agents', { status: 429, json: { success: false }, headers: { 'Retry-After': '42' } })
    .on('livechat/department/b/agents', ok({ agents: [] }))
    .on('livechat/department', ok({ departments: [] }));
  const clock = { now: 1_000_000 };
  const rest = endpointsOf(clientOf(fake, clock), () => clock.now);
  expect((await failure(rest.departmentAgents('a'))).notBefore).toBe(1_042_000);
  expect((await failure(rest.departmentAgents('b'))).notBefore).toBe(1_042_000);
  expect(fake.requests).toHaveLength(1);
  expect(await rest.departments()).toEqual([]);
  clock.now = 1_042_000;
  expect(await rest.departmentAgents('b')).toEqual([]);
});
