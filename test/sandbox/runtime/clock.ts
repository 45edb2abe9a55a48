import * as fs from 'node:fs';
import * as path from 'node:path';

/** Where stories begin unless they say otherwise: a Wednesday. */
export const START = '2026-03-04T10:00:00.000Z';

/** `still`: moves only when told · `running`: goes on by itself from there · `machine`: the machine's own time. */
export type ClockMode = 'still' | 'running' | 'machine';

/** The time of a sandbox, shared by the workspace and by every process of the app. */
export interface Clock {
  readonly mode: ClockMode;
  now(): Date;
  /** Jumps to an instant. Refused for `machine`. */
  set(instant: Date): void;
  /** Lets an app process that starts in this folder read this clock. */
  share(folder: string): void;
  close(): void;
}

/** Where nobody watches the app at work its timers go this much faster: a story need not sit out its seconds. */
const PACE = 4;

/**
 * Makes a clock. `start`: the first instant, ignored for `machine`. `pace`: how much faster than the machine's the
 * app's timers and its `performance.now()` go; 1 where the app is to have its seconds for a great deal of work.
 */
export function createClock(
  mode: ClockMode = 'still',
  start: string | Date = START,
  pace = mode === 'still' ? PACE : 1,
): Clock {
  // What clock.js of the shim reads: the instant told, the machine's time then, the speed from there, the timers' pace.
  const state = new Float64Array([new Date(start).getTime(), Date.now(), mode === 'running' ? 1 : 0, pace]);
  const files: number[] = [];
  if (Number.isNaN(state[0])) throw new Error(`"${String(start)}" is no instant for the sandbox's clock.`);

  const write = (file: number): void => {
    fs.writeSync(file, new Uint8Array(state.buffer), 0, state.byteLength, 0);
  };

  return {
    mode,
    now() {
      if (mode === 'machine') return new Date();
      return new Date(Math.floor((state[0] ?? 0) + (Date.now() - (state[1] ?? 0)) * (state[2] ?? 0)));
    },
    set(instant) {
      if (mode === 'machine')
        throw new Error('This sandbox runs on the machine\'s time: give it clock "still" to move it.');
      state[0] = instant.getTime();
      state[1] = Date.now();
      files.forEach(write);
    },
    share(folder) {
      if (mode === 'machine') return;
      const file = fs.openSync(path.join(folder, 'clock'), 'w');
      files.push(file);
      write(file);
    },
    close() {
      for (const file of files.splice(0)) fs.closeSync(file);
    },
  };
}
