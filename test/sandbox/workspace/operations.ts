/** What people do at the server's own surfaces (widget, agent's client, presence), for stories and for REST. */
import { closeRoom, type CloseRequest } from './close';
import { isRoomBlocked } from './contacts';
import { requestRoom } from './conversation';
import { convertUser } from './convert';
import { HostError } from './errors';
import { fire } from './events';
import { inquiryOfRoom, openRoomsOfToken, roomById, userById, visitorByToken } from './find';
import { sendAsUser, sendAsVisitor } from './messages';
import { mayDo } from './permissions';
import { isOn, setting } from './settings';
import { returnToQueue } from './return-to-queue';
import { takeByInquiry } from './take-inquiry';
import { transfer } from './transfer';
import { transferredBy, transferTarget } from './transfer-history';
import type { MessageDoc, RoomDoc, UserDoc, VisitorDoc, Workspace } from './types';

export { runQueueWorker } from './new-inquiry';

function guestOf(ws: Workspace, token: string): VisitorDoc {
  const guest = visitorByToken(ws, token);
  if (guest === undefined) throw new Error('invalid-token');
  return guest;
}

function knownRoom(ws: Workspace, rid: string): RoomDoc {
  const room = roomById(ws, rid);
  if (room === undefined) throw new Error('error-invalid-room');
  return room;
}

/** The widget opens: the visitor's open conversation, or a new one (GET livechat/room). */
export async function openWidget(
  ws: Workspace,
  token: string,
  options: { rid?: string; type?: string; host?: string; agentId?: string } = {},
): Promise<{ room: RoomDoc; newRoom: boolean }> {
  const guest = guestOf(ws, token);
  const open = openRoomsOfToken(ws, token);
  const found = options.rid === undefined ? open[0] : open.find((room) => room._id === options.rid);
  if (found) return { room: found, newRoom: false };
  const { type = 'widget' } = options;
  const destination = options.host ?? String(setting(ws, 'Site_Url')).replace(/^[a-z]+:\/\//, '');
  const source = type === 'widget' ? { type, destination } : { type };
  const user = userById(ws, options.agentId);
  const agent = user && { agentId: user._id, username: user.username };
  return { room: await requestRoom(ws, { guest, source, ...(agent && { agent }) }), newRoom: true };
}

/** The visitor writes in the widget (POST livechat/message); throws 'invalid-token', 'invalid-room', 'room-closed'. */
export function visitorWrites(
  ws: Workspace,
  message: { token: string; rid: string; msg: string; _id?: string },
): Promise<MessageDoc> {
  return Promise.resolve().then(() => {
    const guest = guestOf(ws, message.token);
    const room = ws.data.rooms.findLast(
      (candidate) => candidate._id === message.rid && candidate.v?.token === message.token,
    );
    if (room === undefined) throw new Error('invalid-room');
    if (room.open !== true) throw new Error('room-closed');
    const limit = Number(setting(ws, 'Livechat_message_character_limit') ?? 0);
    if (isOn(ws, 'Livechat_enable_message_character_limit') && message.msg.length > limit) {
      throw new Error('message-length-exceeds-character-limit');
    }
    if (isRoomBlocked(ws, room)) throw new Error('error-contact-channel-blocked');
    return sendAsVisitor(ws, guest, { msg: message.msg, ...(message._id && { _id: message._id }) }, room);
  });
}

/** The visitor ends the conversation in the widget (POST livechat/room.close); throws 'invalid-room', 'room-closed'. */
export function visitorCloses(ws: Workspace, close: { token: string; rid: string }): string {
  const guest = guestOf(ws, close.token);
  const room = ws.data.rooms.findLast((candidate) => candidate._id === close.rid && candidate.v?.token === close.token);
  if (room === undefined) throw new Error('invalid-room');
  if (room.open !== true) throw new Error('room-closed');
  const comment = 'Closed by visitor';
  closeRoom(ws, { room, visitor: guest, comment });
  return comment;
}

/** A user writes in a room (executeSendMessage); throws HostError 'error-not-allowed' and the size refusals. */
export function agentWrites(ws: Workspace, message: { userId: string; rid: string; msg: string }): MessageDoc {
  return sendAsUser(ws, message.userId, { rid: message.rid, msg: message.msg });
}

/** An agent takes a waiting conversation in his client. */
export function agentTakes(ws: Workspace, take: { userId: string; rid: string }): Promise<void> {
  return takeByInquiry(ws, inquiryOfRoom(ws, take.rid), take.userId, {});
}

/** Somebody forwards a conversation to an agent or a department; false when the room is closed. */
export function agentForwards(
  ws: Workspace,
  forward: {
    byUserId: string;
    rid: string;
    toUserId?: string;
    departmentId?: string;
    comment?: string;
    clientAction?: boolean;
  },
): boolean {
  const room = structuredClone(knownRoom(ws, forward.rid));
  const by = userById(ws, forward.byUserId);
  if (by === undefined) throw new HostError('error-invalid-user', 'Invalid user');
  const target = userById(ws, forward.toUserId);
  return transfer(ws, room, {
    ...(forward.toUserId && { userId: forward.toUserId }),
    ...(forward.departmentId && { departmentId: forward.departmentId }),
    ...(forward.comment !== undefined && { comment: forward.comment }),
    ...(forward.clientAction && { clientAction: true }),
    ...(target && { transferredTo: transferTarget(target) }),
    transferredBy: { ...transferredBy(by, room), userType: 'user' },
  });
}

/** An agent closes a conversation in his client (livechat/room.closeByUser without its permission checks). */
export function agentCloses(
  ws: Workspace,
  close: Pick<CloseRequest, 'comment' | 'tags' | 'force' | 'transcript'> & { userId: string; rid: string },
): void {
  const user = userById(ws, close.userId);
  closeRoom(ws, {
    room: structuredClone(knownRoom(ws, close.rid)),
    user,
    comment: close.comment,
    clientAction: true,
    tags: close.tags,
    force: close.force,
    transcript: close.transcript,
  });
}

/** The method livechat:returnAsInquiry: its checks, then back to the queue. */
export function returnAsInquiry(ws: Workspace, user: UserDoc | undefined, rid: string, departmentId?: string): boolean {
  if (!mayDo(ws, user, 'view-l-room')) throw new HostError('error-not-allowed', 'Not allowed');
  const room = roomById(ws, rid);
  if (room?.t !== 'l') throw new HostError('error-invalid-room', 'Invalid room');
  if (room.open !== true) throw new HostError('room-closed', 'Room closed');
  return returnToQueue(ws, structuredClone(room), departmentId);
}

/** An agent returns a conversation to the queue; false when nobody served it. */
export function agentReturnsToQueue(
  ws: Workspace,
  back: { userId: string; rid: string; departmentId?: string },
): boolean {
  return returnAsInquiry(ws, userById(ws, back.userId), back.rid, back.departmentId);
}

export type Presence = 'online' | 'away' | 'busy' | 'offline';

/** Presence of a user changes: fires IPostUserStatusChanged with the partial user (HOST A.3). */
export function setPresence(ws: Workspace, userId: string, status: Presence, statusText?: string): void {
  const user = userById(ws, userId);
  if (user === undefined) throw new HostError('error-invalid-user', 'Invalid user');
  const before = user.status ?? 'offline';
  user.status = status;
  user.statusConnection = status;
  if (statusText !== undefined) user.statusText = statusText;
  if (before === status) return;
  // The bus event carries these fields alone, so the app's user has no name and the type 'unknown'.
  const { _id, username, roles } = user;
  const partial = { _id, username, roles, status, statusText: user.statusText };
  fire(ws, 'IPostUserStatusChanged', {
    user: convertUser(ws, partial),
    currentStatus: status,
    previousStatus: before,
  });
}

/** An agent's omnichannel switch; no event follows. */
export function setAvailability(ws: Workspace, userId: string, value: 'available' | 'not-available'): void {
  const user = userById(ws, userId);
  if (user === undefined) throw new HostError('error-invalid-user', 'Invalid user');
  user.statusLivechat = value;
}
