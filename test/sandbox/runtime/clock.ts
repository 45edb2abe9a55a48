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
  /** Jumps to an instant, and the app's timers with it. Refused for `machine`. */
  set(instant: Date): void;
  /**
   * Lets time pass for timers alone until the next of them rings, in so many ms or, if that is one of `after`, before:
   * where all wait for one of them, nobody need sit it out.
   */
  skip(ms: number): void;
  /** Calls in so many ms by the time of the app's timers; gives a function that calls it off. */
  after(ms: number, call: () => void): () => void;
  /** Lets the app's process of this folder read this clock. */
  share(folder: string): void;
  /** The app of this folder is gone, and its timers with it. */
  leave(folder: string): void;
  close(): void;
}

/**
 * How fast the app's timers go where the clock stands still: slower than the machine's, so that a busy machine makes
 * nothing late. A story need not sit them out: who waits for nothing else is moved on (api/idle.ts).
 */
const PACE = 0.5;

/**
 * Makes a clock. `start`: the first instant, ignored for `machine`. `pace`: how much faster than the machine's the
 * app's timers and its `performance.now()` go; 1 where the app is to have its seconds for a great deal of work.
 */
export function createClock(
  mode: ClockMode = 'still',
  start: string | Date = START,
  pace = mode === 'still' ? PACE : 1,
): Clock {
  // What clock.js of the shim reads: the instant told, the machine's time then, the speed from there, the timers' pace,
  // the ms by which they are ahead, and whose they are.
  const state = new Float64Array([new Date(start).getTime(), Date.now(), mode === 'running' ? 1 : 0, pace, 0, 0]);
  const files = new Map<string, { file: number; whose: number }>();
  if (Number.isNaN(state[0])) throw new Error(`"${String(start)}" is no instant for the sandbox's clock.`);

  const write = ({ file, whose }: { file: number; whose: number }): void => {
    state[5] = whose;
    fs.writeSync(file, new Uint8Array(state.buffer), 0, state.byteLength, 0);
  };

  const now = (): Date => {
    if (mode === 'machine') return new Date();
    return new Date(Math.floor((state[0] ?? 0) + (Date.now() - (state[1] ?? 0)) * (state[2] ?? 0)));
  };
  const timers = new Set<{ at: number; ring: () => void; off: () => void }>();
  const elapsed = (): number => performance.now() * pace + (state[4] ?? 0);
  const ahead = (ms: number): void => {
    state[4] = (state[4] ?? 0) + Math.max(0, ms);
    files.forEach(write);
    for (const timer of [...timers].sort((a, b) => a.at - b.at)) if (timer.at <= elapsed()) timer.ring();
  };

  return {
    mode,
    now,
    set(instant) {
      if (mode === 'machine')
        throw new Error('This sandbox runs on the machine\'s time: give it clock "still" to move it.');
      const jump = instant.getTime() - now().getTime();
      state[0] = instant.getTime();
      state[1] = Date.now();
      ahead(jump);
    },
    skip(ms) {
      const next = Math.min(ms, ...[...timers].map(({ at }) => at - elapsed()));
      if (next < Infinity) ahead(next);
    },
    after(ms, call) {
      const off = (): void => {
        clearTimeout(real);
        timers.delete(timer);
      };
      const ring = (): void => {
        off();
        call();
      };
      const timer = { at: elapsed() + ms, ring, off };
      const real = setTimeout(ring, ms / pace);
      timers.add(timer);
      return off;
    },
    share(folder) {
      if (mode === 'machine') return;
      const shared = { file: fs.openSync(path.join(folder, 'clock'), 'w'), whose: Math.random() };
      files.set(folder, shared);
      write(shared);
    },
    leave(folder) {
      const shared = files.get(folder);
      if (shared !== undefined) write(Object.assign(shared, { whose: 0 }));
    },
    close() {
      for (const { off } of [...timers]) off();
      for (const { file } of files.values()) fs.closeSync(file);
      files.clear();
    },
  };
}
