import { closeRoom } from '../close';
import { HostError } from '../errors';
import { enabledVisitor, isSubscribed, roomById } from '../find';
import { placeOnHold, resumeOnHold } from '../hold';
import { agentForwards } from '../operations';
import { mayDo } from '../permissions';
import { saveGuest, saveRoomInfo, ShownError, type GuestInfo, type RoomInfo } from '../save-info';
import type { RoomDoc, UserDoc, Workspace } from '../types';
import { InvalidParams, status, text, type Answer, type Call, type Route } from './route';

const GUEST_FIELDS = new Set(['_id', 'name', 'email', 'phone', 'livechatData']);

/** The conversation, or the server's refusal. */
export function livechatRoom(ws: Workspace, rid: string | undefined): RoomDoc {
  const room = roomById(ws, rid);
  if (room?.t !== 'l') throw new Error('error-invalid-room');
  return room;
}

/** What agents and managers do with a conversation (HOST C.3 to C.12). */
export const roomRoutes: Route[] = [
  { method: 'POST', path: 'livechat/room.saveInfo', access: { all: ['view-l-room'] }, handle: saveInfo },
  {
    method: 'POST',
    path: 'livechat/room.forward',
    access: { all: ['view-l-room', 'transfer-livechat-guest'] },
    required: ['roomId'],
    handle: forward,
  },
  {
    method: 'POST',
    path: 'livechat/room.closeByUser',
    access: { all: ['close-livechat-room'] },
    required: ['rid'],
    handle: closeByUser,
  },
  {
    method: 'POST',
    path: 'livechat/room.onHold',
    access: { all: ['on-hold-livechat-room'] },
    editions: ['CE', 'EE'],
    required: ['roomId'],
    handle: (call) => {
      const { ws, user } = call;
      const room = livechatRoom(ws, text(call, 'roomId'));
      const subscribed = isSubscribed(ws, room._id, user?._id ?? '');
      if (!subscribed && !mayDo(ws, user, 'on-hold-others-livechat-room')) throw new Error('Not_authorized');
      placeOnHold(ws, room, user as UserDoc);
      return {};
    },
  },
  {
    method: 'POST',
    path: 'livechat/room.resumeOnHold',
    access: { all: ['view-l-room'] },
    editions: ['CE', 'EE'],
    required: ['roomId'],
    handle: (call) => {
      const room = livechatRoom(call.ws, text(call, 'roomId'));
      if (room.open !== true) throw new Error('This_conversation_is_already_closed');
      if (room.onHold !== true) throw new Error('error-room-not-on-hold');
      resumeOnHold(call.ws, room, call.user);
      return {};
    },
  },
];

/**
 * Topic, tags, custom fields and the guest in one call (HOST C.8, HOST-CASES 25). Both parts run whatever becomes of the
 * other; the first failure answers 400, with an empty text when it was a plain error. An unknown priority is refused
 * after everything was saved, by a hook of the enterprise folder.
 */
function saveInfo(call: Call): Answer {
  const { ws, user, body } = call;
  for (const part of ['roomData', 'guestData']) {
    if (typeof body[part] !== 'object' || body[part] === null) throw new InvalidParams('must be object');
  }
  const info = body.roomData as RoomInfo;
  const guest = { ...(body.guestData as GuestInfo) };
  if (Object.keys(guest).some((key) => !GUEST_FIELDS.has(key))) {
    throw new InvalidParams('must NOT have additional properties');
  }
  const room = livechatRoom(ws, info._id);
  if (room.servedBy?._id !== user?._id && !mayDo(ws, user, 'save-others-livechat-room-info')) {
    return status(403, 'unauthorized');
  }
  // The number of an SMS conversation is its channel and stays.
  if (room.sms) delete guest.phone;
  const failures = [attempt(() => saveGuest(ws, guest, user)), attempt(() => saveRoomInfo(ws, info, undefined, user))];
  const first = failures.find((failure) => failure !== undefined);
  if (first) throw first instanceof ShownError || first instanceof HostError ? first : new Error('');
  if (info.priorityId && ws.edition !== 'FOSS' && !knowsPriority(ws, info.priorityId)) {
    throw new Error('error-invalid-priority');
  }
  return {};
}

function attempt(step: () => void): Error | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Priorities are documents of the licensed module; a state names them in the setting-like list of the workspace. */
function knowsPriority(ws: Workspace, id: string): boolean {
  const list = ws.data.settings.Livechat_priorities;
  return ws.edition === 'EE' && Array.isArray(list) && list.includes(id);
}

/** Forwards to an agent or a department; with `clientAction` a full agent is told instead of swallowed (HOST C.3). */
function forward(call: Call): Answer {
  const { ws, user } = call;
  const room = livechatRoom(ws, text(call, 'roomId'));
  if (room.open !== true) throw new Error('This_conversation_is_already_closed');
  if (enabledVisitor(ws, room.v?._id) === undefined) throw new Error('error-invalid-visitor');
  const done = agentForwards(ws, {
    byUserId: (user as UserDoc)._id,
    rid: room._id,
    toUserId: text(call, 'userId'),
    departmentId: text(call, 'departmentId'),
    comment: text(call, 'comment'),
    clientAction: call.body.clientAction === true,
  });
  if (!done) throw new Error('error-forwarding-chat');
  return {};
}

function closeByUser(call: Call): Answer {
  const { ws, user, body } = call;
  const room = livechatRoom(ws, text(call, 'rid'));
  if (room.open !== true) throw new Error('error-room-already-closed');
  const subscribed = isSubscribed(ws, room._id, user?._id ?? '');
  if (!subscribed && !mayDo(ws, user, 'close-others-livechat-room')) throw new Error('error-not-authorized');
  closeRoom(ws, {
    room: structuredClone(room),
    user,
    comment: text(call, 'comment'),
    clientAction: true,
    tags: body.tags as string[] | undefined,
  });
  return {};
}
