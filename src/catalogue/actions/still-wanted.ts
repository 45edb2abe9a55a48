import { message } from '../../text/message';
import type { ActionContext } from './action';
import { fresh, skipped } from './ending';
import type { Outcome } from '../../model/run';

/**
 * Before a conversation is moved a second time: whoever of the team has got it since the event keeps it, and a closed
 * one is over. Undefined: it is as it was.
 */
export async function takenSince({ host, conversation, event }: ActionContext): Promise<Outcome | undefined> {
  const { agent, status } = await fresh(host, conversation);
  if (status === 'closed') return skipped(message('reason_conversation_closed'));
  if (agent?.kind !== 'human' || agent.id === event.conversation.agent?.id) return undefined;
  return skipped(message('reason_taken_since', { agent: agent.username }));
}
