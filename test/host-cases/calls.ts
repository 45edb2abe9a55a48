/** Makes the call of a recorded case; every kind of call that the recordings name stands here. */
import { runQueueWorker, type AppObject, type Workspace } from '../sandbox/workspace';
import { returnAsInquiry } from '../sandbox/workspace/operations';
import { returnToQueue } from '../sandbox/workspace/return-to-queue';
import {
  closeRoom,
  createMessage,
  createRoom,
  createRoomsAtOnce,
  createVisitor,
  createVisitorMessage,
  createVisitors,
  fetchMessages,
  findRooms,
  listOfDepartments,
  notifyRoom,
  openRooms,
  setFields,
  transferVisitor,
} from './livechat-calls';
import { onlineTable } from './online-table';
import {
  addEmail,
  changePresence,
  convert,
  convertLast,
  convertStored,
  edit,
  getContact,
  getMessages,
  getSetting,
  sendAsAgent,
  updateRoom,
} from './other-calls';
import { manyMessages, restCall, visitorUpdate } from './rest-calls';
import type { RecordedCase } from './types';
import { callerOf, roomIdOf } from './words';

/** A call that the runner does not know; the case counts as failed. */
export class UnknownCall extends Error {}

type Call = (ws: Workspace, recorded: RecordedCase, args: AppObject) => unknown;

const CALLS: [RegExp, Call][] = [
  [/^LivechatBridge\.transferVisitor/, transferVisitor],
  [/^LivechatBridge\.createRoom\([^)]*\) x\d+ at once/, createRoomsAtOnce],
  [/^LivechatBridge\.createRoom/, createRoom],
  [/^LivechatBridge\.closeRoom/, closeRoom],
  [/^LivechatBridge\.createAndReturnVisitor\([^)]*\) x\d+/, createVisitors],
  [/^LivechatBridge\.(createAndReturnVisitor|createVisitor)/, createVisitor],
  [/^LivechatBridge\.setCustomFields/, setFields],
  [/^LivechatBridge\.findRooms/, findRooms],
  [/^LivechatBridge\.findOpenRoomsByAgentId/, openRooms],
  [/^LivechatBridge\.findDepartmentsEnabledWithAgents/, listOfDepartments],
  [/^LivechatBridge\._?fetchLivechatRoomMessages/, fetchMessages],
  [/^LivechatBridge\.createMessage/, createVisitorMessage],
  [/^LivechatBridge\.isOnlineAsync/, (ws, recorded) => onlineTable(ws, recorded.returns as AppObject)],
  [/^MessageBridge\.create/, createMessage],
  [/^MessageBridge\.notifyRoom/, notifyRoom],
  [/^ContactBridge\.getById/, getContact],
  [/^ContactBridge\.addContactEmail/, addEmail],
  [/^SettingBridge\.getOneById/, getSetting],
  [/^RoomBridge\.getMessages/, getMessages],
  [/^RoomBridge\.update|^updateRoom/, updateRoom],
  [/^converter/, convert],
  [/^messages converter convertById on each/, convertStored],
  [/^messages converter/, convertLast],
  [/^updateMessage/, edit],
  [/executeSendMessage\((\S+)\)/, sendAsAgent],
  [/^presence|[sS]tatusChanged|^UserBridge\.update/, changePresence],
  [/^queue worker/, (ws) => void runQueueWorker(ws)],
  [/^Livechat\.returnRoomAsInquiry/, returnRoom],
  [/^DDP method livechat:returnAsInquiry/, returnByMethod],
  [/^REST POST livechat\/message x\d/, manyMessages],
  [/^REST POST livechat\/visitor, fields of/, visitorUpdate],
  [/^REST /, restCall],
];

/** Plays the call and gives what it returned, in the words of the recording; throws what the call throws. */
export async function play(ws: Workspace, recorded: RecordedCase): Promise<unknown> {
  const told = asExecuted(recorded);
  const { via, args } = told.call;
  const known = CALLS.find(([pattern]) => pattern.test(via));
  if (known === undefined) throw new UnknownCall(`unknown call: ${via}`);
  return known[1](ws, told, args ?? {});
}

/** A call that newer servers do not have any more was made by the endpoint that took its place, by the same caller. */
function asExecuted(recorded: RecordedCase): RecordedCase {
  const endpoint = /^(REST (?:GET|POST|PUT|DELETE) \S+)/.exec(recorded.executedAs ?? '')?.[1];
  if (endpoint === undefined) return recorded;
  const { via, args = {} } = recorded.call;
  const caller = / as [\w.-]+/.exec(via)?.[0] ?? '';
  return {
    ...recorded,
    call: { via: `${endpoint}${caller}`, args: /\broomId\b/.test(recorded.executedAs ?? '') ? withRoom(args) : args },
  };
}

const withRoom = (args: Record<string, unknown>): Record<string, unknown> => {
  const { rid, ...rest } = args;
  return rid === undefined ? rest : { roomId: rid, ...rest };
};

function returnRoom(ws: Workspace, recorded: RecordedCase, args: AppObject): boolean {
  const room = ws.data.rooms.find((candidate) => candidate._id === roomIdOf(ws, recorded));
  return returnToQueue(ws, structuredClone(room) as never, args.departmentId as string | undefined);
}

function returnByMethod(ws: Workspace, recorded: RecordedCase, args: AppObject): boolean {
  const user = ws.data.users.find((candidate) => candidate._id === callerOf(ws, recorded));
  return returnAsInquiry(ws, user, roomIdOf(ws, recorded), args.departmentId as string | undefined);
}
