import { convertDepartment } from '../convert';
import { fire } from '../events';
import { departmentById, departmentsOfAgent, remove } from '../find';
import { mayDo } from '../permissions';
import { isOn } from '../settings';
import type { AppObject, DepartmentDoc, Workspace } from '../types';
import { page } from './page';
import type { Answer, Call, Route } from './route';
import { object, paging, text } from './schema';

/** Departments, their members and business hours. */
export const departmentRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/department',
    access: { any: ['view-livechat-departments', 'view-l-room'] },
    schema: object({
      ...paging,
      text,
      onlyMyDepartments: { type: 'string', enum: ['true', 'false'], nullable: true },
      enabled: text,
      excludeDepartmentId: text,
      showArchived: text,
    }),
    handle: (call) => page(call, 'departments', list(call), { name: 1 }),
  },
  {
    method: 'GET',
    path: 'livechat/department/:_id',
    access: { any: ['view-livechat-departments', 'view-l-room'] },
    handle: ({ ws, user, params, query }) => ({
      department: departmentById(ws, params._id) ?? null,
      ...(query.includeAgents !== 'false' &&
        mayDo(ws, user, 'view-livechat-departments') && { agents: members(ws, params._id ?? '') }),
    }),
  },
  {
    method: 'PUT',
    path: 'livechat/department/:_id',
    access: { any: ['manage-livechat-departments', 'add-livechat-department-agents'] },
    handle: save,
  },
  {
    method: 'DELETE',
    path: 'livechat/department/:_id',
    access: { any: ['manage-livechat-departments', 'remove-livechat-department'] },
    handle: removeDepartment,
  },
  {
    method: 'GET',
    path: 'livechat/department/:_id/agents',
    access: { any: ['view-livechat-departments', 'view-l-room'] },
    schema: object(paging),
    handle: (call) => page(call, 'agents', members(call.ws, call.params._id ?? ''), { username: 1 }),
  },
  {
    method: 'GET',
    path: 'livechat/business-hour',
    access: { all: ['view-livechat-business-hours'] },
    schema: object({ _id: text, type: text }),
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
    licensed: true,
    handle: (call) => page(call, 'businessHours', call.ws.data.businessHours, { name: 1 }),
  },
];

function list({ ws, user, query }: Call): DepartmentDoc[] {
  const wanted = (query.text ?? '').toLowerCase();
  return ws.data.departments.filter(
    (department) =>
      department.name.toLowerCase().includes(wanted) &&
      (query.onlyMyDepartments !== 'true' || departmentsOfAgent(ws, user?._id ?? '').includes(department._id)) &&
      (query.enabled !== 'true' || department.enabled) &&
      department._id !== query.excludeDepartmentId &&
      (query.showArchived === 'true' || department.archived !== true),
  );
}

const members = (ws: Workspace, departmentId: string): AppObject[] =>
  ws.data.departmentAgents.filter((member) => member.departmentId === departmentId).map((member) => ({ ...member }));

/** Saves a department that is there; disabling it is told to the apps. */
function save({ ws, user, params, body }: Call): Answer {
  if (!mayDo(ws, user, 'manage-livechat-departments')) throw new Error('error-not-allowed');
  const department = departmentById(ws, params._id);
  if (department === undefined) throw new Error('error-department-not-found');
  const wasEnabled = department.enabled;
  Object.assign(department, body.department, { _id: department._id, _updatedAt: ws.now() });
  for (const member of ws.data.departmentAgents) {
    if (member.departmentId === department._id) member.departmentEnabled = department.enabled;
  }
  if (wasEnabled && !department.enabled && ws.traits.departmentEvents) {
    fire(ws, 'IPostLivechatDepartmentDisabled', { department: convertDepartment(department) });
  }
  return { department: { ...department }, agents: members(ws, department._id) };
}

/** Removes a department where the server's setting allows it. */
function removeDepartment({ ws, params }: Call): Answer {
  if (!isOn(ws, 'Omnichannel_enable_department_removal')) throw new Error('error-department-removal-disabled');
  const department = departmentById(ws, params._id);
  if (department === undefined) throw new Error('error-department-not-found');
  remove(ws.data.departments, ({ _id }) => _id === department._id);
  remove(ws.data.departmentAgents, ({ departmentId }) => departmentId === department._id);
  for (const other of ws.data.departments) {
    if (other.fallbackForwardDepartment === department._id) delete other.fallbackForwardDepartment;
  }
  for (const room of ws.data.rooms) if (room.departmentId === department._id) delete room.departmentId;
  // The apps are handed what was read before removing, which is the id alone.
  const { _id, businessHourId, parentId } = department;
  const read = {
    _id,
    ...(businessHourId !== undefined && { businessHourId }),
    ...(parentId !== undefined && { parentId }),
  };
  if (ws.traits.departmentEvents) {
    fire(ws, 'IPostLivechatDepartmentRemoved', { department: convertDepartment(read as DepartmentDoc) });
  }
  return {};
}
