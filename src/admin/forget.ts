import type { Journal } from '../engine/journal';
import type { Lanes } from '../engine/lanes';
import type { Waits } from '../engine/later';
import type { Messages } from '../engine/parts';
import { turnKeys } from '../engine/once';
import type { Traces } from '../engine/recent-traces';
import type { Conversation } from '../model/event';
import type { StoredRecord } from '../model/record';
import type { Rule } from '../catalogue/document';
import { conversationKey, customerKey, customerKeys, type FAMILIES, type Family } from '../ports/keys';
import type { Store } from '../ports/store';
import type { MessageKey } from '../text/message';
import type { RunCounts } from './runs/run-counts';

/** What the app holds of one customer, by its name for people; nothing is left out, and nothing is there that is none. */
export type Held = ReadonlyMap<MessageKey, number>;

/** Everything that the app holds of a customer (DESIGN.md 3). */
export interface Forgetting {
  /** Of the customer of this conversation. */
  readonly list: (conversation: Conversation) => Promise<Held>;
  /**
   * Removes all of it, also what the customer's other conversations hold.
   * @param who has asked for it, a username: whoever has planned a message is told who called it off
   * @returns what it was
   */
  readonly forget: (conversation: Conversation, who: string) => Promise<Held>;
}

export interface ForgetParts {
  readonly store: Store;
  readonly journal: Pick<Journal, 'forgetCustomer'>;
  readonly lanes: Pick<Lanes, 'run'>;
  readonly traces: Traces;
  readonly waits: Pick<Waits, 'list' | 'over'>;
  readonly messages: Pick<Messages, 'list' | 'cancel'>;
  readonly runCounts: Pick<RunCounts, 'forget'>;
  /** The rules in force. */
  readonly rules: () => readonly Rule[];
  /** What is remembered beside the store, of the customer and these conversations. */
  readonly forgetInMemory: (ids: readonly string[]) => void;
  /** The same, at other instances. @param ids of the customer and conversations */
  readonly tellOthers: (ids: readonly string[]) => Promise<void>;
}

type OfCustomers = { [F in Family]: (typeof FAMILIES)[F] extends 'customer' ? F : never }[Family];

/** What is to happen later, messages that somebody has planned among it. */
const WAITS = 'command_forget_waits';

/** Every family that holds something of customers: a new one does not compile without its name. */
const NAMES: Readonly<Record<OfCustomers, MessageKey>> = {
  notes: 'command_forget_notes',
  customer_tags: 'command_forget_tags',
  runs: 'command_forget_runs',
  later: WAITS,
  wait_ends: WAITS,
  question_ends: 'command_forget_questions',
  once_marks: 'command_forget_turns',
  seen_customers: 'command_forget_visits',
  earlier_conversations: 'command_forget_visits',
  agents_before: 'command_forget_visits',
  traces: 'command_forget_events',
};

/** Where something stands: its name for people, and the keys that find it. */
type Place = readonly [name: MessageKey, ...keys: readonly string[]];

export function createForgetting(parts: ForgetParts): Forgetting {
  const { store, traces, waits, messages } = parts;

  /** The conversations that the app knows of, from what it holds: records of an earlier version do not name the customer. */
  async function conversationsOf({ id, customer }: Conversation): Promise<readonly string[]> {
    const found = await store.read<StoredRecord & { conversation?: unknown; seen?: unknown }>([
      customerKey(customer.id),
    ]);
    const seen = traces.newest().filter(({ event }) => event.conversation.customer.id === customer.id);
    const ids = found.flatMap((each) => [each.conversation, each.seen]).flat();
    const all = [id, ...ids, ...seen.map(({ event }) => event.conversation.id)];
    return [...new Set(all.filter((each): each is string => typeof each === 'string'))];
  }

  function placesOf({ customer }: Conversation, conversations: readonly string[]): readonly Place[] {
    const own = Object.entries(NAMES).map(([family, name]): Place => [name, customerKey(customer.id), family]);
    return [...own, ...earlierPlaces(customer, conversations, parts.rules())];
  }

  async function look(conversation: Conversation, conversations: readonly string[]): Promise<Held> {
    const held = new Map<MessageKey, Set<string>>();
    const found = await Promise.all(
      placesOf(conversation, conversations).map(async ([name, ...keys]) => ({ name, records: await store.read(keys) })),
    );
    // What two places find is one.
    for (const { name, records } of found)
      for (const record of records) held.set(name, (held.get(name) ?? new Set()).add(JSON.stringify(record)));
    const events = conversations.flatMap((id) => traces.of(id)).length;
    const counts = [...held].map(([name, records]) => [name, records.size] as const);
    return new Map([...counts, ...(events > 0 ? [['command_forget_events', events] as const] : [])]);
  }

  /** Gives how many messages will not be sent; whoever has planned one is told. */
  async function callOff(conversations: readonly string[], who: string): Promise<number> {
    let count = 0;
    for (const id of conversations) {
      const planned = await messages.list(id);
      for (const each of planned) await messages.cancel(id, each.id, who);
      count += planned.length - (await messages.list(id)).length;
    }
    return count;
  }

  async function remove(conversation: Conversation): Promise<Held> {
    const { customer } = conversation;
    const conversations = await conversationsOf(conversation);
    const held = await look(conversation, conversations);
    // While their records are there: a slot without one is a run that recovery would take up.
    await parts.journal.forgetCustomer(customer.id);
    for (const id of conversations) for (const wait of (await waits.list(id)).waits) waits.over(wait.id);
    for (const [, ...keys] of placesOf(conversation, conversations)) await store.remove(keys);
    const ids = [customer.id, ...conversations];
    parts.forgetInMemory(ids);
    await parts.tellOthers(ids);
    await parts.runCounts.forget(customer.id, conversations);
    return held;
  }

  return {
    list: async (conversation) => look(conversation, await conversationsOf(conversation)),

    forget: async (conversation, who) => {
      const conversations = await conversationsOf(conversation);
      const calledOff = await callOff(conversations, who);
      // What is going on would write down more behind it.
      for (const id of conversations) await parts.lanes.run(id, async () => undefined);
      let held: Held | undefined;
      await parts.lanes.run(conversation.id, async () => void (held = await remove(conversation)));
      held ??= await remove(conversation);
      // They are counted with the waits, as in the list.
      const waits = (held.get(WAITS) ?? 0) + calledOff;
      return waits === 0 ? held : new Map([...held, [WAITS, waits]]);
    },
  };
}

/** Where version 0.1 wrote: under the conversation, the contact, or the rule's turn, and not under the customer. */
function earlierPlaces(
  customer: Conversation['customer'],
  conversations: readonly string[],
  rules: readonly Rule[],
): readonly Place[] {
  const inConversation = conversations.flatMap((id): Place[] => [
    ['command_forget_runs', conversationKey(id), 'runs'],
    [WAITS, conversationKey(id), 'later'],
    [WAITS, conversationKey(id), 'wait_ends'],
    ['command_forget_notes', `conversation/${id}`, 'note'],
    ['command_forget_notes', `conversation/${id}`, 'notes'],
  ]);
  // A contact holds several visitors together: its notes and tags are of all of them.
  const ofContact = customerKeys(customer).flatMap((key): Place[] => [
    ['command_forget_notes', key, 'note'],
    ['command_forget_notes', key, 'notes'],
    ['command_forget_tags', key, 'contact_tags'],
    ['command_forget_tags', key, 'customer_tags'],
  ]);
  const turns = [customer.id, ...conversations].flatMap((who) => turnKeys(rules, who));
  return [
    ...inConversation,
    ...ofContact,
    ...turns.map((key): Place => ['command_forget_turns', key]),
    ['command_forget_visits', customerKey(customer.id), 'customer'],
  ];
}
