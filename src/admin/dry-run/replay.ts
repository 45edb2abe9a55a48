import type { Facts, MessageHistory } from '../../model/facts';
import type { Conversation, Event, EventId, Message } from '../../model/event';
import { conversationClosed, conversationStarted, EVENT_ENTRIES, ofMessage, schedule } from '../../catalogue/events';
import type { QuestionEnd } from '../../model/question';
import type { Host } from '../../ports/host';
import { readEnds } from '../../ports/question-records';
import type { EventTrace } from '../../engine/parts';

/** What a conversation's messages show. */
export const SHOWN: readonly EventId[] = EVENT_ENTRIES.filter(({ past }) => past !== 'nowhere').map(({ id }) => id);

/** An event of a conversation, once more. */
export interface Replayed {
  readonly event: Event;
  /** What was known when the event was looked at, or what its place in the conversation tells. */
  readonly facts?: Pick<Facts, 'now' | 'known'>;
  /** The one rule that it was about. */
  readonly only?: EventTrace['only'];
  /** The answer to a question: it ends waits, and is no event by itself. */
  readonly answer?: boolean;
}

/**
 * The events of a conversation, oldest first; undefined when it is not there any more.
 * @param traces what this instance has looked at there, newest first
 * @param now ms since 1970: a rule's time might come then; left out: none does
 */
export async function replay(
  host: Host,
  id: string,
  traces: readonly EventTrace[],
  now?: number,
): Promise<readonly Replayed[] | undefined> {
  const conversation = await host.conversation(id).catch(() => undefined);
  if (!conversation) return traces.length > 0 ? traces.map(fromLook).reverse() : undefined;
  const began = eventOf(conversation, conversationStarted.id, conversation.createdAt);
  const loaded = await host.load('history', conversation, began);
  // What cannot be told has a part that nobody sees: like a history that goes further back.
  const history: MessageHistory = 'messages' in loaded ? loaded : { messages: [], more: true };
  const ends = await readEnds(host.store, id).catch(() => []);
  const seen = new Map(traces.map((look) => [`${look.event.on} ${look.event.message?.id ?? ''}`, look]));
  const made: Replayed[] = [
    ...(history.more ? [] : [{ event: began, facts: { now: began.at, known: saidBy(began, history, 0) } }]),
    ...history.messages.flatMap((message, index) =>
      message.own ? [] : { ...fromMessage(conversation, history, message, index), answer: isAnswer(ends, message) },
    ),
    ...(conversation.closedAt === undefined
      ? []
      : [{ event: eventOf(conversation, conversationClosed.id, conversation.closedAt) }]),
  ];
  const known = made.map((each) => {
    const look = seen.get(`${each.event.on} ${each.event.message?.id ?? ''}`);
    return look && !each.answer && look.seen.length > 0 && !look.cut ? fromLook(look) : each;
  });
  // What messages do not show (an assignment, a transfer) is known where it was seen.
  const others = traces.filter(({ event, seen: facts }) => !SHOWN.includes(event.on) && facts.length > 0).map(fromLook);
  return [...known, ...others, ...timeNow(conversation, now)].sort((a, b) => a.event.at - b.event.at);
}

/** The time of a rule may come at any moment while it is not closed: as if that were now. */
function timeNow(conversation: Conversation, now: number | undefined): readonly Replayed[] {
  if (now === undefined || conversation.status === 'closed') return [];
  return [{ event: { id: `${schedule.id} ${conversation.id}`, on: schedule.id, at: now, conversation } }];
}

function fromLook({ event, seen, only }: EventTrace): Replayed {
  const facts = seen[0]?.facts;
  return { event, only, ...(facts && { facts }) };
}

function fromMessage(conversation: Conversation, history: MessageHistory, message: Message, index: number): Replayed {
  const { on, ...more } = ofMessage(message);
  const event: Event = { ...eventOf(conversation, on, message.at), id: `message ${message.id}`, ...more };
  return { event, facts: { now: message.at, known: saidBy(event, history, index + 1) } };
}

/** Taken for the answer to a question, or asked about again before that. */
function isAnswer(ends: readonly QuestionEnd[], { from, at }: Message): boolean {
  return from === 'customer' && ends.some((end) => end.value !== undefined && at > end.asked && at <= end.ended);
}

/** What is known of an event before which so many of these messages were written. */
function saidBy({ conversation }: Event, { messages, more }: MessageHistory, count: number): Facts['known'] {
  return {
    conversation,
    history: { messages: messages.slice(0, count), more },
    ...(!more && { message_count: count }),
  };
}

/** As it was then, as far as that can be told: it was not closed, and at its start nobody had it. */
function eventOf(conversation: Conversation, on: EventId, at: number): Event {
  const { closedAt: _closedAt, agent: now, ...rest } = conversation;
  const isStart = on === conversationStarted.id;
  const agent = isStart ? undefined : now;
  const isAsNow = on === conversationClosed.id || (conversation.status !== 'closed' && !isStart);
  const then: Conversation = isAsNow ? conversation : { ...rest, agent, status: agent ? 'open' : 'queued' };
  return { id: `${on} ${conversation.id}`, on, at, conversation: then };
}
