import { createQueues } from '../../util/queues';
import type { Store } from '../../ports/store';
import type { Turns } from './parts';
import type { StoredRecord } from '../../model/record';

interface Turn extends StoredRecord {
  readonly v: 1;
  /** The username that had the last turn. */
  readonly last: string;
}

/**
 * Round robin over a restart: who was last stands in the store. Two conversations that ask at once get two different
 * answers; two instances of the server may give the same one (the store has no compare-and-set).
 */
export function createTurns(store: Store): Turns {
  const inTurn = createQueues();
  return { take: (key, order, able) => inTurn(key, () => next(store, key, order, able)) };
}

async function next(
  store: Store,
  key: string,
  order: readonly string[],
  able: readonly string[],
): Promise<readonly string[]> {
  const keys = ['round_robin', key];
  const [kept] = await store.read<Turn>(keys);
  const from = kept ? order.indexOf(kept.last) + 1 : 0;
  const turns = [...order.slice(from), ...order.slice(0, from)].filter((username) => able.includes(username));
  const [last] = turns;
  if (last !== undefined) await store.write(keys, { v: 1, last } satisfies Turn);
  return turns;
}
