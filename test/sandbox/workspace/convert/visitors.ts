import { enabledVisitor } from '../find';
import type { AppObject, VisitorDoc, Workspace } from '../types';
import { transformMapped } from './mapped';

/** A visitor as the app sees him; `livechatData` are his custom fields (HOST B.3). */
export function convertVisitor(ws: Workspace, visitor: VisitorDoc | undefined): AppObject | undefined {
  if (visitor === undefined) return undefined;
  return transformMapped(visitor, {
    id: '_id',
    username: 'username',
    name: 'name',
    department: 'department',
    updatedAt: '_updatedAt',
    token: 'token',
    phone: 'phone',
    visitorEmails: 'visitorEmails',
    livechatData: 'livechatData',
    status: 'status',
    contactId: 'contactId',
    ...(ws.traits.visitorActivity && { activity: 'activity' }),
  });
}

export function appVisitorById(ws: Workspace, id: string): AppObject | undefined {
  return convertVisitor(ws, enabledVisitor(ws, id));
}

/** The app's visitor back in the server's shape; on newer hosts what is unmapped is lost on the way (HOST B.3). */
export function convertAppVisitor(visitor: AppObject | undefined): Partial<VisitorDoc> | undefined {
  if (visitor === undefined || visitor === null) return undefined;
  const back: Record<string, unknown> = {
    _id: visitor.id,
    username: visitor.username,
    name: visitor.name,
    token: visitor.token,
    phone: visitor.phone,
    livechatData: visitor.livechatData,
    status: visitor.status ?? 'online',
    ...(visitor.visitorEmails ? { visitorEmails: visitor.visitorEmails } : {}),
    ...(visitor.department ? { department: visitor.department } : {}),
    ...(visitor.activity ? { activity: visitor.activity } : {}),
  };
  return back;
}
