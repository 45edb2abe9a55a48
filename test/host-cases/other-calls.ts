/** The recorded calls of the other bridges, of the converters and of what people do. */
import { agentWrites, hostBridges, setPresence, type AppObject, type Workspace } from '../sandbox/workspace';
import { appMessageById } from '../sandbox/workspace/convert';
import { editMessage } from '../sandbox/workspace/messages';
import { asText } from '../sandbox/workspace/text';
import { UnknownCall } from './calls';
import type { RecordedCase } from './types';
import { APP, callerOf, insideBrackets, roomTold, textOf } from './words';

/** Two lookups: of a contact that is there and of one that is not. */
export async function getContact(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const [known = '', unknown = ''] = insideBrackets(recorded.call.via);
  const { contacts } = hostBridges(ws);
  return { known: await contacts.getById(known, APP), unknown: await contacts.getById(unknown, APP) };
}

export function addEmail(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const [id = '', email = ''] = insideBrackets(recorded.call.via);
  return hostBridges(ws).contacts.addContactEmail(id, email, APP);
}

export function getSetting(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const [id = ''] = insideBrackets(recorded.call.via);
  return hostBridges(ws).settings.getOneById(id, APP);
}

/** "getMessages(room-1, { limit 100, sort createdAt asc, showThreadMessages true })". */
export async function getMessages(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const { via } = recorded.call;
  const [rid = ''] = insideBrackets(via);
  const word = (name: string): string | undefined => new RegExp(`\\b${name} (\\w+)`).exec(via)?.[1];
  const [limit, skip, order] = [word('limit'), word('skip'), word('createdAt')];
  return hostBridges(ws).rooms.getMessages(
    rid,
    {
      ...(limit !== undefined && { limit: Number(limit) }),
      ...(skip !== undefined && { skip: Number(skip) }),
      ...(order !== undefined && { sort: { createdAt: order as 'asc' | 'desc' } }),
      showThreadMessages: word('showThreadMessages') !== 'false',
    },
    APP,
  );
}

/**
 * The app changes the room that it read and hands it back: the whole room on older servers, its id and the changed keys
 * on newer ones. "{ id: room-1, isOpen: true }" tells the changes in the call itself.
 */
export async function updateRoom(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const { room, members, ...fields } = args;
  const told = /\{ id: ([\w-]+)(?:, (\w+): (\w+))? \}/.exec(recorded.call.via);
  const [, id, key, value] = told ?? [];
  if (key !== undefined) fields[key] = value === 'true' ? true : value === 'false' ? false : value;
  const held = ws.traits.partialRoomUpdate
    ? { id: id ?? (roomTold(ws, room) as AppObject).id, ...fields }
    : { ...(roomTold(ws, room) as AppObject), ...fields };
  await hostBridges(ws).rooms.update(held, (members as string[] | undefined) ?? [], APP);
  return undefined;
}

/** "RoomBridge.getById(room-1)": the bridge's method told in the note. */
export async function convert(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const [, bridge = '', method = '', told] = /^(\w+)Bridge\.(\w+)(?:\((.*)\))?/.exec(String(args.note)) ?? [];
  const host = hostBridges(ws) as unknown as Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>;
  const part = bridge === 'Livechat' ? 'livechat' : `${bridge.toLowerCase()}s`;
  const run = host[part]?.[method];
  if (run === undefined) throw new UnknownCall(`unknown call: ${String(args.note)}`);
  return run(told ?? subject(ws, recorded, method), APP);
}

/** What the method is about when the note does not say: the app's user, the first visitor, or the message told. */
function subject(ws: Workspace, recorded: RecordedCase, method: string): string | undefined {
  if (method === 'getAppUser') return APP;
  if (method.endsWith('Token')) return ws.data.visitors[0]?.token;
  if (method.includes('Visitor')) return ws.data.visitors[0]?._id;
  const fromVisitor = /visitor/.test(String(recorded.given.state));
  const written = ws.data.messages.filter((message) => message.t === undefined);
  return written.find((message) => (message.token !== undefined) === fromVisitor)?._id;
}

/** Every stored message as the recording lists it: its stored type beside it. */
export const convertStored = (ws: Workspace): AppObject[] =>
  ws.data.messages.map(({ _id, t }) => {
    const message = appMessageById(ws, _id) as AppObject;
    return { ...message, t };
  });

/** The last message of the situation. */
export const convertLast = (ws: Workspace): AppObject | undefined =>
  appMessageById(ws, String(ws.data.messages.at(-1)?._id));

export function edit(ws: Workspace, recorded: RecordedCase): string {
  const own = ws.data.messages.filter((message) => message.t === undefined && message.token === undefined).at(-1);
  if (own) editMessage(ws, { _id: own._id, msg: textOf(recorded) }, own.u);
  return 'updated';
}

export function sendAsAgent(ws: Workspace, recorded: RecordedCase, args: AppObject): string {
  const [, userId = ''] = /executeSendMessage\(([\w.-]+)\)/.exec(recorded.call.via) ?? [];
  agentWrites(ws, { userId, rid: String(args.rid), msg: textOf(recorded) });
  return 'sent';
}

export function changePresence(ws: Workspace, recorded: RecordedCase, args: AppObject): undefined {
  const userId = asText(args.user ?? args.userId ?? callerOf(ws, recorded));
  setPresence(ws, userId, args.status as Parameters<typeof setPresence>[2]);
  return undefined;
}
