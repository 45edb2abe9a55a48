import { isBot } from '../agents';
import { HostError } from '../errors';
import { departmentById, departmentsOfAgent, userById } from '../find';
import { mayDo } from '../permissions';
import type { AppObject, CustomFieldDoc, UserDoc, Workspace } from '../types';
import { page, status, text, type Answer, type Call, type Route } from './route';

/** Agents, departments, custom fields and business hours (HOST C.9, C.13, C.14). */
export const agentRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/users/agent',
    access: { any: ['transfer-livechat-guest', 'edit-omnichannel-contact'] },
    handle: (call) => page(call, 'users', listAgents(call)),
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
    handle: ({ ws, params }) => ({
      departments: ws.data.departmentAgents
        .filter((member) => member.agentId === params.agentId)
        .map((member) => ({ ...member, departmentName: departmentById(ws, member.departmentId)?.name })),
    }),
  },
  {
    method: 'GET',
    path: 'livechat/department',
    access: { any: ['view-livechat-departments', 'view-l-room'] },
    handle: (call) => {
      const { ws, query } = call;
      const text = (query.text ?? '').toLowerCase();
      const found = ws.data.departments.filter(
        (department) =>
          department.name.toLowerCase().includes(text) &&
          (query.onlyMyDepartments !== 'true' ||
            departmentsOfAgent(ws, call.user?._id ?? '').includes(department._id)) &&
          (query.enabled === undefined || department.enabled === (query.enabled === 'true')) &&
          (query.showArchived === 'true' || department.archived !== true),
      );
      return page(call, 'departments', found);
    },
  },
  {
    method: 'GET',
    path: 'livechat/department/:_id',
    access: { any: ['view-livechat-departments', 'view-l-room'] },
    handle: ({ ws, params, query }) => ({
      department: departmentById(ws, params._id) ?? null,
      ...(query.includeAgents !== 'false' && { agents: members(ws, params._id ?? '') }),
    }),
  },
  {
    method: 'GET',
    path: 'livechat/department/:_id/agents',
    access: { any: ['view-livechat-departments', 'view-l-room'] },
    handle: (call) => page(call, 'agents', members(call.ws, call.params._id ?? '')),
  },
  { method: 'POST', path: 'livechat/agent.status', access: { all: ['view-l-room'] }, handle: agentStatus },
  {
    method: 'GET',
    path: 'livechat/custom-fields',
    access: { all: ['view-l-room'] },
    handle: (call) => page(call, 'customFields', call.ws.data.customFields),
  },
  {
    method: 'GET',
    path: 'livechat/custom-fields/:_id',
    access: { all: ['view-l-room'] },
    handle: ({ ws, params }) => ({
      customField: ws.data.customFields.find((field) => field._id === params._id) ?? null,
    }),
  },
  {
    method: 'POST',
    path: 'livechat/custom-fields.save',
    access: { all: ['view-livechat-manager'] },
    change: 'customFieldsSaveEndpoint',
    required: ['customFieldData'],
    handle: saveField,
  },
  {
    method: 'GET',
    path: 'livechat/business-hour',
    access: { all: ['view-livechat-business-hours'] },
    handle: ({ ws, query }) => ({
      businessHour:
        ws.data.businessHours.find(
          (hours) => (!query._id || hours._id === query._id) && (!query.type || hours.type === query.type),
        ) ?? null,
    }),
  },
  {
    method: 'GET',
    path: 'livechat/business-hours',
    access: { all: ['view-livechat-business-hours'] },
    editions: ['EE'],
    handle: (call) => page(call, 'businessHours', call.ws.data.businessHours),
  },
];

function agentOf(ws: Workspace, user: UserDoc): AppObject {
  const { _id, username, name, status: presence, statusLivechat, emails, livechat } = user;
  return {
    _id,
    username,
    name,
    status: presence,
    statusLivechat,
    emails,
    livechat,
    departments: departmentsOfAgent(ws, _id),
  };
}

function listAgents({ ws, query }: Call): AppObject[] {
  const wanted = (query.text ?? '').toLowerCase();
  return ws.data.users
    .filter((user) => user.roles.includes('livechat-agent'))
    .filter((user) => query.onlyAvailable !== 'true' || user.statusLivechat === 'available')
    .filter((user) => query.excludeId === undefined || user._id !== query.excludeId)
    .filter((user) => query.showIdleAgents !== 'false' || isBot(user) || (user.status ?? 'offline') !== 'offline')
    .filter((user) => `${user.username} ${user.name ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => (a.username < b.username ? -1 : 1))
    .map((user) => agentOf(ws, user));
}

const members = (ws: Workspace, departmentId: string): AppObject[] =>
  ws.data.departmentAgents.filter((member) => member.departmentId === departmentId).map((member) => ({ ...member }));

/** The agent's switch; another's needs manage-livechat-agents (HOST C.13). */
function agentStatus(call: Call): Answer {
  const { ws, user } = call;
  const agentId = text(call, 'agentId') ?? user?._id;
  const agent = userById(ws, agentId);
  if (!agent?.roles.includes('livechat-agent')) return status(404, 'Agent not found');
  if (agentId !== user?._id && !mayDo(ws, user, 'manage-livechat-agents')) return status(403, 'unauthorized');
  const wanted = text(call, 'status') ?? (agent.statusLivechat === 'available' ? 'not-available' : 'available');
  agent.statusLivechat = wanted;
  return { status: wanted };
}

/** The endpoint tells the reason alone, without its code. */
function saveField(call: Call): Answer {
  const { ws, body } = call;
  try {
    return { customField: { ...saveCustomField(ws, text(call, 'customFieldId'), body.customFieldData as FieldData) } };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return status(400, error.message.replace(/ \[[^\]]+\]$/, ''));
  }
}

/** What the endpoint and the older method are given for a field. */
export interface FieldData extends Partial<Omit<CustomFieldDoc, '_id'>> {
  field: string;
}

/** Defines a custom field or changes its definition; its id is its name (HOST C.9). */
export function saveCustomField(ws: Workspace, id: string | undefined, data: FieldData): CustomFieldDoc {
  const { field, ...rest } = data;
  if (!/^[0-9a-zA-Z-_]+$/.test(field)) {
    throw new HostError(
      'error-invalid-custom-field-name',
      'Invalid custom field name. Use only letters, numbers, hyphens and underscores.',
    );
  }
  const known = ws.data.customFields.find((candidate) => candidate._id === (id ?? field));
  if (id !== undefined && known === undefined) {
    throw new HostError('error-invalid-custom-field', 'Custom Field Not found');
  }
  if (id === undefined && known !== undefined) {
    throw new HostError('error-custom-field-name-already-exists', 'Custom field name already exists');
  }
  if (known) return Object.assign(known, rest);
  const created: CustomFieldDoc = {
    label: field,
    scope: 'visitor',
    visibility: 'visible',
    regexp: '',
    ...rest,
    _id: field,
  };
  ws.data.customFields.push(created);
  return created;
}
