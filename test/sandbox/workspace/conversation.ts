import {
  anybodyOnline,
  departmentWithSomebody,
  isBot,
  nextBot,
  requiredDepartment,
  type SelectedAgent,
} from './agents';
import { contactForRoom, contactOfVisitor, noteChannel } from './contacts';
import { convertRoom } from './convert';
import { HostError } from './errors';
import { fire } from './events';
import { remove, roomById, userById } from './find';
import { delegateInquiry } from './routing';
import { assignsByItself, isOn } from './settings';
import { saveSystemMessage } from './system-messages';
import type { AppObject, InquiryDoc, RoomDoc, VisitorDoc, Workspace } from './types';
import { since } from './versions';

type Guest = Partial<VisitorDoc>;

export interface NewRoom {
  guest: Guest;
  source: { type: string; [key: string]: unknown };
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
 * A new conversation (QueueManager.requestRoom, HOST A.4, C.7): always a new room, even when one is open. Refuses when
 * omnichannel is off, the channel is blocked, or nobody is online (unless an agent is named or chats are accepted
 * without agents); from 7.5 the apps are asked first. Automatic routing assigns at once, without holding back for the
 * waiting queue (HOST-CASES 7); manual routing queues, unless the agent named is a bot.
 */
export async function requestRoom(ws: Workspace, request: NewRoom): Promise<RoomDoc> {
  if (!isOn(ws, 'Livechat_enabled')) throw new HostError('error-omnichannel-is-disabled');
  const guest: Guest = { ...request.guest };
  if (
    contactOfVisitor(ws, guest._id)?.channels?.some(
      (channel) => channel.blocked && channel.visitor.visitorId === guest._id,
    )
  ) {
    throw new Error('error-contact-channel-blocked');
  }
  if (!request.agent && !guest.department) guest.department = requiredDepartment(ws);
  checkGuest(guest);
  const agent = request.agent ?? botForNew(ws, guest.department);
  const department = guest.department ? departmentWithSomebody(ws, guest.department) : undefined;
  refuseWithoutAgents(ws, request.agent, agent, guest.department, department);
  const room = insertionRoom(ws, { ...guest, department: department ?? guest.department }, request);
  if (ws.beforeRoomCreate && since(ws.version, 'roomCreatePrevent')) {
    try {
      await ws.beforeRoomCreate(convertRoom(ws, room) as AppObject);
    } catch (error) {
      throw new HostError('error-app-prevented', error instanceof Error ? error.message : String(error));
    }
  }
  const inquiry = storeRoom(ws, room, guest, request.message, agent);
  return routeNew(ws, room, inquiry, agent);
}

const botForNew = (ws: Workspace, department: string | undefined): SelectedAgent | undefined =>
  isOn(ws, 'Livechat_assign_new_conversation_to_bot') ? nextBot(ws, department) : undefined;

function refuseWithoutAgents(
  ws: Workspace,
  named: SelectedAgent | undefined,
  agent: SelectedAgent | undefined,
  wanted: string | undefined,
  found: string | undefined,
): void {
  if (isOn(ws, 'Livechat_accept_chats_with_no_agents')) return;
  // Naming an agent skips the check altogether, whoever he is (HOST-CASES 20).
  const nobody = agent === undefined && wanted ? found === undefined : !named && !wanted && !anybodyOnline(ws);
  if (nobody) throw new HostError('no-agent-online', 'Sorry, no online agents');
}

function insertionRoom(ws: Workspace, guest: Guest, request: NewRoom): RoomDoc {
  const now = ws.now();
  const { _id, username, token, department, status = 'online', activity } = guest;
  const contact = contactForRoom(ws, _id);
  return {
    _id: ws.newId('room'),
    msgs: 0,
    usersCount: 1,
    lm: now,
    fname: guest.name || username,
    t: 'l',
    ts: now,
    _updatedAt: now,
    ...(department && { departmentId: department }),
    v: { _id: _id as string, username, token: token as string, status, ...(activity?.length && { activity }) },
    cl: false,
    open: true,
    waitingResponse: true,
    source: request.source,
    queuedAt: now,
    priorityWeight: 99,
    estimatedWaitingTimeQueue: 9999999,
    ...(contact && { contactId: contact._id }),
    // The hook that keeps them belongs to the enterprise folder (HOST-CASES 2, 21).
    ...(request.customFields && ws.edition !== 'FOSS' && { customFields: request.customFields }),
  };
}

function storeRoom(
  ws: Workspace,
  room: RoomDoc,
  guest: Guest,
  message: string | undefined,
  agent: SelectedAgent | undefined,
): InquiryDoc {
  ws.data.rooms.push(room);
  const visitor = ws.data.visitors.findLast((candidate) => candidate._id === guest._id);
  if (visitor) visitor.lastChat = { _id: room._id, ts: room.ts };
  noteChannel(ws, room);
  const ready = assignsByItself(ws) || (agent !== undefined && isBot(userById(ws, agent.agentId)));
  const inquiry: InquiryDoc = {
    _id: ws.newId('inquiry'),
    rid: room._id,
    name: room.fname,
    ts: room.ts,
    ...(guest.department && { department: guest.department }),
    message: message ?? '',
    status: ready ? 'ready' : 'queued',
    v: structuredClone(room.v),
  };
  ws.data.inquiries.push(inquiry);
  return inquiry;
}

function routeNew(ws: Workspace, room: RoomDoc, inquiry: InquiryDoc, agent: SelectedAgent | undefined): RoomDoc {
  // Both events show the room as it was created, before any message (HOST A.3).
  const created = structuredClone(room);
  fire(ws, 'IPostLivechatRoomStarted', convertRoom(ws, created) as AppObject);
  const { _id, username, token } = room.v as { _id: string; username?: string; token: string };
  saveSystemMessage(ws, 'livechat-started', room._id, '', { _id, username }, { token });
  if (inquiry.status === 'ready') delegateInquiry(ws, inquiry, agent, {}, created);
  return room;
}

/**
 * One round of the queue worker: with automatic routing, licence or not, each queue's next `queued` inquiry is tried;
 * `ready` and `taken` ones are left alone (HOST-CASES 17). Returns how many conversations got an agent.
 */
export function runQueueWorker(ws: Workspace): number {
  if (!assignsByItself(ws) || !isOn(ws, 'Livechat_enabled')) return 0;
  let assigned = 0;
  const waiting = ws.data.inquiries.filter((inquiry) => inquiry.status === 'queued');
  for (const inquiry of [...waiting].sort((a, b) => a.ts.getTime() - b.ts.getTime())) {
    const room = roomById(ws, inquiry.rid);
    if (room === undefined || room.closedAt) {
      remove(ws.data.inquiries, (candidate) => candidate._id === inquiry._id);
    } else if (room.servedBy) {
      inquiry.status = 'taken';
    } else if (
      delegateInquiry(ws, inquiry, inquiry.defaultAgent as SelectedAgent | undefined, {}, structuredClone(room)).room
        ?.servedBy
    ) {
      assigned += 1;
    }
  }
  return assigned;
}
