import type { Instance } from '../runtime/host';
import type { Scheduler } from '../runtime/jobs';
import type { Traffic } from '../runtime/traffic';
import { settle, type Workspace } from '../workspace';

interface Parts {
  ws: Workspace;
  traffic: Traffic;
  scheduler: Scheduler;
  instances: () => Instance[];
}

/**
 * Gives a function that resolves when everything that was set off has come to an end: events handed over and handled,
 * host calls answered, due jobs run. What the app does between two host calls is invisible from here, so quiet counts
 * only when two round trips to its process have found it idle: whatever it would have asked for stands in the pipe
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
      for (let round = 0; round < 2; round += 1) {
        // A process that cannot answer has nothing under way that could still arrive.
        await Promise.all(
          instances().map((instance) =>
            instance
              .controller()
              .ping()
              .catch(() => undefined),
          ),
        );
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (traffic.started === before && traffic.busy === 0 && ws.pending.length === 0) {
        quietAt = before;
        return;
      }
    }
  };
}
