import { milliseconds } from './api/duration';
import { persistenceBridge, type PersistedRecord } from './runtime/bridges/persistence';
import { createClock } from './runtime/clock';
import { copy } from './runtime/copy';
import { nextRun, runAt } from './runtime/interval';
import { createScheduler, type Job, type Scheduler } from './runtime/jobs';
import { answersIdle, STEP, type Controller } from './runtime/process';
import { createTraffic } from './runtime/traffic';

const A = { model: 'room', id: 'a' };
const B = { model: 'room', id: 'b' };

describe('records of the app', () => {
  const store = () => {
    const records: PersistedRecord[] = [];
    return { records, bridge: persistenceBridge(() => records) };
  };

  test('are found by any part of their associations', async () => {
    const { bridge } = store();
    await bridge.createWithAssociations({ n: 1 }, [A, B], 'app');
    await bridge.createWithAssociations({ n: 2 }, [B], 'app');
    await bridge.createWithAssociations({ n: 3 }, [B], 'another app');
    expect(await bridge.readByAssociations([B], 'app')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await bridge.readByAssociations([B, A], 'app')).toEqual([{ n: 1 }]);
    expect(await bridge.readByAssociations([], 'app')).toEqual([]);
  });

  test('are updated only by the exact list, order included, and one at a time', async () => {
    const { bridge, records } = store();
    await bridge.createWithAssociations({ n: 1 }, [A, B], 'app');
    await bridge.createWithAssociations({ n: 2 }, [A, B], 'app');
    await bridge.updateByAssociations([B, A], { n: 9 }, false, 'app');
    expect(records.map(({ data }) => data)).toEqual([{ n: 1 }, { n: 2 }]);
    await bridge.updateByAssociations([A, B], { m: 9 }, false, 'app');
    expect(records.map(({ data }) => data)).toEqual([{ m: 9 }, { n: 2 }]);
  });

  test('may be doubled by two upserts at once: nothing is unique', async () => {
    const { bridge, records } = store();
    await Promise.all([1, 2].map((n) => bridge.updateByAssociations([A], { n }, true, 'app')));
    expect(records).toHaveLength(2);
  });

  test('may be given to two callers who remove them at once', async () => {
    const { bridge, records } = store();
    await bridge.createWithAssociations({ n: 1 }, [A], 'app');
    expect(await Promise.all([1, 2].map(() => bridge.removeByAssociations([A], 'app')))).toEqual([
      [{ n: 1 }],
      [{ n: 1 }],
    ]);
    expect(records).toEqual([]);
    expect(await bridge.removeByAssociations([A], 'app')).toBeUndefined();
  });

  test('are not updated by id, and must be objects', async () => {
    const { bridge } = store();
    await expect(bridge.update()).rejects.toThrow('Not implemented.');
    await expect(bridge.create('text' as never, 'app')).rejects.toThrow('it must be an object');
  });
});

const NOON = new Date('2026-03-04T12:00:00Z');

test.each([
  [90_000, '2026-03-04T12:01:30.000Z'],
  ['5 minutes', '2026-03-04T12:05:00.000Z'],
  ['one hour', '2026-03-04T13:00:00.000Z'],
  ['2 hours and 30 minutes', '2026-03-04T14:30:00.000Z'],
  ['*/15 * * * *', '2026-03-04T12:15:00.000Z'],
  ['30 3 * * *', '2026-03-05T03:30:00.000Z'],
  ['0 9 * * 1-5', '2026-03-05T09:00:00.000Z'],
  ['0 9 * * 7', '2026-03-08T09:00:00.000Z'],
])('a job that repeats by %j runs next at %s', (interval, at) => {
  expect(nextRun(interval, NOON).toISOString()).toBe(at);
});

test.each([
  [NOON, NOON.toISOString()],
  ['in 10 seconds', '2026-03-04T12:00:10.000Z'],
  ['2026-03-05T00:00:00Z', '2026-03-05T00:00:00.000Z'],
])('a job for %j runs at %s', (when, at) => {
  expect(runAt(when, NOON).toISOString()).toBe(at);
});

test.each(['soon', '1 fortnight', '99 99'])('%j is no interval', (text) => {
  expect(() => nextRun(text, NOON)).toThrow('is no interval');
});

describe('the scheduler', () => {
  interface Bridge {
    registerProcessors(processors: object[], appId: string): Promise<void>;
    scheduleOnce(job: { id: string; when: Date; data?: object }, appId: string): Promise<string | undefined>;
    scheduleRecurring(job: { id: string; interval: string; skipImmediate?: boolean }, appId: string): Promise<string>;
    cancelJob(id: string): Promise<void>;
  }

  const start = async (processor: (context: object) => Promise<void> = async () => undefined) => {
    const jobs: Job[] = [];
    const ran: object[] = [];
    const clock = createClock('still', NOON);
    const scheduler: Scheduler = createScheduler(
      () => jobs,
      clock,
      createTraffic(clock),
      () => undefined,
    );
    const bridge = scheduler.bridge('one') as Bridge;
    const run = async (context: object): Promise<void> => {
      ran.push(context);
      await processor(context);
    };
    await bridge.registerProcessors([{ id: 'tick_app', processor: run }], 'app');
    const at = async (ms: number): Promise<void> => {
      clock.set(new Date(NOON.getTime() + ms));
      await scheduler.runDue();
    };
    return { jobs, ran, bridge, at, scheduler };
  };

  test('runs a single job once, with its data and id, and forgets it', async () => {
    const { bridge, at, ran, jobs } = await start();
    const id = await bridge.scheduleOnce(
      { id: 'tick_app', when: new Date(NOON.getTime() + 10), data: { n: 1 } },
      'app',
    );
    await at(9);
    expect(ran).toEqual([]);
    await at(10);
    await at(99);
    expect(ran).toEqual([{ n: 1, jobId: id }]);
    expect(jobs).toEqual([]);
  });

  test('keeps a single job that failed, and does not try it again', async () => {
    const { bridge, at, ran, jobs } = await start(async () => {
      throw new Error('no');
    });
    await bridge.scheduleOnce({ id: 'tick_app', when: NOON }, 'app');
    await at(1);
    await at(100_000);
    expect(ran).toHaveLength(1);
    expect(jobs).toMatchObject([{ failReason: 'no', nextRunAt: undefined }]);
  });

  test('keeps one repeating job of a name', async () => {
    const { bridge, at, ran, jobs } = await start();
    await bridge.scheduleRecurring({ id: 'tick_app', interval: '1 minute', skipImmediate: true }, 'app');
    await bridge.scheduleRecurring({ id: 'tick_app', interval: '2 minutes', skipImmediate: true }, 'app');
    expect(jobs).toHaveLength(1);
    for (const minute of [1, 2, 3, 4]) await at(minute * 60_000);
    expect(ran).toHaveLength(2);
  });

  test('cancels one job by its id, all of a processor by its name', async () => {
    const { bridge, jobs } = await start();
    const later = new Date(NOON.getTime() + 1000);
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push(await bridge.scheduleOnce({ id: 'tick_app', when: later }, 'app'));
    await bridge.cancelJob(`${ids[0]}_app`);
    expect(jobs.map(({ _id }) => _id)).toEqual(ids.slice(1));
    await bridge.cancelJob('tick_app');
    expect(jobs).toEqual([]);
  });

  test('leaves a job alone for which nobody has the processor', async () => {
    const { bridge, jobs, at, scheduler } = await start();
    await bridge.scheduleOnce({ id: 'tick_app', when: new Date(NOON.getTime() + 5) }, 'app');
    scheduler.leave('one');
    await at(10);
    expect(jobs).toHaveLength(1);
  });
});

describe('the clock', () => {
  test('still: moves only when told', () => {
    const clock = createClock('still', NOON);
    clock.set(new Date(NOON.getTime() + 5));
    expect(clock.now().getTime()).toBe(NOON.getTime() + 5);
  });

  test('running: goes on from where it was set', () => {
    const clock = createClock('running', NOON);
    const passed = clock.now().getTime() - NOON.getTime();
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThan(60_000);
  });

  test('machine: cannot be moved', () => {
    expect(() => createClock('machine').set(NOON)).toThrow("runs on the machine's time");
  });
});

test('a copy is plain data: dates and bytes stay, functions vanish, nothing is shared', () => {
  class Room {
    constructor(readonly at: Date) {}
    close(): void {}
  }
  const original = { room: new Room(NOON), bytes: Buffer.from('x'), list: [{ call: () => 1, n: 1 }], none: null };
  const made = copy(original);
  expect(made).toEqual({ room: { at: NOON }, bytes: Buffer.from('x'), list: [{ n: 1 }], none: null });
  expect(made.room.at).not.toBe(NOON);
  expect(made.room.at instanceof Date).toBe(true);
  expect(made.list).not.toBe(original.list);
});

test.each([
  ['PT5M', 300_000],
  ['P1DT2H', 93_600_000],
  ['PT30S', 30_000],
  ['P2W', 1_209_600_000],
])('%s is %d ms', (text, ms) => {
  expect(milliseconds(text)).toBe(ms);
});

test.each(['5M', 'PT', 'P', 'PT1.5H'])('%s is no duration', (text) => {
  expect(() => milliseconds(text)).toThrow('is no duration');
});

test('a process is asked whether it is idle when the last answer is on its way to it', async () => {
  const pipe: string[] = [];
  const ping = async (): Promise<void> => void pipe.push('ping');
  // The engine passes an answer on through many promises.
  const answer = async (): Promise<void> => {
    for (let hop = 0; hop < 50; hop += 1) await Promise.resolve();
    pipe.push('answer');
  };
  void answer();
  expect(await answersIdle({ ping, roundTrips: 2 } as Partial<Controller> as Controller)).toBe(STEP);
  expect(pipe).toEqual(['answer', 'ping', 'ping']);
});
