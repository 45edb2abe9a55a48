import type { Clock } from '../runtime/clock';

/** What clients do later, by the sandbox's clock: whoever moves the clock runs what has become due. */
export interface Timers {
  now(): number;
  /** Does it in so many ms; gives a function that takes it back. */
  after(ms: number, work: () => void): () => void;
  /** When the next one is due. */
  next(): Date | undefined;
  /** Does everything that is due, in its order. */
  runDue(): void;
}

interface Timer {
  at: number;
  work: () => void;
}

export function createTimers(clock: Pick<Clock, 'now'>): Timers {
  const timers = new Set<Timer>();
  const now = (): number => clock.now().getTime();
  const first = (): Timer | undefined => [...timers].sort((a, b) => a.at - b.at)[0];
  return {
    now,
    after(ms, work) {
      const timer = { at: now() + ms, work };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    next() {
      const timer = first();
      return timer && new Date(timer.at);
    },
    runDue() {
      for (let timer = first(); timer !== undefined && timer.at <= now(); timer = first()) {
        timers.delete(timer);
        timer.work();
      }
    },
  };
}
