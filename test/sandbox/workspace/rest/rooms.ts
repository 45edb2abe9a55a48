import { withinContactLimit } from '../contact-limit';
import { HostError } from '../errors';
import { enabledVisitor, isSubscribed, roomById } from '../find';
import { agentCloses, agentForwards } from '../operations';
import { mayDo } from '../permissions';
import { afterSaveInfo } from '../priorities';
import { saveGuest, saveRoomInfo, ShownError, type GuestInfo, type RoomInfo } from '../save-info';
import { isOn } from '../settings';
import type { TranscriptOnClose } from '../transcript';
import type { RoomDoc, UserDoc, Workspace } from '../types';
import { InvalidParams, status, text, type Answer, type Call, type Route } from './route';
import { flag, object, text as anyText, texts, type Schema } from './schema';

const id: Schema = { type: 'string' };

/** The conversation, or the server's refusal. */
export function livechatRoom(ws: Workspace, rid: string | undefined): RoomDoc {
  const room = roomById(ws, rid);
  if (room?.t !== 'l') throw new Error('error-invalid-room');
  return room;
}

/** What agents and managers do with a conversation. */
export const roomRoutes: Route[] = [
  {
    method: 'POST',
    path: 'livechat/room.saveInfo',
    access: { all: ['view-l-room'] },
    schema: object(
      {
        guestData: object(
          {
            _id: id,
            name: anyText,
            email: anyText,
            phone: anyText,
            livechatData: { type: 'object', values: id, nullable: true },
          },
          ['_id'],
        ),
        roomData: object(
          {
            _id: id,
            topic: anyText,
            tags: texts,
            livechatData: { type: 'object', open: true, nullable: true },
            priorityId: anyText,
            slaId: anyText,
          },
          ['_id'],
        ),
      },
      ['guestData', 'roomData'],
    ),
    requiredBefore: [],
    handle: saveInfo,
  },
  {
    method: 'POST',
    path: 'livechat/room.forward',
    access: { all: ['view-l-room', 'transfer-livechat-guest'] },
    schema: object({ roomId: id, userId: anyText, departmentId: anyText, comment: anyText, clientAction: flag }, [
      'roomId',
    ]),
    handle: forward,
  },
  {
    method: 'POST',
    path: 'livechat/room.closeByUser',
    access: { all: ['close-livechat-room'] },
    schema: object(
      {
        rid: id,
        comment: anyText,
        tags: texts,
        generateTranscriptPdf: flag,
        transcriptEmail: object(
          {
            sendToVisitor: { type: 'boolean' },
            requestData: object({ email: id, subject: id }, ['email', 'subject']),
          },
          ['sendToVisitor'],
        ),
        forceClose: { type: 'boolean' },
      },
      ['rid'],
    ),
    handle: closeByUser,
  },
];

/** Older servers look at the keys of the guest alone, and at both parts being objects. */
function checkAsBefore(body: Call['body']): void {
  for (const part of ['roomData', 'guestData']) {
    if (typeof body[part] !== 'object' || body[part] === null) throw new InvalidParams('must be object');
  }
  const known = new Set(['_id', 'name', 'email', 'phone', 'livechatData']);
  if (Object.keys(body.guestData as GuestInfo).some((key) => !known.has(key))) {
    throw new InvalidParams('must NOT have additional properties');
  }
}

/**
 * Topic, tags, custom fields and the guest in one call (HOST-CASES 25). Both parts run whatever becomes of the other; the
 * first failure answers 400, with an empty text when it was a plain error. A new priority or service level is looked up
 * after everything was saved, by a hook of the enterprise folder.
 */
function saveInfo(call: Call): Answer {
  const { ws, user, body } = call;
  if (!ws.traits.strictParameters) checkAsBefore(body);
  const info = body.roomData as RoomInfo;
  const guest = { ...(body.guestData as GuestInfo) };
  const room = livechatRoom(ws, info._id);
  const before = structuredClone(room);
  if (room.servedBy?._id !== user?._id && !mayDo(ws, user, 'save-others-livechat-room-info')) {
    return status(403, 'unauthorized');
  }
  // The number of an SMS conversation is its channel and stays.
  if (room.sms) delete guest.phone;
  const failures = [attempt(() => saveGuest(ws, guest, user)), attempt(() => saveRoomInfo(ws, info))];
  const first = failures.find((failure) => failure !== undefined);
  if (first) throw first instanceof ShownError || first instanceof HostError ? first : new Error('');
  if (ws.edition !== 'FOSS') afterSaveInfo(ws, before, room, user as UserDoc);
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

/** Forwards to an agent or a department; with `clientAction` a full agent is told instead of swallowed. */
function forward(call: Call): Answer {
  const { ws, user } = call;
  const room = livechatRoom(ws, text(call, 'roomId'));
  if (room.open !== true) throw new Error('This_conversation_is_already_closed');
  if (!withinContactLimit(ws, room)) throw new Error('error-mac-limit-reached');
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

/** Closes as the caller; whether they may is looked at before or after the room's state, by the server's age. */
function closeByUser(call: Call): Answer {
  const { ws, user, body } = call;
  const room = livechatRoom(ws, text(call, 'rid'));
  const force = body.forceClose === true && isOn(ws, 'Omnichannel_allow_force_close_conversations');
  const state = (): void => {
    if (room.open !== true && !force) throw new Error('error-room-already-closed');
  };
  if (!ws.traits.closingChecksPersonFirst) state();
  const subscribed = isSubscribed(ws, room._id, user?._id ?? '');
  if (!subscribed && !mayDo(ws, user, 'close-others-livechat-room')) throw new Error('error-not-authorized');
  state();
  agentCloses(ws, {
    userId: (user as UserDoc)._id,
    rid: room._id,
    comment: text(call, 'comment'),
    tags: body.tags as string[] | undefined,
    force,
    transcript: transcriptOf(body.transcriptEmail, user as UserDoc),
  });
  return {};
}

function transcriptOf(given: unknown, requestedBy: UserDoc): TranscriptOnClose | undefined {
  const asked = given as { sendToVisitor: boolean; requestData?: { email: string; subject: string } } | undefined;
  if (asked === undefined || asked === null) return undefined;
  if (!asked.sendToVisitor || asked.requestData === undefined) return { sendToVisitor: false };
  return { sendToVisitor: true, requestData: { ...asked.requestData, requestedBy } };
}
