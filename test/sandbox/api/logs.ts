import { inspect } from 'node:util';
import type { ILoggerStorageEntry } from 'runtime-apps-engine/server/logging';

/** One entry of the app's log. */
export interface LogLine {
  at: Date;
  /** The hook or handler it was written in, such as app:executePostMessageSent. */
  method: string;
  severity: string;
  text: string;
}

/** What the runtime itself writes around every call. */
const NOISE =
  /^(A method is being called|'\w+' was (un)?successful|Command (is being|was)|Job processor|The status is now|Constructed the App)/;

function words(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: 160 });
}

/** The app's log as lines, oldest first, without what the runtime adds by itself. */
export function logLines(entries: ILoggerStorageEntry[]): LogLine[] {
  return entries.flatMap(({ method, entries: own }) =>
    own
      .filter(({ args }) => {
        const [first] = args as unknown[];
        const message = typeof first === 'string' ? first : (first as { msg?: string } | null | undefined)?.msg;
        return !NOISE.test(message ?? '');
      })
      .map(({ timestamp, severity, args }) => ({
        at: new Date(timestamp),
        method,
        severity,
        text: (args as unknown[]).map(words).join(' '),
      })),
  );
}
