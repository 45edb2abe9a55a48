import { convertMessage } from './convert';
import { fire, readPending } from './events';
import { roomById } from './find';
import type { AppObject, MessageDoc, Workspace } from './types';

/** These are saved and announced, which counts them twice in the room's `msgs` (HOST-CASES 29). */
const COUNTED_TWICE = new Set(['livechat-started', 'livechat-close', 'livechat_transfer_history']);

/**
 * Types that the server knows as system messages and that livechat code writes; a message of such a type fires the
 * system event on hosts that have it (HOST A.3).
 */
export const SYSTEM_TYPES = new Set([
  ...COUNTED_TWICE,
  'livechat_transfer_history_fallback',
  'livechat_navigation_history',
  'livechat_transcript_history',
  'livechat_video_call',
  'omnichannel_priority_change_history',
  'omnichannel_sla_change_history',
  'omnichannel_placed_chat_on_hold',
  'omnichannel_on_hold_chat_resumed',
  'command',
  'uj',
  'ul',
  'au',
  'ru',
  'r',
  'wm',
]);

type Author = { _id: string; username?: string; name?: string };

/** A system message on its way into a room. */
export interface Line {
  type: string;
  text: string;
  author: Author;
  extra?: AppObject;
}

/** Writes a system message into the room; no message event before 7.4, IPostSystemMessageSent from then on. */
export function saveSystemMessage(
  ws: Workspace,
  type: string,
  rid: string,
  text: string,
  author: Author,
  extra: AppObject = {},
): MessageDoc {
  return saveSystemMessages(ws, rid, [{ type, text, author, extra }])[0] as MessageDoc;
}

/**
 * Writes several at once, as the server does in parallel: all are stored before the first event reads the room. `late`
 * events leave behind the others of their batch.
 */
export function saveSystemMessages(ws: Workspace, rid: string, lines: Line[], late = false): MessageDoc[] {
  if (ws.traits.eventsReadBeforeNextMessage) readPending(ws);
  const stored = lines.map((line) => store(ws, rid, line));
  for (const message of stored) announce(ws, message, late);
  return stored;
}

function store(ws: Workspace, rid: string, { type, text, author, extra }: Line): MessageDoc {
  const now = ws.now();
  const message: MessageDoc = {
    _id: ws.newId('message'),
    t: type,
    rid,
    ts: now,
    msg: text,
    u: { _id: author._id, username: author.username, ...(author.name !== undefined && { name: author.name }) },
    groupable: false,
    _updatedAt: now,
    ...extra,
  };
  ws.data.messages.push(message);
  const room = roomById(ws, rid);
  if (room !== undefined) {
    room.msgs += 1;
    room.lm = now;
  }
  return message;
}

/** The event shows the room before the second count of announced messages. */
function announce(ws: Workspace, message: MessageDoc, late: boolean): void {
  if (ws.traits.systemMessageEvent) {
    fire(ws, 'IPostSystemMessageSent', convertMessage(ws, message) as AppObject, late);
  }
  const room = roomById(ws, message.rid);
  if (room === undefined || !COUNTED_TWICE.has(message.t ?? '')) return;
  room.msgs += 1;
  room.lastMessage = structuredClone(message);
}
