import type { Log } from '../ports/log';

/** Work that no hook waits for. What it throws is logged. */
export interface Background {
  run(what: string, work: () => Promise<unknown>): void;
  /** Work that needs rights which this hook may not bring: it is done in the next one that does. */
  whenWritable(what: string, work: () => Promise<unknown>): void;
  /** A hook has begun: what waited for its rights is begun as well. */
  catchUp(): void;
}

export function createBackground(log: Log, canWrite: () => boolean): Background {
  let waiting: (() => void)[] = [];

  const run = (what: string, work: () => Promise<unknown>): void =>
    void work().catch((error: unknown) => log.error(`${what}: ${String(error)}`));

  return {
    run,
    whenWritable: (what, work) => {
      if (canWrite()) run(what, work);
      else waiting.push(() => run(what, work));
    },
    catchUp: () => {
      if (waiting.length === 0 || !canWrite()) return;
      const late = waiting;
      waiting = [];
      for (const begin of late) begin();
    },
  };
}
