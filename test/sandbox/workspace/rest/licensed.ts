import { canAccessRoom } from '../access';
import { inquiryOfRoom, isSubscribed, roomById } from '../find';
import { placeOnHold, resumeOnHold } from '../hold';
import { mayDo } from '../permissions';
import { removePriority, setPriority, setSla } from '../priorities';
import type { RoomDoc, UserDoc } from '../types';
import { page } from './page';
import { livechatRoom } from './rooms';
import { status, text, type Answer, type Call, type Route } from './route';
import { object, paging, text as anyText, type Schema } from './schema';

const id: Schema = { type: 'string' };

/** What the licensed module adds: on hold, priorities, service levels, transcripts as PDF. */
export const licensedRoutes: Route[] = (
  [
    {
      method: 'POST',
      path: 'livechat/room.onHold',
      access: { all: ['on-hold-livechat-room'] },
      schema: object({ roomId: id }, ['roomId']),
      handle: (call) => {
        const user = call.user as UserDoc;
        placeOnHold(call.ws, roomToHold(call), user, `The chat was manually placed On Hold by ${nameOf(user)}`);
        return {};
      },
    },
    {
      method: 'POST',
      path: 'livechat/room.resumeOnHold',
      access: { all: ['view-l-room'] },
      schema: object({ roomId: id }, ['roomId']),
      handle: (call) => {
        const user = call.user as UserDoc;
        resumeOnHold(
          call.ws,
          roomToHold(call),
          user,
          `The chat was manually resumed from On Hold by ${nameOf(user)}`,
          true,
        );
        return {};
      },
    },
    {
      method: 'POST',
      path: 'livechat/room/:rid/priority',
      access: { any: ['view-l-room'] },
      schema: object({ priorityId: id }, ['priorityId']),
      handle: (call) => {
        setPriority(call.ws, call.params.rid ?? '', call.user as UserDoc, text(call, 'priorityId') ?? '');
        return {};
      },
    },
    {
      method: 'DELETE',
      path: 'livechat/room/:rid/priority',
      access: { any: ['view-l-room'] },
      handle: ({ ws, user, params }) => {
        removePriority(ws, params.rid ?? '', user as UserDoc);
        return {};
      },
    },
    {
      method: 'GET',
      path: 'livechat/priorities',
      access: { any: ['manage-livechat-priorities', 'view-l-room'] },
      schema: object({ ...paging, text: anyText }),
      handle: (call) => page(call, 'priorities', containing(call, call.ws.data.priorities), { name: 1 }),
    },
    {
      method: 'GET',
      path: 'livechat/priorities/:priorityId',
      access: { any: ['manage-livechat-priorities', 'view-l-room'] },
      handle: ({ ws, params }) => {
        const found = ws.data.priorities.find(({ _id }) => _id === params.priorityId);
        return found ? { ...found } : status(404, `Priority with id ${params.priorityId} not found`);
      },
    },
    {
      method: 'GET',
      path: 'livechat/sla',
      access: { any: ['manage-livechat-sla', 'view-l-room'] },
      schema: object({ ...paging, text: anyText }),
      handle: (call) => page(call, 'sla', containing(call, call.ws.data.slas), { name: 1 }),
    },
    {
      method: 'PUT',
      path: 'livechat/inquiry.setSLA',
      access: { any: ['view-l-room', 'manage-livechat-sla'] },
      schema: object({ roomId: id, sla: id }, ['roomId', 'sla']),
      handle: setInquirySla,
    },
    {
      method: 'POST',
      path: 'omnichannel/:rid/request-transcript',
      access: { all: ['request-pdf-transcript'] },
      handle: ({ ws, user, params }) => {
        const room = livechatRoom(ws, params.rid);
        if (!canAccessRoom(ws, room, user?._id ?? '')) throw new Error('error-not-allowed');
        // The file is made later, by a worker that is not played here.
        if (room.open === true) throw new Error('room-still-open');
        return {};
      },
    },
  ] satisfies Route[]
).map((route) => ({ ...route, licensed: true }));

const nameOf = (user: UserDoc): string => user.name || `@${user.username}`;

function roomToHold(call: Call): RoomDoc {
  const { ws, user } = call;
  const room = livechatRoom(ws, text(call, 'roomId'));
  const subscribed = isSubscribed(ws, room._id, user?._id ?? '');
  if (!subscribed && !mayDo(ws, user, 'on-hold-others-livechat-room')) throw new Error('Not_authorized');
  return room;
}

function containing<T extends { name?: string; description?: unknown }>({ query }: Call, list: readonly T[]): T[] {
  const wanted = (query.text ?? '').toLowerCase();
  const told = ({ name, description }: T): string =>
    `${name ?? ''}\n${typeof description === 'string' ? description : ''}`;
  return list.filter((entry) => told(entry).toLowerCase().includes(wanted));
}

/** The service level of a conversation that waits; of one that somebody has, the server finds no inquiry. */
function setInquirySla(call: Call): Answer {
  const { ws, user } = call;
  const room = roomById(ws, text(call, 'roomId'));
  if (room === undefined || inquiryOfRoom(ws, room._id)?.status !== 'queued') throw new Error('error-invalid-inquiry');
  const wanted = text(call, 'sla');
  const sla = ws.data.slas.find(({ _id, name }) => _id === wanted || name === wanted);
  if (sla === undefined) throw new Error('error-invalid-sla');
  setSla(ws, room, user as UserDoc, sla._id);
  return {};
}
