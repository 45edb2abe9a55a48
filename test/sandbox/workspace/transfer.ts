import { onlineAgentForForwarding, anybodyOnline, type SelectedAgent } from './agents';
import { withinContactLimit } from './contact-limit';
import { convertRoom } from './convert';
import { HostError } from './errors';
import { fire } from './events';
import { departmentById, inquiryOfRoom, isAgentOf, roomById } from './find';
import { changeDepartment, delegateInquiry, queueAgain, removeSubscriptions, takeInquiry, unassign } from './routing';
import { assignsByItself, setting, waitingQueue } from './settings';
import { saveSystemMessage } from './system-messages';
import { appTransferEnd } from './transfer-event';
import { saveHistory, type TransferData } from './transfer-history';
import type { DepartmentDoc, RoomDoc, Workspace } from './types';

/**
 * Transfers the conversation; `room` is what the caller holds. Returns false when that room is closed or no target is
 * given, true otherwise, and true does not mean that the agent changed (HOST C.3 step 6): read `servedBy` again.
 */
export function transfer(ws: Workspace, room: RoomDoc, data: TransferData): boolean {
  if (room.onHold === true) throw new Error('error-room-onHold');
  if (data.departmentId) {
    const department = departmentById(ws, data.departmentId);
    if (department === undefined) throw new Error('error-invalid-department');
    return forwardToDepartment(ws, room, { ...data, department: { _id: department._id, name: department.name } });
  }
  return data.userId ? forwardToAgent(ws, room, data.userId, data) : false;
}

function forwardToAgent(ws: Workspace, room: RoomDoc, agentId: string, data: TransferData): boolean {
  if (room.open !== true) return false;
  const user = onlineAgentForForwarding(ws, agentId);
  if (user === undefined) throw new Error('error-user-is-offline');
  const inquiry = inquiryOfRoom(ws, room._id);
  if (inquiry === undefined) throw new Error('error-invalid-inquiry');
  const old = room.servedBy;
  if (old?._id === agentId) throw new Error('error-selected-agent-room-agent-are-same');
  // Without the department the limits of the department do not count.
  const { department: _department, ...bare } = inquiry;
  const agent = { agentId, username: user.username };
  const taken = takeInquiry(ws, { ...bare }, agent, { clientAction: data.clientAction }, room).room;
  if (taken === undefined) return false;
  saveHistory(ws, room, data);
  const now = taken.servedBy;
  if (now === undefined) return true;
  const rest = old && now._id !== old._id ? removeSubscriptions(ws, room._id, now._id) : undefined;
  fire(ws, 'IPostLivechatRoomTransferred', () => ({
    type: 'agent',
    room: convertRoom(ws, roomById(ws, room._id)),
    from: appTransferEnd(ws, 'agent', old?._id),
    to: appTransferEnd(ws, 'agent', now._id),
  }));
  rest?.();
  return true;
}

/** The agent wanted within the department: online and one of its members. */
function memberWanted(ws: Workspace, departmentId: string, data: TransferData): SelectedAgent | undefined {
  if (!data.userId) return undefined;
  const user = onlineAgentForForwarding(ws, data.userId);
  if (user === undefined) throw new Error('error-user-is-offline');
  if (!isAgentOf(ws, user._id, departmentId)) throw new Error('error-user-not-belong-to-department');
  return { agentId: user._id, username: user.username };
}

function forwardToDepartment(
  ws: Workspace,
  room: RoomDoc,
  data: TransferData & { department: { _id: string; name: string } },
): boolean {
  if (room.open !== true) return false;
  const to = data.department._id;
  checkForwardAllowed(ws, room, to);
  const inquiry = inquiryOfRoom(ws, room._id);
  if (inquiry === undefined) throw new Error('error-transferring-inquiry');
  const from = room.departmentId;
  if (from === to) throw new Error('error-forwarding-chat-same-department');
  const agent = memberWanted(ws, to, data);
  const department = departmentById(ws, to) as DepartmentDoc;
  // Disabled, archived and agent-less departments are taken as they are (HOST-CASES 15).
  if (waitsInDepartment(ws, department) || !withinContactLimit(ws, room)) {
    saveHistory(ws, room, data);
    return unassign(ws, inquiry, to, true, agent);
  }
  const old = room.servedBy;
  const options = { clientAction: data.clientAction, forwardingToDepartment: { oldDepartmentId: from } };
  const { room: taken, chatQueued } = delegateInquiry(ws, { ...inquiry, department: to }, agent, options, room);
  if (taken === undefined) return false;
  if (!chatQueued && old && taken.servedBy?._id === old._id) return toFallback(ws, room, data, department);
  if (data.usingFallbackDep) {
    const { _id, username } = data.transferredBy;
    const { clientAction: _button, ...transferData } = data;
    saveSystemMessage(
      ws,
      'livechat_transfer_history_fallback',
      room._id,
      '',
      { _id, username },
      { transferData: { ...transferData, prevDepartment: data.originalDepartmentName } },
    );
  }
  saveHistory(ws, room, data);
  const rest = old ? removeSubscriptions(ws, room._id, chatQueued ? undefined : taken.servedBy?._id) : undefined;
  changeDepartment(ws, room._id, to, from);
  rest?.();
  if (chatQueued) waitInDepartment(ws, room._id);
  return true;
}

/** True when the conversation is put into the department's queue instead of being given to somebody there. */
function waitsInDepartment(ws: Workspace, department: DepartmentDoc): boolean {
  if (!assignsByItself(ws)) return true;
  const online = anybodyOnline(ws, department._id);
  if (department.allowReceiveForwardOffline === true && !online) return true;
  return ws.traits.waitingQueueHolds && waitingQueue(ws) && online;
}

/** With the licence a department may name the departments that it forwards to. */
function checkForwardAllowed(ws: Workspace, room: RoomDoc, to: string): void {
  if (ws.edition !== 'EE' || room.departmentId === undefined) return;
  const allowed = departmentById(ws, room.departmentId)?.departmentsAllowedToForward ?? [];
  if (allowed.length > 0 && !allowed.includes(to)) {
    throw new HostError(
      'error-forwarding-department-target-not-allowed',
      'The forwarding to the target department is not allowed.',
    );
  }
}

/** The licensed waiting queue keeps the conversation: unassigned, waiting in its new department. */
function waitInDepartment(ws: Workspace, rid: string): void {
  const room = roomById(ws, rid);
  const inquiry = inquiryOfRoom(ws, rid);
  if (room === undefined || inquiry === undefined) return;
  delete room.servedBy;
  room.queuedAt = ws.now();
  inquiry.status = 'ready';
  queueAgain(ws, inquiry);
}

/**
 * Nobody of the department took it. Its fallback department is tried in the standard build, licence or not; without the
 * enterprise folder true comes back and nothing happened (HOST-CASES 14).
 */
function toFallback(ws: Workspace, room: RoomDoc, data: TransferData, department: DepartmentDoc): boolean {
  if (!department.fallbackForwardDepartment) {
    const isService = ws.traits.departmentErrorSaysService;
    throw new Error(
      isService ? 'error-no-agents-available-for-service-on-department' : 'error-no-agents-online-in-department',
    );
  }
  if (ws.edition === 'FOSS') return true;
  const next = departmentById(ws, department.fallbackForwardDepartment);
  const { hops = 1 } = data;
  // Without a licence nothing limits the chain.
  if (next === undefined || hops > Number(setting(ws, 'Omnichannel_max_fallback_forward_depth') ?? Infinity))
    return false;
  return forwardToDepartment(ws, room, {
    ...data,
    usingFallbackDep: true,
    hops: hops + 1,
    originalDepartmentName: data.originalDepartmentName ?? department.name,
    departmentId: next._id,
    department: { _id: next._id, name: next.name },
  });
}
