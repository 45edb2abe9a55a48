import { HOUR } from '../../model/calendar';
import type { Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { Text } from '../../text/message';
import { type Leases, type Work } from './leases';
import type { StoredRecord } from '../../model/record';
import { type Time, pause } from '../../ports/clock';

/**
 * One of several instances does a thing, over a store that can only read and write (HOST.md F: no compare-and-set, no
 * unique insert).
 *
 * Who finds no claim writes one, waits until everybody who may not have seen it must have written theirs, and reads
 * again: the oldest claim has won, and everybody reads the same. Whoever needed longer than `IN_TIME` from reading to
 * having written yields to anybody else: others may have decided without seeing it. So two never win, whatever the
 * delays, provided that a read sees every write that was acknowledged.
 *
 * When the winner dies, the next round begins (`leases.ts`). What remains: a process that stands still for more than
 * half a lease between its last look at the clock and the call to the server.
 */
export interface Claims {
  /** Undefined: somebody else has it, or will; or it could not be told. */
  take(key: string, purpose: Purpose): Promise<Claim | undefined>;
  /** Removes claims that nobody asks for any more. */
  tidy(): Promise<void>;
}

/** What the winner is going to do. */
export type Purpose = { readonly do: 'run' } | { readonly do: 'cancel'; readonly reason: Text };

export interface Claim {
  /** 1, or more when an earlier holder died: then it may have been done already. */
  readonly round: number;
  /** What was decided: an earlier winner's cancelling stands. */
  readonly purpose: Purpose;
  /** Nobody takes this process for dead: it may go on. */
  holdsLease(): boolean;
  /** This process has nothing more to do with it. */
  release(): void;
}

interface ClaimRecord extends StoredRecord {
  readonly v: 1;
  readonly id: string;
  readonly key: string;
  readonly round: number;
  readonly instance: string;
  /** ms since 1970. */
  readonly marked: number;
  readonly purpose: Purpose;
}

const CLAIMS = 'claims';
/** From reading that nobody has it to having written the claim, ms, at the most. */
const IN_TIME = 1_000;
/** Timers may come a little early, ms. */
const EARLY_TIMERS = 50;
/** Claims are kept for longer than anybody may still ask for the thing because of an old list. */
const KEPT_HOURS = 2;

export function createClaims(store: Store, time: Time, leases: Leases, newId: () => string): Claims {
  const held = new Set<string>();
  let tidiedTo: number | undefined;

  const read = (key: string): Promise<ClaimRecord[]> => store.read<ClaimRecord>([key, CLAIMS]);

  async function claim(key: string, purpose: Purpose, work: Work): Promise<Claim | undefined> {
    let began = time.elapsed();
    let found = await read(key);
    const last = newest(found);
    if (last.length > 0) {
      const others = last.filter(({ instance }) => instance !== leases.instance);
      if ((await leases.dead(others)).length < others.length) return undefined;
      began = time.elapsed();
      found = await read(key);
      if (newest(found)[0]?.round !== last[0]?.round) return undefined;
    }
    const round = (last[0]?.round ?? 0) + 1;
    const mine: ClaimRecord = { v: 1, id: newId(), key, round, instance: leases.instance, marked: time.now(), purpose };
    const keys: Keys = [`claim:${mine.id}`, key, hourKey(mine.marked), CLAIMS];
    await store.create(keys, mine);
    const late = time.elapsed() - began > IN_TIME;
    await pause(time, IN_TIME + EARLY_TIMERS);
    const all = await read(key);
    if (late && newest(all).length > 1) {
      await store.remove(keys);
      return undefined;
    }
    if (winner(newest(all))?.id !== mine.id || !work.holdsLease()) return undefined;
    return {
      round,
      purpose: decided(all, round) ?? purpose,
      holdsLease: work.holdsLease,
      release: () => {
        held.delete(key);
        work.end();
      },
    };
  }

  return {
    take: async (key, purpose) => {
      // Within this process one at a time.
      if (held.has(key)) return undefined;
      held.add(key);
      const work = leases.begin();
      let taken: Claim | undefined;
      try {
        taken = await claim(key, purpose, work);
        return taken;
      } finally {
        if (!taken) {
          held.delete(key);
          work.end();
        }
      }
    },
    tidy: async () => {
      const to = Math.floor(time.now() / HOUR) - KEPT_HOURS;
      const from = tidiedTo ?? to - 24;
      tidiedTo = to;
      for (let hour = Math.max(from, to - 72); hour < to; hour++) await store.remove([`hour:${hour}`, CLAIMS]);
    },
  };
}

function hourKey(at: number): string {
  return `hour:${Math.floor(at / HOUR)}`;
}

/** The claims of the last round. */
function newest(claims: readonly ClaimRecord[]): readonly ClaimRecord[] {
  const last = Math.max(...claims.map(({ round }) => round));
  return claims.filter(({ round }) => round === last);
}

function winner(claims: readonly ClaimRecord[]): ClaimRecord | undefined {
  return claims.reduce<ClaimRecord | undefined>(
    (first, each) => (!first || before(each, first) ? each : first),
    undefined,
  );
}

function before(a: ClaimRecord, b: ClaimRecord): boolean {
  return a.marked < b.marked || (a.marked === b.marked && a.id < b.id);
}

/** An earlier round's winner may have died before it had cancelled: then that is what is done. */
function decided(claims: readonly ClaimRecord[], round: number): Purpose | undefined {
  for (let earlier = round - 1; earlier > 0; earlier--) {
    const purpose = winner(claims.filter((each) => each.round === earlier))?.purpose;
    if (purpose?.do === 'cancel') return purpose;
  }
  return undefined;
}
