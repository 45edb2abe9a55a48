/** The recorded calls of LivechatBridge and MessageBridge. */
import { hostBridges, type AppObject, type Workspace } from '../sandbox/workspace';
import { probes } from './probes';
import type { RecordedCase } from './types';
import { APP, callerOf, insideBrackets, roomTold, textOf, userNamed, visitorTold } from './words';

const livechat = (ws: Workspace) => hostBridges(ws).livechat;

export async function transferVisitor(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<boolean> {
  const room = roomTold(ws, args.currentRoom);
  const targetAgent = await userNamed(ws, args.targetAgent);
  const targetDepartment = args.targetDepartment as string | undefined;
  const visitor = visitorTold(ws, recorded);
  return livechat(ws).transferVisitor(visitor, { currentRoom: room, targetAgent, targetDepartment }, APP);
}

export async function createRoom(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const agent = await userNamed(ws, args.agent);
  const extra = { source: { type: 'app' }, ...(args.extra as AppObject | undefined) };
  return livechat(ws).createRoom(visitorTold(ws, recorded) as AppObject, agent, APP, extra);
}

/** Two calls at the same time; told as the list of what became of them, in the order of the alphabet. */
export async function createRoomsAtOnce(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const count = Number(/ x(\d+)/.exec(recorded.call.via)?.[1] ?? 2);
  const calls = Array.from({ length: count }, () => createRoom(ws, recorded, args));
  const ends = await Promise.allSettled(calls);
  return ends.map((end) => (end.status === 'fulfilled' ? 'room' : (end.reason as Error).message)).sort();
}

export async function closeRoom(ws: Workspace, _recorded: RecordedCase, args: AppObject): Promise<boolean> {
  const room = roomTold(ws, args.room) as AppObject;
  return livechat(ws).closeRoom(room, args.comment as string, await userNamed(ws, args.closer), APP);
}

export async function createVisitor(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const bridge = livechat(ws);
  if (recorded.call.via.includes('createVisitor')) return `id of ${await bridge.createVisitor(args, APP)}`;
  const visitor = await bridge.createAndReturnVisitor(args, APP);
  return (await probes(ws, recorded.returns, args)) ?? visitor;
}

/** Several registrations of the first visitor, one after the other, under the names told. */
export async function createVisitors(ws: Workspace, _recorded: RecordedCase, args: AppObject): Promise<undefined> {
  const token = ws.data.visitors[0]?.token;
  for (const name of args.names as string[]) await livechat(ws).createAndReturnVisitor({ token, name }, APP);
  return undefined;
}

export const setFields = (ws: Workspace, _recorded: RecordedCase, args: AppObject): Promise<number> =>
  livechat(ws).setCustomFields(args as never, APP);

/** Several calls told as "(visitor-1, dep-1)"; the answers are lists of room ids under the recorded names. */
export async function findRooms(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const names = Object.keys(recorded.returns as AppObject);
  const result: AppObject = {};
  for (const [index, call] of (args.calls as string[]).entries()) {
    const [who = '', department = ''] = call.replace(/[()]/g, '').split(', ');
    const visitor = await livechat(ws).findVisitorById(who, APP);
    const rooms = await livechat(ws).findRooms(visitor, department === 'null' ? null : department, APP);
    result[names[index] ?? call] = rooms.map((room) => room.id);
  }
  return result;
}

/** The open rooms of the first agent, their number, and that of the next one. */
export async function openRooms(ws: Workspace): Promise<unknown> {
  const [first, next] = ws.data.users.filter((user) => user.roles.includes('livechat-agent'));
  const id = first?._id ?? 'agent-1';
  const rooms = await livechat(ws).findOpenRoomsByAgentId(id, APP);
  return {
    rooms: rooms.map((room) => room.id),
    count: await livechat(ws).countOpenRoomsByAgentId(id, APP),
    other: await livechat(ws).countOpenRoomsByAgentId(next?._id ?? 'agent-2', APP),
  };
}

export async function listOfDepartments(ws: Workspace): Promise<unknown> {
  return (await livechat(ws).findDepartmentsEnabledWithAgents(APP)).map(({ id }) => id);
}

export function fetchMessages(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const [rid = ''] = insideBrackets(recorded.call.via);
  return livechat(ws).fetchLivechatRoomMessages(APP, rid);
}

export async function createVisitorMessage(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const visitor = visitorTold(ws, recorded) as AppObject;
  // One recorder gave the message an id of its own, the other left it to the server.
  const named = JSON.stringify(recorded.events).includes('"msg-new"') && { id: 'msg-new' };
  const id = await livechat(ws).createMessage(
    {
      ...named,
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

export async function createMessage(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const { extra, room } = args as { extra?: AppObject; room?: AppObject };
  const sender = await userNamed(ws, args.sender ?? callerOf(ws, recorded));
  const message = { room: room ?? roomTold(ws, undefined), sender, text: textOf(recorded), ...extra };
  const id = await hostBridges(ws).messages.create(message, APP);
  return typeof id === 'string' ? 'message id' : id;
}

export async function notifyRoom(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const room = roomTold(ws, undefined) as AppObject;
  const sender = await userNamed(ws, 'app-user');
  await hostBridges(ws).messages.notifyRoom(room, { room, sender, text: textOf(recorded) }, APP);
  return { ephemeralBroadcasts: ws.ephemeral.length };
}
