import type { Event } from '../model/event';
import { MINUTE } from '../model/calendar';
import { pause, type Time } from '../ports/clock';
import { recent } from '../util/cache';
import { createQueues } from '../util/queues';
import { customerKey, KEPT, untilKey, type Keys } from '../ports/keys';
import type { Store } from '../ports/store';
import type { Once, Rule } from '../catalogue/document';
import { parseDuration } from '../calendar/duration';
import type { StoredRecord } from '../model/record';

/** A rule that says `once`. */
export type OnceRule = Rule & { readonly once: Once };

/**
 * At most one run for each conversation or customer, ever or within a duration (DESIGN.md 1, `once`).
 *
 * Two events at once in this process: one gets the turn. Two instances, over a store that can only read and write
 * (HOST.md F): each writes its mark, then reads those of all.
 *
 * - It reads its own mark alone: it has the turn, and its mark stays. So two never have it, whatever the delays and the
 *   clocks: of two marks that stay, whoever wrote the later one has read the earlier one.
 * - It reads others, and its own is the oldest: it waits a moment for them to give way, writes and reads again.
 * - Else, or when they have not: it gives way. It removes its mark and reads once more: another's is there, and has the
 *   turn or is about to; or none is, because all gave way at once, and it begins again. So none is lost.
 *
 * The mark of one that was killed stays as well: the turn is its run's, which is taken up again (`resume`). What
 * remains is a removal that the server carries out long after it has said that it failed, and two that are killed at
 * once, the one after it had its turn, the other between its writing and its giving way: nothing tells them apart, and
 * whoever is taken up first gives way.
 */
export interface OnceKeeper {
  /**
   * Takes the turn, when it is free: from then on nobody else in this process gets it. Undefined: it was taken before.
   */
  take(rule: OnceRule, event: Event): Promise<Turn | undefined>;
  /** Would it be given? For rules that wait. */
  isFree(rule: OnceRule, event: Event): Promise<boolean>;
  /**
   * May a run go on that began before a crash? Not when it had not written its turn down and somebody else has had the
   * turn since. When it may, the turn is written down.
   */
  resume(rule: OnceRule, event: Event, began: Beginning): Promise<boolean>;
  /**
   * The run has changed nothing (every action failed or was skipped): the next event may have the turn, unless one has
   * had it since. @param began when the run was, ms since 1970
   */
  giveBack(rule: OnceRule, event: Event, began: number): Promise<void>;
  /** Forgets, in memory, the turns of a conversation or a customer. @param id of either */
  forget(id: string): void;
}

/** When a run began, and in whose hands it has been since. */
export interface Beginning {
  /** ms since 1970. */
  readonly at: number;
  readonly instances: readonly string[];
}

export interface Turn {
  /** Writes it down. False: another instance has taken it at the same moment, and keeps it. */
  confirm(): Promise<boolean>;
  /** Gives it back before it was written down. */
  release(): void;
}

interface Mark extends StoredRecord {
  readonly v: 1;
  readonly at: number;
  /** The instance that wrote it. */
  readonly by?: string;
}

/**
 * Turns remembered without asking the store; the store is asked for those not remembered. Not for ever: another instance
 * may have given one back since, or forgotten it.
 */
const REMEMBERED = 5_000;
const REMEMBERED_FOR = 5 * MINUTE;
const ONCE = 'once_marks';
/** How long others have for giving way, ms; each time twice as long. */
const GIVING_WAY = 200;

export function isOnce(rule: Rule): rule is OnceRule {
  return rule.once !== undefined;
}

/** @param instance this process, unlike any other */
export function createOnce(store: Store, time: Time, instance: string): OnceKeeper {
  const { now } = time;
  const marks = recent<number>(REMEMBERED, REMEMBERED_FOR, now);

  /** Two events at once ask one after the other, so that the second sees the first one's turn. */
  const alone = createQueues();

  const counts = (rule: OnceRule, at: number): boolean => now() - at < within(rule);

  async function isTaken(rule: OnceRule, event: Event): Promise<boolean> {
    if (await isTakenUnder(rule, onceKey(rule, event))) return true;
    return rule.mode === 'watch' && isTakenUnder(rule, onceKey({ ...rule, mode: 'live' }, event));
  }

  async function isTakenUnder(rule: OnceRule, key: string): Promise<boolean> {
    // What is remembered can only refuse: another instance may have had a turn since.
    if (counts(rule, marks.get(key) ?? -Infinity)) return true;
    const found = await store.read<Mark>([key]);
    if (found.length === 0) return false;
    // Two instances may have made two records (HOST.md F): the newest counts.
    const last = Math.max(...found.map(({ at }) => at));
    return counts(rule, last);
  }

  /** Each instance has a mark of its own, so that nobody writes over another's. */
  function write(rule: OnceRule, event: Event, at: number): Promise<void> {
    const over = at + Math.min(within(rule), KEPT.turn);
    const keys: Keys = [
      onceKey(rule, event),
      by(instance),
      customerKey(event.conversation.customer.id),
      untilKey(over),
      ONCE,
    ];
    return store.write<Mark>(keys, { v: 1, at, by: instance });
  }

  /** Among several instances, as it is said above. @param at when the turn was taken, ms since 1970 */
  async function confirm(rule: OnceRule, event: Event, at: number): Promise<boolean> {
    const key = onceKey(rule, event);
    let found: readonly Mark[] = [];
    const look = async (): Promise<readonly Mark[]> => {
      found = await store.read<Mark>([key]);
      // Without those of earlier turns, and of turns so long after it that both may have had theirs.
      return found.filter((mark) => mark.by !== instance && Math.abs(mark.at - at) < within(rule));
    };
    const claim = async (): Promise<readonly Mark[]> => {
      await write(rule, event, at);
      return look();
    };
    const isBefore = (rival: Mark): boolean => at < rival.at || (at === rival.at && instance < (rival.by ?? ''));
    for (let wait = GIVING_WAY; ; wait *= 2) {
      let rivals = await claim();
      if (rivals.length > 0 && rivals.every(isBefore)) {
        await pause(time, wait);
        // Written again: a run that changed nothing may have taken all marks away (`giveBack`).
        rivals = await claim();
      }
      if (rivals.length === 0) break;
      await store.remove([key, by(instance)]);
      if ((await look()).length > 0) return false;
    }
    // Those of earlier turns, and of processes that are gone.
    for (const { at: before, by: whose } of found)
      if (whose !== undefined && whose !== instance && !counts(rule, before)) await store.remove([key, by(whose)]);
    return true;
  }

  return {
    take: (rule, event) => {
      const key = onceKey(rule, event);
      return alone(key, async () => {
        if (await isTaken(rule, event)) return undefined;
        const at = now();
        marks.set(key, at);
        return {
          confirm: () => confirm(rule, event, at),
          release: () => {
            if (marks.get(key) === at) marks.delete(key);
          },
        };
      });
    },
    isFree: (rule, event) => alone(onceKey(rule, event), async () => !(await isTaken(rule, event))),
    resume: (rule, event, began) => {
      const key = onceKey(rule, event);
      return alone(key, async () => {
        // A turn so long before or after it that both may have had theirs is no rival.
        const isRival = (at: number): boolean => Math.abs(at - began.at) < within(rule);
        const isOwn = (at: number, whose: string | undefined): boolean =>
          at <= began.at && whose !== undefined && began.instances.includes(whose);
        const read = async () => (await store.read<Mark>([key])).filter(({ at }) => isRival(at));
        let rivals = await read();
        const own = rivals.filter(({ at, by: whose }) => isOwn(at, whose));
        if (own.length > 0) {
          if (own.length === rivals.length) return true;
          // Killed before it had read the other's mark, or before it gave way: it does now.
          for (const { by: whose = '' } of own) await store.remove([key, by(whose)]);
          rivals = await read();
        }
        const here = marks.get(key);
        const rivalHere = here !== undefined && isRival(here) && !isOwn(here, instance);
        if (rivals.length > 0 || rivalHere) return false;
        marks.set(key, Math.max(began.at, here ?? 0));
        return confirm(rule, event, began.at);
      });
    },
    giveBack: async (rule, event, began) => {
      const key = onceKey(rule, event);
      await alone(key, async () => {
        // Somebody has had the turn since.
        if ([{ at: marks.get(key) ?? 0 }, ...(await store.read<Mark>([key]))].some(({ at }) => at > began)) return;
        marks.delete(key);
        await store.remove([key]);
      });
    },
    forget: (id) => {
      for (const key of marks.keys()) if (key.endsWith(`:${id}`)) marks.delete(key);
    },
  };
}

/** Where turns of these rules stand that a conversation or a customer has had. @param who id of either */
export function turnKeys(rules: readonly Rule[], who: string): readonly string[] {
  return rules.flatMap(({ id, once }) =>
    once ? ['once', 'once:watch'].map((kind) => `${kind}:${id}:${once.per}:${who}`) : [],
  );
}

function by(instance: string): string {
  return `by:${instance}`;
}

/** How long a turn counts, ms. */
function within({ once }: OnceRule): number {
  return parseDuration(once.within ?? '') ?? Infinity;
}

/** A rule in watch mode has turns of its own, so that none is missing when it goes live. */
function onceKey({ id, once, mode }: OnceRule, { conversation }: Event): string {
  const who = once.per === 'customer' ? conversation.customer.id : conversation.id;
  return `${mode === 'watch' ? 'once:watch' : 'once'}:${id}:${once.per}:${who}`;
}
