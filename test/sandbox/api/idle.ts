import type { Clock } from '../runtime/clock';
import type { Instance } from '../runtime/host';
import { answersIdle } from '../runtime/process';
import type { Scheduler } from '../runtime/jobs';
import type { Traffic } from '../runtime/traffic';
import { settle, type Workspace } from '../workspace';

interface Parts {
  ws: Workspace;
  traffic: Traffic;
  scheduler: Scheduler;
  instances: () => Instance[];
}

/** How often it is looked whether everybody waits for a timer, in ms of the machine's time. */
const GLANCE = 5;

/**
 * In how many ms the next timer of an idle process rings; undefined where one has not answered. One that is not there
 * yet has nothing that could still arrive.
 */
async function askAll(instances: readonly Instance[], isStill?: () => boolean): Promise<number | undefined> {
  const ask = async (instance: Instance): Promise<number | undefined> => answersIdle(instance.controller(), isStill);
  const rings = await Promise.all(instances.map((instance) => ask(instance).catch(() => undefined)));
  return rings.every((ms) => ms !== undefined) ? Math.min(...rings) : undefined;
}

/** Says no for good once it has said no. */
function lasting(holds: () => boolean): () => boolean {
  let still = true;
  return () => (still &&= holds());
}

/**
 * Resolves when timers that a jump of the clock has made due have rung, and what they ask for at once has arrived: who
 * is asked looks at the clock first (moved-time.js).
 */
export async function rung(instances: readonly Instance[]): Promise<void> {
  await askAll(instances);
}

/**
 * Moves the app's timers on to the next where the app owes an answer, the host owes none, and round trips have found the
 * process idle: then it waits for a timer, and a story need not sit that out. Gives a function that ends it.
 */
export function skipWaits({
  traffic,
  instances,
  clock,
}: Omit<Parts, 'ws' | 'scheduler'> & { clock: Clock }): () => void {
  let looking = false;
  let last = -1;
  const look = async (): Promise<void> => {
    if (looking || traffic.busy === 0 || traffic.owed > 0) return;
    const before = traffic.started;
    // Who is at work is not asked.
    const isBusy = before !== last;
    last = before;
    if (isBusy) return;
    looking = true;
    const isStill = lasting(() => traffic.started === before && traffic.busy > 0 && traffic.owed === 0);
    const ringsIn = await askAll(instances(), isStill);
    if (ringsIn !== undefined && isStill()) {
      clock.skip(ringsIn);
      await rung(instances());
    }
    looking = false;
  };
  const timer = setInterval(() => void look(), GLANCE).unref();
  return () => clearInterval(timer);
}

/**
 * Gives a function that resolves when everything that was set off has come to an end: events handed over and handled,
 * host calls answered, due jobs run. What the app does between two host calls is invisible from here, so quiet counts
 * only when round trips to its process have found it idle: whatever it would have asked for stands in the pipe
 * before the answer. Where nothing has begun since the last quiet, nobody is asked again.
 * Timers of the app are not waited for.
 */
export function idleOf({ ws, traffic, scheduler, instances }: Parts): () => Promise<void> {
  let quietAt: number | undefined;
  return async () => {
    for (;;) {
      await settle(ws);
      await scheduler.runDue();
      await traffic.idle();
      const before = traffic.started;
      if (before === quietAt) return;
      const isStill = lasting(() => traffic.started === before && traffic.busy === 0 && ws.pending.length === 0);
      await askAll(instances(), isStill);
      if (isStill()) {
        quietAt = before;
        return;
      }
    }
  };
}
