import { convertMessage } from './convert';
import { fire } from './events';
import { roomById } from './find';
import type { AppObject, MessageDoc, Workspace } from './types';
import { since } from './versions';

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

/** Writes a system message into the room; no message event before 7.4, IPostSystemMessageSent from then on. */
export function saveSystemMessage(
  ws: Workspace,
  type: string,
  rid: string,
  text: string,
  author: Author,
  extra: AppObject = {},
): MessageDoc {
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
    room.msgs += COUNTED_TWICE.has(type) ? 2 : 1;
    room.lm = now;
    if (COUNTED_TWICE.has(type)) room.lastMessage = structuredClone(message);
  }
  if (since(ws.version, 'systemMessageEvent')) {
    fire(ws, 'IPostSystemMessageSent', convertMessage(ws, message) as AppObject);
  }
  return message;
}
