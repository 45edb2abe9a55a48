import { HostError } from './errors';
import { roomById, userById } from './find';
import { isOn, setting } from './settings';
import { saveSystemMessage } from './system-messages';
import { asText } from './text';
import type { RoomDoc, UserDoc, Workspace } from './types';

/** The server's own word where neither the caller nor the setting has a subject. */
const SUBJECT = 'Transcript of your omnichannel conversation.';
/** What the mail leaves out where system messages are shown at all. */
const UNTOLD = new Set<string | undefined>([
  'livechat_navigation_history',
  'livechat_transcript_history',
  'command',
  'livechat-close',
  'livechat-started',
  'livechat_video_call',
  'omnichannel_priority_change_history',
]);

export interface TranscriptRequest {
  email: string;
  subject?: string;
  requestedBy?: Pick<UserDoc, '_id' | 'username' | 'name'>;
}

/**
 * Mails what was said to the address as it is, of open conversations too, and writes that into the room. Throws
 * 'error-invalid-room' and, when the token is not the room's, 'error-invalid-visitor'.
 */
export function sendTranscript(
  ws: Workspace,
  rid: string,
  token: string | undefined,
  request: TranscriptRequest,
): void {
  const room = roomById(ws, rid);
  if (room === undefined) throw new Error('error-invalid-room');
  if (token !== room.v?.token) throw new Error('error-invalid-visitor');
  const from = asText(setting(ws, 'From_Email'));
  const subject = request.subject || asText(setting(ws, 'Livechat_transcript_email_subject')) || SUBJECT;
  ws.mails.push({ to: request.email, from, replyTo: from, subject, text: said(ws, room) });
  const user = request.requestedBy ?? userById(ws, 'rocket.cat');
  if (user === undefined) throw new Error('No user provided and rocket.cat not found');
  saveSystemMessage(ws, 'livechat_transcript_history', rid, '', user, {
    requestData: { type: request.requestedBy ? 'user' : 'visitor', visitor: room.v, user },
  });
}

/** The conversation, a line a message. */
function said(ws: Workspace, room: RoomDoc): string {
  const all = isOn(ws, 'Livechat_transcript_show_system_messages');
  const lines = ws.data.messages.filter(
    ({ rid, t }) => rid === room._id && (t === undefined || (all && !UNTOLD.has(t))),
  );
  return lines.map(({ u, msg }) => `${u._id === room.v?._id ? 'You' : (u.name ?? u.username)}: ${msg}`).join('\n');
}

/** Notes that the transcript is to be mailed when the conversation ends; once only, and of open ones. */
export function requestTranscript(ws: Workspace, rid: string, by: UserDoc, email: string, subject: string): void {
  const room = roomById(ws, rid);
  if (room?.open !== true) throw new HostError('error-invalid-room', 'Invalid room');
  if (room.transcriptRequest) {
    throw new HostError('error-transcript-already-requested', 'Transcript already requested');
  }
  const { _id, username, name, utcOffset } = by;
  room.transcriptRequest = {
    requestedAt: ws.now(),
    requestedBy: { _id, username, name, utcOffset },
    email,
    subject,
  };
}

/** Takes the request back. */
export function forgetTranscript(ws: Workspace, rid: string): void {
  const room = roomById(ws, rid);
  if (room?.open !== true) throw new Error('error-invalid-room');
  if (room.transcriptRequest === undefined) throw new Error('error-transcript-not-requested');
  delete room.transcriptRequest;
}

/** What whoever closes says about the transcript: send it, do not send it, or (undefined) as was requested before. */
export type TranscriptOnClose = { sendToVisitor: false } | { sendToVisitor: true; requestData: TranscriptRequest };

/** After closing: mails the transcript that is asked for now or was requested before. */
export function transcriptAfterClose(ws: Workspace, room: RoomDoc, option: TranscriptOnClose | undefined): void {
  const before = room.transcriptRequest as (TranscriptRequest & { requestedAt: Date }) | undefined;
  const request = option === undefined ? before : option.sendToVisitor ? option.requestData : undefined;
  if (request === undefined || room.v === undefined) return;
  sendTranscript(ws, room._id, room.v.token, request);
  delete room.transcriptRequest;
}
