/** Makes the call of a recorded case; every kind of call that the recordings name stands here. */
import { asText } from '../sandbox/workspace/text';
import {
  agentWrites,
  hostBridges,
  runQueueWorker,
  setPresence,
  type AppObject,
  type Workspace,
} from '../sandbox/workspace';
import { appMessageById } from '../sandbox/workspace/convert';
import { returnAsInquiry } from '../sandbox/workspace/operations';
import { editMessage } from '../sandbox/workspace/messages';
import { returnToQueue } from '../sandbox/workspace/return-to-queue';
import { manyMessages, restCall, visitorUpdate } from './rest-calls';
import { onlineTable } from './online-table';
import { probes } from './probes';
import type { RecordedCase } from './types';
import { APP, callerOf, roomIdOf, roomTold, textOf, userNamed, visitorTold } from './words';

/** A call that the runner does not know; the case counts as failed. */
export class UnknownCall extends Error {}

type Call = (ws: Workspace, recorded: RecordedCase, args: AppObject) => unknown;

const CALLS: [RegExp, Call][] = [
  [/^LivechatBridge\.transferVisitor/, transferVisitor],
  [/^LivechatBridge\.createRoom/, createRoom],
  [/^LivechatBridge\.closeRoom/, closeRoom],
  [/^LivechatBridge\.(createAndReturnVisitor|createVisitor)/, createVisitor],
  [/^LivechatBridge\.setCustomFields/, (ws, _c, args) => hostBridges(ws).livechat.setCustomFields(args as never, APP)],
  [/^LivechatBridge\.findRooms/, findRooms],
  [/^LivechatBridge\.createMessage/, createVisitorMessage],
  [/^LivechatBridge\.isOnlineAsync/, (ws, recorded) => onlineTable(ws, recorded.returns as AppObject)],
  [/^MessageBridge\.create/, createMessage],
  [/^MessageBridge\.notifyRoom/, notifyRoom],
  [/^RoomBridge\.update|^updateRoom/, updateRoom],
  [/^converter/, convert],
  [/^messages converter/, (ws) => ws.data.messages.map((message) => systemLine(ws, message._id))],
  [/^updateMessage/, edit],
  [/executeSendMessage\((\S+)\)/, sendAsAgent],
  [/^presence/, changePresence],
  [/^queue worker/, (ws) => void runQueueWorker(ws)],
  [/^Livechat\.returnRoomAsInquiry/, returnRoom],
  [/^DDP method livechat:returnAsInquiry/, returnByMethod],
  [/^REST POST livechat\/message x\d/, manyMessages],
  [/^REST POST livechat\/visitor, fields of/, visitorUpdate],
  [/^REST /, restCall],
];

/** Plays the call and gives what it returned, in the words of the recording; throws what the call throws. */
export async function play(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const { via, args } = recorded.call;
  const known = CALLS.find(([pattern]) => pattern.test(via));
  if (known === undefined) throw new UnknownCall(`unknown call: ${via}`);
  return known[1](ws, recorded, args ?? {});
}

async function transferVisitor(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<boolean> {
  const room = roomTold(ws, args.currentRoom);
  const targetAgent = await userNamed(ws, args.targetAgent);
  const targetDepartment = args.targetDepartment as string | undefined;
  const visitor = visitorTold(ws, recorded);
  return hostBridges(ws).livechat.transferVisitor(visitor, { currentRoom: room, targetAgent, targetDepartment }, APP);
}

async function createRoom(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const agent = await userNamed(ws, args.agent);
  const extra = { source: { type: 'app' }, ...(args.extra as AppObject | undefined) };
  return hostBridges(ws).livechat.createRoom(visitorTold(ws, recorded) as AppObject, agent, APP, extra);
}

async function closeRoom(ws: Workspace, _recorded: RecordedCase, args: AppObject): Promise<boolean> {
  const room = roomTold(ws, args.room) as AppObject;
  return hostBridges(ws).livechat.closeRoom(room, args.comment as string, await userNamed(ws, args.closer), APP);
}

async function createVisitor(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const bridge = hostBridges(ws).livechat;
  if (recorded.call.via.includes('createVisitor')) return `id of ${await bridge.createVisitor(args, APP)}`;
  const visitor = await bridge.createAndReturnVisitor(args, APP);
  return (await probes(ws, recorded.returns, args)) ?? visitor;
}

/** Several calls told as "(visitor-1, dep-1)"; the answers are lists of room ids under the recorded names. */
async function findRooms(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const names = Object.keys(recorded.returns as AppObject);
  const result: AppObject = {};
  for (const [index, call] of (args.calls as string[]).entries()) {
    const [who = '', department = ''] = call.replace(/[()]/g, '').split(', ');
    const bridge = hostBridges(ws).livechat;
    const visitor = await bridge.findVisitorById(who, APP);
    const rooms = await bridge.findRooms(visitor, department === 'null' ? null : department, APP);
    result[names[index] ?? call] = rooms.map((room) => room.id);
  }
  return result;
}

async function createVisitorMessage(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const visitor = visitorTold(ws, recorded) as AppObject;
  const id = await hostBridges(ws).livechat.createMessage(
    {
      id: 'msg-new',
      room: roomTold(ws, undefined),
      visitor,
      token: visitor.token,
      text: textOf(recorded),
      sender: visitor,
    },
    APP,
  );
  return typeof id === 'string' ? 'message id' : id;
}

async function createMessage(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const { extra, room } = args as { extra?: AppObject; room?: AppObject };
  const sender = await userNamed(ws, args.sender ?? callerOf(ws, recorded));
  const message = { room: room ?? roomTold(ws, undefined), sender, text: textOf(recorded), ...extra };
  const id = await hostBridges(ws).messages.create(message, APP);
  return typeof id === 'string' ? 'message id' : id;
}

async function notifyRoom(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const room = roomTold(ws, undefined) as AppObject;
  const sender = await userNamed(ws, 'app-user');
  await hostBridges(ws).messages.notifyRoom(room, { room, sender, text: textOf(recorded) }, APP);
  return { ephemeralBroadcasts: ws.ephemeral.length };
}

/** The app changes the room that it read and hands it back. */
async function updateRoom(ws: Workspace, _recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const { room, members, ...fields } = args;
  const held = { ...(roomTold(ws, room) as AppObject), ...fields };
  await hostBridges(ws).rooms.update(held, (members as string[] | undefined) ?? [], APP);
  return undefined;
}

/** "RoomBridge.getById(room-1)": the bridge's method told in the note. */
async function convert(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
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

/** A stored message as the recording lists it: its type within what is unmapped. */
function systemLine(ws: Workspace, id: string): AppObject {
  const message = appMessageById(ws, id) as AppObject;
  return { t: (message._unmappedProperties_ as AppObject | undefined)?.t, ...message };
}

function edit(ws: Workspace, recorded: RecordedCase): string {
  const own = ws.data.messages.filter((message) => message.t === undefined && message.token === undefined).at(-1);
  if (own) editMessage(ws, { _id: own._id, msg: textOf(recorded) }, own.u);
  return 'updated';
}

function sendAsAgent(ws: Workspace, recorded: RecordedCase, args: AppObject): string {
  const [, userId = ''] = /executeSendMessage\(([\w.-]+)\)/.exec(recorded.call.via) ?? [];
  agentWrites(ws, { userId, rid: String(args.rid), msg: textOf(recorded) });
  return 'sent';
}

function changePresence(ws: Workspace, recorded: RecordedCase, args: AppObject): undefined {
  const userId = asText(args.user ?? args.userId ?? callerOf(ws, recorded));
  setPresence(ws, userId, args.status as Parameters<typeof setPresence>[2]);
  return undefined;
}

function returnRoom(ws: Workspace, recorded: RecordedCase, args: AppObject): boolean {
  const room = ws.data.rooms.find((candidate) => candidate._id === roomIdOf(ws, recorded));
  return returnToQueue(ws, structuredClone(room) as never, args.departmentId as string | undefined);
}

function returnByMethod(ws: Workspace, recorded: RecordedCase, args: AppObject): boolean {
  const user = ws.data.users.find((candidate) => candidate._id === callerOf(ws, recorded));
  return returnAsInquiry(ws, user, roomIdOf(ws, recorded), args.departmentId as string | undefined);
}
