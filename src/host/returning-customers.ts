import { DAY } from '../model/calendar';
import type { Conversation } from '../model/event';
import { unknown, type Unknown } from '../model/value';
import { customerKey, KEPT, untilKey } from '../ports/keys';
import type { Store } from '../ports/store';
import type { StoredRecord } from '../model/record';
import { message } from '../text/message';
import { recent } from '../util/cache';

/**
 * Has a customer written before, in another conversation? The app notes the first conversation in which it has seen a
 * customer; what was before that the server tells over the connection only.
 */
export interface Returning {
  wroteBefore(conversation: Conversation): Promise<boolean | Unknown>;
  /** Notes that the customer was here; does nothing when that is known. */
  note(conversation: Conversation): Promise<void>;
  /** What is remembered of a conversation is asked for anew. */
  forget(conversation: string): void;
}

interface FirstSeen extends StoredRecord {
  readonly v: 1;
  readonly conversation: string;
  /** When it was written, ms since 1970; an earlier version did not say. */
  readonly at?: number;
}

interface Noted {
  /** What the store has; nothing where it need not be asked. */
  readonly seen: readonly FirstSeen[];
  /** Was the customer noted in another conversation? */
  readonly elsewhere: boolean;
}

const SEEN = 'seen_customers';
const EARLIER_SEEN = 'customer';
/** Somebody who comes often is not written down each time, ms. */
const REFRESHED_AFTER = 30 * DAY;

/** A customer whom the server has known for longer than this before the conversation began was there before. */
const ARRIVAL = 60_000;
/** Conversations remembered, so that the question which comes right after the note need not ask the store again. */
const REMEMBERED = 1_000;

/**
 * @param now ms since 1970
 * @param others how many other conversations the server knows of; undefined without a connection
 */
export function createReturning(
  store: Store,
  now: () => number,
  others: (conversation: Conversation) => Promise<number | undefined>,
): Returning {
  /** By conversation: was its customer noted in another one? */
  const before = recent<boolean>(REMEMBERED);

  async function notes({ id, customer }: Conversation): Promise<Noted> {
    const known = before.get(id);
    if (known !== undefined) return { seen: [], elsewhere: known };
    const families = [SEEN, EARLIER_SEEN].map((family) => store.read<FirstSeen>([customerKey(customer.id), family]));
    const seen = (await Promise.all(families)).flat();
    return { seen, elsewhere: seen.some(({ conversation }) => conversation !== id) };
  }

  /** Written anew now and then, so that customers are forgotten by when they were seen last. */
  async function refresh(customer: string, conversation: string, seen: readonly FirstSeen[]): Promise<void> {
    const key = customerKey(customer);
    const until = untilKey(now() + KEPT.seen);
    await store.write<FirstSeen>([key, until, SEEN], { v: 1, conversation, at: now() });
    for (const { at } of seen) {
      if (at === undefined) await store.remove([key, EARLIER_SEEN]);
      else if (untilKey(at + KEPT.seen) !== until) await store.remove([key, untilKey(at + KEPT.seen), SEEN]);
    }
  }

  return {
    wroteBefore: async (conversation) => {
      if ((await notes(conversation)).elsewhere) return true;
      const told = await others(conversation);
      if (told !== undefined) return told > 0;
      const { since } = conversation.customer;
      if (since !== undefined && conversation.createdAt - since <= ARRIVAL) return false;
      return unknown(message('reason_earlier_unknown'));
    },
    note: async (conversation) => {
      const { id, customer } = conversation;
      if (before.has(id)) return;
      const { seen, elsewhere } = await notes(conversation);
      const latest = Math.max(-Infinity, ...seen.map(({ at = -Infinity }) => at));
      if (now() - latest > REFRESHED_AFTER) await refresh(customer.id, seen[0]?.conversation ?? id, seen);
      before.set(id, elsewhere);
    },
    forget: (conversation) => void before.delete(conversation),
  };
}
