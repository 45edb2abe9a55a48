import { convertRoom } from './convert';
import { fire } from './events';
import { departmentById, inquiryOfRoom, remove, roomById, userById } from './find';
import { isOn } from './settings';
import { saveSystemMessage, saveSystemMessages } from './system-messages';
import { transcriptAfterClose, type TranscriptOnClose } from './transcript';
import type { AppObject, RoomDoc, Workspace } from './types';

interface Person {
  _id: string;
  username?: string;
  name?: string;
}

export interface CloseRequest {
  /** The room as the caller holds it: its `open` and `tags` count, not the stored ones. */
  room: RoomDoc;
  comment?: string;
  user?: Person;
  visitor?: Person & { token?: string };
  /** Somebody pressed a button: then tags of the call or room are demanded. */
  clientAction?: boolean;
  tags?: string[];
  /** Closes whatever the state is, a closed room once more. */
  force?: boolean;
  transcript?: TranscriptOnClose;
}

const unique = (...lists: (string[] | undefined)[]): string[] => [...new Set(lists.flatMap((list) => list ?? []))];

/**
 * The tags that closing writes: those of the call and of the room, then the department's. A department that asks for
 * tags and has none itself refuses whatever is given (HOST-CASES 19).
 */
function closingTags(ws: Workspace, request: CloseRequest): string[] {
  const own = unique(request.tags, request.room.tags);
  const department = departmentById(ws, request.room.departmentId);
  if (department === undefined) return own;
  if (department.requestTagBeforeClosingChat) {
    const roomOk = !request.clientAction || own.length > 0;
    if (!roomOk || !department.chatClosingTags?.length) {
      throw new Error('error-tags-must-be-assigned-before-closing-chat');
    }
  }
  return unique(own, department.chatClosingTags);
}

/**
 * Closes a conversation (HOST C.6): as the user when there is one, otherwise as the visitor. The inquiry and the
 * subscriptions go without IPostLivechatAgentUnassigned; the `livechat-close` message with the comment is one that the
 * visitor sees; both closed events show the room before that message.
 */
export function closeRoom(ws: Workspace, request: CloseRequest): void {
  const { room, comment = '', user, visitor } = request;
  if (room.t !== 'l' || (room.open !== true && !request.force)) throw new Error('error-room-closed');
  if (isOn(ws, 'Livechat_request_comment_when_closing_conversation') && comment.trim() === '') {
    throw new Error('error-comment-is-required');
  }
  const tags = closingTags(ws, request);
  const person = user ?? visitor;
  if (person === undefined) {
    throw new Error('Error: Please provide details of the user or visitor who closed the room');
  }
  const closer = { _id: person._id, username: person.username };
  // What the caller holds may be stale; then the inquiry is gone already.
  if (inquiryOfRoom(ws, room._id) === undefined && !request.force) throw new Error('Error removing inquiry');
  const stored = roomById(ws, room._id);
  if (stored === undefined || (stored.open !== true && !request.force)) throw new Error('Error closing room');
  remove(ws.data.inquiries, (inquiry) => inquiry.rid === room._id);
  writeClosing(ws, stored, room, closer, user ? 'user' : 'visitor', tags);
  stored.usersCount -= remove(ws.data.subscriptions, (subscription) => subscription.rid === room._id);
  const closed = convertRoom(ws, stored) as AppObject;
  saveSystemMessage(ws, 'livechat-close', room._id, comment, closer, {
    transcriptRequested:
      room.transcriptRequest !== undefined ||
      (!isOn(ws, 'Livechat_enable_transcript') && isOn(ws, 'Livechat_transcript_send_always')),
    ...(visitor?.token !== undefined && { token: visitor.token }),
  });
  if (isOn(ws, 'Livechat_enable_transcript') && !isOn(ws, 'Livechat_transcript_send_always')) {
    saveSystemMessages(ws, room._id, [{ type: 'command', text: 'promptTranscript', author: closer }], true);
  }
  fire(ws, 'ILivechatRoomClosedHandler', closed);
  fire(ws, 'IPostLivechatRoomClosed', closed);
  transcriptAfterClose(ws, stored, transcriptOption(ws, stored, request));
  // Only the licensed module clears the hold; without it the closed room stays on hold (HOST-CASES 18).
  if (ws.edition === 'EE') delete stored.onHold;
}

/** What was said about the transcript, or the server's rule to send it always to a visitor who has an address. */
function transcriptOption(ws: Workspace, room: RoomDoc, request: CloseRequest): TranscriptOnClose | undefined {
  if (isOn(ws, 'Livechat_enable_transcript') || !isOn(ws, 'Livechat_transcript_send_always')) return request.transcript;
  const visitor = ws.data.visitors.findLast(({ _id }) => _id === room.v?._id);
  const email = visitor?.visitorEmails?.[0]?.address;
  const requestedBy = userById(ws, room.servedBy?._id) ?? userById(ws, 'rocket.cat');
  if (!email || !requestedBy) return request.transcript;
  return { sendToVisitor: true, requestData: { email, subject: '', requestedBy } };
}

function writeClosing(
  ws: Workspace,
  stored: RoomDoc,
  held: RoomDoc,
  closer: Person,
  kind: 'user' | 'visitor',
  tags: string[],
): void {
  const now = ws.now();
  const seconds = (from: Date | undefined): number => (from ? (now.getTime() - new Date(from).getTime()) / 1000 : 0);
  stored.closedAt = now;
  stored.closer = kind;
  stored.closedBy = { _id: closer._id, username: closer.username };
  stored.metrics = {
    ...stored.metrics,
    chatDuration: seconds(held.ts),
    // Lost when an app closes: its room's servedBy has no ts (HOST C.6).
    ...(held.servedBy?.ts && { serviceTimeDuration: seconds(held.servedBy.ts) }),
  };
  if (tags.length > 0) stored.tags = tags;
  if (stored.v) stored.v.status = 'offline';
  delete stored.open;
}
