import type { IConfigurationModify, IModify } from '@rocket.chat/apps-engine/definition/accessors';
import { StartupType, type IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import type { Accessors } from './accessors';
import type { Job, Scheduler } from '../ports/scheduler';
import { asObject, asString } from '../util/json';

const WAKE = 'workflow-wake';
const SWEEP = 'workflow-sweep';

/** Over the accessors that a hook has brought. */
export function hostScheduler(modify: () => IModify): Scheduler {
  return {
    at: async (when, { kind, id }) =>
      asString(
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
  const job = asString(await scheduler.scheduleOnce({ id: WAKE, when: new Date(now + 60_000) }));
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
  const id = asString(asObject(context)?.['id']);
  return id === undefined ? undefined : { kind: 'later', id };
}
