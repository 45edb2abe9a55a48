import type { Event } from '../events/event';
import type { Store, StoredRecord } from '../host/store';
import type { Once, Rule } from '../rules/document';
import { parseDuration } from '../text/duration';

/** A rule that says `once`. */
export type OnceRule = Rule & { readonly once: Once };

/**
 * At most one run for each conversation or customer, ever or within a duration (DESIGN.md 1, `once`).
 *
 * Two events at once in this process: one gets the turn. Two instances, for the same customer in two conversations:
 * the one that reads before the other has written gets it too; that takes some milliseconds, and the host gives
 * nothing to close the gap with (HOST.md F).
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
  /** Writes it down. */
  confirm(): Promise<void>;
  /** Gives it back before it was written down. */
  release(): void;
}

interface Mark extends StoredRecord {
  readonly v: 1;
  readonly at: number;
}

/** Turns remembered without asking the store; the store is asked for those not remembered. */
const REMEMBERED = 5_000;
const ONCE = 'once';

export function isOnce(rule: Rule): rule is OnceRule {
  return rule.once !== undefined;
}

export function createOnce(store: Store, now: () => number): OnceKeeper {
  const marks = new Map<string, number>();
  const asking = new Map<string, Promise<void>>();

  function remember(key: string, at: number): void {
    marks.delete(key);
    marks.set(key, at);
    if (marks.size > REMEMBERED) marks.delete(marks.keys().next().value!);
  }

  /** Two events at once ask one after the other, so that the second sees the first one's turn. */
  async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    while (asking.has(key)) await asking.get(key);
    let end!: () => void;
    asking.set(key, new Promise((ended) => (end = ended)));
    try {
      return await work();
    } finally {
      asking.delete(key);
      end();
    }
  }

  async function taken(rule: OnceRule, key: string): Promise<boolean> {
    const within = rule.once.within === undefined ? Infinity : (parseDuration(rule.once.within) ?? Infinity);
    const counts = (at: number | undefined): boolean => at !== undefined && now() - at < within;
    // What is remembered can only refuse: another instance may have had a turn since.
    if (counts(marks.get(key))) return true;
    const found = await store.read<Mark>([ONCE, key]);
    if (found.length === 0) return false;
    // Two instances may have made two records (HOST.md F): the newest counts.
    const last = Math.max(...found.map(({ at }) => at));
    remember(key, last);
    return counts(last);
  }

  const write = (key: string, at: number): Promise<void> => store.write([ONCE, key], { v: 1, at });

  return {
    take: (rule, event) => {
      const key = onceKey(rule, event);
      return alone(key, async () => {
        if (await taken(rule, key)) return undefined;
        const at = now();
        remember(key, at);
        return {
          confirm: () => write(key, at),
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

function onceKey(rule: OnceRule, { conversation }: Event): string {
  const who = rule.once.per === 'customer' ? conversation.customer.id : conversation.id;
  return `once:${rule.id}:${rule.once.per}:${who}`;
}
