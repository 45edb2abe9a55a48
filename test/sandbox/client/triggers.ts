import type { Timers } from './timers';

/** What a client remembers of the triggers that it made: each serves one interaction of the server. */
export interface Triggers {
  make(): string;
  /** Uses a trigger up; false when this client did not make it, or it has been used, or its time is over. */
  use(id: unknown): boolean;
}

let made = 0;

/** `life`: how long a trigger is good for, in ms; the web client's five seconds, for ever on the phone. */
export function createTriggers(timers: Pick<Timers, 'now'>, life: number): Triggers {
  const good = new Map<string, number>();
  return {
    make() {
      made += 1;
      const id = `trigger-${made}`;
      good.set(id, timers.now() + life);
      return id;
    },
    use(id) {
      const until = good.get(String(id));
      good.delete(String(id));
      return until !== undefined && timers.now() < until;
    },
  };
}
