import type { Rule } from '../../../src/catalogue/document';
import type { Conversation } from '../../../src/model/event';
import { conversation, createWorld, rule, START, type Instance, type World } from '../../support/fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The clock begins at 10:00 on a Wednesday, UTC. */
const EVENING = rule({
  id: 'evening',
  on: 'schedule',
  schedule: { at: 'Wed 18:00' },
  do: [{ action: 'send_message', text: 'We close for today.' }],
});

function shop(world: World, count = 3, more: Partial<Conversation> = {}): void {
  for (let n = 0; n < count; n++) {
    const id = `c${String(n).padStart(3, '0')}`;
    const customer = { ...conversation().customer, id: `customer-${n}` };
    world.server.conversations.set(id, conversation(id, { createdAt: START + n * 1_000, customer, ...more }));
  }
}

/** The sweep of each minute, at the instances that live, while the time passes. */
async function passes(world: World, instances: readonly Instance[], ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += MINUTE) {
    for (const each of instances) if (!each.dead()) void each.later.sweep();
    await world.clock.pass(MINUTE);
  }
}

async function open(rules: readonly Rule[] = [EVENING], count = 3, world = createWorld()) {
  shop(world, count);
  const first = await world.instance(rules);
  const all = [first];
  await passes(world, all, MINUTE);
  const sent = (): readonly string[] => world.server.sent.map((each) => each.conversation);
  return { world, first, all, sent, passes: (ms: number) => passes(world, all, ms) };
}

describe('a rule whose time comes', () => {
  test('runs once for each open conversation, the oldest first, with a record each', async () => {
    const { first, sent, passes: pass } = await open();
    await pass(7 * HOUR + 50 * MINUTE);
    expect(sent()).toEqual([]);
    await pass(20 * MINUTE);
    expect(sent()).toEqual(['c000', 'c001', 'c002']);
    await pass(5 * HOUR);
    expect(sent()).toHaveLength(3);
    expect(first.runs.map(({ event, id }) => [event.on, id.split('/')[1]])).toEqual([
      ['schedule', 'c000'],
      ['schedule', 'c001'],
      ['schedule', 'c002'],
    ]);
    const [done] = await first.later.schedules.ofRule('evening');
    expect(done).toMatchObject({ kind: 'time', total: 3, done: 3, counts: { ran: 3 }, listed: 'connection' });
    expect(done?.reason).toBeUndefined();
    expect(first.errors).toEqual([]);
  });

  test('over the queue: only what nobody has', async () => {
    const queue = { ...EVENING, schedule: { every: 'PT1H', over: 'queued' as const } };
    const { world, sent, passes: pass } = await open([queue]);
    world.server.conversations.set('c001', { ...world.server.conversations.get('c001')!, status: 'open' });
    await pass(HOUR);
    expect(sent()).toEqual(['c000', 'c002']);
  });

  test('the condition is asked of each, once holds, a wait is armed, watch does nothing', async () => {
    const rules = [
      rule({
        id: 'one',
        on: 'schedule',
        schedule: { every: 'PT15M' },
        if: { field: 'conversation.department', operator: 'is', value: 'Sales' },
        once: { per: 'conversation' },
      }),
      rule({ id: 'two', on: 'schedule', schedule: { every: 'PT1H' }, wait: { for: 'PT5M' } }),
      rule({ id: 'three', on: 'schedule', schedule: { every: 'PT1H' }, mode: 'watch' }),
    ];
    const { world, first, passes: pass } = await open(rules);
    const department = { id: 'd1', name: 'Sales' };
    world.server.conversations.set('c001', { ...world.server.conversations.get('c001')!, department });
    await pass(HOUR + 10 * MINUTE);
    expect(world.server.sent.map((each) => `${each.conversation} ${each.text}`)).toEqual([
      'c001 one says hello',
      'c000 two says hello',
      'c001 two says hello',
      'c002 two says hello',
    ]);
    const counts = async (id: string) => (await first.later.schedules.ofRule(id)).map((each) => each.counts);
    expect((await counts('one')).slice(-2)).toEqual([
      { no: 2, held_back: 1 },
      { no: 2, ran: 1 },
    ]);
    expect(await counts('two')).toEqual([{ waits: 3 }]);
    expect(await counts('three')).toEqual([{ would: 3 }]);
    expect(first.runs.filter((run) => run.rule === 'three').map((run) => run.actions[0]?.outcome)).toEqual(
      Array(3).fill('planned'),
    );
  });

  test.each([
    ['40 minutes late: done once', 40, 3, undefined],
    ['70 minutes late: skipped, with the reason', 70, 0, 'pass_too_late'],
  ])('the server was down, %s', async (_what, late, count, reason) => {
    const { world, first, all, sent, passes: pass } = await open();
    await pass(7 * HOUR + 55 * MINUTE);
    first.kill();
    await world.clock.pass((4 + late) * MINUTE);
    all[0] = await world.instance([EVENING]);
    await pass(3 * MINUTE);
    expect(sent()).toHaveLength(count);
    const [last] = await all[0].later.schedules.ofRule('evening');
    expect(last?.reason?.key).toBe(reason);
  });

  test('of several times that were missed the latest is made up for, and how many there were is on record', async () => {
    const often = { ...EVENING, schedule: { every: 'PT15M' } };
    const { world, first, all, sent, passes: pass } = await open([often]);
    first.kill();
    await world.clock.pass(100 * MINUTE);
    all[0] = await world.instance([often]);
    await pass(2 * MINUTE);
    expect(sent()).toEqual(['c000', 'c001', 'c002']);
    expect((await all[0].later.schedules.ofRule('evening'))[0]).toMatchObject({ missed: 5, counts: { ran: 3 } });
  });

  test('what was switched off, or is new, makes up for nothing', async () => {
    const { first, sent, passes: pass } = await open();
    await pass(7 * HOUR);
    first.rules([{ ...EVENING, mode: 'off' }]);
    await pass(80 * MINUTE);
    first.rules([EVENING]);
    await pass(HOUR);
    expect(sent()).toEqual([]);
  });

  test('a time that comes while the one before goes on is made up for after it', async () => {
    const often = { ...EVENING, schedule: { every: 'PT1M' } };
    const { world, first, sent, passes: pass } = await open([often], 2);
    const until = world.clock.now() + 5 * MINUTE;
    Object.assign(world.server.host, {
      limitedUntil: () => Promise.resolve(world.clock.now() < until ? until : 0),
    });
    await pass(4 * MINUTE);
    expect(sent()).toEqual([]);
    await pass(3 * MINUTE);
    const all = (await first.later.schedules.ofRule('evening')).toReversed();
    expect(all.slice(0, 2).map(({ missed, counts }) => [missed, counts])).toEqual([
      [0, { ran: 2 }],
      [expect.any(Number), { ran: 2 }],
    ]);
    expect(all[1]?.missed).toBeGreaterThanOrEqual(3);
    expect(sent().slice(0, 4)).toEqual(['c000', 'c001', 'c000', 'c001']);
  });

  test('never more than 500 a time, and the record says that there were more', async () => {
    const { first, sent, passes: pass } = await open([EVENING], 520);
    await pass(8 * HOUR + 10 * MINUTE);
    expect(sent()).toHaveLength(500);
    expect(sent()[0]).toBe('c000');
    expect((await first.later.schedules.ofRule('evening'))[0]).toMatchObject({ total: 500, more: true });
  });
});

describe('two instances', () => {
  test.each<[string, (instances: number) => readonly { late: number; to: number }[]]>([
    ['jobs come as they should', () => [{ late: 0, to: 0 }]],
    ['jobs come twice, at both', () => [0, 1].map((to) => ({ late: 0, to }))],
    ['jobs are lost', () => []],
  ])('%s: once each', async (_what, deliveries) => {
    const world = createWorld({ deliveries });
    const { all, sent, passes: pass } = await open([EVENING], 5, world);
    all.push(await world.instance([EVENING]));
    await pass(8 * HOUR + 10 * MINUTE);
    expect([...sent()].sort()).toEqual(['c000', 'c001', 'c002', 'c003', 'c004']);
    expect(await all[0]!.later.schedules.ofRule('evening')).toHaveLength(1);
    expect(all.flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('one has not been told that the rule was changed: its time comes all the same, once', async () => {
    const { world, all, sent, passes: pass } = await open([{ ...EVENING, name: 'As it was' }], 5);
    all.push(await world.instance([EVENING]));
    await pass(8 * HOUR + 10 * MINUTE);
    expect([...sent()].sort()).toEqual(['c000', 'c001', 'c002', 'c003', 'c004']);
    // Whoever changes it begins anew, as ever.
    all.at(-1)!.rules([{ ...EVENING, schedule: { at: 'Wed 17:30' } }]);
    await pass(20 * MINUTE);
    expect(sent()).toHaveLength(5);
  });

  test.each(Array.from({ length: 24 }, (_, n) => 5 + n * 7))(
    'the one that has it dies with call %i: the other goes on, nothing is doubled or lost',
    async (call) => {
      const { world, first, all, sent, passes: pass } = await open([EVENING], 6);
      await pass(7 * HOUR + 58 * MINUTE);
      first.dieAt(call, call % 2 === 0);
      await pass(4 * MINUTE);
      all.push(await world.instance([EVENING]));
      await pass(20 * MINUTE);
      expect([...sent()].sort()).toEqual(['c000', 'c001', 'c002', 'c003', 'c004', 'c005']);
      const [done] = await all[1]!.later.schedules.ofRule('evening');
      expect(done).toMatchObject({ done: 6 });
      expect(done?.ended).toBeDefined();
    },
  );
});
