import { fakeClock, type FakeClock } from '../support/fakes';
import { createLanes, type LaneLimits, type Lanes } from '../../src/engine/lanes';

interface There {
  readonly clock: FakeClock;
  readonly lanes: Lanes;
  readonly done: string[];
  readonly reports: string[];
  /** Work that takes so many ms and then says its name. */
  work(lane: string, name: string, ms: number): Promise<void>;
}

function opened(limits: Partial<LaneLimits> = {}): There {
  const clock = fakeClock();
  const done: string[] = [];
  const reports: string[] = [];
  const lanes = createLanes(
    { waiting: 200, waitingInAll: 20_000, atOnce: 200, held: 120_000, ...limits },
    clock.after,
    {
      onError: (lane, error) => reports.push(`${lane}: ${String(error)}`),
      onDropped: (lane) => reports.push(`${lane}: dropped`),
      onHeld: (lane) => reports.push(`${lane}: held`),
    },
  );
  const work = (lane: string, name: string, ms: number): Promise<void> =>
    lanes.run(lane, async () => {
      await clock.sleep(ms);
      done.push(name);
    });
  return { clock, lanes, done, reports, work };
}

it('keeps the order within a lane, and lets lanes pass each other', async () => {
  const { clock, done, work, lanes } = opened();
  void work('a', 'a1', 300);
  void work('a', 'a2', 10);
  void work('b', 'b1', 100);
  void work('a', 'a3', 0);
  await clock.pass(1_000);
  expect(done).toEqual(['b1', 'a1', 'a2', 'a3']);
  expect(lanes.load()).toEqual({ lanes: 0, waiting: 0, dropped: 0 });
  expect(lanes.busy('a')).toBe(false);
});

it('goes on after work that throws', async () => {
  const { clock, lanes, done, reports, work } = opened();
  void lanes.run('a', () => Promise.reject(new Error('no')));
  void work('a', 'next', 0);
  await clock.pass(10);
  expect([done, reports]).toEqual([['next'], ['a: Error: no']]);
});

it('is not held for ever by a call that never ends', async () => {
  const { clock, lanes, done, reports, work } = opened({ held: 5_000 });
  void lanes.run('a', () => new Promise(() => undefined));
  void work('a', 'next', 0);
  await clock.pass(4_999);
  expect(done).toEqual([]);
  await clock.pass(1);
  expect([done, reports]).toEqual([['next'], ['a: held']]);
});

it('drops the oldest that waits in a noisy lane, counts it, and touches no other', async () => {
  const { clock, lanes, done, reports, work } = opened({ waiting: 2 });
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void work('a', name, 10);
  void work('b', 'b1', 1);
  await clock.pass(1_000);
  expect(done).toEqual(['b1', 'a1', 'a4', 'a5']);
  expect(reports).toEqual(['a: dropped', 'a: dropped']);
  expect(lanes.load().dropped).toBe(2);
});

it('bounds what waits in all: the fullest lane loses', async () => {
  const { clock, lanes, done, work } = opened({ waitingInAll: 3 });
  for (const name of ['a1', 'a2', 'a3']) void work('a', name, 10);
  for (const name of ['b1', 'b2', 'b3']) void work('b', name, 10);
  await clock.pass(1_000);
  expect(lanes.load()).toEqual({ lanes: 0, waiting: 0, dropped: 1 });
  expect(done).toHaveLength(5);
});

it('lets so many lanes work at the same time, one event each, and the others in the order in which they came', async () => {
  const { clock, lanes, done, work } = opened({ atOnce: 2 });
  for (const name of ['a1', 'b1', 'c1', 'a2', 'd1', 'b2']) void work(name.charAt(0), name, 100);
  expect([lanes.full(), lanes.busy('e')]).toEqual([true, false]);
  await clock.pass(99);
  expect(done).toEqual([]);
  await clock.pass(1);
  expect(done).toEqual(['a1', 'b1']);
  await clock.pass(100);
  expect(done).toEqual(['a1', 'b1', 'c1', 'd1']);
  await clock.pass(100);
  expect(done).toEqual(['a1', 'b1', 'c1', 'd1', 'a2', 'b2']);
  expect([lanes.full(), lanes.load().lanes]).toEqual([false, 0]);
});

it('gives the turn of a lane that is held to another one', async () => {
  const { clock, lanes, done, work } = opened({ atOnce: 1, held: 5_000 });
  void lanes.run('a', () => new Promise(() => undefined));
  void work('b', 'b1', 0);
  await clock.pass(5_000);
  expect(done).toEqual(['b1']);
});

it('takes ten thousand at once from one conversation and from a thousand, and gives the memory back', async () => {
  const { clock, lanes, done, work } = opened();
  const all: Promise<void>[] = [];
  for (let count = 0; count < 10_000; count++) all.push(work('noisy', `n${count}`, 0));
  expect(lanes.load().waiting).toBeLessThanOrEqual(200);
  for (let count = 0; count < 10_000; count++) all.push(work(`c${count % 1000}`, `m${count}`, 0));
  await clock.pass(10);
  await Promise.all(all);
  expect(lanes.load()).toMatchObject({ lanes: 0, waiting: 0 });
  expect(done.filter((name) => name.startsWith('m'))).toHaveLength(10_000);
  expect(done.filter((name) => name.startsWith('n'))).toHaveLength(201);
});
