import { agentIsOnline, isFull } from './agents';
import { inquiryOfRoom } from './find';
import { queueAgain, unassign } from './routing';
import { isOn } from './settings';
import { saveSystemMessage } from './system-messages';
import type { MessageDoc, RoomDoc, UserDoc, Workspace } from './types';

/** Puts a conversation on hold (service of the enterprise folder, HOST C.12); throws the server's refusals. */
export function placeOnHold(ws: Workspace, room: RoomDoc, by: UserDoc, comment = ''): void {
  if (room.open !== true) throw new Error('error-room-already-closed');
  if (room.onHold === true) throw new Error('error-room-is-already-on-hold');
  const last = room.lastMessage as MessageDoc | undefined;
  if (
    isOn(ws, 'Livechat_allow_manual_on_hold_upon_agent_engagement_only') &&
    (last === undefined || last.token !== undefined)
  ) {
    throw new Error('error-cannot-place-chat-on-hold');
  }
  if (room.servedBy === undefined) throw new Error('error-unserved-rooms-cannot-be-placed-onhold');
  room.onHold = true;
  for (const subscription of ws.data.subscriptions) {
    if (subscription.rid === room._id) subscription.onHold = true;
  }
  saveSystemMessage(ws, 'omnichannel_placed_chat_on_hold', room._id, comment, by, { comment });
}

/**
 * Takes a conversation off hold, by somebody or because its visitor writes. When its agent is not there any more, or
 * full, the conversation goes back to the queue.
 */
export function resumeOnHold(ws: Workspace, room: RoomDoc, by: UserDoc | undefined): void {
  const inquiry = inquiryOfRoom(ws, room._id);
  if (room.servedBy === undefined || inquiry === undefined) return;
  const agentId = room.servedBy._id;
  if (!agentIsOnline(ws, agentId) || isFull(ws, agentId, inquiry.department)) {
    unassign(ws, inquiry, undefined, true);
    queueAgain(ws, inquiry);
  }
  delete room.onHold;
  for (const subscription of ws.data.subscriptions) {
    if (subscription.rid === room._id) delete subscription.onHold;
  }
  if (by) saveSystemMessage(ws, 'omnichannel_on_hold_chat_resumed', room._id, '', by);
}
