import type { MessageDoc, RoomDoc, Workspace } from './types';

/** What people do at the server's own surfaces (widget, agent's client, presence), for stories and for REST. */

/** The widget opens: the visitor's open conversation, or a new one (GET livechat/room). */
export async function openWidget(ws: Workspace, token: string): Promise<{ room: RoomDoc; newRoom: boolean }> {
  throw new Error('not there yet');
}

/** The visitor writes in the widget (POST livechat/message); throws 'room-closed' or 'invalid-room'. */
export async function visitorWrites(
  ws: Workspace,
  message: { token: string; rid: string; msg: string },
): Promise<MessageDoc> {
  throw new Error('not there yet');
}

/** The visitor ends the conversation in the widget (POST livechat/room.close). */
export function visitorCloses(ws: Workspace, close: { token: string; rid: string }): void {
  throw new Error('not there yet');
}

/** A user writes in a room (executeSendMessage); throws HostError 'error-not-allowed' and the size refusals. */
export function agentWrites(ws: Workspace, message: { userId: string; rid: string; msg: string }): MessageDoc {
  throw new Error('not there yet');
}

/** An agent takes a waiting conversation. */
export function agentTakes(ws: Workspace, take: { userId: string; rid: string }): void {
  throw new Error('not there yet');
}

/** Somebody forwards a conversation to an agent or a department; false when the room is closed. */
export function agentForwards(
  ws: Workspace,
  forward: { byUserId: string; rid: string; toUserId?: string; departmentId?: string; comment?: string },
): boolean {
  throw new Error('not there yet');
}

/** An agent closes a conversation. */
export function agentCloses(
  ws: Workspace,
  close: { userId: string; rid: string; comment?: string; tags?: string[] },
): void {
  throw new Error('not there yet');
}

/** An agent returns a conversation to the queue; false when nobody served it. */
export function agentReturnsToQueue(
  ws: Workspace,
  back: { userId: string; rid: string; departmentId?: string },
): boolean {
  throw new Error('not there yet');
}

/** Presence of a user changes: fires IPostUserStatusChanged with the partial user (HOST A.3). */
export function setPresence(ws: Workspace, userId: string, status: 'online' | 'away' | 'busy' | 'offline'): void {
  throw new Error('not there yet');
}

/** An agent's omnichannel switch; no event follows. */
export function setAvailability(ws: Workspace, userId: string, value: 'available' | 'not-available'): void {
  throw new Error('not there yet');
}

/** One round of the server's queue worker: tries to assign what waits (HOST-CASES 17). Returns how many it assigned. */
export function runQueueWorker(ws: Workspace): number {
  throw new Error('not there yet');
}
