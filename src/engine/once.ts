import type { Event } from '../events/event';
import type { Store, StoredRecord } from '../host/store';
import type { Once, Rule } from '../rules/document';
import { parseDuration } from '../text/duration';

/** At most one run for each conversation or customer, ever or within a duration (DESIGN.md 1, `once`). */
export interface OnceKeeper {
  /**
   * Takes the turn, when it is free: from then on nobody else gets it. `confirm` writes it down, `release` gives it
   * back when nothing was done after all. Undefined: it was taken before.
   */
  take(rule: Rule & { once: Once }, event: Event): Promise<Turn | undefined>;
}

export interface Turn {
  confirm(): Promise<void>;
  release(): void;
}

interface Mark extends StoredRecord {
  readonly v: 1;
  readonly at: number;
}

/** Turns remembered without asking the store; the store is asked for those not remembered. */
const REMEMBERED = 5_000;

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

  async function lastTurn(key: string): Promise<number | undefined> {
    const known = marks.get(key);
    if (known !== undefined) return known;
    const found = await store.read<Mark>(['once', key]);
    // Two instances may have made two records (HOST.md F): the newest counts.
    return found.length > 0 ? Math.max(...found.map(({ at }) => at)) : undefined;
  }

  return {
    take: (rule, event) => {
      const key = onceKey(rule, event);
      return alone(key, async () => {
        const last = await lastTurn(key);
        const within = rule.once.within === undefined ? Infinity : (parseDuration(rule.once.within) ?? Infinity);
        if (last !== undefined && now() - last < within) return undefined;
        const at = now();
        remember(key, at);
        return {
          confirm: () => store.write(['once', key], { v: 1, at }),
          release: () => {
            if (marks.get(key) === at) marks.delete(key);
          },
        };
      });
    },
  };
}

function onceKey(rule: Rule & { once: Once }, { conversation }: Event): string {
  const who = rule.once.per === 'customer' ? conversation.customer.id : conversation.id;
  return `once:${rule.id}:${rule.once.per}:${who}`;
}
