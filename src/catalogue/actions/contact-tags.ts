import type { Host } from '../../ports/host';
import { createQueues } from '../../util/queues';
import type { ActionContext } from './action';

/** By host, so that what a process that is gone was waiting for holds up none that comes after it. */
const queues = new WeakMap<Host, ReturnType<typeof createQueues>>();

/** All tags of a customer are written at once: two of their conversations change them one after the other. */
export function aloneWithTags<T>(
  { host, conversation }: Pick<ActionContext, 'host' | 'conversation'>,
  work: () => Promise<T>,
): Promise<T> {
  const alone = queues.get(host) ?? createQueues();
  queues.set(host, alone);
  const { id, contactId } = conversation.customer;
  return alone(contactId ?? id, work);
}
