import { recent } from '../util/cache';

/**
 * One lane a conversation: its events are handled one after the other, in order; different conversations in parallel
 * (DESIGN.md 2.1). A lane that has nothing to do takes no memory.
 */
export interface Lanes {
  /**
   * Runs work when everything before it in this lane has ended. Resolves when it has run, or when it was dropped.
   * Work must not throw; what it throws goes to `onError`.
   */
  run(lane: string, work: () => Promise<void>): Promise<void>;
  /** Is something running or waiting in this lane? */
  busy(lane: string): boolean;
  /** Is there as much to do as may be done at the same time? */
  full(): boolean;
  /** Does something wait behind what is running in this lane? Then something has happened since that began. */
  crowded(lane: string): boolean;
  /** Lanes with work, and work that waits in all of them. */
  load(): { readonly lanes: number; readonly waiting: number; readonly dropped: number };
}

export interface LaneLimits {
  /** Work that may wait in one lane; above it the oldest waiting is dropped: one noisy conversation, never another's. */
  readonly waiting: number;
  /** Work that may wait in all lanes together; above it the fullest lane loses its oldest. */
  readonly waitingInAll: number;
  /** Lanes that work at the same time; the others wait for their turn. */
  readonly atOnce: number;
  /** ms after which a lane goes on without waiting any longer for the work that holds it. */
  readonly held: number;
}

export const LANE_LIMITS: LaneLimits = { waiting: 200, waitingInAll: 10_000, atOnce: 100, held: 120_000 };

interface Job {
  readonly work: () => Promise<void>;
  readonly ended: () => void;
}

export interface LaneReports {
  onError(lane: string, error: unknown): void;
  onDropped(lane: string): void;
  onHeld(lane: string): void;
}

/** @param after calls back in so many ms, and gives a function that calls it off */
export function createLanes(
  limits: LaneLimits,
  after: (ms: number, call: () => void) => () => void,
  reports: LaneReports,
): Lanes {
  const lanes = new Map<string, Job[]>();
  /** Lanes that wait for their turn, the first one first. */
  const ready: (() => void)[] = [];
  let working = 0;
  let waiting = 0;
  let dropped = 0;

  function drop(lane: string, jobs: Job[]): void {
    waiting--;
    dropped++;
    jobs.shift()?.ended();
    reports.onDropped(lane);
  }

  function fullest(): [string, Job[]] | undefined {
    let found: [string, Job[]] | undefined;
    for (const entry of lanes) if (entry[1].length > (found?.[1].length ?? 0)) found = entry;
    return found;
  }

  async function drive(lane: string, first: Job): Promise<void> {
    for (let job: Job | undefined = first; job;) {
      // A lane with much to do lets the others have their turn after each event.
      if (working < limits.atOnce) working++;
      else await new Promise<void>((turn) => ready.push(turn));
      await held(lane, job);
      const next = ready.shift();
      if (next) next();
      else working--;
      job.ended();
      job = lanes.get(lane)?.shift();
      if (job) waiting--;
    }
    lanes.delete(lane);
  }

  function held(lane: string, job: Job): Promise<void> {
    return new Promise((free) => {
      const callOff = after(limits.held, () => {
        reports.onHeld(lane);
        free();
      });
      void job
        .work()
        .catch((error: unknown) => reports.onError(lane, error))
        .finally(() => {
          callOff();
          free();
        });
    });
  }

  return {
    run: (lane, work) =>
      new Promise<void>((ended) => {
        const job = { work, ended };
        const jobs = lanes.get(lane);
        if (!jobs) {
          lanes.set(lane, []);
          void drive(lane, job);
          return;
        }
        jobs.push(job);
        waiting++;
        if (jobs.length > limits.waiting) drop(lane, jobs);
        else if (waiting > limits.waitingInAll) {
          const most = fullest();
          if (most) drop(...most);
        }
      }),
    busy: (lane) => lanes.has(lane),
    full: () => lanes.size + waiting >= limits.atOnce,
    crowded: (lane) => !!lanes.get(lane)?.length,
    load: () => ({ lanes: lanes.size, waiting, dropped }),
  };
}

/** Conversations whose dropped events are counted; of more the counting begins anew. */
const COUNTED = 1_000;

/**
 * Tells of dropped events without filling the log in a flood: of each conversation's first one, its tenth, its
 * hundredth and so on. How many there were in all the health page tells.
 */
export function tellDropped(tell: (line: string) => void): (conversation: string) => void {
  const counts = recent<number>(COUNTED);
  return (conversation) => {
    const count = (counts.get(conversation) ?? 0) + 1;
    counts.set(conversation, count);
    if (/^10*$/.test(String(count)))
      tell(`conversation ${conversation}: too many events at once, dropped so far: ${count}, the oldest first`);
  };
}
