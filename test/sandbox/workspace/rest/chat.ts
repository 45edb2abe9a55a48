import { asText } from '../text';
import { HostError } from '../errors';
import { editMessage, sendAsUser } from '../messages';
import type { AppObject, UserDoc } from '../types';
import { text, type Call, type Route } from './route';

/** Messages, the caller himself and the server. */
export const chatRoutes: Route[] = [
  {
    method: 'POST',
    path: 'chat.postMessage',
    access: { all: [] },
    handle: (call) => {
      const channel = text(call, 'roomId') ?? text(call, 'channel') ?? '';
      const message = post(call, channel, call.body, 'text');
      return { ts: message.ts, channel, message: { ...message } };
    },
  },
  {
    method: 'POST',
    path: 'chat.sendMessage',
    access: { all: [] },
    schema: { type: 'object', open: true, required: ['message'] },
    handle: (call) => {
      const given = call.body.message as AppObject;
      return { message: { ...post(call, String(given.rid), given, 'msg') } };
    },
  },
  {
    method: 'POST',
    path: 'chat.update',
    access: { all: [] },
    schema: { type: 'object', open: true, required: ['roomId', 'msgId', 'text'] },
    handle: (call) => {
      const { ws, user } = call;
      const stored = ws.data.messages.findLast((message) => message._id === text(call, 'msgId'));
      if (stored === undefined) throw new Error(`No message found with the id of "${text(call, 'msgId')}".`);
      if (stored.rid !== text(call, 'roomId')) {
        throw new Error('The room id provided does not match where the message is from.');
      }
      if (stored.u._id !== user?._id) throw new HostError('error-action-not-allowed', 'Message editing not allowed');
      const edited = editMessage(ws, { _id: stored._id, msg: text(call, 'text') ?? '' }, user);
      return { message: { ...edited } };
    },
  },
  {
    method: 'GET',
    path: 'me',
    access: { all: [] },
    handle: ({ user }) => ({ ...(user as UserDoc) }),
  },
  {
    method: 'GET',
    path: 'users.info',
    access: { all: [] },
    handle: ({ ws, query }) => {
      const found = ws.data.users.find((user) => user._id === query.userId || user.username === query.username);
      if (found === undefined) throw new Error('User not found.');
      return { user: { ...found } };
    },
  },
  {
    method: 'GET',
    path: 'info',
    access: 'open',
    handle: ({ ws, user }) =>
      // Who is logged in sees the whole version, others its first two parts.
      user ? { info: { version: `${ws.version}.0` }, version: ws.version } : { version: ws.version },
  },
];

function post(call: Call, rid: string, given: AppObject, field: string): ReturnType<typeof sendAsUser> {
  const { ws, user } = call;
  if (!ws.data.rooms.some((room) => room._id === rid)) {
    throw new HostError(
      'error-invalid-room',
      'The required "roomId" or "channel" param provided does not match any room',
    );
  }
  return sendAsUser(ws, (user as UserDoc)._id, {
    rid,
    msg: asText(given[field]),
    ...(given.alias !== undefined && { alias: asText(given.alias) }),
    ...(given.customFields !== undefined && { customFields: given.customFields }),
  });
}
