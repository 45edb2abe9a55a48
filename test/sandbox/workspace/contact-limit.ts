import { HostError } from './errors';
import type { RoomDoc, Workspace } from './types';

/**
 * The licence's monthly active contacts (HOST C.1, C.3 to C.5). When they are used up, whoever has had no answer in this
 * month gets none any more: messages of agents and apps, taking, forwarding and returning over REST are refused; what
 * goes to a department, or is routed anew, waits in the queue. Transfers to an agent and closing by an app go on.
 */
export function withinContactLimit(ws: Workspace, room: Pick<RoomDoc, 'v'>): boolean {
  return !ws.contactsUsedUp || room.v?.activity?.includes(ws.now().toISOString().slice(0, 7)) === true;
}

/** Refuses where they are used up. */
export function demandContactLimit(ws: Workspace, room: Pick<RoomDoc, 'v'>): void {
  if (!withinContactLimit(ws, room)) throw new HostError('error-mac-limit-reached');
}
