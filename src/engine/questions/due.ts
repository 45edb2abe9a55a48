import type { Conversation, Message } from '../../model/event';
import { message, type Text } from '../../text/message';
import type { Claim } from '../instances/claims';
import { ANYTHING_LATE } from '../later/deadlines';
import { chainOfMessage, chainOfNoAnswer } from './chains';
import type { QuestionItem, Settled } from '../later/question-item';
import { takenBy } from './on-event';
import { answerOf } from './read-answer';
import type { QuestionRoom } from './tools';
import { end, settle, settleOn } from './settle';
import { finishTap } from './tap';

/**
 * A question whose time is over, or that was left in the middle of being answered. What the customer has written in the
 * meantime and nobody heard (the app was down) is looked at first.
 */
export async function isDue(room: QuestionRoom, item: QuestionItem, claim: Claim): Promise<void> {
  // Another instance may have asked again meanwhile. What has an answer is brought to its end whenever it is.
  if (!claim.holdsLease() || (!item.settled && item.due > room.parts().now())) return;
  const { items } = room;
  const parts = room.parts();
  const read = await parts.host.conversation(item.conversation);
  const conversation = read ?? item.event.conversation;
  if (item.settled) await settleOn(parts, items, item, item.settled, conversation);
  else if (item.unsent) await items.remove(item.id);
  else {
    const over = await endedMeanwhile(room, item, read);
    if (over) {
      await end(parts, item, { how: 'ended', reason: over });
      await items.remove(item.id);
    } else if (item.tapped) await finishTap(room, item, conversation);
    else await settle(parts, items, item, await outcomeOf(room, item, conversation), conversation);
  }
}

async function endedMeanwhile(
  room: QuestionRoom,
  item: QuestionItem,
  conversation: Conversation | undefined,
): Promise<Text | undefined> {
  const parts = room.parts();
  const suspended = await parts.suspended(item.conversation);
  if (suspended) return message(`question_ended_${suspended}`);
  if (!conversation || conversation.status === 'closed') return message('question_ended_closed');
  const late = parts.now() - item.due > ANYTHING_LATE;
  return takenBy(item, conversation) ?? (late ? message('wait_ended_late') : undefined);
}

async function outcomeOf(room: QuestionRoom, item: QuestionItem, conversation: Conversation): Promise<Settled> {
  const { id } = item.question;
  const missed = await missedEvent(room, item, conversation);
  if (!missed) {
    const at = room.parts().now();
    return { id, outcome: 'no_answer', at, chain: chainOfNoAnswer(item) };
  }
  const value = answerOf(item.question, missed.text, conversation);
  const chain = chainOfMessage(missed);
  if (value === undefined) return { id, outcome: 'not_understood', at: missed.at, chain };
  // Its event may still wait behind this in the lane.
  room.taken.set(missed.id, true);
  return { id, outcome: 'typed', value, at: missed.at, chain };
}

/** The customer's first message since it was asked that nobody has looked at. */
async function missedEvent(
  { parts, seen }: QuestionRoom,
  { since, event }: QuestionItem,
  conversation: Conversation,
): Promise<Message | undefined> {
  const history = await parts().host.load('history', conversation, event);
  if (!('messages' in history)) return undefined;
  return history.messages.find(({ id, from, at }) => from === 'customer' && at > since && !seen.has(id));
}
