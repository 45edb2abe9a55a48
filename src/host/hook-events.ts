import { toAgent, toConversation, toMessage } from './convert';
import {
  conversationAssigned,
  conversationClosed,
  conversationStarted,
  conversationTransferred,
  conversationUnassigned,
  ofMessage,
} from '../catalogue/events';
import type { Conversation, Event, EventId } from '../model/event';
import { asObject, asString } from '../util/json';

/**
 * What the server's hooks hand over, as events of the rules. Undefined: not an event (another kind of room, a system
 * message, something that another hook tells). Pure; `now` is ms since 1970.
 */

/** `IPostMessageSent`: a message of the customer or of an agent. Own messages are sorted out before. */
export function messageEvent(payload: unknown): Event | undefined {
  const conversation = toConversation(asObject(payload)?.['room']);
  const message = conversation && toMessage(payload, conversation);
  if (!message) return undefined;
  const { at, id } = message;
  const name = asString(asObject(asObject(payload)?.['sender'])?.['name']);
  return { id: `message:${id}`, at, conversation, ...ofMessage(message, name) };
}

/**
 * `IPostLivechatAgentAssigned`. Older servers hand over the room as it was before, so the agent stands beside it
 * (HOST.md A.3).
 */
export function assignedEvent(payload: unknown, now: number): Event | undefined {
  const conversation = toConversation(asObject(payload)?.['room']);
  const agent = toAgent(asObject(payload)?.['agent']);
  if (!conversation || !agent) return undefined;
  const assigned: Conversation = {
    ...conversation,
    agent,
    status: conversation.status === 'queued' ? 'open' : conversation.status,
  };
  return event(conversationAssigned.id, assigned, now, agent.id);
}

/** `IPostLivechatRoomClosed`. */
export function closedEvent(payload: unknown, now: number): Event | undefined {
  const conversation = toConversation(payload);
  return conversation && event(conversationClosed.id, conversation, conversation.closedAt ?? now);
}

/** `IPostLivechatRoomStarted`: before routing, so nobody has it yet. */
export function startedEvent(payload: unknown, now: number): Event | undefined {
  const conversation = toConversation(payload);
  return conversation && event(conversationStarted.id, conversation, conversation.createdAt || now);
}

/**
 * `IPostLivechatAgentUnassigned` is fired whenever somebody loses a conversation, also when somebody else gets it, and
 * once for each who stood in it: all of them are the one event of its coming back to the queue.
 * @param conversation as it is now: with an agent it has been passed on, and is no event
 */
export function unassignedEvent(conversation: Conversation | undefined, now: number): Event | undefined {
  if (!conversation || conversation.agent || conversation.status === 'closed') return undefined;
  return event(conversationUnassigned.id, conversation, conversation.queuedAt ?? now);
}

/** `IPostLivechatRoomTransferred` of the department kind; between agents it is told by the assignment. */
export function transferredEvent(payload: unknown, now: number): Event | undefined {
  const transfer = asObject(payload);
  if (transfer?.['type'] !== 'department') return undefined;
  const conversation = toConversation(transfer['room']);
  const to = asObject(transfer['to']);
  const id = asString(to?.['id']);
  if (!conversation || !id) return undefined;
  const department = { id, name: asString(to?.['name']) ?? id };
  return event(conversationTransferred.id, { ...conversation, department }, now, id);
}

/** The id of a message that a hook hands over; '' when it has none. */
export function messageIdOf(payload: unknown): string {
  return asString(asObject(payload)?.['id']) ?? '';
}

/** The id of a hook's room, before anything else of it is used. */
export function roomIdOf(payload: unknown): string | undefined {
  return asString(asObject(asObject(payload)?.['room'])?.['id']);
}

function event(on: EventId, conversation: Conversation, at: number, detail = ''): Event {
  return { id: [on, conversation.id, at, detail].filter((part) => part !== '').join(':'), on, at, conversation };
}
