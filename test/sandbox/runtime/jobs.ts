import { randomBytes } from 'node:crypto';
import type { IOnetimeSchedule, IProcessor, IRecurringSchedule } from '@rocket.chat/apps-engine/definition/scheduler';
import type { Clock } from './clock';
import { copy } from './copy';
import { nextRun, runAt } from './interval';
import type { Traffic } from './traffic';

/** One job as Agenda stores it; `name` is `<processor id>_<app id>`. */
export interface Job {
  _id: string;
  name: string;
  data: Record<string, unknown>;
  nextRunAt: Date | undefined;
  repeatInterval?: string | number;
  failedAt?: Date;
  failReason?: string;
}

type Processor = (context: Record<string, unknown>) => Promise<void>;

/** What may go wrong with a delivery. */
export interface DeliverySwitches {
  /** So many next jobs are handed over twice, as after a crash in the middle (the lock ends, another node takes it). */
  doubled: number;
  /** So many next jobs are taken from the database and never reach the app, as while it is disabled. */
  lost: number;
}

/** The scheduler of one server: one database of jobs, processors registered by each instance. */
export interface Scheduler {
  switches: DeliverySwitches;
  /** The engine's bridge for one instance. */
  bridge(instance: string): object;
  /** Forgets an instance that has stopped: its processors run no more. */
  leave(instance: string): void;
  /** The first time after this one at which something is due. */
  next(after: Date): Date | undefined;
  /** Runs what is due now, and what that makes due, until nothing is. */
  runDue(): Promise<void>;
}

/**
 * Agenda as the server uses it (HOST F): jobs of one processor run one at a time, a single job is removed when it
 * succeeded and stays marked as failed, without another try, when it did not; a repeating one is kept by name.
 * Time is the sandbox's clock.
 */
export function createScheduler(
  jobs: () => Job[],
  clock: Clock,
  traffic: Traffic,
  complain: (error: unknown) => void,
): Scheduler {
  const instances = new Map<string, Map<string, Processor>>();
  const switches: DeliverySwitches = { doubled: 0, lost: 0 };
  let running: Promise<void> | undefined;

  const due = (): Job[] =>
    jobs()
      .filter((job) => job.nextRunAt !== undefined && job.nextRunAt <= clock.now())
      .sort((a, b) => (a.nextRunAt?.getTime() ?? 0) - (b.nextRunAt?.getTime() ?? 0));

  const remove = (wanted: (job: Job) => boolean): void => {
    for (let index = jobs().length - 1; index >= 0; index -= 1) {
      const job = jobs()[index];
      if (job !== undefined && wanted(job)) jobs().splice(index, 1);
    }
  };

  const deliver = async (job: Job): Promise<void> => {
    const processor = [...instances.values()].map((own) => own.get(job.name)).find((found) => found !== undefined);
    // Nobody has it registered: it stays in the database for an instance that does.
    if (processor === undefined) return;
    job.nextRunAt = job.repeatInterval === undefined ? undefined : nextRun(job.repeatInterval, clock.now());
    const { appId: _internal, ...data } = job.data;
    const context = { ...copy(data), jobId: job._id };
    if (switches.lost > 0) {
      switches.lost -= 1;
      if (job.repeatInterval === undefined) remove((other) => other === job);
      return;
    }
    const times = switches.doubled > 0 ? 2 : 1;
    if (times === 2) switches.doubled -= 1;
    try {
      for (let time = 0; time < times; time += 1) await processor(copy(context));
      if (job.repeatInterval === undefined) remove((other) => other === job);
    } catch (error) {
      job.failedAt = clock.now();
      job.failReason = (error as Error).message;
    }
  };

  const runBatch = async (): Promise<void> => {
    for (;;) {
      const known = new Set([...instances.values()].flatMap((own) => [...own.keys()]));
      const batch = due().filter((job) => known.has(job.name));
      if (batch.length === 0) return;
      const names = [...new Set(batch.map((job) => job.name))];
      await Promise.all(
        names.map(async (name) => {
          for (const job of batch.filter((entry) => entry.name === name)) {
            // It may have been cancelled, or moved, by one before it.
            if (jobs().includes(job) && job.nextRunAt !== undefined && job.nextRunAt <= clock.now()) await deliver(job);
          }
        }),
      );
    }
  };

  const runDue = async (): Promise<void> => {
    if (running === undefined && due().length === 0) return;
    running ??= traffic.track(runBatch()).finally(() => {
      running = undefined;
    });
    await running;
  };

  /** Agenda looks every five seconds and at once for what it has just stored. */
  const soon = (job: Job): void => {
    if (job.nextRunAt !== undefined && job.nextRunAt <= clock.now()) setImmediate(() => void runDue());
  };

  const scheduleOnce = async ({ id, when, data }: IOnetimeSchedule, appId: string): Promise<string | undefined> => {
    try {
      const job: Job = {
        _id: randomBytes(12).toString('hex'),
        name: id,
        data: { appId, ...copy(data ?? {}) },
        nextRunAt: runAt(when, clock.now()),
      };
      jobs().push(job);
      soon(job);
      return job._id;
    } catch (error) {
      // The bridge writes it to the server's console, and the app sees nothing.
      complain(error);
      return undefined;
    }
  };

  const scheduleRecurring = async (
    { id, interval, skipImmediate = false, data }: IRecurringSchedule,
    appId: string,
  ): Promise<string | undefined> => {
    try {
      const found = jobs().find((job) => job.name === id && job.repeatInterval !== undefined);
      const job: Job = found ?? { _id: randomBytes(12).toString('hex'), name: id, data: {}, nextRunAt: undefined };
      const first = nextRun(interval, clock.now());
      if (found === undefined) jobs().push(job);
      job.data = { appId, ...copy(data ?? {}) };
      job.repeatInterval = interval;
      job.nextRunAt = skipImmediate ? first : clock.now();
      soon(job);
      return job._id;
    } catch (error) {
      complain(error);
      return undefined;
    }
  };

  const startUp = async (processor: IProcessor, appId: string): Promise<void> => {
    const setting = processor.startupSetting;
    if (setting === undefined || setting === null) return;
    if (`${setting.type}` === 'recurring') {
      await scheduleRecurring({ ...setting, id: processor.id } as IRecurringSchedule, appId);
    } else if (!jobs().some((job) => job.name === processor.id && job.repeatInterval === undefined)) {
      // Checked, then stored: two instances that start at once may both do it.
      await new Promise((resolve) => setImmediate(resolve));
      await scheduleOnce({ ...setting, id: processor.id } as IOnetimeSchedule, appId);
    }
  };

  return {
    switches,
    bridge: (instance) => ({
      async registerProcessors(processors: IProcessor[], appId: string): Promise<void> {
        const own = instances.get(instance) ?? new Map<string, Processor>();
        instances.set(instance, own);
        for (const processor of processors as unknown as { id: string; processor: Processor }[]) {
          own.set(processor.id, (context) => processor.processor(context));
        }
        await Promise.all(processors.map((processor) => startUp(processor, appId)));
      },
      scheduleOnce,
      scheduleRecurring,
      /** An id of 24 hex digits is one job; anything else is a processor, and all its jobs go. */
      async cancelJob(jobId: string): Promise<void> {
        const [first = ''] = jobId.split('_');
        if (/^[0-9a-f]{24}$/.test(first)) remove((job) => job._id === first);
        else remove((job) => job.name === jobId);
      },
      async cancelAllJobs(appId: string): Promise<void> {
        remove((job) => job.name.endsWith(`_${appId}`));
      },
    }),
    leave: (instance) => void instances.delete(instance),
    next(after) {
      const times = jobs()
        .flatMap((job) => (job.nextRunAt === undefined ? [] : [job.nextRunAt.getTime()]))
        .filter((time) => time > after.getTime());
      return times.length === 0 ? undefined : new Date(Math.min(...times));
    },
    runDue,
  };
}
