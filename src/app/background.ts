import type { Log } from '../ports/log';
import { createQueues } from '../util/queues';

/** Work that no hook waits for. What it throws is logged. */
export interface Background {
  run(what: string, work: () => Promise<unknown>): void;
  /** Work that needs rights which this hook may not bring: it is done in the next one that does. */
  whenWritable(what: string, work: () => Promise<unknown>): void;
  /** The same, for what is kept and forgotten under one name: one after the other, in the order in which it was asked. */
  inTurn(what: string, work: () => Promise<void>): void;
  /** A hook has begun: what waited for its rights is begun as well. */
  catchUp(): void;
}

export function createBackground(log: Log, canWrite: () => boolean): Background {
  let waiting: (() => void)[] = [];
  const queues = createQueues();

  const run = (what: string, work: () => Promise<unknown>): void =>
    void work().catch((error: unknown) => log.error(`${what}: ${String(error)}`));

  function whenWritable(what: string, work: () => Promise<unknown>): void {
    if (canWrite()) run(what, work);
    else waiting.push(() => run(what, work));
  }

  return {
    run,
    whenWritable,
    inTurn: (what, work) => whenWritable(what, () => queues(what, work)),
    catchUp: () => {
      if (waiting.length === 0 || !canWrite()) return;
      const late = waiting;
      waiting = [];
      for (const begin of late) begin();
    },
  };
}
