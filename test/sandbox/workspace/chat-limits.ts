import { isBot } from './agents';
import { departmentById, openRoomsOfAgent } from './find';
import { setting, waitingQueue } from './settings';
import type { RoomDoc, UserDoc, Workspace } from './types';

const positive = (value: unknown): number => Math.max(0, Number(value ?? 0) || 0);

/**
 * True when the agent has as many open conversations as they may; only with the licence and the waiting queue on, and
 * never for bots. Conversations on hold do not count.
 */
export function isFull(ws: Workspace, agentId: string, departmentId: string | undefined): boolean {
  if (!waitingQueue(ws)) return false;
  const user = ws.data.users.find((candidate) => candidate._id === agentId);
  if (isBot(user)) return false;
  const rooms = openRoomsOfAgent(ws, agentId).filter((room) => room.onHold !== true);
  return ws.traits.chatLimitsAddUp ? anyReached(ws, user, departmentId, rooms) : reached(ws, user, departmentId, rooms);
}

/** The agent's own limit, else the setting's; beside it the department's for its own conversations. */
function anyReached(
  ws: Workspace,
  user: UserDoc | undefined,
  departmentId: string | undefined,
  rooms: RoomDoc[],
): boolean {
  const own = positive(user?.livechat?.maxNumberSimultaneousChat);
  const limit = own || positive(setting(ws, 'Livechat_maximum_chats_per_agent'));
  const department = positive(departmentById(ws, departmentId)?.maxNumberSimultaneousChat);
  const there = rooms.filter((room) => room.departmentId === departmentId).length;
  return (limit > 0 && rooms.length >= limit) || (department > 0 && there >= department);
}

/** Older servers: the department's limit alone, else the agent's, else the setting's. */
function reached(
  ws: Workspace,
  user: UserDoc | undefined,
  departmentId: string | undefined,
  rooms: RoomDoc[],
): boolean {
  const limit =
    positive(departmentById(ws, departmentId)?.maxNumberSimultaneousChat) ||
    positive(user?.livechat?.maxNumberSimultaneousChat) ||
    positive(setting(ws, 'Livechat_maximum_chats_per_agent'));
  return limit > 0 && rooms.length >= limit;
}
