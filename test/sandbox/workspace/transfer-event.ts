import { appDepartmentById, appUserById, convertDepartment, convertUser } from './convert';
import type { AppObject, Workspace } from './types';

/**
 * One end of a transfer, converted. Nobody before: null on hosts that let an undefined id find nothing; on older ones
 * the first stored user or department (HOST-CASES 3).
 */
export function appTransferEnd(ws: Workspace, kind: 'agent' | 'department', id: string | undefined): AppObject | null {
  if (id === undefined) {
    if (ws.traits.undefinedIdFindsNothing) return null;
    const first = kind === 'agent' ? convertUser(ws, ws.data.users[0]) : convertDepartment(ws.data.departments[0]);
    return first ?? null;
  }
  return (kind === 'agent' ? appUserById(ws, id) : appDepartmentById(ws, id)) ?? null;
}
