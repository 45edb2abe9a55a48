import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createHost } from '../../../src/host';
import type { AccessorKeeper } from '../../../src/host/accessors';
import { settingValues } from '../../../settings/definitions';
import { createPresenceRule } from '../../../src/host/presence-rule';
import { endpointsOf, type Connection, type Endpoints } from '../../../src/host/rest';
import { clientOf, CONNECTION, failure, fakeHttp, type Answer, type FakeHttp } from './http';

const OTHERS: readonly [string, Connection][] = [
  ['server', { ...CONNECTION, url: 'https://other.example.com' }],
  ['user', { ...CONNECTION, userId: 'OTHER-USER' }],
  ['token', { ...CONNECTION, token: 'OTHER-TOKEN' }],
];
const ok = (json: object): Answer => ({ status: 200, json: { success: true, ...json } });

/** A connection that a test changes, on a clock that stands. */
function connected(fake: FakeHttp) {
  const clock = { now: 1_000_000 };
  const world = { connection: CONNECTION as Connection | undefined, clock };
  const rest = endpointsOf(
    clientOf(fake, clock, () => world.connection),
    () => clock.now,
  );
  return { world, rest };
}

const KEPT: readonly [string, endpoint: string, answer: (of: string) => object, ask: (rest: Endpoints) => unknown][] = [
  [
    'agents',
    'livechat/users/agent',
    (of) => ({ users: [{ _id: of, username: of, statusLivechat: 'available' }] }),
    async (rest) => (await rest.agents())[0]?.username,
  ],
  [
    'members of a department',
    'livechat/department/d/agents',
    (of) => ({ agents: [{ username: of }] }),
    async (rest) => (await rest.departmentAgents('d'))[0],
  ],
  [
    'departments',
    'livechat/department',
    (of) => ({ departments: [{ _id: of, name: of }] }),
    async (rest) => (await rest.departments())[0]?.name,
  ],
  [
    'priorities',
    'livechat/priorities',
    (of) => ({ priorities: [{ _id: of, name: of, sortItem: 1 }] }),
    async (rest) => (await rest.priorities())[0]?.name,
  ],
  ['version', 'info', (of) => ({ version: of }), (rest) => rest.version()],
];

describe.each(OTHERS)('another %s in the settings', (_what, other) => {
  test.each(KEPT)('the %s are those of the new connection', async (_name, endpoint, answer, ask) => {
    const { world, rest } = connected(fakeHttp().on(endpoint, ok(answer('old')), ok(answer('new'))));
    expect(await ask(rest)).toBe('old');
    world.connection = other;
    expect(await ask(rest)).toBe('new');
  });

  test('what the old one listed is not lent to the new one while that is silent', async () => {
    const users = [{ _id: 'a', username: 'anna' }];
    const { world, rest } = connected(fakeHttp().on('livechat/users/agent', ok({ users }), new Error('ECONNREFUSED')));
    await rest.agents();
    world.connection = other;
    expect((await failure(rest.agents())).kind).toBe('passing');
  });

  test('custom fields of conversations are looked for there', async () => {
    const fake = fakeHttp()
      .on('livechat/custom-fields', ok({ customFields: [{ _id: 'order', scope: 'room' }] }), ok({ customFields: [] }))
      .on('livechat/custom-fields.save', ok({}));
    const { world, rest } = connected(fake);
    await rest.needRoomFields(['order']);
    world.connection = other;
    await rest.needRoomFields(['order']);
    expect(fake.requests.at(-1)?.url).toMatch(/custom-fields\.save$/);
  });

  test('what the old one let through does not slow the new one', async () => {
    const few = { 'X-RateLimit-Remaining': '1', 'X-RateLimit-Reset': '1060000' };
    const fake = fakeHttp()
      .on('info', { status: 200, json: { version: '8.3' }, headers: few })
      .on('livechat/department', ok({ departments: [] }));
    const { world, rest } = connected(fake);
    await rest.version();
    expect(rest.limitedUntil()).toBe(1_060_000);
    world.connection = other;
    await rest.departments();
    expect(rest.limitedUntil()).toBe(0);
  });
});

test('an answer that the old connection gives when it is no longer the connection is kept by nobody', async () => {
  const { world, rest } = connected(
    fakeHttp().on('livechat/users/agent', ok({ users: [{ _id: 'o', username: 'old' }] }), ok({ users: [] })),
  );
  const late = rest.agents();
  world.connection = { ...CONNECTION, token: 'OTHER-TOKEN' };
  await Promise.all([late, rest.agents()]);
  world.connection = CONNECTION;
  expect(await rest.agents()).toEqual([]);
});

test('which presence the server wants is asked of the new one', async () => {
  const read = {
    getEnvironmentReader: () => ({ getServerSettings: () => ({ getValueById: () => Promise.resolve(true) }) }),
  } as unknown as IRead;
  const { world, rest } = connected(fakeHttp().on('info', ok({ version: '7.7' }), ok({ version: '8.3' })));
  const rule = createPresenceRule(read, rest, () => world.clock.now);
  expect(await rule()).toBe('not_offline');
  world.connection = { ...CONNECTION, url: 'https://other.example.com' };
  expect(await rule()).toBe('any');
});

test('business hours are those of the new server', async () => {
  const hours = (start: string) =>
    ok({
      businessHour: {
        active: true,
        type: 'default',
        timezone: { name: 'UTC' },
        workHours: [{ day: 'Monday', open: true, start: { time: start }, finish: { time: '18:00' } }],
      },
    });
  const fake = fakeHttp().on('livechat/business-hour', hours('08:00'), hours('10:00'));
  const settings = settingValues({ server_url: 'https://one.example.com', server_user_id: 'u', server_token: 't' });
  const world = { settings };
  const host = createHost({
    appId: 'app',
    accessors: { read: {}, http: fake.http, modify: {}, persistence: {} } as unknown as AccessorKeeper,
    settings: () => world.settings,
    earlier: () => ({ notesField: '' }),
    now: () => 1_000_000,
    after: () => () => undefined,
  });
  const told = async () => JSON.stringify(await host.load('workspace_hours', {} as never, {} as never));
  const before = await told();
  expect(before).not.toContain('unknown');
  expect(await told()).toBe(before);
  world.settings = { ...settings, server_url: 'https://other.example.com' };
  expect(await told()).not.toBe(before);
});
