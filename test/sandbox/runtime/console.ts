import { inspect } from 'node:util';

const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;
/** Under jest the frames name the sources that the package's source maps speak of. */
const ENGINE = /[\\/]runtime-apps-engine[\\/](src[\\/])?server[\\/]/;
/** Lines kept; a long benchmark must not grow by what nobody reads. */
const KEPT = 2_000;

let users = 0;
type Print = (this: void, ...values: unknown[]) => void;
const printers: Record<(typeof LEVELS)[number], Print> = console;
let originals: Partial<Record<(typeof LEVELS)[number], Print>> = {};
const lines: string[] = [];

/** Adds a line to the server's console, as the server's own code would. */
export function serverSays(...values: unknown[]): void {
  lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value, { depth: 4 }))).join(' '));
  if (lines.length > KEPT) lines.splice(0, lines.length - KEPT);
}

/**
 * While a sandbox is open, what the engine writes to the console is the server's console and is kept instead of
 * printed: a missing permission, for one, shows nowhere else (HOST A.1). Everybody else's lines go through.
 */
export function holdConsole(): () => void {
  users += 1;
  if (users === 1) {
    lines.length = 0;
    for (const level of LEVELS) {
      const original = printers[level];
      originals[level] = original;
      printers[level] = (...values: unknown[]) => {
        const caller = new Error().stack?.split('\n')[2] ?? '';
        if (ENGINE.test(caller)) serverSays(...values);
        else original(...values);
      };
    }
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    users -= 1;
    if (users > 0) return;
    for (const level of LEVELS) printers[level] = originals[level] ?? printers[level];
    originals = {};
  };
}

/** What the server has printed since the first of the open sandboxes started. */
export function serverConsole(): string[] {
  return [...lines];
}
