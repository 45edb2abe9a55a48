import { createQueues } from '../../util/queues';
import type { Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { Turns } from './parts';
import type { StoredRecord } from '../../model/record';

interface Turn extends StoredRecord {
  readonly v: 1;
  /** The username that had the last turn. */
  readonly last: string;
  /** ms since 1970; an earlier version did not say. */
  readonly at?: number;
}

/**
 * Round robin over a restart: who was last stands in the store. Two conversations that ask at once get two different
 * answers; two instances of the server may give the same one (the store has no compare-and-set).
 */
export function createTurns(store: Store, now: () => number): Turns {
  const inTurn = createQueues();
  return { take: (key, order, able) => inTurn(key, () => next(store, now, key, order, able)) };
}

async function next(
  store: Store,
  now: () => number,
  key: string,
  order: readonly string[],
  able: readonly string[],
): Promise<readonly string[]> {
  const keys: Keys = [key, 'round_robin'];
  // An earlier version wrote it under its keys in another order: the later one stands.
  const [kept] = (await store.read<Turn>(keys)).toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0));
  const from = kept ? order.indexOf(kept.last) + 1 : 0;
  const turns = [...order.slice(from), ...order.slice(0, from)].filter((username) => able.includes(username));
  const [last] = turns;
  if (last !== undefined) await store.write(keys, { v: 1, last, at: now() } satisfies Turn);
  return turns;
}
