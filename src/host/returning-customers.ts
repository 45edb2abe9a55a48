import type { Conversation } from '../model/event';
import { unknown, type Unknown } from '../model/value';
import type { Store } from '../ports/store';
import type { StoredRecord } from '../model/record';

/**
 * Has a customer written before, in another conversation? The app remembers the first conversation in which it was
 * asked about a customer; what was before that the server tells over the connection only.
 */
export interface Returning {
  wroteBefore(conversation: Conversation): Promise<boolean | Unknown>;
}

interface FirstSeen extends StoredRecord {
  readonly v: 1;
  readonly conversation: string;
}

/** A customer whom the server has known for longer than this before the conversation began was there before. */
const ARRIVAL = 60_000;

/** @param others how many other conversations the server knows of; undefined without a connection */
export function createReturning(
  store: Store,
  others: (conversation: Conversation) => Promise<number | undefined>,
): Returning {
  return {
    wroteBefore: async (conversation) => {
      const keys = ['customer', `customer:${conversation.customer.id}`];
      const seen = await store.read<FirstSeen>(keys);
      if (seen.some((record) => record.conversation !== conversation.id)) return true;
      const told = await others(conversation);
      if (seen.length === 0) await store.create(keys, { v: 1, conversation: conversation.id });
      if (told !== undefined) return told > 0;
      const { since } = conversation.customer;
      if (since !== undefined && conversation.createdAt - since <= ARRIVAL) return false;
      return unknown('without a connection to the server only conversations since the installation are known');
    },
  };
}
