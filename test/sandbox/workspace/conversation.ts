import { anybodyOnline, departmentWithSomebody, requiredDepartment, type SelectedAgent } from './agents';
import { contactFor, enabledContact, isChannelBlocked, isVerified, noteLastChat, type Source } from './contacts';
import { convertRoom } from './convert';
import { HostError } from './errors';
import { fire } from './events';
import { firstStatus, processNew } from './new-inquiry';
import { botForNew, preferredAgent } from './preferred-agent';
import { isOn, setting } from './settings';
import { saveSystemMessage } from './system-messages';
import type { AppObject, ContactDoc, InquiryDoc, RoomDoc, VisitorDoc, Workspace } from './types';

type Guest = Partial<VisitorDoc>;

export interface NewRoom {
  guest: Guest;
  source: Source;
  agent?: SelectedAgent;
  customFields?: Record<string, unknown>;
  message?: string;
}

/** The server's own checks of the guest, with the texts of its checking library. */
function checkGuest(guest: Guest): asserts guest is Guest & { _id: string; username: string; token: string } {
  for (const field of ['_id', 'username'] as const) {
    if (typeof guest[field] !== 'string') {
      throw new Error(`Match error: Expected string, got ${typeof guest[field]} in field ${field}`);
    }
  }
}

/**
 * A new conversation (QueueManager.requestRoom): refuses when omnichannel is off, the channel is blocked, or nobody is
 * online (unless chats are accepted without agents); then the visitor's contact is found or made, the apps are asked,
 * and room and inquiry are stored and routed. What was refused late leaves a new contact behind.
 */
export async function requestRoom(ws: Workspace, request: NewRoom): Promise<RoomDoc> {
  if (!isOn(ws, 'Livechat_enabled')) throw new HostError('error-omnichannel-is-disabled');
  const guest: Guest = { ...request.guest };
  if (isChannelBlocked(ws, guest._id, request.source)) throw new Error('error-contact-channel-blocked');
  const named = await preferredAgent(ws, request.agent, guest._id, request.source);
  if (!named && !guest.department) guest.department = requiredDepartment(ws);
  checkGuest(guest);
  const agent = named ?? botForNew(ws, guest.department);
  const department = guest.department ? departmentWithSomebody(ws, guest.department) : undefined;
  refuseWithoutAgents(ws, named, agent, guest.department, department);
  const room = await insertionRoom(ws, { ...guest, department: department ?? guest.department }, request);
  await askApps(ws, room);
  const inquiry = storeRoom(ws, room, guest, request.message, agent);
  const created = structuredClone(room);
  announce(ws, created);
  processNew(ws, inquiry, created, agent);
  return room;
}

function refuseWithoutAgents(
  ws: Workspace,
  named: SelectedAgent | undefined,
  agent: SelectedAgent | undefined,
  wanted: string | undefined,
  found: string | undefined,
): void {
  if (isOn(ws, 'Livechat_accept_chats_with_no_agents')) return;
  // Naming an agent skips the check altogether, whoever they are (HOST-CASES 20).
  const nobody = agent === undefined && wanted ? found === undefined : !named && !wanted && !anybodyOnline(ws);
  if (nobody) throw new HostError('no-agent-online', 'Sorry, no online agents');
}

/** An app's own refusal gets a code; every other error goes through as it is. */
async function askApps(ws: Workspace, room: RoomDoc): Promise<void> {
  if (!ws.beforeRoomCreate || !ws.traits.roomCreatePrevent) return;
  try {
    // The department's key is there, with or without a value.
    await ws.beforeRoomCreate(convertRoom(ws, { departmentId: undefined, ...room }) as AppObject);
  } catch (error) {
    if ((error as Error).name !== 'AppsEngineException') throw error;
    throw new HostError('error-app-prevented', (error as Error).message);
  }
}

async function insertionRoom(ws: Workspace, guest: Guest & { _id: string }, request: NewRoom): Promise<RoomDoc> {
  const now = ws.now();
  const { _id, username, token, department, status = 'online' } = guest;
  if (setting(ws, 'Livechat_Require_Contact_Verification') === 'always') unverify(ws, _id, request.source);
  const contactId = await contactFor(ws, _id, request.source);
  const contact = enabledContact(ws, contactId);
  if (contactId !== undefined && contact === undefined) throw new Error('error-invalid-contact');
  const activity = guest.activity ?? contact?.activity;
  return {
    _id: ws.newId('room'),
    msgs: 0,
    usersCount: 1,
    lm: now,
    fname: contact?.name ?? (guest.name || username),
    t: 'l',
    ts: now,
    _updatedAt: now,
    ...(department && { departmentId: department }),
    v: { _id, username, token: token as string, status, ...(activity?.length && { activity }) },
    ...contactPart(contact, _id, request.source),
    cl: false,
    open: true,
    waitingResponse: true,
    source: request.source,
    queuedAt: now,
    priorityWeight: 99,
    estimatedWaitingTimeQueue: 9999999,
    // The hook that keeps them belongs to the enterprise folder (HOST-CASES 2, 21).
    ...(request.customFields && ws.edition !== 'FOSS' && { customFields: request.customFields }),
    ...(ws.traits.oneOpenRoom && { _enforceSingleRoom: true }),
  };
}

const contactPart = (contact: ContactDoc | undefined, visitorId: string, source: Source) =>
  contact && { contactId: contact._id, verified: isVerified(contact, visitorId, source) };

function unverify(ws: Workspace, visitorId: string, source: Source): void {
  for (const contact of ws.data.contacts) {
    if (isVerified(contact, visitorId, source)) {
      for (const channel of contact.channels ?? []) {
        if (channel.visitor.visitorId === visitorId) channel.verified = false;
      }
    }
  }
}

/** The unique index of one open conversation per visitor, as the database words it; rooms of older servers are free. */
export function checkOneOpenRoom(ws: Workspace, room: RoomDoc): void {
  if (room.open !== true || room._enforceSingleRoom !== true) return;
  const other = ws.data.rooms.find(
    (candidate) =>
      candidate._id !== room._id &&
      candidate.t === 'l' &&
      candidate.open === true &&
      candidate._enforceSingleRoom === true &&
      candidate.v?.token === room.v?.token,
  );
  if (other === undefined) return;
  const error = new Error(
    'E11000 duplicate key error collection: rocketchat.rocketchat_room index: v.token_1 ' +
      `dup key: { v.token: "${room.v?.token}" }`,
  );
  error.name = 'MongoServerError';
  throw error;
}

function storeRoom(
  ws: Workspace,
  room: RoomDoc,
  guest: Guest,
  message: string | undefined,
  agent: SelectedAgent | undefined,
): InquiryDoc {
  checkOneOpenRoom(ws, room);
  ws.data.rooms.push(room);
  const inquiry: InquiryDoc = {
    _id: ws.newId('inquiry'),
    rid: room._id,
    name: room.fname,
    ts: room.ts,
    // The department that the visitor wanted, also where the room got its fallback.
    ...(guest.department && { department: guest.department }),
    message: message ?? '',
    status: firstStatus(ws, room, agent),
    v: structuredClone(room.v),
  };
  ws.data.inquiries.push(inquiry);
  const visitor = ws.data.visitors.findLast((candidate) => candidate._id === guest._id);
  if (visitor) visitor.lastChat = { _id: room._id, ts: room.ts };
  noteLastChat(ws, room);
  return inquiry;
}

/** The event shows the room as it was created, before any message. */
function announce(ws: Workspace, room: RoomDoc): void {
  const created = convertRoom(ws, room) as AppObject;
  const { _id, username, token } = room.v as { _id: string; username?: string; token: string };
  saveSystemMessage(ws, 'livechat-started', room._id, '', { _id, username }, { token });
  fire(ws, 'IPostLivechatRoomStarted', created);
}
