import { demandContactLimit } from './contact-limit';
import { HostError } from './errors';
import { inquiryOfRoom, userById } from './find';
import { unassign } from './routing';
import { saveHistory, transferredBy, type TransferData } from './transfer-history';
import type { RoomDoc, Workspace } from './types';

/**
 * Back to the queue (HOST C.5). False when nobody serves the room or its inquiry is gone. Any department id is
 * accepted, even one that does not exist (HOST-CASES 15).
 */
export function returnToQueue(
  ws: Workspace,
  room: RoomDoc,
  departmentId?: string,
  override: Partial<TransferData> = {},
): boolean {
  if (room.open !== true) {
    throw new HostError('room-closed', ws.traits.roomClosedHasReason ? 'Room closed' : undefined);
  }
  if (room.onHold === true) throw new HostError('error-room-onHold');
  demandContactLimit(ws, room);
  if (room.servedBy === undefined) return false;
  const user = userById(ws, room.servedBy._id);
  if (user === undefined) throw new HostError('error-invalid-user');
  const inquiry = inquiryOfRoom(ws, room._id);
  if (inquiry === undefined) return false;
  saveHistory(ws, room, { scope: 'queue', departmentId, transferredBy: transferredBy(user, room), ...override });
  unassign(ws, inquiry, departmentId);
  return true;
}
