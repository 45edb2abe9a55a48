import { checkOneOpenRoom } from './conversation';
import { convertAppRoom } from './convert';
import { roomById } from './find';
import type { AppObject, Workspace } from './types';

/**
 * An app's update of a room (HOST B.7). From 7.4 only the changed keys arrive and `_unmappedProperties_` is ignored;
 * before, the whole room is written back as the app holds it: tags and topic through `_unmappedProperties_`, but also
 * open, servedBy without its ts, msgs and counts of a possibly stale read (HOST-CASES 30). What the app's room lacks is
 * not written, and `description` never is.
 */
export function updateRoom(ws: Workspace, room: AppObject): void {
  const stored = roomById(ws, room.id as string | undefined);
  if (ws.traits.partialRoomUpdate && stored === undefined) throw new Error('Room id not found');
  if (!room.id || stored === undefined) throw new Error('A room must exist to update.');
  const back = convertAppRoom(ws, room, ws.traits.partialRoomUpdate);
  checkOneOpenRoom(ws, { ...stored, ...(back?.open !== undefined && { open: back.open }) });
  for (const [key, value] of Object.entries(back ?? {})) {
    if (key !== '_id' && value !== undefined) stored[key] = structuredClone(value);
  }
}
