import type { Event } from '../model/event';
import { createQueues } from '../util/queues';
import type { Store } from '../ports/store';
import type { Once, Rule } from '../model/rule';
import { parseDuration } from '../calendar/duration';
import type { StoredRecord } from '../model/record';

/** A rule that says `once`. */
export type OnceRule = Rule & { readonly once: Once };

/**
 * At most one run for each conversation or customer, ever or within a duration (DESIGN.md 1, `once`).
 *
 * Two events at once in this process: one gets the turn. Two instances: each writes its mark, then looks who else has
 * written one, and the older mark keeps the turn. What remains is a mark that was made first and written last, after
 * the other instance had looked; the host gives nothing to close that gap with (HOST.md F).
 */
export interface OnceKeeper {
  /**
   * Takes the turn, when it is free: from then on nobody else in this process gets it. Undefined: it was taken before.
   */
  take(rule: OnceRule, event: Event): Promise<Turn | undefined>;
  /** Would it be given? For rules that wait. */
  isFree(rule: OnceRule, event: Event): Promise<boolean>;
  /** Writes a turn down that was taken before a crash. */
  confirm(rule: OnceRule, event: Event, at: number): Promise<void>;
  /** The run has changed nothing (every action failed or was skipped): the next event may have the turn. */
  giveBack(rule: OnceRule, event: Event): Promise<void>;
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

/** Turns remembered without asking the store; the store is asked for those not remembered. */
const REMEMBERED = 5_000;
const ONCE = 'once';

export function isOnce(rule: Rule): rule is OnceRule {
  return rule.once !== undefined;
}

/**
 * @param now ms since 1970
 * @param instance this process, unlike any other
 */
export function createOnce(store: Store, now: () => number, instance: string): OnceKeeper {
  const marks = new Map<string, number>();

  function remember(key: string, at: number): void {
    marks.delete(key);
    marks.set(key, at);
    if (marks.size > REMEMBERED) marks.delete(marks.keys().next().value!);
  }

  /** Two events at once ask one after the other, so that the second sees the first one's turn. */
  const alone = createQueues();

  function counts(rule: OnceRule, at: number): boolean {
    const within = rule.once.within === undefined ? Infinity : (parseDuration(rule.once.within) ?? Infinity);
    return now() - at < within;
  }

  async function taken(rule: OnceRule, key: string): Promise<boolean> {
    // What is remembered can only refuse: another instance may have had a turn since.
    if (counts(rule, marks.get(key) ?? -Infinity)) return true;
    const found = await store.read<Mark>([ONCE, key]);
    if (found.length === 0) return false;
    // Two instances may have made two records (HOST.md F): the newest counts.
    const last = Math.max(...found.map(({ at }) => at));
    remember(key, last);
    return counts(rule, last);
  }

  /** Each instance has a mark of its own, so that nobody writes over another's. */
  const write = (key: string, at: number): Promise<void> =>
    store.write<Mark>([ONCE, key, by(instance)], { v: 1, at, by: instance });

  async function confirm(rule: OnceRule, key: string, at: number): Promise<boolean> {
    await write(key, at);
    const others = (await store.read<Mark>([ONCE, key])).filter((mark) => mark.by !== instance);
    // Those of earlier turns, and of processes that are gone.
    for (const { at: before, by: whose } of others)
      if (whose !== undefined && !counts(rule, before)) await store.remove([ONCE, key, by(whose)]);
    const rivals = others.filter((mark) => counts(rule, mark.at));
    return rivals.every((rival) => at < rival.at || (at === rival.at && instance < (rival.by ?? '')));
  }

  return {
    take: (rule, event) => {
      const key = onceKey(rule, event);
      return alone(key, async () => {
        if (await taken(rule, key)) return undefined;
        const at = now();
        remember(key, at);
        return {
          confirm: () => confirm(rule, key, at),
          release: () => {
            if (marks.get(key) === at) marks.delete(key);
          },
        };
      });
    },
    isFree: (rule, event) => {
      const key = onceKey(rule, event);
      return alone(key, async () => !(await taken(rule, key)));
    },
    confirm: async (rule, event, at) => {
      const key = onceKey(rule, event);
      remember(key, Math.max(at, marks.get(key) ?? 0));
      await write(key, at);
    },
    giveBack: async (rule, event) => {
      const key = onceKey(rule, event);
      await alone(key, async () => {
        marks.delete(key);
        await store.remove([ONCE, key]);
      });
    },
  };
}

function by(instance: string): string {
  return `by:${instance}`;
}

function onceKey(rule: OnceRule, { conversation }: Event): string {
  const who = rule.once.per === 'customer' ? conversation.customer.id : conversation.id;
  return `once:${rule.id}:${rule.once.per}:${who}`;
}
