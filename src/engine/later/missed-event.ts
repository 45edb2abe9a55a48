import {
  agentMessage,
  conversationAssigned,
  conversationTransferred,
  conversationUnassigned,
  customerMessage,
  messageEventBy,
} from '../../catalogue/events';
import { eventKey } from '../../catalogue/keys';
import type { WaitItem } from './store';
import type { Sources } from '../../model/facts';
import type { Conversation, EventId, Message } from '../../model/event';
import type { RunRecord } from '../../model/run';
import { message, type Text } from '../../text/message';
import type { EngineParts } from '../parts';

/**
 * What should have ended the wait and was never heard: the app was down, or another instance had it. Messages, and who
 * has the conversation and where it is. Own messages in an agent's name are known by the records of runs.
 */
export async function missedEvent(
  parts: EngineParts,
  { unless, event }: WaitItem,
  conversation: Conversation,
  records: readonly RunRecord[],
): Promise<Text | undefined> {
  const { agent, department } = conversation;
  const before = event.conversation;
  const missed: EventId[] = [];
  if (agent?.id !== before.agent?.id) missed.push(agent ? conversationAssigned.id : conversationUnassigned.id);
  if (department && department.id !== before.department?.id) missed.push(conversationTransferred.id);
  if (unless.includes(customerMessage.id) || unless.includes(agentMessage.id)) {
    const history = await parts.host.load('history', conversation, event);
    for (const { from, at } of written(history, records))
      if (at > event.at && from !== 'bot') missed.push(messageEventBy(from));
  }
  const on = missed.find((each) => unless.includes(each));
  return on && message('wait_ended_heard', { event: message(eventKey(on)) });
}

/** What others than this app have written. Unknown is nothing. */
export function written(history: Sources['history'], records: readonly RunRecord[]): readonly Message[] {
  const own = new Set(records.flatMap((run) => run.actions.map(({ detail }) => detail?.['message'])));
  return 'messages' in history ? history.messages.filter(({ id }) => !own.has(id)) : [];
}
