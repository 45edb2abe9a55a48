import type { IConfigurationModify, IModify } from '@rocket.chat/apps-engine/definition/accessors';
import { StartupType, type IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import type { Accessors } from './accessors';
import { object, string } from './wire';

/** Something to be woken for: an item among those of later (`engine/later/items.ts`). */
export interface Job {
  readonly kind: 'later';
  readonly id: string;
}

/**
 * The server's scheduler. It only wakes: a job may come twice, at another instance, late or never (it is lost when its
 * processor fails, and when the app is switched off), so what is to be done stands in the store, and a sweep each
 * minute finds what was not woken for.
 */
export interface Scheduler {
  /** Wakes at a moment (ms since 1970). Gives the job's id; undefined when the server did not take it. */
  at(when: number, job: Job): Promise<string | undefined>;
  cancel(id: string): Promise<void>;
}

const WAKE = 'workflow-wake';
const SWEEP = 'workflow-sweep';

/** Over the accessors that a hook has brought. */
export function hostScheduler(modify: () => IModify): Scheduler {
  return {
    at: async (when, { kind, id }) =>
      string(
        await modify()
          .getScheduler()
          .scheduleOnce({ id: WAKE, when: new Date(when), data: { kind, id } }),
      ),
    // The server takes the name of a processor for an id as well, and would cancel all of its jobs.
    cancel: async (id) => {
      if (id !== WAKE && id !== SWEEP) await modify().getScheduler().cancelJob(id);
    },
  };
}

/** Does the server take jobs? It is asked for a wake-up that does nothing, which is called off at once. */
export async function takesJobs(modify: IModify, now: number): Promise<boolean> {
  const scheduler = modify.getScheduler();
  const job = string(await scheduler.scheduleOnce({ id: WAKE, when: new Date(now + 60_000) }));
  if (job !== undefined) await scheduler.cancelJob(job);
  return job !== undefined;
}

export interface Wakers {
  wake(job: Job): Promise<void>;
  sweep(): Promise<void>;
}

/**
 * The processors to be registered. They return at once: a processor that takes 30 seconds is never tried again, and
 * jobs of one processor wait for each other.
 */
export function processors(wakers: (accessors: Accessors) => Wakers): IProcessor[] {
  const processor = (id: string, run: (wakers: Wakers, job: Job | undefined) => Promise<void>): IProcessor => ({
    id,
    processor: async (context, read, modify, http, persistence) =>
      run(wakers({ read, modify, http, persistence }), jobOf(context)),
  });
  return [
    processor(WAKE, async ({ wake, sweep }, job) => (job ? wake(job) : sweep())),
    {
      ...processor(SWEEP, async ({ sweep }) => sweep()),
      // Not at once: that is while the app is being started, when it has read neither its settings nor its rules.
      startupSetting: { type: StartupType.RECURRING, interval: '1 minute', skipImmediate: true },
    },
  ];
}

/** After a restart the server does not start recurring jobs anew: asks for a sweep as soon as it can be useful. */
export async function sweepSoon(configuration: IConfigurationModify, when: number): Promise<void> {
  await configuration.scheduler.scheduleOnce({ id: WAKE, when: new Date(when) });
}

function jobOf(context: unknown): Job | undefined {
  const id = string(object(context)?.['id']);
  return id === undefined ? undefined : { kind: 'later', id };
}
