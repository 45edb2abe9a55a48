import { createMutes, MUTES_FRESH } from '../../src/admin/runs/mutes';
import { createRunRecords } from '../../src/admin/runs/run-records';
import { hourKey } from '../../src/ports/keys';
import type { StoredRecord } from '../../src/model/record';
import type { RunRecord } from '../../src/model/run';
import { message, type MessageKey, type Text } from '../../src/text/message';
import { fakeClock, fakeStore, START } from '../support/fakes';
import { desk, RULE } from '../support/admin';

const DAY = 86_400_000;
const FAILED = {
  action: 'send_message',
  outcome: 'failed',
  reason: message('reason_no_such_room', { room: 'x' }),
  ms: 1,
} as const;

describe('mutes', () => {
  const open = (store = fakeStore(), clock = fakeClock()) => {
    const ended: string[] = [];
    let heardMore = 0;
    const mutes = createMutes({
      store,
      now: () => clock.now(),
      endWaits: async (id) => void ended.push(id),
      hearMore: async () => void heardMore++,
    });
    return { mutes, store, clock, ended, heardMore: () => heardMore };
  };

  test('are known at once, end the waits, and are still there after a restart', async () => {
    const { mutes, store, ended } = open();
    expect(await mutes.mute('c1', 'anna')).toBe(true);
    expect(await mutes.mute('c1', 'ben')).toBe(false);
    expect(mutes.isMuted('c1')).toBe(true);
    expect(ended).toContain('c1');
    const after = open(store).mutes;
    await after.load();
    expect(after.isMuted('c1')).toBe(true);
    expect(await after.of('c1')).toMatchObject({ by: 'anna' });
    expect(await after.unmute('c1')).toBe(true);
    expect(await after.unmute('c1')).toBe(false);
    expect(after.isMuted('c1')).toBe(false);
  });

  test('of another instance are known after half a minute, while events come', async () => {
    const here = open();
    const there = open(here.store, here.clock);
    await there.mutes.mute('c1', 'anna');
    expect(here.mutes.isMuted('c1')).toBe(false);
    await here.clock.pass(MUTES_FRESH + 1);
    void here.mutes.isMuted('c1');
    await here.clock.settle();
    expect(here.mutes.isMuted('c1')).toBe(true);
  });

  test('of another instance count for the first event after a quiet time', async () => {
    const here = open();
    const there = open(here.store, here.clock);
    await there.mutes.mute('c1', 'anna');
    await here.clock.pass(10 * MUTES_FRESH);
    const both = Promise.all([here.mutes.isMuted('c1'), here.mutes.isMuted('c1')]);
    await here.clock.settle();
    expect(await both).toEqual([true, true]);
    // What else was told is heard with it, and no more often.
    expect(here.heardMore()).toBe(1);
  });

  test('that cannot be read are as they were', async () => {
    const { mutes, store, clock } = open();
    await mutes.mute('c1', 'anna');
    store.read = () => Promise.reject(new Error('gone'));
    await clock.pass(MUTES_FRESH + 1);
    expect(await mutes.isMuted('c1')).toBe(true);
  });

  test('what was forgotten stood among them once: it mutes nothing, and goes with them', async () => {
    const { mutes, store, clock } = open();
    const mark = { v: 1, conversation: 'c1', forgotten: true, by: 'instance-2', at: START } as const;
    await store.write<StoredRecord>(['forgotten:c1', 'mute'], mark);
    await mutes.load();
    expect(mutes.isMuted('c1')).toBe(false);
    await mutes.prune(START);
    expect(store.kept).toHaveLength(1);
    // Muted since.
    await clock.pass(MUTES_FRESH);
    await mutes.mute('c1', 'anna');
    await mutes.prune(START + 1);
    expect(mutes.isMuted('c1')).toBe(true);
    expect(store.kept.map(({ keys }) => keys)).not.toContainEqual(expect.arrayContaining(['forgotten:c1']));
  });

  test('that could not be read at the start are asked for by the event that waited for it', async () => {
    const before = open();
    await before.mutes.mute('c1', 'anna');
    const { read } = before.store;
    before.store.read = () => Promise.reject(new Error('gone'));
    const { mutes } = open(before.store, before.clock);
    await expect(mutes.load()).rejects.toThrow('gone');
    before.store.read = read;
    expect(await mutes.isMuted('c1')).toBe(true);
  });

  test('ask nothing of the store on the way of an event', async () => {
    const { mutes, store } = open();
    store.read = () => Promise.reject(new Error('it was asked'));
    for (let count = 0; count < 1000; count++) expect(mutes.isMuted(`c${count}`)).toBe(false);
  });

  test('are not there when they could not be stored', async () => {
    const { mutes, store } = open();
    store.write = () => Promise.reject(new Error('gone'));
    await expect(mutes.mute('c1', 'anna')).rejects.toThrow('gone');
    expect(mutes.isMuted('c1')).toBe(false);
  });

  test('are refused when the server drops what is stored, as it does without the permission', async () => {
    const { mutes, store, ended } = open();
    store.write = () => Promise.resolve();
    await expect(mutes.mute('c1', 'anna')).rejects.toMatchObject({ text: { key: 'reason_record_not_kept' } });
    expect(mutes.isMuted('c1')).toBe(false);
    expect(ended).toEqual([]);
  });

  test('that the server cannot tell are no start: no rule acts where it must not', async () => {
    const { start, store } = await desk();
    const { read } = store;
    store.read = (keys) => (keys.includes('mute') ? Promise.reject(new Error('gone')) : read(keys));
    await expect(start()).rejects.toThrow('gone');
  });

  test('are forgotten when they are old', async () => {
    const { mutes } = open();
    await mutes.mute('c1', 'anna');
    await mutes.prune(START - 1);
    expect(mutes.isMuted('c1')).toBe(true);
    await mutes.prune(START + 1);
    expect(mutes.isMuted('c1')).toBe(false);
  });
});

describe('counts of runs', () => {
  test('are of seven days, of all instances, and survive', async () => {
    const one = await desk();
    one.ran({ rule: 'hello' });
    one.ran({ rule: 'hello', actions: [FAILED] });
    await one.sweep();
    const two = await desk(undefined, { clock: one.clock, store: one.store, server: one.server });
    await two.start();
    await one.clock.pass(1);
    two.ran({ rule: 'hello', conversation: 'c2' });
    expect((await two.admin.records.stats()).get('hello')).toMatchObject({
      runs: 3,
      failures: 1,
      last: { conversation: 'c2', outcome: 'done' },
    });
    expect(await two.admin.records.conversations()).toEqual(['c2', 'c1']);
    await one.clock.pass(8 * DAY);
    expect((await two.admin.records.stats()).get('hello')).toMatchObject({ runs: 0, failures: 0, since: START });
  });

  test('ask nothing while nothing runs', async () => {
    const { sweep, store, clock } = await desk();
    await sweep();
    await clock.pass(60_000);
    const asked = (): Promise<never> => Promise.reject(new Error('it was asked'));
    Object.assign(store, { read: asked, write: asked });
    await sweep();
  });

  test('do not count a run twice that goes on after a failure', async () => {
    const one = await desk();
    const pending = { ...FAILED, again: START + 5 };
    const { admin } = one;
    one.ran({ rule: 'hello', actions: [pending] });
    expect((await admin.records.stats()).get('hello')).toMatchObject({ runs: 1, failures: 0 });
  });
});

describe('a rule that is broken', () => {
  type Desk = Awaited<ReturnType<typeof desk>>;
  const failed = (key: MessageKey, params?: Text['params']) => [{ ...FAILED, reason: message(key, params) }];
  /** Three conversations of two customers. */
  const thrice = ({ ran }: Desk, actions: RunRecord['actions']): void => {
    for (const [conversation, customer] of [
      ['c1', 'ana'],
      ['c2', 'bo'],
      ['c3', 'ana'],
    ] as const)
      ran({ rule: 'hello', conversation, customer, actions });
  };
  const switchedOff = async ({ admin, clock }: Desk): Promise<boolean> => {
    for (let count = 0; count < 200 && admin.book.read().rules[0]?.mode === 'live'; count++) await clock.settle();
    for (let count = 0; count < 50; count++) await clock.settle();
    return admin.book.read().rules[0]?.mode === 'watch';
  };

  test('goes to watch after the same lasting cause in three conversations, and the team is told', async () => {
    const here = await desk();
    await here.saves('alert_room', 'ops');
    thrice(here, [FAILED]);
    expect(await switchedOff(here)).toBe(true);
    expect(here.told).toEqual([expect.stringMatching(/^🔴 .*“hello” \(`hello`\).*watch.*room "x"/)]);
    expect((await here.admin.book.history.list())[0]).toMatchObject({ by: 'app' });
  });

  test('status says so, also without an alert room, until somebody has looked after it', async () => {
    const here = await desk();
    thrice(here, [FAILED]);
    expect(await switchedOff(here)).toBe(true);
    expect(here.told).toEqual([]);
    const status = (): Promise<readonly string[]> => here.types('status');
    expect((await status()).join('\n')).toMatch(/🔴 .*“hello”.*watch/);
    await here.saves('rules', JSON.stringify({ rules: [RULE] }));
    expect((await status()).join('\n')).not.toMatch(/broken/);
    here.rulesRead();
    await here.clock.settle();
    expect(here.store.kept.filter(({ keys }) => keys[0] === 'switched_to_watch')).toEqual([]);
  });

  test.each<[why: string, actions: RunRecord['actions']]>([
    ['nobody could take it', failed('reason_nobody_could_take_it', { agents: ['anna'] })],
    ['on hold', failed('reason_conversation_on_hold')],
    ['full', failed('reason_agent_full')],
    ['closed', failed('reason_conversation_closed')],
    ['the network', failed('reason_no_more_tries', { tries: 5, reason: message('reason_rest_unreachable') })],
    ['an address that is none', failed('reason_invalid_email')],
    ['whatever the server says of a header', failed('reason_host_said', { said: 'Invalid character in header' })],
    ['a missing room that is tried again', [{ ...FAILED, again: START + 1 }]],
  ])('stays live: %s', async (_why, actions) => {
    const here = await desk();
    for (let night = 0; night < 3; night++) thrice(here, actions);
    expect(await switchedOff(here)).toBe(false);
  });

  test('stays live: one customer alone, one conversation alone, another cause each time', async () => {
    const here = await desk();
    for (const conversation of ['c1', 'c2', 'c3', 'c4'])
      here.ran({ rule: 'hello', conversation, customer: 'ana', actions: [FAILED] });
    expect(await switchedOff(here)).toBe(false);
    for (const customer of ['bo', 'cy', 'di'])
      here.ran({ rule: 'hello', conversation: 'c1', customer, actions: failed('reason_no_roster') });
    expect(await switchedOff(here)).toBe(false);
    const other = await desk();
    for (const room of ['a', 'b', 'c'])
      other.ran({
        rule: 'hello',
        conversation: room,
        customer: room,
        actions: failed('reason_no_such_room', { room }),
      });
    expect(await switchedOff(other)).toBe(false);
  });

  test('stays live when it was done in between, and what passes in between makes nothing good', async () => {
    const here = await desk();
    const run = (customer: string, actions?: RunRecord['actions']): void =>
      here.ran({ rule: 'hello', conversation: customer, customer, ...(actions && { actions }) });
    run('ana', [FAILED]);
    run('bo', [FAILED]);
    run('cy');
    run('di', [FAILED]);
    run('eva', failed('reason_agent_full'));
    run('flo', [FAILED]);
    expect(await switchedOff(here)).toBe(false);
    run('gil', [FAILED]);
    expect(await switchedOff(here)).toBe(true);
  });

  test('begins anew where another instance has switched it, and somebody has set it live again', async () => {
    const here = await desk();
    const run = (customer: string): void =>
      here.ran({ rule: 'hello', conversation: customer, customer, actions: [FAILED] });
    run('ana');
    run('bo');
    await here.saves('rules', JSON.stringify({ rules: [{ ...RULE, mode: 'watch' }] }));
    await here.saves('rules', JSON.stringify({ rules: [RULE] }));
    run('cy');
    run('di');
    expect(await switchedOff(here)).toBe(false);
    run('eva');
    expect(await switchedOff(here)).toBe(true);
  });
});

describe('old records', () => {
  test('go when they are older than the setting says, day by day, and are asked for once a day', async () => {
    const [store, clock] = [fakeStore(), fakeClock()];
    const journal = { record: async () => undefined, recordsOf: async () => [], recordsOfRule: async () => [] };
    const totals = async () => ({ messages: 0, assigned: 0, closed: 0 });
    const runCounts = { stats: async () => new Map(), totals, conversations: async () => [] };
    const records = createRunRecords(store, journal, runCounts, () => clock.now());
    const put = (): Promise<void> => store.create([hourKey(clock.now()), 'runs'], { v: 1 });
    await records.prune(2);
    for (let day = 0; day < 6; day++) {
      await put();
      await clock.pass(DAY);
      expect(await records.prune(2)).toBe(true);
      expect(await records.prune(2)).toBe(false);
    }
    expect(store.kept.filter(({ keys }) => keys.includes('runs'))).toHaveLength(2);
  });
});

describe('health', () => {
  const keys = async ({ health }: Awaited<ReturnType<typeof desk>>): Promise<readonly string[]> => {
    const { bad, notes } = await health.look();
    return [...bad.map(({ key }) => key), ...notes.map(({ key }) => `(${key})`)];
  };

  test.each<[string, unknown, Partial<Record<string, string>>, readonly string[]]>([
    ['all is well', { rules: [RULE] }, {}, []],
    ['a zone that is none', { rules: [RULE] }, { timezone: 'Mars/Olympus' }, ['setting timezone']],
    ['hours that are none', { rules: [RULE] }, { hours: 'sometimes' }, ['setting hours']],
    ['a holiday that is none', { rules: [RULE] }, { holidays: 'tomorrow' }, ['setting holidays']],
    ['an address that is none', { rules: [RULE] }, { server_url: 'ftp://x' }, ['setting server_url', '(setting url)']],
    ['half a connection', { rules: [RULE] }, { server_token: 't' }, ['setting connection']],
    ['a refused document', 'no json', {}, ['document']],
    ['a rule set aside', { rules: [RULE, { id: 'x' }] }, {}, ['set aside x']],
    ['a calendar that is none', { rules: [], calendars: { a: { hours: 'x' } } }, {}, ['calendars.a.hours']],
    ['lookups that are none', { rules: [RULE], lookups: [] }, {}, ['lookups']],
    [
      'a lookup that cannot be read',
      { rules: [RULE], lookups: { a: { get: 'ftp://x', read: '/x' } } },
      {},
      ['lookups.a.get'],
    ],
    ['a document that is too large', { rules: [RULE], x: 'x'.repeat(2 ** 20) }, {}, ['document']],
    [
      'an action that needs the connection',
      { rules: [{ ...RULE, do: [{ action: 'unassign' }] }] },
      {},
      ['needs connection hello'],
    ],
    [
      'the same in a rule that watches',
      { rules: [{ ...RULE, mode: 'watch', do: [{ action: 'unassign' }] }] },
      {},
      ['(needs connection hello)'],
    ],
    [
      'a room that is not there',
      { rules: [{ ...RULE, do: [{ action: 'notify', room: 'nowhere', text: 'x' }] }] },
      {},
      ['notify Say hello nowhere'],
    ],
    [
      'a user who is not there, in a rule that watches',
      { rules: [{ ...RULE, mode: 'watch', do: [{ action: 'notify', user: 'nobody', text: 'x' }] }] },
      {},
      ['(notify Say hello @nobody)'],
    ],
    ['a room that is there', { rules: [{ ...RULE, do: [{ action: 'notify', room: 'ops', text: 'x' }] }] }, {}, []],
  ])('%s', async (_name, rules, settings, expected) => {
    const one = await desk(rules);
    for (const [id, value] of Object.entries(settings)) await one.saves(id as never, value ?? '');
    expect(await keys(one)).toEqual(expected);
  });

  test('a connection that does not work, one that lacks something, and fields that are not there', async () => {
    const one = await desk({
      rules: [{ ...RULE, if: { field: 'customer.custom.vip', operator: 'is', value: 'yes' } }],
    });
    one.connection.state = { kind: 'broken', why: message('reason_rest_token') };
    expect(await keys(one)).toEqual(['connection']);
    const problems = [{ what: 'livechat/department', why: message('reason_rest_token') }];
    const fields = ['locale', 'timezone', 'country', 'city', 'tags'];
    one.connection.state = { kind: 'works', problems, fields };
    expect(await keys(one)).toEqual(['connection livechat/department', '(field of rules vip)']);
  });

  test('actions that need a licence, on a server that has none', async () => {
    const licensed = [{ action: 'hold' }, { action: 'set_priority', priority: 'High' }];
    const one = await desk({ rules: [{ ...RULE, do: [...licensed, { action: 'send_transcript' }] }] });
    const works = { kind: 'works' as const, problems: [], fields: ['locale', 'timezone', 'country', 'city', 'tags'] };
    one.connection.state = { ...works, unlicensed: true };
    expect(await keys(one)).toEqual(['needs licence hello']);
    one.connection.state = works;
    expect(await keys(one)).toEqual([]);
  });

  test('a rule that has not run for thirty days', async () => {
    const one = await desk();
    await one.clock.pass(31 * DAY);
    expect(await keys(one)).toEqual(['(idle hello)']);
    one.ran({ rule: 'hello' });
    expect(await keys(one)).toEqual([]);
  });

  test('tells the team once when something turns bad, and once when it is good again', async () => {
    const one = await desk();
    await one.saves('alert_room', 'ops');
    const hours = async (value: string): Promise<void> => {
      await one.saves('hours', value);
      await one.clock.pass(11 * 60_000);
      await one.sweep();
    };
    await hours('sometimes');
    await hours('sometimes');
    await hours('sometimes');
    expect(one.told).toEqual([expect.stringMatching(/^🔴 Setting “Opening hours”: /)]);
    await hours('');
    await hours('');
    expect(one.told).toEqual([expect.anything(), expect.stringMatching(/^🟢 Resolved: Setting “Opening hours”: /)]);
  });

  test('tells of however many troubles in a message that the server takes', async () => {
    const name =
      'Whoever asks for a refund gets somebody of the billing team, whatever the hour, and is told so'.repeat(2);
    const set = Array.from({ length: 20 }, (_, index) => ({ id: `r${index}`, name: name.slice(0, 120), on: name }));
    const one = await desk({ rules: set });
    await one.saves('alert_room', 'ops');
    await one.sweep();
    expect(one.told).toEqual([expect.stringMatching(/^🔴 Rule “Whoever/)]);
    expect(one.told[0]!.length).toBeGreaterThan(4_000);
    expect(one.told[0]!.length).toBeLessThanOrEqual(5_000);
  });

  test('tells again what could not be told', async () => {
    const one = await desk();
    await one.saves('alert_room', 'ops');
    await one.saves('hours', 'sometimes');
    const { changes } = one.admin.host;
    const notify: unknown = Reflect.get(changes, 'notify');
    Object.assign(changes, { notify: () => Promise.reject(new Error('room_is_archived')) });
    await expect(one.sweep()).rejects.toThrow('room_is_archived');
    expect((await one.types('status')).at(-1)).toMatch(/^🟡 The alert room “ops” cannot be reached: .*archived/);
    Object.assign(changes, { notify });
    await one.clock.pass(11 * 60_000);
    await one.sweep();
    expect(one.told).toHaveLength(1);
    expect(await keys(one)).toEqual(['setting hours']);
  });
});
