/** Reads the arguments of a recorded call, which are partly told in words. */
import { asText } from '../sandbox/workspace/text';
import { hostBridges, type AppObject, type RoomDoc, type Workspace } from '../sandbox/workspace';
import { convertRoom, convertVisitor } from '../sandbox/workspace/convert';
import { mayDo } from '../sandbox/workspace/permissions';
import type { RecordedCase } from './types';

export const APP = 'app-1';

/** The first word of a text: 'agent-2' of 'agent-2 (not in dep-1)'. */
export const firstWord = (words: string): string => /^[\w.-]+/.exec(words)?.[0] ?? words;

/** "getById(contact-1), (contact-x)": everything that stands in brackets, parted by commas. */
export const insideBrackets = (words: string): string[] =>
  [...words.matchAll(/\(([^()]*)\)/g)].flatMap(([, inside = '']) => inside.split(', ').map((part) => part.trim()));

/** A user as the app holds him; words that name nobody stored give an object with an id that nobody has. */
export async function userNamed(ws: Workspace, words: unknown): Promise<AppObject | undefined> {
  if (words === undefined || words === null) return undefined;
  if (typeof words === 'object') return words as AppObject;
  if (/^(omitted|none|undefined)\b/i.test(asText(words))) return undefined;
  const id = /^(id of|an? unknown)/i.test(asText(words)) ? 'nobody' : firstWord(asText(words));
  return (await hostBridges(ws).users.getById(id, APP)) ?? { id, username: id };
}

/** The text of a message: given, or '5000 characters', or what the recording shows was stored. */
export function textOf(recorded: RecordedCase): string {
  const given = recorded.call.args?.text ?? recorded.call.args?.msg;
  const length = /^(\d+) characters?$/.exec(String(given))?.[1];
  if (length !== undefined) return 'a'.repeat(Number(length));
  return typeof given === 'string' ? given : (recorded.messages?.[0]?.text ?? 'hello');
}

const firstRoom = (ws: Workspace): RoomDoc | undefined => ws.data.rooms[0];

/** The id of the room that the call is about: the one named, else the only or first one. */
export const roomIdOf = (ws: Workspace, recorded: RecordedCase): string => {
  const { rid, roomId } = recorded.call.args ?? {};
  return asText(rid ?? roomId ?? firstRoom(ws)?._id);
};

/**
 * The room as an app holds it: read now, or read earlier ("stale …"), or changed by the app ("room with
 * _unmappedProperties_.tags = [a, b]").
 */
export function roomTold(ws: Workspace, told: unknown, rid?: string): AppObject | undefined {
  if (told === null) return undefined;
  if (typeof told === 'object') return told as AppObject;
  const words = asText(told);
  const stored = ws.data.rooms.find((room) => room._id === (rid ?? firstRoom(ws)?._id));
  const seen = stored && words.startsWith('stale') ? asReadEarlier(ws, stored, words) : stored;
  const room = convertRoom(ws, seen);
  if (room === undefined) return undefined;
  const unmapped = { ...(room._unmappedProperties_ as AppObject | undefined) };
  const list = /_unmappedProperties_\.(\w+) = \[([^\]]*)\]/.exec(words);
  const changed = /_unmappedProperties_\.(\w+) changed/.exec(words);
  if (list) unmapped[list[1] ?? ''] = (list[2] ?? '').split(',').map((part) => part.trim());
  if (changed) unmapped[changed[1] ?? ''] = 'changed';
  return { ...room, _unmappedProperties_: unmapped };
}

/** Undoes what happened since: the close, or ("no servedBy") the taking. Announced messages count twice. */
function asReadEarlier(ws: Workspace, stored: RoomDoc, words: string): RoomDoc {
  const room = structuredClone(stored);
  const until = words.includes('servedBy') ? 'command' : 'livechat-close';
  const messages = ws.data.messages.filter((message) => message.rid === room._id);
  const end = messages.findIndex((message) => message.t === until);
  const twice = new Set(['livechat-started', 'livechat_transfer_history', 'livechat-close']);
  if (end >= 0) {
    room.msgs = messages.slice(0, end).reduce((sum, message) => sum + (twice.has(message.t ?? '') ? 2 : 1), 0);
  }
  if (until === 'command') delete room.servedBy;
  room.open = true;
  if (room.v) room.v.status = 'online';
  for (const field of ['closedAt', 'closer', 'closedBy'] as const) delete room[field];
  return room;
}

/**
 * The visitor of the call: given as an object, or the room's or first stored one. One who is told not to be stored is
 * put together from what the recording shows of him.
 */
export function visitorTold(ws: Workspace, recorded: RecordedCase): AppObject | undefined {
  const given = recorded.call.args?.visitor;
  if (given === null) return undefined;
  if (typeof given === 'object') return given as AppObject;
  if (/not stored/.test(String(recorded.given.visitor))) {
    const [room] = (recorded.changes as { room?: { added?: RoomDoc[] } }).room?.added ?? [];
    const { _id = 'visitor-ghost', token = 'token-ghost', username = 'ghost' } = room?.v ?? {};
    return { id: _id, token, username, name: room?.fname ?? 'Ghost' };
  }
  const named = /\((visitor-[\w-]+)\)/.exec(recorded.call.via)?.[1];
  const wanted = named ?? firstRoom(ws)?.v?._id;
  const stored = ws.data.visitors.find((visitor) => visitor._id === wanted) ?? ws.data.visitors[0];
  return convertVisitor(ws, stored);
}

/** Who calls: the one named behind "as", unless the situation says that he lacks a permission. */
export function callerOf(ws: Workspace, recorded: RecordedCase): string {
  const lacking = /without (\S+)/.exec(String(recorded.given.caller))?.[1];
  if (lacking !== undefined) {
    const user = ws.data.users.find((candidate) => candidate.type === 'user' && !mayDo(ws, candidate, lacking));
    if (user) return user._id;
  }
  const named = /\bas ([\w.-]+)/.exec(recorded.call.via)?.[1];
  return asText(named === undefined || named === 'app' ? (recorded.call.args?.user ?? 'app-user') : named);
}
