import { agentMessage, conversationAssigned, conversationClosed, customerMessage } from '../../catalogue/events';
import type { Conversation, Event, EventId, Message } from '../../model/event';
import { message, type Text } from '../../text/message';
import { chainState, type Link } from '../chain';
import { CLOCKS_DIFFER } from '../../ports/clock';
import type { QuestionRoom } from './tools';
import { saidAgain, send } from './asking';
import type { QuestionItem } from '../later/question-item';
import { answerOf } from './read-answer';
import { removeButtons, settle } from './settle';

const OF_INTEREST: readonly EventId[] = [
  customerMessage.id,
  agentMessage.id,
  conversationAssigned.id,
  conversationClosed.id,
];

/** May such an event be an answer, or the end of a question? */
export function isOfInterest({ on }: Event): boolean {
  return OF_INTEREST.includes(on);
}

/** The customer has seen it, and it has no answer yet. One that was refused for now may still be asked. */
export function isOpen({ settled, unsent }: QuestionItem): boolean {
  return !settled && !unsent;
}

/** See `Questions.onEvent`. */
export async function onEvent(room: QuestionRoom, event: Event, link: Link): Promise<'taken' | 'passed' | undefined> {
  const { message: written } = event;
  if (written) room.seen.set(written.id, true);
  if (written && room.taken.has(written.id)) return 'taken';
  const all = await room.items.questionsIn(event.conversation.id);
  if (all.length === 0) room.over(event.conversation.id);
  const item = all.find(isOpen);
  if (!item) return undefined;
  const reason = endedBy(item, event);
  if (reason) await room.conclude(item.id, reason);
  else if (event.on === customerMessage.id && written) return answered(room, item, event, written, link);
  return undefined;
}

function endedBy(item: QuestionItem, { on, conversation, message: written }: Event): Text | undefined {
  if (on === conversationClosed.id) return message('question_ended_closed');
  if (on === agentMessage.id)
    return written?.from === 'human' ? message('question_ended_wrote', { agent: written.author }) : undefined;
  return takenBy(item, conversation);
}

/** Has a human agent taken the conversation since it was asked? Who had it then does not take it. */
export function takenBy(
  { question, event: asked }: Pick<QuestionItem, 'question' | 'event'>,
  { agent }: Conversation,
): Text | undefined {
  if (agent?.kind !== 'human' || (question.withAgent && agent.id === asked.conversation.agent?.id)) return undefined;
  return message('question_ended_agent', { agent: agent.username });
}

async function answered(
  room: QuestionRoom,
  item: QuestionItem,
  event: Event,
  written: Message,
  link: Link,
): Promise<'taken' | 'passed' | undefined> {
  const { question, tapped } = item;
  // What a tapped button says comes as a message, too; anything else is none of the question any more.
  if (tapped) return written.text.trim() === question.choices?.[tapped.choice]?.label.trim() ? 'taken' : undefined;
  // Written before the question was there to be read.
  if (written.at < item.since - CLOCKS_DIFFER) return undefined;
  // As the first message of a conversation that a connector opens is: close together, only the server's times tell.
  if (written.at < item.since && item.asked === 1) {
    const history = await room.parts().host.load('history', event.conversation, event);
    if ('messages' in history && history.messages.some(({ id, at }) => id === item.message && written.at < at))
      return undefined;
  }
  const value = answerOf(question, written.text, event.conversation);
  if (value === undefined && item.asked < question.tries) {
    // It cannot be asked again just now: then this is a message like any other.
    return again(room, item, event).catch((error: unknown) => void room.parts().failed('asking again', error));
  }
  const claim = await room.claims.take(`item:${item.id}`, { do: 'run' });
  if (!claim) return undefined;
  try {
    const now = await stillOpen(room, item);
    if (!now || claim.purpose.do === 'cancel') return undefined;
    const outcome = value === undefined ? 'not_understood' : 'typed';
    const said = { id: question.id, outcome, ...(value !== undefined && { value }) } as const;
    await settle(
      room.parts(),
      room.items,
      now,
      { ...said, at: written.at, chain: chainState(link) },
      event.conversation,
      link,
    );
    return value === undefined ? 'passed' : 'taken';
  } finally {
    claim.release();
  }
}

/** As it is once it is claimed; undefined: another one was quicker, a tap, an agent, the time. */
async function stillOpen({ items }: QuestionRoom, { id }: QuestionItem): Promise<QuestionItem | undefined> {
  const now = await items.get(id);
  return now?.kind === 'question' && !now.settled && !now.tapped ? now : undefined;
}

/** Not understood: it is asked once more. Of two instances one does. */
async function again(room: QuestionRoom, item: QuestionItem, { conversation }: Event): Promise<'taken' | undefined> {
  const parts = room.parts();
  const claim = await room.claims.take(`again:${item.id}:${item.asked}`, { do: 'run' });
  if (!claim) return undefined;
  try {
    if (!(await stillOpen(room, item))) return undefined;
    const since = parts.now();
    const { message: _before, ...rest } = item;
    const next: QuestionItem = {
      ...rest,
      step: item.step + 1,
      asked: item.asked + 1,
      since,
      due: since + item.question.within,
    };
    // Written down first: after a crash it is rather not asked again than twice.
    await room.items.replace(item, next);
    room.wakeAt(next);
    await removeButtons(parts, item);
    const sent = await send(parts.host, conversation, saidAgain(item.question, item.language), item.question);
    await room.items.replace(next, { ...next, step: next.step + 1, message: sent });
    return 'taken';
  } finally {
    claim.release();
  }
}
