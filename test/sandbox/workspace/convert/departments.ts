import { departmentById } from '../find';
import { enabledContact } from '../contacts';
import type { AppObject, DepartmentDoc, Workspace } from '../types';
import { transformMapped } from './mapped';

/** A department as the app sees it (HOST B.6). */
export function convertDepartment(department: DepartmentDoc | undefined): AppObject | undefined {
  if (department === undefined) return undefined;
  return transformMapped(department, {
    id: '_id',
    name: 'name',
    email: 'email',
    updatedAt: '_updatedAt',
    enabled: 'enabled',
    numberOfAgents: 'numAgents',
    showOnOfflineForm: 'showOnOfflineForm',
    description: 'description',
    offlineMessageChannelName: 'offlineMessageChannelName',
    requestTagBeforeClosingChat: 'requestTagBeforeClosingChat',
    chatClosingTags: 'chatClosingTags',
    abandonedRoomsCloseCustomMessage: 'abandonedRoomsCloseCustomMessage',
    waitingQueueMessage: 'waitingQueueMessage',
    departmentsAllowedToForward: 'departmentsAllowedToForward',
    showOnRegistration: 'showOnRegistration',
  });
}

export function appDepartmentById(ws: Workspace, id: string): AppObject | undefined {
  return convertDepartment(departmentById(ws, id));
}

/** A contact reaches the app as it is stored (HOST B.4). */
export function appContactById(ws: Workspace, id: string): AppObject | undefined {
  const contact = enabledContact(ws, id);
  return contact && { ...structuredClone(contact) };
}
