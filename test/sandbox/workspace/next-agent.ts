import { accepting, idleSetting, isThere, membersOf, selected, type SelectedAgent } from './agents';
import { isFull } from './chat-limits';
import { openRoomsOfAgent } from './find';
import { isLocked } from './locks';
import { setting } from './settings';
import type { UserDoc, Workspace } from './types';

const byName = (a: UserDoc, b: UserDoc): number => (a.username < b.username ? -1 : 1);
const countOf = (user: UserDoc): number => (typeof user.livechatCount === 'number' ? user.livechatCount : 0);
const time = (date: Date | undefined): number => date?.getTime() ?? 0;

/**
 * The agent whom automatic routing picks, by Livechat_Routing_Method. Picking counts. Somebody with all the conversations
 * that they may have is picked only when nobody else is there; the check before taking then refuses them.
 */
export function nextAgent(ws: Workspace, departmentId?: string): SelectedAgent | undefined {
  const within = departmentId === undefined || departmentId === '' ? undefined : departmentId;
  const fits = (user: UserDoc): boolean =>
    isThere(ws, user, idleSetting(ws), accepting(ws)) && !(ws.traits.agentLocks && isLocked(ws, user));
  const users = (within === undefined ? ws.data.users : membersOf(ws, within)).filter(fits);
  const full = (user: UserDoc): number => (isFull(ws, user._id, within) ? 1 : 0);
  const order = ORDERS[String(setting(ws, 'Livechat_Routing_Method'))] ?? byCount;
  const pick = [...users].sort((a, b) => full(a) - full(b) || order(ws, a, b, within))[0];
  if (pick === undefined) return undefined;
  count(ws, pick, within);
  return selected(pick);
}

type Order = (ws: Workspace, a: UserDoc, b: UserDoc, departmentId: string | undefined) => number;

const ORDERS: Record<string, Order> = {
  /** Whoever has the fewest conversations, then whoever was picked longest ago. */
  Load_Balancing: (ws, a, b) =>
    openRoomsOfAgent(ws, a._id).length - openRoomsOfAgent(ws, b._id).length ||
    time(a.lastAssignTime as Date | undefined) - time(b.lastAssignTime as Date | undefined),
  /** In turn. */
  Load_Rotation: (_ws, a, b) => time(a.lastRoutingTime) - time(b.lastRoutingTime),
};

/** In a department by its counters (count, order, username), otherwise by the number given so far, then username. */
const byCount: Order = (ws, a, b, departmentId) => {
  if (departmentId === undefined) return countOf(a) - countOf(b) || byName(a, b);
  const [one, other] = [member(ws, departmentId, a), member(ws, departmentId, b)];
  return (one?.count ?? 0) - (other?.count ?? 0) || (one?.order ?? 0) - (other?.order ?? 0) || byName(a, b);
};

const member = (ws: Workspace, departmentId: string, user: UserDoc) =>
  ws.data.departmentAgents.find((entry) => entry.departmentId === departmentId && entry.agentId === user._id);

function count(ws: Workspace, user: UserDoc, departmentId: string | undefined): void {
  user.lastRoutingTime = ws.now();
  user.lastAssignTime = ws.now();
  const entry = departmentId === undefined ? undefined : member(ws, departmentId, user);
  if (entry) entry.count = (entry.count ?? 0) + 1;
  else user.livechatCount = countOf(user) + 1;
}
