import { agentForTaking, agentIsOnline, isBot, type SelectedAgent } from './agents';
import { isFull } from './chat-limits';
import { withinContactLimit } from './contact-limit';
import { convertRoom, convertUser } from './convert';
import { fire, readPending } from './events';
import { appTransferEnd } from './transfer-event';
import { departmentById, inquiryOfRoom, isSubscribed, remove, roomById, subscriptionsOfRoom, userById } from './find';
import { lockAgent } from './locks';
import { nextAgent } from './next-agent';
import { assignsByItself, waitingQueue } from './settings';
import { saveSystemMessages } from './system-messages';
import type { InquiryDoc, RoomDoc, Workspace } from './types';

export interface TakeOptions {
  /** Somebody pressed a button: refusals are told instead of swallowed. */
  clientAction?: boolean;
  /** The inquiry is on its way to another department. */
  forwardingToDepartment?: { oldDepartmentId?: string };
}

/** What came of taking: the room as it is now, or unchanged, or marked as queued by the waiting queue. */
export interface TakeResult {
  room: RoomDoc | undefined;
  chatQueued: boolean;
}

/**
 * The check that the standard build makes before anybody takes an inquiry, registered outside the licence check
 * (HOST-CASES 2): the agent must be online and, with the licence and the waiting queue, below his limit.
 */
export function whyAgentMayNot(ws: Workspace, agent: SelectedAgent, inquiry: InquiryDoc): string | undefined {
  if (ws.edition === 'FOSS') return undefined;
  if (!agentIsOnline(ws, agent.agentId)) return 'Provided agent is not online';
  if (isFull(ws, agent.agentId, inquiry.department)) return 'error-max-number-simultaneous-chats-reached';
  return undefined;
}

/**
 * An agent takes the inquiry. `room` is what the caller holds, not what is stored: a stale one is believed
 * (HOST-CASES 16). A refusal is swallowed unless a button was pressed; what comes back then depends on the server.
 */
export function takeInquiry(
  ws: Workspace,
  inquiry: InquiryDoc,
  agent: SelectedAgent,
  options: TakeOptions,
  room: RoomDoc,
): TakeResult {
  if (room.open !== true || room.servedBy?._id === agent.agentId) return { room, chatQueued: false };
  const release = lockAgent(ws, agent.agentId);
  const refusal = release === undefined ? 'error-agent-is-locked' : whyAgentMayNot(ws, agent, inquiry);
  try {
    if (refusal === undefined) return take(ws, inquiry, agent, room);
  } finally {
    release?.();
  }
  if (options.clientAction && !options.forwardingToDepartment) throw new Error(refusal);
  return notTaken(ws, inquiry, options, room);
}

function take(ws: Workspace, inquiry: InquiryDoc, agent: SelectedAgent, room: RoomDoc): TakeResult {
  const stored = inquiryOfRoom(ws, inquiry.rid);
  if (stored) {
    stored.status = 'taken';
    delete stored.defaultAgent;
  }
  assignAgent(ws, inquiry, agent);
  const after = roomById(ws, inquiry.rid);
  const shown = ws.traits.assignedShowsNewAgent ? after : room;
  fire(ws, 'IPostLivechatAgentAssigned', {
    room: convertRoom(ws, shown),
    agent: convertUser(ws, userById(ws, agent.agentId)),
  });
  return { room: after, chatQueued: false };
}

/**
 * The agent may not. The licensed waiting queue takes a conversation that was on its way from one department to another.
 * Otherwise the licensed module of newer servers gives no room at all, and every other server the unchanged one.
 */
function notTaken(ws: Workspace, inquiry: InquiryDoc, options: TakeOptions, room: RoomDoc): TakeResult {
  const from = options.forwardingToDepartment?.oldDepartmentId;
  const onItsWay = from !== undefined && inquiry.department !== undefined && from !== inquiry.department;
  if (waitingQueue(ws) && onItsWay) return { room, chatQueued: true };
  return { room: ws.edition === 'EE' && ws.traits.fullAgentIsRefused ? undefined : room, chatQueued: false };
}

function assignAgent(ws: Workspace, inquiry: InquiryDoc, agent: SelectedAgent): void {
  const { rid } = inquiry;
  const user = userById(ws, agent.agentId);
  const room = roomById(ws, rid);
  if (user === undefined || room === undefined) throw new Error('error-user-not-found');
  if (!isSubscribed(ws, rid, agent.agentId)) {
    ws.data.subscriptions.push({
      _id: ws.newId('subscription'),
      rid,
      u: { _id: agent.agentId, username: agent.username },
      open: true,
      fname: inquiry.name,
    });
  }
  room.servedBy = { _id: agent.agentId, username: agent.username, ts: ws.now() };
  room.usersCount += 1;
  // Written in parallel on the server: either order (HOST-CASES 8).
  saveSystemMessages(ws, rid, [
    { type: 'command', text: 'connected', author: user },
    { type: 'uj', text: '', author: user },
  ]);
}

/** Finds an agent for the inquiry and lets him take it; without one the room stays as it is stored. */
export function delegateInquiry(
  ws: Workspace,
  inquiry: InquiryDoc,
  wanted: SelectedAgent | undefined,
  options: TakeOptions,
  room: RoomDoc,
): TakeResult {
  const usable = wanted !== undefined && (agentIsOnline(ws, wanted.agentId) || isBot(userById(ws, wanted.agentId)));
  const agent = usable ? wanted : assignsByItself(ws) ? nextAgent(ws, inquiry.department) : undefined;
  if (agent === undefined) return { room: roomById(ws, inquiry.rid), chatQueued: false };
  return takeInquiry(ws, inquiry, agent, options, room);
}

/** Takes everybody (but one) out of the room: a message each and, later, IPostLivechatAgentUnassigned each. */
export function removeSubscriptions(ws: Workspace, rid: string, keepUserId?: string): () => void {
  const gone = subscriptionsOfRoom(ws, rid).filter((subscription) => subscription.u._id !== keepUserId);
  // The room of the event is read before the message is written; the server does not wait for either (HOST A.3).
  const steps = gone.flatMap((subscription) => {
    const user = userById(ws, subscription.u._id);
    const room = convertRoom(ws, roomById(ws, rid));
    if (user === undefined || room === undefined) return [];
    return [{ subscription, user, room }];
  });
  return () => {
    for (const { subscription, user, room } of steps) {
      const stored = roomById(ws, rid);
      const removed = remove(ws.data.subscriptions, (candidate) => candidate._id === subscription._id);
      if (stored) stored.usersCount -= removed;
      fire(ws, 'IPostLivechatAgentUnassigned', { room, agent: convertUser(ws, user) }, true);
      const left = { type: 'ul', text: subscription.u.username ?? '', author: user };
      saveSystemMessages(ws, rid, [left], true);
    }
  };
}

/** Puts the conversation into another department: room, inquiry and subscriptions; IPostLivechatRoomTransferred. */
export function changeDepartment(ws: Workspace, rid: string, to: string, from: string | undefined): void {
  const room = roomById(ws, rid);
  const inquiry = inquiryOfRoom(ws, rid);
  if (room) room.departmentId = to;
  if (inquiry) inquiry.department = to;
  if (ws.traits.unknownDepartmentSilent && departmentById(ws, to) === undefined) return;
  fire(ws, 'IPostLivechatRoomTransferred', () => ({
    type: 'department',
    room: convertRoom(ws, roomById(ws, rid)),
    from: appTransferEnd(ws, 'department', from),
    to: appTransferEnd(ws, 'department', to),
  }));
  // The licensed module has more to do before the agent is taken away, and the event is read meanwhile.
  if (ws.edition === 'EE' && ws.traits.eventsReadBeforeNextMessage) readPending(ws);
}

/**
 * Takes the agent from the conversation. With manual routing (or when told) it waits in the queue again; with automatic
 * routing nothing queues it and it stays unassigned (HOST C.5).
 */
export function unassign(
  ws: Workspace,
  inquiry: InquiryDoc,
  departmentId?: string,
  shouldQueue = false,
  defaultAgent?: SelectedAgent,
): boolean {
  const room = roomById(ws, inquiry.rid);
  if (room?.open !== true) return false;
  if (departmentId !== undefined && departmentId !== '' && departmentId !== inquiry.department) {
    changeDepartment(ws, inquiry.rid, departmentId, inquiry.department);
  }
  if (room.servedBy) {
    delete room.servedBy;
    room.queuedAt = ws.now();
    removeSubscriptions(ws, room._id)();
  }
  if (shouldQueue || !assignsByItself(ws)) {
    inquiry.status = 'queued';
    delete inquiry.defaultAgent;
    if (defaultAgent && waitingQueue(ws)) inquiry.defaultAgent = defaultAgent;
  }
  return true;
}

/** Back to the waiting line: the licensed waiting queue and manual routing queue it, automatic routing tries anew. */
export function queueAgain(ws: Workspace, inquiry: InquiryDoc): void {
  const room = roomById(ws, inquiry.rid);
  if (room === undefined) return;
  if (!assignsByItself(ws) || waitingQueue(ws) || !withinContactLimit(ws, room)) {
    inquiry.status = 'queued';
    return;
  }
  delegateInquiry(ws, inquiry, undefined, {}, structuredClone(room));
}

/** The agent as takers are looked up for the REST endpoint and the client's button. */
export function takerById(ws: Workspace, userId: string): SelectedAgent | undefined {
  const user = agentForTaking(ws, userId);
  return user && { agentId: user._id, username: user.username };
}
