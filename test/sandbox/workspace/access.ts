import { departmentById, departmentsOfAgent, inquiryOfRoom, isAgentOf, isSubscribed, userById } from './find';
import { mayDo } from './permissions';
import { assignsByItself } from './settings';
import type { RoomDoc, UserDoc, Workspace } from './types';

/**
 * May this user enter the room? For conversations the server's validators in turn (HOST C.1): view-livechat-rooms,
 * who serves it, closed rooms of others, the queue's preview, closed rooms of the own department, rocket.cat.
 */
export function canAccessRoom(ws: Workspace, room: RoomDoc, userId: string): boolean {
  const user = userById(ws, userId);
  if (user === undefined) return false;
  if (room.t === 'c') return true;
  if (room.t !== 'l') return isSubscribed(ws, room._id, userId);
  return (
    mayDo(ws, user, 'view-livechat-rooms') ||
    room.servedBy?._id === userId ||
    (room.open !== true && mayDo(ws, user, 'view-livechat-room-closed-by-another-agent')) ||
    mayPreviewQueue(ws, room, user) ||
    mayReadClosedOfDepartment(ws, room, user) ||
    userId === 'rocket.cat'
  );
}

/**
 * Manual routing lets agents look into what waits. An agent of no enabled department may look into every queued room,
 * department rooms included (HOST-CASES 28); others into those of their departments and of the public queue.
 */
function mayPreviewQueue(ws: Workspace, room: RoomDoc, user: UserDoc): boolean {
  if (assignsByItself(ws)) return false;
  const inquiry = inquiryOfRoom(ws, room._id);
  if (inquiry?.status !== 'queued' || !mayDo(ws, user, 'view-l-room')) return false;
  if (user.roles.includes('livechat-manager')) return true;
  const own = departmentsOfAgent(ws, user._id).filter((id) => departmentById(ws, id)?.enabled === true);
  return own.length === 0 || inquiry.department === undefined || own.includes(inquiry.department);
}

function mayReadClosedOfDepartment(ws: Workspace, room: RoomDoc, user: UserDoc): boolean {
  return (
    room.open !== true &&
    room.departmentId !== undefined &&
    isAgentOf(ws, user._id, room.departmentId) &&
    mayDo(ws, user, 'view-livechat-room-closed-same-department')
  );
}
