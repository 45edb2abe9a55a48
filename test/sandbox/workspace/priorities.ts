import { inquiryOfRoom, roomById } from './find';
import { saveSystemMessage } from './system-messages';
import type { PriorityDoc, RoomDoc, UserDoc, Workspace } from './types';

/** The weight of a conversation without a priority. */
const NO_WEIGHT = 99;

/** The five priorities that a server with the licensed module begins with. */
export function defaultPriorities(): PriorityDoc[] {
  return ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((i18n, index) => ({
    _id: `priority-${i18n.toLowerCase()}`,
    i18n,
    sortItem: index + 1,
    dirty: false,
  }));
}

function history(ws: Workspace, room: RoomDoc, user: UserDoc, priority?: PriorityDoc): void {
  const { _id, username } = user;
  saveSystemMessage(ws, 'omnichannel_priority_change_history', room._id, '', user, {
    priorityData: { definedBy: { _id, username }, ...(priority && { priority }) },
  });
}

function neededRoom(ws: Workspace, rid: string): RoomDoc {
  const room = roomById(ws, rid);
  if (room === undefined) throw new Error('error-room-does-not-exist');
  return room;
}

/** Gives a conversation a priority and says so in it; throws 'error-room-does-not-exist' and 'error-invalid-priority'. */
export function setPriority(ws: Workspace, rid: string, user: UserDoc, priorityId: string): void {
  const room = neededRoom(ws, rid);
  const priority = ws.data.priorities.find(({ _id }) => _id === priorityId);
  if (priority === undefined) throw new Error('error-invalid-priority');
  for (const doc of [room, inquiryOfRoom(ws, rid)]) {
    if (doc) Object.assign(doc, { priorityId, priorityWeight: priority.sortItem });
  }
  history(ws, room, user, priority);
}

/** Takes the priority away and says so, whether or not there was one. */
export function removePriority(ws: Workspace, rid: string, user: UserDoc): void {
  const room = neededRoom(ws, rid);
  for (const doc of [room, inquiryOfRoom(ws, rid)]) {
    if (!doc) continue;
    delete doc.priorityId;
    doc.priorityWeight = NO_WEIGHT;
  }
  history(ws, room, user);
}

/** Sets or removes the service level and says so in the conversation; throws for an unknown one. */
export function setSla(ws: Workspace, room: RoomDoc, user: UserDoc, slaId: string | undefined): void {
  const sla = slaId ? ws.data.slas.find(({ _id }) => _id === slaId) : undefined;
  if (slaId && sla === undefined) throw new Error(`SLA not found with id: ${slaId}`);
  for (const doc of [room, inquiryOfRoom(ws, room._id)]) {
    if (!doc) continue;
    if (sla) Object.assign(doc, { slaId: sla._id, estimatedWaitingTimeQueue: sla.dueTimeInMinutes });
    else delete doc.slaId;
  }
  const { _id, username } = user;
  saveSystemMessage(ws, 'omnichannel_sla_change_history', room._id, '', user, {
    slaData: { definedBy: { _id, username }, ...(sla && { sla: { name: sla.name } }) },
  });
}

/**
 * What the enterprise folder does after saveInfo stored a new priority or service level, licence or not: an unknown one
 * is refused, too late to keep it out of the room.
 */
export function afterSaveInfo(ws: Workspace, before: RoomDoc, room: RoomDoc, user: UserDoc): void {
  if (before.slaId !== room.slaId) setSla(ws, room, user, room.slaId as string | undefined);
  if (before.priorityId === room.priorityId) return;
  if (room.priorityId) setPriority(ws, room._id, user, room.priorityId as string);
  else removePriority(ws, room._id, user);
}
