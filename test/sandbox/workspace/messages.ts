import { asText } from './text';
import { canAccessRoom } from './access';
import { demandContactLimit } from './contact-limit';
import { markContactActive } from './contacts';
import { convertMessage } from './convert';
import { HostError } from './errors';
import { fire } from './events';
import { inquiryOfRoom, roomById, userById } from './find';
import { resumeForVisitor } from './hold';
import { mayDo } from './permissions';
import { isOn, setting } from './settings';
import type { AppObject, MessageDoc, RoomDoc, Workspace } from './types';

const MINUTE = 60_000;
type Author = { _id: string; username?: string; name?: string };

/**
 * A user's message as a client or a bridge sends it (executeSendMessage, HOST C.1). Refuses, in this order: a time more
 * than a minute off, a text over Message_MaxAllowedSize, an unknown sender, a sender who may not enter the room (app
 * users may enter every room), an alias without message-impersonate, custom fields that are not enabled or do not fit.
 * A closed room refuses nobody who may enter it.
 */
export function sendAsUser(ws: Workspace, userId: string, message: Partial<MessageDoc> & { rid: string }): MessageDoc {
  const now = ws.now();
  const off = message.ts === undefined ? 0 : Math.abs(message.ts.getTime() - now.getTime());
  if (off > MINUTE) throw new HostError('error-message-ts-out-of-sync', 'Message timestamp is out of sync');
  const limit = Number(setting(ws, 'Message_MaxAllowedSize') ?? 0);
  if (limit > 0 && (message.msg ?? '').length > limit) {
    throw new HostError('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
  }
  const user = userById(ws, userId);
  if (user === undefined) throw new HostError('error-invalid-user', 'Invalid user');
  const room = roomById(ws, message.rid);
  if (room === undefined) throw new Error('error-invalid-room');
  if (user.type !== 'app' && !canAccessRoom(ws, room, userId)) throw new Error('error-not-allowed');
  const speaksAsOther = message.alias !== undefined || message.avatar !== undefined;
  if (speaksAsOther && !mayDo(ws, user, 'message-impersonate')) throw new Error('Not enough permission');
  checkCustomFields(ws, message.customFields);
  return storeMessage(ws, user, { ...message, ts: off > 10_000 ? now : (message.ts ?? now) }, room);
}

/** A visitor's message; it has no length limit by default and may be empty (HOST-CASES 26). */
export function sendAsVisitor(
  ws: Workspace,
  guest: Author & { token: string },
  message: Partial<MessageDoc>,
  room: RoomDoc,
): MessageDoc {
  const { _id, username, name, token } = guest;
  return storeMessage(ws, { _id, username, name }, { ...message, token, ...(name && { alias: name }) }, room);
}

function checkCustomFields(ws: Workspace, fields: unknown): void {
  if (fields === undefined) return;
  if (!isOn(ws, 'Message_CustomFields_Enabled')) throw new Error('Custom fields not enabled');
  const schema = parseSchema(asText(setting(ws, 'Message_CustomFields')));
  for (const [key, value] of Object.entries(fields as Record<string, unknown>)) {
    const rule = schema[key];
    if (rule === undefined || (value !== null && rule.type !== undefined && typeof value !== rule.type)) {
      throw new Error('Invalid custom fields');
    }
  }
}

/** The setting is a JSON schema; types of its properties are as much of it as apps use. */
function parseSchema(text: string): Record<string, { type?: string }> {
  try {
    return (JSON.parse(text) as { properties?: Record<string, { type?: string }> }).properties ?? {};
  } catch {
    return {};
  }
}

function storeMessage(ws: Workspace, author: Author, message: Partial<MessageDoc>, room: RoomDoc): MessageDoc {
  if (room.t === 'l' && message.token === undefined && message.t === undefined) demandContactLimit(ws, room);
  const now = ws.now();
  const text = message.msg ?? '';
  const doc: MessageDoc = {
    ...(message.t === undefined && {
      urls: [],
      mentions: [],
      channels: [],
      md: [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: text }] }],
    }),
    ...message,
    _id: message._id ?? ws.newId('message'),
    rid: room._id,
    msg: text,
    ts: message.ts ?? now,
    u: { _id: author._id, username: author.username, ...(author.name !== undefined && { name: author.name }) },
    _updatedAt: now,
  };
  ws.data.messages.push(doc);
  // The event leaves right after the insert: its room shows the counts and flags of before (HOST A.3, HOST-CASES 29).
  const isSystem = doc.t !== undefined && ws.traits.systemMessageEvent;
  fire(ws, isSystem ? 'IPostSystemMessageSent' : 'IPostMessageSent', convertMessage(ws, doc) as AppObject);
  // The hooks run before the room is written: what they say themselves is counted first.
  if (room.t === 'l' && doc.t === undefined) afterLivechatMessage(ws, doc, room);
  room.msgs += 1;
  room.lm = doc.ts;
  room.lastMessage = structuredClone(doc);
  return doc;
}

function afterLivechatMessage(ws: Workspace, message: MessageDoc, room: RoomDoc): void {
  if (message.token === undefined) {
    mailAnswer(ws, message, room);
    markResponded(ws, message, room);
    return;
  }
  const inquiry = inquiryOfRoom(ws, room._id);
  if (inquiry !== undefined && inquiry.status !== 'taken') inquiry.message = message.msg;
  if (room.v) room.v.lastMessageTs = message.ts;
  room.metrics = { ...room.metrics, v: { lq: message.ts } };
  // The customer waits again: the first answer's mark is gone (HOST-CASES 27).
  room.waitingResponse = true;
  delete room.responseBy;
  // The hook stands outside the licence check in the standard build (HOST-CASES 2).
  const resumes = ws.traits.licenceIsDemanded ? ws.edition === 'EE' : ws.edition !== 'FOSS';
  if (room.onHold === true && resumes) resumeForVisitor(ws, room);
}

const QUOTE = /^\[\s\]\(https?:\/\/.+\/live\/.+\?msg=(?<id>.+?)\)\s(?<text>.+)/s;

/** Of an inbox's conversation the server mails what quotes a mail of the customer, and nothing else (EmailInbox_Outgoing). */
function mailAnswer(ws: Workspace, { msg }: MessageDoc, { source, v }: RoomDoc): void {
  if (source?.type !== 'email') return;
  const { id, text = '' } = QUOTE.exec(msg)?.groups ?? {};
  if (!ws.data.messages.some(({ _id, token }) => _id === id && token !== undefined)) return;
  const guest = ws.data.visitors.find(({ _id }) => _id === v?._id);
  const from = asText(source.id);
  ws.mails.push({ to: guest?.visitorEmails?.[0]?.address ?? '', from, replyTo: from, subject: '', text });
}

/** The first answer after the customer wrote marks the room; an app's message counts as well (HOST C.1). */
function markResponded(ws: Workspace, message: MessageDoc, room: RoomDoc): void {
  const month = message.ts.toISOString().slice(0, 7);
  markActive(ws, room, month);
  if (room.v && !room.v.activity?.includes(month)) room.v.activity = [...(room.v.activity ?? []), month];
  if (room.metrics?.v !== undefined) {
    const answer = { fd: message.ts, ft: 0, tt: 0 };
    room.metrics = { ...room.metrics, response: { ...answer, avg: 0, total: 1 }, reaction: answer };
  }
  if (room.responseBy) room.responseBy.lastMessageTs = message.ts;
  if (room.waitingResponse !== true) return;
  room.responseBy ??= {
    _id: message.u._id,
    username: message.u.username ?? '',
    firstResponseTs: message.ts,
    lastMessageTs: message.ts,
  };
  delete room.waitingResponse;
}

/** Newer servers mark the contact as active in this month, older ones the visitor. */
function markActive(ws: Workspace, room: RoomDoc, month: string): void {
  if (ws.traits.contactActivity) return markContactActive(ws, room, month);
  const visitor = ws.data.visitors.findLast((candidate) => candidate._id === room.v?._id);
  if (visitor && !visitor.activity?.includes(month)) visitor.activity = [...(visitor.activity ?? []), month];
}

/** Edits a stored message: IPostMessageUpdated follows, never IPostMessageSent. */
export function editMessage(
  ws: Workspace,
  edit: Partial<MessageDoc> & { _id: string },
  editor: Author,
): MessageDoc | undefined {
  const stored = ws.data.messages.findLast((message) => message._id === edit._id);
  if (stored === undefined) return undefined;
  const now = ws.now();
  Object.assign(stored, edit, { editedAt: now, _updatedAt: now });
  stored.editedBy = { _id: editor._id, username: editor.username };
  fire(ws, 'IPostMessageUpdated', convertMessage(ws, stored) as AppObject);
  return stored;
}
