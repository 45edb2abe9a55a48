import { enabledVisitor, inquiryOfRoom, userById } from './find';
import { queueAgain, unassign, whyAgentMayNot } from './routing';
import { isOn } from './settings';
import { saveSystemMessage } from './system-messages';
import type { MessageDoc, RoomDoc, UserDoc, Workspace } from './types';

/** Puts a conversation on hold (service of the enterprise folder, HOST C.12); throws the server's refusals. */
export function placeOnHold(ws: Workspace, room: RoomDoc, by: UserDoc, comment = ''): void {
  if (room.open !== true) throw new Error('error-room-already-closed');
  if (room.onHold === true) throw new Error('error-room-is-already-on-hold');
  const last = room.lastMessage as MessageDoc | undefined;
  if (isOn(ws, 'Livechat_allow_manual_on_hold_upon_agent_engagement_only') && last?.token !== undefined) {
    throw new Error('error-cannot-place-chat-on-hold');
  }
  if (room.servedBy === undefined) throw new Error('error-unserved-rooms-cannot-be-placed-onhold');
  room.onHold = true;
  for (const subscription of ws.data.subscriptions) {
    if (subscription.rid === room._id) subscription.onHold = true;
  }
  saveSystemMessage(ws, 'omnichannel_placed_chat_on_hold', room._id, '', by, { comment });
}

/**
 * Takes a conversation off hold, by somebody or because its visitor writes. When its agent is not there any more, or
 * full, whoever pressed the button is told; otherwise the conversation goes back to the queue. Throws the refusals.
 */
export function resumeOnHold(ws: Workspace, room: RoomDoc, by: UserDoc, comment: string, clientAction = false): void {
  if (room.open !== true) throw new Error('This_conversation_is_already_closed');
  if (room.onHold !== true) throw new Error('error-room-not-on-hold');
  if (room.servedBy === undefined) throw new Error('error-room-not-served');
  const inquiry = inquiryOfRoom(ws, room._id);
  if (inquiry === undefined) throw new Error('error-invalid-inquiry');
  const refusal = whyAgentMayNot(ws, { agentId: room.servedBy._id, username: room.servedBy.username }, inquiry);
  if (refusal !== undefined) {
    if (clientAction) throw new Error(refusal);
    unassign(ws, inquiry, undefined, true);
    queueAgain(ws, inquiry);
  }
  delete room.onHold;
  for (const subscription of ws.data.subscriptions) {
    if (subscription.rid === room._id) delete subscription.onHold;
  }
  saveSystemMessage(ws, 'omnichannel_on_hold_chat_resumed', room._id, '', by, { comment });
}

/** The visitor writes: the conversation is taken off hold; what stands in the way is swallowed. */
export function resumeForVisitor(ws: Workspace, room: RoomDoc): void {
  const cat = userById(ws, 'rocket.cat');
  const visitor = enabledVisitor(ws, room.v?._id);
  if (room.servedBy === undefined || inquiryOfRoom(ws, room._id) === undefined || !cat || !visitor) return;
  const guest = visitor.name || visitor.username;
  const comment = `The chat was automatically resumed from On Hold upon receiving a new message from ${guest}`;
  resumeOnHold(ws, room, cat, comment);
}
