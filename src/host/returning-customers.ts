import type { Conversation } from '../model/event';
import { unknown, type Unknown } from '../model/value';
import type { Store } from '../ports/store';
import type { StoredRecord } from '../model/record';
import { recent } from '../util/cache';

/**
 * Has a customer written before, in another conversation? The app notes the first conversation in which it has seen a
 * customer; what was before that the server tells over the connection only.
 */
export interface Returning {
  wroteBefore(conversation: Conversation): Promise<boolean | Unknown>;
  /** Notes that the customer was here; does nothing when that is known. */
  note(conversation: Conversation): Promise<void>;
}

interface FirstSeen extends StoredRecord {
  readonly v: 1;
  readonly conversation: string;
}

/** A customer whom the server has known for longer than this before the conversation began was there before. */
const ARRIVAL = 60_000;
/** Conversations remembered, so that the question which comes right after the note need not ask the store again. */
const REMEMBERED = 1_000;

/** @param others how many other conversations the server knows of; undefined without a connection */
export function createReturning(
  store: Store,
  others: (conversation: Conversation) => Promise<number | undefined>,
): Returning {
  /** By conversation: was its customer noted in another one? */
  const before = recent<boolean>(REMEMBERED);

  const keysOf = ({ customer }: Conversation): readonly string[] => ['customer', `customer:${customer.id}`];

  async function notes(conversation: Conversation): Promise<{ readonly any: boolean; readonly elsewhere: boolean }> {
    const known = before.get(conversation.id);
    if (known !== undefined) return { any: true, elsewhere: known };
    const seen = await store.read<FirstSeen>(keysOf(conversation));
    return { any: seen.length > 0, elsewhere: seen.some((record) => record.conversation !== conversation.id) };
  }

  return {
    wroteBefore: async (conversation) => {
      if ((await notes(conversation)).elsewhere) return true;
      const told = await others(conversation);
      if (told !== undefined) return told > 0;
      const { since } = conversation.customer;
      if (since !== undefined && conversation.createdAt - since <= ARRIVAL) return false;
      return unknown('without a connection to the server only conversations since the installation are known');
    },
    note: async (conversation) => {
      const { any, elsewhere } = await notes(conversation);
      if (!any) await store.create<FirstSeen>(keysOf(conversation), { v: 1, conversation: conversation.id });
      before.set(conversation.id, elsewhere);
    },
  };
}
