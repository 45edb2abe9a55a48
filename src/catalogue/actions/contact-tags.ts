import { mergeTags } from '../../model/tags';
import type { Outcome } from '../../model/run';
import type { Host } from '../../ports/host';
import { message, type MessageKey } from '../../text/message';
import { keptWith } from '../../util/lazily';
import { createQueues } from '../../util/queues';
import type { Action, ActionContext } from './action';
import { already, done, failed, fresh, notThere, skipped } from './ending';

/** By host, so that what a process that is gone was waiting for holds up none that comes after it. */
const queues = keptWith((_host: Host) => createQueues());

/** What the actions on a customer's tags have in common. */
export const OF_CONTACT_TAGS = {
  templates: { 'tags.*': 'machine' },
  messagesCustomer: false,
  changes: ['conversation', 'stored_tags'],
  raises: [],
  repeatable: true,
  connection: 'helps',
  permissions: ['room.read', 'livechat-custom-fields.write', 'persistence', 'networking', 'server-setting.read'],
} as const satisfies Partial<Action>;

type Tags = readonly string[];

/** How tags change: those that are wanted after that, and whether they are there; what is told of it. */
interface TagChange {
  wanted(before: Tags): Tags;
  isThere(after: Tags, wanted: Tags): boolean;
  /** Why there is nothing to do. */
  readonly already: MessageKey;
  told(before: Tags, wanted: Tags): Outcome['detail'];
}

/** Changes a customer's tags, and looks whether it worked. */
export async function changeTags(
  tags: Tags,
  { host, conversation }: ActionContext,
  change: TagChange,
): Promise<Outcome> {
  if (mergeTags([], tags).length === 0) return skipped(message('reason_nothing_to_write'));
  return aloneWithTags({ host, conversation }, async () => {
    const { customer } = await fresh(host, conversation);
    const before = await host.contactTags(customer);
    const wanted = change.wanted(before);
    if (wanted.length === before.length) return already(message(change.already));
    const kept = await host.changes.setContactTags(customer, wanted);
    const after = await host.contactTags((await fresh(host, conversation)).customer);
    return change.isThere(after, wanted) ? done({ ...change.told(before, wanted), kept }) : failed(notThere(kept));
  });
}

/**
 * All tags of a customer are written at once: two of their conversations change them one after the other, also where
 * the customer is another contact on each channel, or the contact has several visitors.
 */
function aloneWithTags<T>(
  { host, conversation }: Pick<ActionContext, 'host' | 'conversation'>,
  work: () => Promise<T>,
): Promise<T> {
  const { id, contactId } = conversation.customer;
  const inTurn = queues(host);
  return inTurn(id, () => (contactId ? inTurn(contactId, work) : work()));
}
