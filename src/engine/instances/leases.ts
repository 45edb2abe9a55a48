import { HOUR } from '../../model/calendar';
import type { Store } from '../../ports/store';
import type { StoredRecord } from '../../model/record';
import { type Time, pause } from '../../ports/clock';

/**
 * Who is alive? Several instances of the app may share one store, and a crashed one says no farewell. While an
 * instance has something in hand that takes longer than a beat, it writes an alive mark with every beat; work whose
 * holder has written nothing for a lease may be taken up by others. Work that is over within a beat costs nothing.
 */
export interface Leases {
  /** Names this process. */
  readonly instance: string;
  /** Work begins that nobody else must take up while this process lives. */
  begin(): Work;
  /**
   * Which of these holders are dead? Their clocks and this one's may differ by half a lease. Takes a moment: those
   * that seem dead are looked at again after a beat, because a clock that was put forward makes everybody look dead.
   */
  dead<T extends Mark>(marks: readonly T[]): Promise<readonly T[]>;
  /** Removes marks of instances that are long gone. */
  tidy(): Promise<void>;
}

export interface Work {
  /** Is it certain that nobody takes this process for dead? After a long standstill it is not: then do nothing. */
  holdsLease(): boolean;
  end(): void;
}

/** Something held by an instance since a moment (ms since 1970). */
export interface Mark {
  readonly instance: string;
  readonly marked: number;
}

interface Alive extends StoredRecord {
  readonly v: 1;
  readonly instance: string;
  readonly at: number;
  readonly beat: number;
}

const ALIVE = 'alive';
const BEAT = 1_000;
export const LEASE = 30_000;
/** A holder that seems dead is looked at again after so long, ms. */
const SECOND_LOOK = 2.5 * BEAT;
const LONG_GONE = HOUR;

export function createLeases(store: Store, time: Time, instance: string): Leases {
  let working = 0;
  let beat = 0;
  let heard = -Infinity;
  let writing = false;
  let callOff: (() => void) | undefined;

  function schedule(): void {
    callOff = time.after(BEAT, () => void tick());
  }

  async function tick(): Promise<void> {
    writing = true;
    callOff = undefined;
    const began = time.elapsed();
    const alive: Alive = { v: 1, instance, at: time.now(), beat: ++beat };
    try {
      await store.write([instance, ALIVE], alive);
      heard = began;
    } catch {
      // The next beat tries again; until then `holdsLease` grows doubtful by itself.
    }
    writing = false;
    if (working > 0) schedule();
  }

  async function beats(): Promise<ReadonlyMap<string, Alive>> {
    const latest = new Map<string, Alive>();
    for (const alive of await store.read<Alive>([ALIVE]))
      if ((latest.get(alive.instance)?.beat ?? 0) < alive.beat) latest.set(alive.instance, alive);
    return latest;
  }

  return {
    instance,
    begin: () => {
      const began = time.elapsed();
      let over = false;
      working++;
      if (!callOff && !writing) schedule();
      return {
        holdsLease: () => time.elapsed() - Math.max(began, heard) < LEASE / 2,
        end: () => {
          if (over) return;
          over = true;
          working--;
          if (working > 0) return;
          callOff?.();
          callOff = undefined;
        },
      };
    },
    dead: async (marks) => {
      const quiet = marks.filter(({ marked }) => time.now() - marked > LEASE);
      if (quiet.length === 0) return [];
      const before = await beats();
      const seem = quiet.filter(({ instance: holder }) => time.now() - (before.get(holder)?.at ?? 0) > LEASE);
      if (seem.length === 0) return [];
      await pause(time, SECOND_LOOK);
      const after = await beats();
      return seem.filter(({ instance: holder }) => after.get(holder)?.beat === before.get(holder)?.beat);
    },
    tidy: async () => {
      for (const { instance: holder, at } of await store.read<Alive>([ALIVE]))
        if (time.now() - at > LONG_GONE) await store.remove([holder, ALIVE]);
    },
  };
}
