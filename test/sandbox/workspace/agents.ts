import { departmentById } from './find';
import { isOn, setting } from './settings';
import type { UserDoc, Workspace } from './types';

/** An agent on the way to a conversation (SelectedAgent). */
export interface SelectedAgent {
  agentId: string;
  username: string;
}

export const isBot = (user: UserDoc | undefined): boolean => user?.roles.includes('bot') ?? false;

export const selected = (user: UserDoc): SelectedAgent => ({ agentId: user._id, username: user.username });

/**
 * The server's idea of an agent who is there: available, active, with the agent's role. `idle` is the value of
 * Livechat_enabled_when_agent_idle where the caller passes it. True: the presence does not matter. False: not offline
 * unless a bot, and not away by the connection. Not passed (older servers, some places): not offline unless a bot.
 */
export function isThere(ws: Workspace, user: UserDoc, idle: boolean | undefined, accepting = false): boolean {
  if (user.statusLivechat !== 'available' || !user.active || !user.roles.includes('livechat-agent')) return false;
  if (idle === false && user.statusConnection === 'away') return false;
  const looksAtPresence = ws.traits.offlineNeverPicked
    ? !(accepting && ws.traits.acceptingPicksOffline)
    : idle !== true;
  return !looksAtPresence || isBot(user) || (user.status !== undefined && user.status !== 'offline');
}

export const idleSetting = (ws: Workspace): boolean => setting(ws, 'Livechat_enabled_when_agent_idle') !== false;
export const accepting = (ws: Workspace): boolean => isOn(ws, 'Livechat_accept_chats_with_no_agents');

/** Where newer servers pass the idle setting to looks that older ones made without it. */
const idleIfHeeded = (ws: Workspace): boolean | undefined =>
  ws.traits.idleHeededEverywhere ? idleSetting(ws) : undefined;

/** An agent by id who is there, as forwarding asks. */
export function onlineAgentForForwarding(ws: Workspace, agentId: string): UserDoc | undefined {
  return ws.data.users.find((user) => user._id === agentId && isThere(ws, user, idleIfHeeded(ws)));
}

/** An agent by id as taking from the queue asks: with the idle setting (HOST-CASES 11). */
export function agentForTaking(ws: Workspace, agentId: string): UserDoc | undefined {
  return ws.data.users.find((user) => user._id === agentId && isThere(ws, user, idleSetting(ws), accepting(ws)));
}

/** True when this agent is there, as the standard build asks before an inquiry is taken. */
export function agentIsOnline(ws: Workspace, agentId: string): boolean {
  return ws.data.users.some((user) => user._id === agentId && isThere(ws, user, idleIfHeeded(ws), accepting(ws)));
}

/** Members of the department who are there, without its fallback department. */
export function departmentHasOnline(ws: Workspace, departmentId: string): boolean {
  return membersOf(ws, departmentId).some((user) => isThere(ws, user, idleIfHeeded(ws)));
}

/** True when somebody is there: in the department or, failing that, in its fallback department, or anywhere. */
export function anybodyOnline(ws: Workspace, departmentId?: string, seen: string[] = []): boolean {
  // Over the wire to an app undefined becomes null; the server asks `if (department)`.
  if (!departmentId) {
    return ws.data.users.some((user) => isThere(ws, user, idleIfHeeded(ws)));
  }
  if (departmentHasOnline(ws, departmentId)) return true;
  const fallback = departmentById(ws, departmentId)?.fallbackForwardDepartment;
  return fallback !== undefined && fallback !== '' && !seen.includes(fallback)
    ? anybodyOnline(ws, fallback, [...seen, departmentId])
    : false;
}

/** isOnlineAsync and the widget's online state (HOST C.14). */
export function serviceOnline(ws: Workspace, departmentId?: string): boolean {
  if (accepting(ws)) return true;
  if (isOn(ws, 'Livechat_assign_new_conversation_to_bot') && botsOf(ws, departmentId).length > 0) return true;
  return anybodyOnline(ws, departmentId);
}

/** The department or the first one of its chain of fallback departments where somebody is there. */
export function departmentWithSomebody(ws: Workspace, departmentId: string, seen: string[] = []): string | undefined {
  if (departmentHasOnline(ws, departmentId)) return departmentId;
  const fallback = departmentById(ws, departmentId)?.fallbackForwardDepartment;
  return fallback !== undefined && fallback !== '' && !seen.includes(fallback)
    ? departmentWithSomebody(ws, fallback, [...seen, departmentId])
    : undefined;
}

/** The first enabled department shown on registration where somebody is there; new rooms without one get it. */
export function requiredDepartment(ws: Workspace): string | undefined {
  return ws.data.departments.find(
    (department) =>
      department.enabled &&
      department.numAgents > 0 &&
      department.showOnRegistration &&
      departmentHasOnline(ws, department._id),
  )?._id;
}

export function membersOf(ws: Workspace, departmentId: string): UserDoc[] {
  const ids = ws.data.departmentAgents.filter((member) => member.departmentId === departmentId);
  return ids.flatMap((member) => ws.data.users.filter((user) => user._id === member.agentId));
}

/** Bot agents who may get new conversations: available, active; presence does not matter. */
function botsOf(ws: Workspace, departmentId?: string): UserDoc[] {
  const users = departmentId === undefined || departmentId === '' ? ws.data.users : membersOf(ws, departmentId);
  return users.filter((user) => isBot(user) && isThere(ws, user, undefined));
}

const loadOf = (user: UserDoc): number => (typeof user.livechatCount === 'number' ? user.livechatCount : 0);
const byLoad = (a: UserDoc, b: UserDoc): number => loadOf(a) - loadOf(b) || (a.username < b.username ? -1 : 1);

/** The bot who gets a new conversation when Livechat_assign_new_conversation_to_bot is on. */
export function nextBot(ws: Workspace, departmentId?: string): SelectedAgent | undefined {
  const bot = [...botsOf(ws, departmentId)].sort(byLoad)[0];
  return bot && selected(bot);
}
