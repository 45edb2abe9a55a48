import type {
  CustomFieldDoc,
  DepartmentDoc,
  InquiryDoc,
  RoomDoc,
  SubscriptionDoc,
  UserDoc,
  VisitorDoc,
  Workspace,
} from './types';

/** Looks into the collections, as the server's models do; from the end, where what is going on stands. */

export const roomById = (ws: Workspace, id: string | undefined): RoomDoc | undefined =>
  ws.data.rooms.findLast((room) => room._id === id);

export const userById = (ws: Workspace, id: string | undefined): UserDoc | undefined =>
  ws.data.users.find((user) => user._id === id);

export const inquiryOfRoom = (ws: Workspace, rid: string): InquiryDoc | undefined =>
  ws.data.inquiries.findLast((inquiry) => inquiry.rid === rid);

export const departmentById = (ws: Workspace, id: string | undefined): DepartmentDoc | undefined =>
  ws.data.departments.find((department) => department._id === id);

export const departmentByIdOrName = (ws: Workspace, value: string): DepartmentDoc | undefined =>
  ws.data.departments.find((department) => department._id === value || department.name === value);

export const fieldById = (ws: Workspace, id: string): CustomFieldDoc | undefined =>
  ws.data.customFields.find((field) => field._id === id);

export const visitorByToken = (ws: Workspace, token: string): VisitorDoc | undefined =>
  ws.data.visitors.findLast((visitor) => visitor.token === token);

/** A visitor who was not disabled (contacts removed by the privacy functions are). */
export const enabledVisitor = (ws: Workspace, id: string | undefined): VisitorDoc | undefined =>
  ws.data.visitors.findLast((visitor) => visitor._id === id && visitor.disabled !== true);

export const openRoomsOfToken = (ws: Workspace, token: string): RoomDoc[] =>
  ws.data.rooms.filter((room) => room.t === 'l' && room.open === true && room.v?.token === token);

export const openRoomsOfAgent = (ws: Workspace, agentId: string): RoomDoc[] =>
  ws.data.rooms.filter((room) => room.t === 'l' && room.open === true && room.servedBy?._id === agentId);

export const subscriptionsOfRoom = (ws: Workspace, rid: string): SubscriptionDoc[] =>
  ws.data.subscriptions.filter((subscription) => subscription.rid === rid);

export const isSubscribed = (ws: Workspace, rid: string, userId: string): boolean =>
  ws.data.subscriptions.some((subscription) => subscription.rid === rid && subscription.u._id === userId);

/** Ids of the departments that the agent belongs to. */
export const departmentsOfAgent = (ws: Workspace, agentId: string): string[] =>
  ws.data.departmentAgents.filter((member) => member.agentId === agentId).map((member) => member.departmentId);

export const isAgentOf = (ws: Workspace, agentId: string, departmentId: string): boolean =>
  departmentsOfAgent(ws, agentId).includes(departmentId);

/** Removes what matches and answers how many that were. */
export function remove<T>(list: T[], matches: (item: T) => boolean): number {
  const kept = list.filter((item) => !matches(item));
  const removed = list.length - kept.length;
  list.splice(0, list.length, ...kept);
  return removed;
}
