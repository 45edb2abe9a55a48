import { agentMessage, customerMessage } from '../../catalogue/events';
import { eventKey } from '../../catalogue/keys';
import type { WaitItem } from './store';
import type { Sources } from '../../model/facts';
import type { Conversation, Message } from '../../model/event';
import type { RunRecord } from '../../model/run';
import { message, type Text } from '../../text/message';
import type { EngineParts } from '../parts';

/**
 * Messages that should have ended the wait and were never heard: the app was down, or another instance had them. Own
 * messages in an agent's name are known by the records of runs.
 */
export async function missedEvent(
  parts: EngineParts,
  { unless, event }: WaitItem,
  conversation: Conversation,
  records: readonly RunRecord[],
): Promise<Text | undefined> {
  if (!unless.includes(customerMessage.id) && !unless.includes(agentMessage.id)) return undefined;
  const history = await parts.host.load('history', conversation, event);
  const since = written(history, records).filter(({ at }) => at > event.at);
  for (const { from } of since) {
    if (from === 'customer' && unless.includes(customerMessage.id))
      return message('wait_ended_heard', { event: message(eventKey(customerMessage.id)) });
    if (from === 'human' && unless.includes(agentMessage.id))
      return message('wait_ended_heard', { event: message(eventKey(agentMessage.id)) });
  }
  return undefined;
}

/** What others than this app have written. Unknown is nothing. */
export function written(history: Sources['history'], records: readonly RunRecord[]): readonly Message[] {
  const own = new Set(records.flatMap((run) => run.actions.map(({ detail }) => detail?.['message'])));
  return 'messages' in history ? history.messages.filter(({ id }) => !own.has(id)) : [];
}
