import { asText } from '../text';
import { serviceOnline } from '../agents';
import type { HostBridges } from '../bridge-types';
import { closeRoom } from '../close';
import { isRoomBlocked } from '../contacts';
import { requestRoom } from '../conversation';
import {
  appMessageById,
  appUserDoc,
  appVisitorById,
  convertAppMessage,
  convertAppRoom,
  convertAppVisitor,
  convertDepartment,
  convertMessage,
  convertRoom,
  convertVisitor,
} from '../convert';
import { setCustomField } from '../custom-fields';
import { HostError } from '../errors';
import { departmentByIdOrName, openRoomsOfAgent, openRoomsOfToken, roomById, userById } from '../find';
import { editMessage, sendAsVisitor } from '../messages';
import { isOn } from '../settings';
import { transfer } from '../transfer';
import { transferTarget } from '../transfer-history';
import type { AppObject, RoomDoc, UserDoc, VisitorDoc, Workspace } from '../types';
import { registerGuest } from '../visitors';
import { promised } from './promised';

/** The app's name and slug, as its user carries them: "Workflow" and "workflow" of workflow.bot. */
function appNames(ws: Workspace, appId: string): { name?: string; slug?: string } {
  const user = appUserDoc(ws, appId);
  return { name: user?.name, slug: user?.username.replace(/\.bot$/, '') };
}

/** LivechatBridge: conversations, visitors, departments, custom fields. */
export function livechatBridge(ws: Workspace): HostBridges['livechat'] {
  const rooms = (docs: RoomDoc[]): AppObject[] => docs.map((room) => convertRoom(ws, room) as AppObject);
  const visitor = (matches: (candidate: VisitorDoc) => boolean): AppObject | undefined =>
    convertVisitor(
      ws,
      ws.data.visitors.find((candidate) => matches(candidate)),
    );
  return {
    isOnlineAsync: (departmentId) => promised(() => serviceOnline(ws, departmentId)),
    createMessage: (message, appId) => promised(() => createMessage(ws, message, appId)),
    getMessageById: (id) => promised(() => appMessageById(ws, id)),
    updateMessage: (message) => promised(() => updateMessage(ws, message)),
    createVisitor: (guest) => promised(() => registerFromApp(ws, guest)._id),
    createAndReturnVisitor: (guest) => promised(() => convertVisitor(ws, registerFromApp(ws, guest))),
    findVisitors: (query) =>
      promised(() => {
        const fits = (doc: VisitorDoc): boolean =>
          doc.disabled !== true && Object.entries(query).every(([key, value]) => doc[key] === value);
        return ws.data.visitors.filter(fits).map((doc) => convertVisitor(ws, doc) as AppObject);
      }),
    findVisitorById: (id) => promised(() => appVisitorById(ws, id)),
    findVisitorByEmail: (email) =>
      promised(() =>
        visitor((doc) => doc.visitorEmails?.some((e) => e.address.toLowerCase() === email.toLowerCase()) ?? false),
      ),
    findVisitorByToken: (token) => promised(() => visitor((doc) => doc.token === token)),
    findVisitorByPhoneNumber: (number) =>
      promised(() => visitor((doc) => doc.phone?.some((phone) => phone.phoneNumber === number) ?? false)),
    transferVisitor: (guest, data, appId) => promised(() => transferVisitor(ws, guest, data, appId)),
    createRoom: (guest, agent, appId, extra) => promised(() => createRoom(ws, guest, agent, appId, extra)),
    closeRoom: (room, comment, closer) => promised(() => closeFromApp(ws, room, comment, closer)),
    countOpenRoomsByAgentId: (agentId) => promised(() => openRoomsOfAgent(ws, needed(agentId)).length),
    findOpenRoomsByAgentId: (agentId) => promised(() => rooms(openRoomsOfAgent(ws, needed(agentId)))),
    findRooms: (guest, departmentId) =>
      promised(() => {
        if (!guest) return [];
        const open = openRoomsOfToken(ws, String(guest.token));
        return rooms(departmentId ? open.filter((room) => room.departmentId === departmentId) : open);
      }),
    findDepartmentByIdOrName: (value) => promised(() => convertDepartment(departmentByIdOrName(ws, value))),
    findDepartmentsEnabledWithAgents: () =>
      promised(() =>
        ws.data.departments
          .filter((department) => department.enabled && department.numAgents > 0)
          .map((department) => convertDepartment(department) as AppObject),
      ),
    fetchLivechatRoomMessages: (_appId, roomId) =>
      promised(() =>
        ws.data.messages
          .filter((message) => message.rid === roomId && message._hidden !== true && !UNREAD.has(message.t))
          .map((message) => convertMessage(ws, message) as AppObject),
      ),
    setCustomFields: (data) => promised(() => setCustomField(ws, data)),
  };
}

/** What the conversation's messages leave out; other system messages, such as `uj`, are among them. */
const UNREAD = new Set<string | undefined>([
  'livechat_navigation_history',
  'livechat_transcript_history',
  'command',
  'livechat-close',
  'livechat-started',
  'livechat_video_call',
]);

function needed(agentId: string): string {
  if (!agentId) throw new Error('Invalid agentId');
  return agentId;
}

/** A visitor's message written by a channel app; a closed or unknown room silently becomes a new one (HOST C.7). */
async function createMessage(ws: Workspace, message: AppObject, appId: string): Promise<string> {
  if (!message.token) throw new Error('Invalid token for livechat message');
  const guest = convertAppVisitor(message.visitor as AppObject | undefined);
  const { rid, ...doc } = convertAppMessage(ws, message);
  if (!isOn(ws, 'Livechat_enabled')) throw new HostError('error-omnichannel-is-disabled');
  const stored = roomById(ws, rid);
  if (stored && isRoomBlocked(ws, stored)) throw new Error('error-contact-channel-blocked');
  if (stored?.open && stored.v?.token !== guest?.token) throw new HostError('cannot-access-room');
  const source = { type: 'app', id: appId, alias: appNames(ws, appId).slug };
  const room = stored?.open ? stored : await requestRoom(ws, { guest: guest ?? {}, source, message: doc.msg });
  const author = { ...guest, _id: String(guest?._id), token: String(guest?.token) };
  return sendAsVisitor(ws, author, doc, room)._id;
}

function updateMessage(ws: Workspace, message: AppObject): void {
  const guest = message.visitor as { id?: string; username?: string } | undefined;
  const stored = ws.data.messages.findLast((candidate) => candidate._id === message.id);
  if (stored === undefined) return;
  if (!isOn(ws, 'Message_AllowEditing') || stored.u._id !== guest?.id) throw new Error('error-action-not-allowed');
  const edit = convertAppMessage(ws, message);
  editMessage(ws, { ...edit, _id: stored._id }, { _id: stored.u._id, username: guest.username });
}

function registerFromApp(ws: Workspace, visitor: AppObject): VisitorDoc {
  const phones = visitor.phone as { phoneNumber: string }[] | undefined;
  const emails = visitor.visitorEmails as { address: string }[] | undefined;
  return registerGuest(ws, {
    id: visitor.id as string | undefined,
    token: visitor.token as string | undefined,
    name: visitor.name as string | undefined,
    username: visitor.username as string | undefined,
    department: visitor.department as string | undefined,
    // The first of each alone (HOST C.11).
    phone: phones?.[0]?.phoneNumber,
    email: emails?.[0]?.address,
  });
}

function transferVisitor(
  ws: Workspace,
  visitor: AppObject | undefined | null,
  data: { currentRoom?: AppObject; targetAgent?: AppObject; targetDepartment?: string },
  appId: string,
): boolean {
  if (!visitor) throw new Error('Invalid visitor, cannot transfer');
  const user = appUserDoc(ws, appId);
  if (user === undefined) throw new Error('Invalid app user, cannot transfer');
  const target = data.targetAgent?.id === undefined ? undefined : agentById(ws, asText(data.targetAgent.id));
  const room = convertAppRoom(ws, data.currentRoom);
  if (room === undefined) throw new TypeError("Cannot read properties of undefined (reading '_id')");
  return transfer(ws, room, {
    ...(target && { userId: target._id, transferredTo: transferTarget(target) }),
    ...(data.targetDepartment && { departmentId: data.targetDepartment }),
    transferredBy: { _id: user._id, username: user.username, name: user.name, userType: 'user' },
  });
}

function agentById(ws: Workspace, id: string): UserDoc {
  const user = userById(ws, id);
  if (!user?.roles.includes('livechat-agent')) throw new Error('Invalid target agent, cannot transfer');
  return user;
}

/** Always a new room, whose source is this app whatever it says (HOST C.7). */
async function createRoom(
  ws: Workspace,
  visitor: AppObject,
  agent: AppObject | undefined,
  appId: string,
  extra: { source?: AppObject; customFields?: Record<string, unknown> } = {},
): Promise<AppObject | undefined> {
  const user = agent?.id ? userById(ws, asText(agent.id)) : undefined;
  if (agent?.id && user === undefined) throw new Error(`The agent with id "${asText(agent.id)}" was not found.`);
  const { label, sidebarIcon, defaultIcon, destination } = extra.source?.type === 'app' ? extra.source : {};
  const details = Object.entries({ label, sidebarIcon, defaultIcon, destination }).filter(
    ([, value]) => value !== undefined,
  );
  const room = await requestRoom(ws, {
    guest: convertAppVisitor(visitor) ?? {},
    source: { type: 'app', id: appId, alias: appNames(ws, appId).name, ...Object.fromEntries(details) },
    ...(user && { agent: { agentId: user._id, username: user.username } }),
    ...(extra.customFields && { customFields: extra.customFields }),
  });
  return convertRoom(ws, room);
}

/** The visitor of the room is always passed along: he is the closer when no user is given (HOST C.6). */
function closeFromApp(ws: Workspace, room: AppObject, comment: string, closer: AppObject | undefined): boolean {
  const visitor = convertAppVisitor(room.visitor as AppObject | undefined) as VisitorDoc | undefined;
  const held = convertAppRoom(ws, room);
  if (held === undefined) throw new TypeError("Cannot read properties of undefined (reading '_id')");
  closeRoom(ws, {
    room: held,
    comment,
    ...(closer && {
      user: { _id: String(closer.id), username: closer.username as string, name: closer.name as string },
    }),
    ...(visitor && { visitor }),
  });
  return true;
}
