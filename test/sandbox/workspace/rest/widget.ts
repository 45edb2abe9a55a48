import { HostError } from '../errors';
import { openRoomsOfToken, roomById, visitorByToken } from '../find';
import { openWidget, visitorCloses, visitorWrites } from '../operations';
import { saveRoomInfo } from '../save-info';
import { knownFields, mergeFields, setVisitorFields } from '../custom-fields';
import type { AppObject, RestRequest, VisitorDoc, Workspace } from '../types';
import { registerGuest } from '../visitors';
import { text, type Call, type Route } from './route';
import { setting } from '../settings';
import { number, object, paging, text as anyText, type Schema } from './schema';

const id: Schema = { type: 'string' };

function header({ headers = {} }: RestRequest, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Newer servers know the widget by its cookies; whoever has none comes by the API. */
const isWidget = (ws: Workspace, request: RestRequest): boolean =>
  !ws.traits.widgetHasCookies || /\brc_is_widget=t\b/.test(header(request, 'cookie') ?? '');

/** What the widget calls, without login: the visitor's token is all it has. */
export const widgetRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/room',
    access: 'open',
    handle: async ({ ws, query, request }) => {
      if (query.token === undefined) throw new Error("Match error: Missing key 'token'");
      const { rid, agentId } = query;
      const type = isWidget(ws, request) ? 'widget' : 'api';
      const options = { type, host: header(request, 'host'), ...(rid && { rid }), ...(agentId && { agentId }) };
      const { room, newRoom } = await openWidget(ws, query.token, options);
      return { room: { ...room }, newRoom };
    },
  },
  {
    method: 'GET',
    path: 'livechat/messages.history/:rid',
    access: 'open',
    schema: object({ ...paging, token: id, searchText: anyText, ls: anyText, end: anyText, limit: number }, ['token']),
    handle: ({ ws, query, params }) => {
      if (visitorByToken(ws, query.token ?? '') === undefined) throw new Error('invalid-token');
      const room = roomById(ws, params.rid ?? '');
      if (room?.v?.token !== query.token) throw new Error('invalid-room');
      // System messages too, but those that a setting hides (HOST.md B.4); the newest first.
      const hidden = setting(ws, 'Hide_System_Messages');
      const shown = ws.data.messages.filter(
        ({ rid, t, _hidden }) =>
          rid === room?._id && _hidden !== true && !(Array.isArray(hidden) && t !== undefined && hidden.includes(t)),
      );
      const newest = [...shown].sort((one, other) => other.ts.getTime() - one.ts.getTime());
      return { messages: newest.slice(0, Number(query.limit ?? 20)).map((message) => ({ ...message })) };
    },
  },
  {
    method: 'POST',
    path: 'livechat/message',
    access: 'open',
    schema: object(
      {
        token: id,
        rid: id,
        msg: id,
        _id: anyText,
        agent: object({ agentId: id, username: id }, ['agentId', 'username']),
      },
      ['token', 'rid', 'msg'],
    ),
    handle: async (call) => {
      const message = await visitorWrites(call.ws, {
        token: text(call, 'token') ?? '',
        rid: text(call, 'rid') ?? '',
        msg: text(call, 'msg') ?? '',
        ...(text(call, '_id') !== undefined && { _id: text(call, '_id') }),
      });
      return { message: { ...message } };
    },
  },
  {
    method: 'POST',
    path: 'livechat/room.close',
    access: 'open',
    schema: object({ token: id, rid: id }, ['token', 'rid']),
    handle: (call) => {
      const rid = text(call, 'rid') ?? '';
      return { rid, comment: visitorCloses(call.ws, { token: text(call, 'token') ?? '', rid }) };
    },
  },
  { method: 'POST', path: 'livechat/visitor', access: 'open', handle: saveVisitor },
  {
    method: 'GET',
    path: 'livechat/visitor/:token',
    access: 'open',
    handle: ({ ws, params }) => {
      const visitor = visitorByToken(ws, params.token ?? '');
      if (visitor === undefined) throw new HostError('invalid-token');
      return { visitor: { ...visitor } };
    },
  },
];

/**
 * Registers the visitor, then writes every open room of his back as it was read a moment before, with the new name
 * (HOST C.11): the room's own tags and topic survive, IPostLivechatRoomSaved follows. Unknown custom fields are skipped.
 */
function saveVisitor({ ws, body }: Call): AppObject {
  const given = body.visitor as Partial<VisitorDoc> & { email?: string; phone?: unknown; customFields?: unknown };
  if (!given.token?.trim()) {
    throw new HostError('error-invalid-token', 'Token cannot be empty', { method: 'livechat/visitor' });
  }
  registerGuest(ws, {
    token: given.token,
    name: given.name,
    username: given.username,
    email: given.email,
    department: given.department,
    phone: typeof given.phone === 'string' ? given.phone : undefined,
  });
  const visitor = visitorByToken(ws, given.token) as VisitorDoc;
  for (const room of openRoomsOfToken(ws, given.token)) {
    saveRoomInfo(ws, { ...room, livechatData: undefined }, visitor.name);
  }
  saveFields(ws, visitor, given.customFields);
  return { visitor: { ...visitor } };
}

function saveFields(ws: Workspace, visitor: VisitorDoc, fields: unknown): void {
  if (!Array.isArray(fields) || fields.length === 0) return;
  const list = fields as { key: string; value: string; overwrite: boolean }[];
  if (ws.traits.visitorFieldsAsGiven) return setVisitorFields(ws, visitor, list);
  for (const { key, value, overwrite } of list) {
    if (overwrite !== true && visitor.livechatData?.[key] !== undefined) continue;
    const values = knownFields(ws, 'visitor', { [key]: value }, (message): never => {
      throw new Error(message);
    });
    const merged = mergeFields(visitor.livechatData, values);
    if (merged) visitor.livechatData = merged;
  }
}
