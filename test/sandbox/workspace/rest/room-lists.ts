import { canAccessRoom } from '../access';
import { departmentById, roomById } from '../find';
import { mayDo } from '../permissions';
import { asText } from '../text';
import type { AppObject, RoomDoc } from '../types';
import { page } from './page';
import { livechatRoom } from './rooms';
import { InvalidParams, status, type Answer, type Call, type Route } from './route';
import { object, paging, text } from './schema';

/** Lists of conversations. */
export const roomListRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/rooms',
    access: { all: [] },
    handle: listRooms,
  },
  {
    method: 'GET',
    path: 'livechat/visitors.chatHistory/room/:roomId/visitor/:visitorId',
    access: { all: ['view-l-room'] },
    schema: object(paging),
    handle: (call) => {
      livechatRoom(call.ws, call.params.roomId);
      const mine = call.ws.data.rooms.filter((room) => room.t === 'l' && room.v?._id === call.params.visitorId);
      return page(call, 'history', mine, { ts: -1 });
    },
  },
  {
    method: 'GET',
    path: 'livechat/visitors.searchChats/room/:roomId/visitor/:visitorId',
    access: { all: ['view-l-room'] },
    schema: object({ ...paging, searchText: text, closedChatsOnly: text, servedChatsOnly: text, source: text }),
    handle: searchChats,
  },
];

/** Conversations of one visitor, open ones too; the caller must be allowed to see the room named in the path. */
function searchChats(call: Call): Answer {
  const { ws, user, params, query } = call;
  const seen = roomById(ws, params.roomId);
  if (seen === undefined) throw new Error('invalid-room');
  if (!canAccessRoom(ws, seen, user?._id ?? '')) throw new Error('error-not-allowed');
  const closing = (room: RoomDoc) =>
    ws.data.messages.find((message) => message.rid === room._id && message.t === 'livechat-close');
  const says = (room: RoomDoc): boolean =>
    !query.searchText ||
    ws.data.messages.some((message) => message.rid === room._id && message.msg.includes(query.searchText ?? ''));
  const from = ({ source }: RoomDoc): boolean =>
    !query.source || `${source?.type} ${asText(source?.alias)}`.toLowerCase().includes(query.source.toLowerCase());
  const found = ws.data.rooms
    .filter((room) => room.v?._id === params.visitorId && says(room) && from(room))
    .filter((room) => query.closedChatsOnly !== 'true' || room.closedAt !== undefined)
    .filter((room) => query.servedChatsOnly !== 'true' || room.servedBy !== undefined)
    .map((room) => {
      const { _id, fname, ts, v, msgs, servedBy, closedAt, closedBy, closer, tags } = room;
      const closingMessage = closing(room);
      return {
        _id,
        fname,
        ts,
        v,
        msgs,
        servedBy,
        closedAt,
        closedBy,
        closer,
        tags,
        ...(closingMessage && { closingMessage }),
      };
    });
  return page(call, 'history', found, { ts: -1 });
}

/** A list in a query: `agents[]=a`, `agents[0]=a`, or several parted by commas. */
function many(query: Record<string, string>, name: string): string[] {
  const listed = Object.entries(query).flatMap(([key, value]) => (key.startsWith(`${name}[`) ? [value] : []));
  return [query[name], ...listed].flatMap((value) => (value ? value.split(',') : []));
}

const isYes = (value: string | undefined): boolean => ['t', 'true', '1'].includes(value ?? '');

/** From and to of a period, given as JSON. */
function period(query: Record<string, string>, name: string): (date: Date | undefined) => boolean {
  const asked = query[name] ? (JSON.parse(query[name]) as { start?: string; end?: string }) : {};
  for (const end of ['start', 'end'] as const) {
    if (asked[end] && Number.isNaN(Date.parse(asked[end]))) {
      throw new Error(`The "${name}.${end}" query parameter must be a valid date.`);
    }
  }
  return (date) =>
    (!asked.start || (date !== undefined && date >= new Date(asked.start))) &&
    (!asked.end || (date !== undefined && date <= new Date(asked.end)));
}

/** Custom fields of the room as a JSON object of patterns. */
function fieldsAsked(text: string | undefined): [string, RegExp][] {
  if (!text) return [];
  const wrong = new Error('The "customFields" query parameter must be a valid JSON.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw wrong;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw wrong;
  return Object.entries(parsed).map(([key, value]) => [key, new RegExp(String(value), 'i')]);
}

const ROOM_FILTERS = new Set([
  ...Object.keys(paging),
  ...['createdAt', 'closedAt', 'customFields', 'agents', 'roomName', 'departmentId', 'open', 'onhold', 'queued'],
  ...['tags', 'units'],
]);

/**
 * Conversations by filters; without view-livechat-rooms only one's own. `open` leaves out what is on hold and, when true,
 * what nobody serves; `queued` is what waits.
 */
function listRooms(call: Call): Answer {
  const { ws, user, query } = call;
  const strange = Object.keys(query).some((key) => !ROOM_FILTERS.has(key.replace(/\[.*/, '')));
  if (strange && ws.traits.strictParameters) throw new InvalidParams('must NOT have additional properties');
  const agents = many(query, 'agents');
  const own = mayDo(ws, user, 'view-l-room') && agents.length === 1 && agents[0] === user?._id;
  if (!mayDo(ws, user, 'view-livechat-rooms') && !own) return status(403, 'unauthorized');
  const [tags, departments] = [many(query, 'tags'), many(query, 'departmentId')];
  const [created, closed, fields] = [
    period(query, 'createdAt'),
    period(query, 'closedAt'),
    fieldsAsked(query.customFields),
  ];
  const rooms = ws.data.rooms
    .filter((room) => room.t === 'l' && named(room, query.roomName) && inState(room, query))
    .filter((room) => agents.length === 0 || agents.includes(room.servedBy?._id ?? ''))
    .filter((room) => departments.length === 0 || departments.includes(room.departmentId ?? ''))
    .filter((room) => tags.length === 0 || tags.some((tag) => room.tags?.includes(tag)))
    .filter((room) => created(room.ts) && closed(room.closedAt))
    .filter((room) => fields.every(([key, pattern]) => pattern.test(asText(room.livechatData?.[key]))))
    .map((room): AppObject => {
      const department = departmentById(ws, room.departmentId);
      return { ...room, ...(department && { department: { _id: department._id, name: department.name } }) };
    });
  return page(call, 'rooms', rooms, { ts: -1 });
}

function inState(room: RoomDoc, query: Record<string, string>): boolean {
  const { open } = query;
  const isOpen = room.open === true;
  if (isYes(query.queued)) return isOpen && room.servedBy === undefined && room.onHold !== true;
  if (isYes(query.onhold) && room.onHold !== true) return false;
  if (open !== 'true' && open !== 'false') return true;
  if (room.onHold === true && !isYes(query.onhold)) return false;
  return open === 'true' ? isOpen && room.servedBy !== undefined : !isOpen;
}

/** A name in quotation marks must be the whole name. */
function named(room: RoomDoc, wanted: string | undefined): boolean {
  if (!wanted) return true;
  const exact = /^"(.*)"$/.exec(wanted)?.[1];
  return exact === undefined ? (room.fname ?? '').toLowerCase().includes(wanted.toLowerCase()) : room.fname === exact;
}
