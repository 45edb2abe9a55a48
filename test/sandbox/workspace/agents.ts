import { departmentById, openRoomsOfAgent } from './find';
import { isOn, setting } from './settings';
import type { UserDoc, Workspace } from './types';
import { since } from './versions';

/** An agent on the way to a conversation (SelectedAgent). */
export interface SelectedAgent {
  agentId: string;
  username: string;
}

export const isBot = (user: UserDoc | undefined): boolean => user?.roles.includes('bot') ?? false;

const selected = (user: UserDoc): SelectedAgent => ({ agentId: user._id, username: user.username });

/**
 * The server's idea of an agent who is there (HOST C.13, queryStatusAgentOnline): available, active, with the agent's
 * role, and with a presence that is not offline unless he is a bot. `idle` is the value of
 * Livechat_enabled_when_agent_idle where the caller passes it: false excludes who is away; on older servers true drops
 * the look at the presence altogether (HOST-CASES 13).
 */
function isThere(ws: Workspace, user: UserDoc, idle: boolean | undefined, accepting = false): boolean {
  if (user.statusLivechat !== 'available' || !user.active || !user.roles.includes('livechat-agent')) return false;
  if (idle === false && user.statusConnection === 'away') return false;
  const looksAtPresence = since(ws.version, 'offlineNeverPicked')
    ? !(accepting && since(ws.version, 'acceptingPicksOffline'))
    : idle !== true;
  return !looksAtPresence || isBot(user) || (user.status !== undefined && user.status !== 'offline');
}

const idleSetting = (ws: Workspace): boolean => setting(ws, 'Livechat_enabled_when_agent_idle') !== false;
const accepting = (ws: Workspace): boolean => isOn(ws, 'Livechat_accept_chats_with_no_agents');

/** Where newer servers pass the idle setting to looks that older ones made without it. */
const idleIfHeeded = (ws: Workspace): boolean | undefined =>
  since(ws.version, 'idleHeededEverywhere') ? idleSetting(ws) : undefined;

/** An agent by id who is online without regard to the idle setting, as forwarding asks (HOST C.3 step 4). */
export function onlineAgentForForwarding(ws: Workspace, agentId: string): UserDoc | undefined {
  return ws.data.users.find((user) => user._id === agentId && isThere(ws, user, undefined));
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

function membersOf(ws: Workspace, departmentId: string): UserDoc[] {
  const ids = ws.data.departmentAgents.filter((member) => member.departmentId === departmentId);
  return ids.flatMap((member) => ws.data.users.filter((user) => user._id === member.agentId));
}

/** Bot agents who may get new conversations: available, active; presence does not matter. */
function botsOf(ws: Workspace, departmentId?: string): UserDoc[] {
  const users = departmentId === undefined || departmentId === '' ? ws.data.users : membersOf(ws, departmentId);
  return users.filter((user) => isBot(user) && isThere(ws, user, undefined));
}

/** The bot who gets a new conversation when Livechat_assign_new_conversation_to_bot is on. */
export function nextBot(ws: Workspace, departmentId?: string): SelectedAgent | undefined {
  const bot = [...botsOf(ws, departmentId)].sort(byLoad)[0];
  return bot && selected(bot);
}

const loadOf = (user: UserDoc): number => (typeof user.livechatCount === 'number' ? user.livechatCount : 0);
const byLoad = (a: UserDoc, b: UserDoc): number => loadOf(a) - loadOf(b) || (a.username < b.username ? -1 : 1);

/**
 * The agent whom automatic routing picks: in a department by its counters (count, order, username), otherwise by the
 * number of conversations given so far, then username. Picking counts. Somebody with all the conversations that he may
 * have is picked only when nobody else is there; the check before taking then refuses him.
 */
export function nextAgent(ws: Workspace, departmentId?: string): SelectedAgent | undefined {
  const fits = (user: UserDoc): boolean => isThere(ws, user, idleSetting(ws), accepting(ws));
  const full = (user: UserDoc): number => (isFull(ws, user._id, departmentId) ? 1 : 0);
  if (departmentId !== undefined && departmentId !== '') {
    const members = ws.data.departmentAgents
      .filter((member) => member.departmentId === departmentId)
      .flatMap((member) =>
        ws.data.users.filter((u) => u._id === member.agentId && fits(u)).map((user) => ({ member, user })),
      )
      .sort(
        (a, b) =>
          full(a.user) - full(b.user) ||
          (a.member.count ?? 0) - (b.member.count ?? 0) ||
          (a.member.order ?? 0) - (b.member.order ?? 0) ||
          (a.user.username < b.user.username ? -1 : 1),
      );
    const pick = members[0];
    if (pick === undefined) return undefined;
    pick.member.count = (pick.member.count ?? 0) + 1;
    return selected(pick.user);
  }
  const pick = ws.data.users.filter(fits).sort((a, b) => full(a) - full(b) || byLoad(a, b))[0];
  if (pick === undefined) return undefined;
  pick.livechatCount = loadOf(pick) + 1;
  return selected(pick);
}

/** The limit of conversations at a time: the agent's own, then the department's, then the setting's; 0 is none. */
function chatLimit(ws: Workspace, user: UserDoc | undefined, departmentId: string | undefined): number {
  const department = Number(departmentById(ws, departmentId)?.maxNumberSimultaneousChat ?? 0);
  if (department > 0) return department;
  const own = Number(user?.livechat?.maxNumberSimultaneousChat ?? 0);
  return own > 0 ? own : Number(setting(ws, 'Livechat_maximum_chats_per_agent') ?? 0);
}

/** True when the agent has as many open conversations as he may; only with the licence and the waiting queue on. */
export function isFull(ws: Workspace, agentId: string, departmentId: string | undefined): boolean {
  if (ws.edition !== 'EE' || !isOn(ws, 'Livechat_waiting_queue')) return false;
  const user = ws.data.users.find((candidate) => candidate._id === agentId);
  if (isBot(user)) return false;
  const limit = chatLimit(ws, user, departmentId);
  return limit > 0 && openRoomsOfAgent(ws, agentId).filter((room) => room.onHold !== true).length >= limit;
}
