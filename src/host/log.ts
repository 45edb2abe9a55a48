import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors';
import type { Log } from '../ports/log';

type Level = 'debug' | 'info' | 'warn' | 'error';
/** Lines that wait for the next hook; of more the oldest are let go, those for finding faults first. */
const WAITING = 200;

/**
 * The server keeps the log of each hook by itself, and only while the hook runs: what is written later is lost. So
 * lines go to a hook that is running, whichever it is, and else wait for the next one.
 */
export function createLog(): Log & {
  /** Runs a hook's work with its logger at hand. */
  during<T>(logger: ILogger, work: () => Promise<T>): Promise<T>;
} {
  const running: ILogger[] = [];
  let waiting: [Level, string][] = [];

  const write = (level: Level) => (line: string) => {
    const logger = running.at(-1);
    if (logger) logger[level](line);
    else waiting.push([level, line]);
    if (waiting.length <= WAITING) return;
    // What went wrong is not pushed out by what went as it should.
    const least = waiting.findIndex(([each]) => each === 'debug');
    waiting.splice(Math.max(0, least), 1);
  };

  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    during: async (logger, work) => {
      running.push(logger);
      const late = waiting;
      waiting = [];
      for (const [level, line] of late) logger[level](line);
      try {
        return await work();
      } finally {
        running.splice(running.indexOf(logger), 1);
      }
    },
  };
}
