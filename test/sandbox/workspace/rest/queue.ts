import { HostError } from '../errors';
import { inquiryOfRoom, roomById, userById } from '../find';
import { takeByInquiry } from '../operations';
import { mayDo } from '../permissions';
import { returnToQueue } from '../return-to-queue';
import type { RoomDoc, UserDoc } from '../types';
import { livechatRoom } from './rooms';
import { page, status, text, type Answer, type Call, type Route } from './route';

/** The queue and the lists of conversations (HOST C.3, C.5). */
export const queueRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/inquiries.getOne',
    access: { all: ['view-l-room'] },
    required: ['roomId'],
    handle: ({ ws, query }) => ({ inquiry: inquiryOfRoom(ws, query.roomId ?? '') ?? null }),
  },
  {
    method: 'POST',
    path: 'livechat/inquiries.take',
    access: { all: ['view-l-room'] },
    required: ['inquiryId'],
    handle: takeInquiry,
  },
  {
    method: 'POST',
    path: 'livechat/inquiries.returnAsInquiry',
    access: { all: ['view-l-room'] },
    change: 'returnAsInquiryEndpoint',
    required: ['roomId'],
    handle: returnAsInquiry,
  },
  { method: 'GET', path: 'livechat/rooms', access: { any: ['view-l-room'] }, handle: listRooms },
  {
    method: 'GET',
    path: 'livechat/visitors.chatHistory/room/:roomId/visitor/:visitorId',
    access: { all: ['view-l-room'] },
    handle: (call) => {
      livechatRoom(call.ws, call.params.roomId);
      const mine = call.ws.data.rooms.filter((room) => room.t === 'l' && room.v?._id === call.params.visitorId);
      return page(call, 'history', newestFirst(mine));
    },
  },
  {
    method: 'GET',
    path: 'rooms.info',
    access: { all: [] },
    handle: ({ ws, query }) => {
      const room = query.roomId ? roomById(ws, query.roomId) : ws.data.rooms.find((r) => r.name === query.roomName);
      if (room === undefined)
        throw new HostError(
          'error-room-not-found',
          'The required "roomId" or "roomName" param provided does not match any channel',
        );
      return { room: { ...room } };
    },
  },
];

const newestFirst = (rooms: RoomDoc[]): RoomDoc[] => [...rooms].sort((a, b) => b.ts.getTime() - a.ts.getTime());

function takeInquiry(call: Call): Answer {
  const { ws, user, body } = call;
  const wanted = text(call, 'userId');
  if (wanted !== undefined && userById(ws, wanted) === undefined) throw new Error('The user is invalid');
  const inquiry = ws.data.inquiries.findLast((candidate) => candidate._id === body.inquiryId);
  takeByInquiry(ws, inquiry, wanted ?? (user as UserDoc)._id, {});
  return {};
}

/** Back to the queue; every refusal shows its code alone, without a reason (HOST C.5). */
function returnAsInquiry(call: Call): Answer {
  const room = roomById(call.ws, text(call, 'roomId'));
  if (room === undefined) return status(400, 'error-room-not-found');
  try {
    return { result: returnToQueue(call.ws, structuredClone(room), text(call, 'departmentId')) };
  } catch (error) {
    return status(400, error instanceof HostError ? error.code : 'error-returning-inquiry');
  }
}

/** Conversations by filters; without view-livechat-rooms only one's own (HOST C, livechat/rooms). */
function listRooms(call: Call): Answer {
  const { ws, user, query } = call;
  const many = (name: string): string[] =>
    [query[name], ...Object.entries(query).flatMap(([key, value]) => (key.startsWith(`${name}[`) ? [value] : []))]
      .filter((value): value is string => value !== undefined && value !== '')
      .flatMap((value) => value.split(','));
  const agents = many('agents');
  const own = agents.length === 1 && agents[0] === user?._id;
  if (!mayDo(ws, user, 'view-livechat-rooms') && !own) return status(403, 'unauthorized');
  const tags = many('tags');
  const fields = query.customFields ? (JSON.parse(query.customFields) as Record<string, string>) : {};
  const rooms = ws.data.rooms.filter(
    (room) =>
      room.t === 'l' &&
      (agents.length === 0 || agents.includes(room.servedBy?._id ?? '')) &&
      (query.departmentId === undefined || room.departmentId === query.departmentId) &&
      (query.open === undefined || (room.open === true) === (query.open === 'true')) &&
      (query.roomName === undefined || (room.fname ?? '').toLowerCase().includes(query.roomName.toLowerCase())) &&
      (query.queued !== 'true' || (room.open === true && room.servedBy === undefined)) &&
      (query.onhold !== 'true' || room.onHold === true) &&
      (tags.length === 0 || tags.some((tag) => room.tags?.includes(tag))) &&
      Object.entries(fields).every(([key, value]) => room.livechatData?.[key] === value),
  );
  return page(call, 'rooms', newestFirst(rooms));
}
