import type { Event, EventId, Message } from '../model/event';

/**
 * One thing that a rule can listen to. Everything about an event is in its entry, but for what follows from it for the
 * fields: that is in theirs (`implied`).
 */
export interface EventEntry {
  readonly id: EventId;
  /** Who writes the message that it carries; `none`: it carries none. */
  readonly message: 'customer' | 'team' | 'none';
  /** Where a past conversation still shows it, for dry runs; `nowhere`: only who saw it happen knows. */
  readonly past: 'message' | 'beginning' | 'end' | 'nowhere';
  /** May an action's effect be this event? `elsewhere`: in another conversation of the same customer. */
  readonly raised: 'here' | 'elsewhere' | 'never';
}

export const customerMessage = {
  id: 'customer_message',
  message: 'customer',
  past: 'message',
  raised: 'never',
} as const satisfies EventEntry;

/** Of an agent, human or bot, never one of this app's own. */
export const agentMessage = {
  id: 'agent_message',
  message: 'team',
  past: 'message',
  raised: 'never',
} as const satisfies EventEntry;

export const conversationAssigned = {
  id: 'conversation_assigned',
  message: 'none',
  past: 'nowhere',
  raised: 'here',
} as const satisfies EventEntry;

export const conversationClosed = {
  id: 'conversation_closed',
  message: 'none',
  past: 'end',
  raised: 'here',
} as const satisfies EventEntry;

export const conversationStarted = {
  id: 'conversation_started',
  message: 'none',
  past: 'beginning',
  raised: 'elsewhere',
} as const satisfies EventEntry;

/** The agent was taken off and nobody has replaced them. */
export const conversationUnassigned = {
  id: 'conversation_unassigned',
  message: 'none',
  past: 'nowhere',
  raised: 'here',
} as const satisfies EventEntry;

/** Into another department; from agent to agent is told by the assignment. */
export const conversationTransferred = {
  id: 'conversation_transferred',
  message: 'none',
  past: 'nowhere',
  raised: 'here',
} as const satisfies EventEntry;

/** The customer answered, or let pass, a question of the app's. */
export const questionAnswered = {
  id: 'question_answered',
  message: 'none',
  past: 'nowhere',
  raised: 'never',
} as const satisfies EventEntry;

/** Somebody of the team ran the rule in this conversation. */
export const manual = {
  id: 'manual',
  message: 'none',
  past: 'nowhere',
  raised: 'never',
} as const satisfies EventEntry;

/** A rule's time has come; once for each conversation that it is about. */
export const schedule = {
  id: 'schedule',
  message: 'none',
  past: 'nowhere',
  raised: 'never',
} as const satisfies EventEntry;

/** By id: one that is missing does not compile. */
const BY_ID: { readonly [Id in EventId]: EventEntry & { readonly id: Id } } = {
  customer_message: customerMessage,
  agent_message: agentMessage,
  conversation_assigned: conversationAssigned,
  conversation_closed: conversationClosed,
  conversation_started: conversationStarted,
  conversation_unassigned: conversationUnassigned,
  conversation_transferred: conversationTransferred,
  question_answered: questionAnswered,
  manual,
  schedule,
};

/** All of them, in the order of the reference. Adding an event is adding its id to the model, and its entry here. */
export const EVENT_ENTRIES: readonly EventEntry[] = Object.values(BY_ID);
export const EVENTS: readonly EventId[] = EVENT_ENTRIES.map(({ id }) => id);

export function eventOf(id: EventId): EventEntry {
  return BY_ID[id];
}

/** The events that carry a message. */
export const MESSAGE_EVENTS: readonly EventId[] = EVENTS.filter((id) => eventOf(id).message !== 'none');

/** The event of a message, by who wrote it. */
export function messageEventBy(from: 'customer' | 'human' | 'bot'): EventId {
  return from === 'customer' ? customerMessage.id : agentMessage.id;
}

/** What the event of a message has of it. A history does not tell the writer's name. */
export function ofMessage(message: Message, name?: string): Pick<Event, 'on' | 'message' | 'actor'> {
  const { from, author: username } = message;
  return { on: messageEventBy(from), message, ...(from !== 'customer' && { actor: { username, name } }) };
}
