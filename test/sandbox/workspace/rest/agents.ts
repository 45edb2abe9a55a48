import { isBot } from '../agents';
import { departmentById, departmentsOfAgent, userById } from '../find';
import { mayDo } from '../permissions';
import type { AppObject, UserDoc, Workspace } from '../types';
import { countAsked, page } from './page';
import { status, text, type Answer, type Call, type Route } from './route';
import { object, paging, text as anyText } from './schema';

/** Agents and their switch. */
export const agentRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/users/agent',
    access: { any: ['transfer-livechat-guest', 'edit-omnichannel-contact'] },
    refusal: 'unauthorized',
    schema: object({ ...paging, text: anyText, onlyAvailable: anyText, excludeId: anyText, showIdleAgents: anyText }),
    handle: (call) => {
      // The database refuses a limit of none.
      if (countAsked(call) === 0) throw new Error('the limit must be positive');
      return page(call, 'users', listAgents(call), { name: 1 });
    },
  },
  {
    method: 'GET',
    path: 'livechat/users/agent/:_id',
    access: { all: ['view-livechat-manager'] },
    handle: ({ ws, params }) => {
      const user = userById(ws, params._id);
      return { user: user?.roles.includes('livechat-agent') ? agentOf(ws, user) : null };
    },
  },
  {
    method: 'GET',
    path: 'livechat/agents/:agentId/departments',
    access: { all: ['view-l-room'] },
    schema: object({ enabledDepartmentsOnly: anyText }),
    handle: ({ ws, params }) => ({
      departments: ws.data.departmentAgents
        .filter((member) => member.agentId === params.agentId)
        .map((member) => ({ ...member, departmentName: departmentById(ws, member.departmentId)?.name })),
    }),
  },
  {
    method: 'POST',
    path: 'livechat/agent.status',
    access: { all: ['view-l-room'] },
    schema: object({
      status: { type: 'string', enum: ['available', 'not-available'], nullable: true },
      agentId: anyText,
    }),
    handle: agentStatus,
  },
];

function agentOf(ws: Workspace, user: UserDoc): AppObject {
  const { _id, username, name, status: presence, statusLivechat, emails, livechat } = user;
  const departments = departmentsOfAgent(ws, _id);
  return {
    _id,
    username,
    name,
    status: presence,
    statusLivechat,
    emails,
    livechat: livechat ?? null,
    // As the server's database groups them: who is in none has one that is null.
    departments: departments.length > 0 ? departments : [null],
  };
}

function listAgents({ ws, query }: Call): AppObject[] {
  const wanted = (query.text ?? '').toLowerCase();
  const told = (user: UserDoc): string =>
    [user.username, user.name, ...(user.emails ?? []).map(({ address }) => address)].join(' ').toLowerCase();
  return ws.data.users
    .filter((user) => user.roles.includes('livechat-agent'))
    .filter((user) => query.onlyAvailable !== 'true' || user.statusLivechat === 'available')
    .filter((user) => query.excludeId === undefined || user._id !== query.excludeId)
    .filter((user) => query.showIdleAgents !== 'false' || isBot(user) || (user.status ?? 'offline') !== 'offline')
    .filter((user) => told(user).includes(wanted))
    .map((user) => agentOf(ws, user));
}

/** The agent's switch; another's needs manage-livechat-agents. */
function agentStatus(call: Call): Answer {
  const { ws, user } = call;
  const agentId = text(call, 'agentId') ?? user?._id;
  const agent = userById(ws, agentId);
  if (!agent?.roles.includes('livechat-agent')) return status(404, 'Agent not found');
  if (!agent.active) return status(400, 'error-user-deactivated');
  if (agentId !== user?._id && !mayDo(ws, user, 'manage-livechat-agents')) return status(403, 'unauthorized');
  const wanted = text(call, 'status') ?? (agent.statusLivechat === 'available' ? 'not-available' : 'available');
  agent.statusLivechat = wanted;
  return { status: wanted };
}
