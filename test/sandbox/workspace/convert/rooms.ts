import { asText } from '../text';
import { departmentById, enabledVisitor, roomById, userById } from '../find';
import { enabledContact } from '../contacts';
import type { AppObject, RoomDoc, UserDoc, Workspace } from '../types';
import { appContactById, appDepartmentById } from './departments';
import { take, transformMapped } from './mapped';
import { appUserById } from './users';
import { appVisitorById } from './visitors';

const TYPES = new Set(['c', 'p', 'd', 'l']);
const flag = (field: string) => (source: Record<string, unknown>) => {
  const value = Boolean(source[field]);
  delete source[field];
  return value;
};
const idOf = (value: unknown): string => (value as { _id: string })._id;

/** A room as the app sees it: visitor, department and users read afresh, the rest as handed over (HOST B.2). */
export function convertRoom(ws: Workspace, room: RoomDoc | undefined): AppObject | undefined {
  if (room === undefined) return undefined;
  const user = (field: string) => (source: Record<string, unknown>) => {
    const value = take(source, field);
    return value ? appUserById(ws, idOf(value)) : undefined;
  };
  return transformMapped(room, {
    id: '_id',
    displayName: 'fname',
    slugifiedName: 'name',
    members: 'members',
    userIds: 'uids',
    messageCount: 'msgs',
    createdAt: 'ts',
    updatedAt: '_updatedAt',
    closedAt: 'closedAt',
    lastModifiedAt: 'lm',
    customFields: 'customFields',
    livechatData: 'livechatData',
    isWaitingResponse: 'waitingResponse',
    isOpen: 'open',
    _USERNAMES: '_USERNAMES',
    description: 'description',
    source: 'source',
    closer: 'closer',
    isDefault: flag('default'),
    isReadOnly: flag('ro'),
    displaySystemMessages: (source) => {
      const shown = source.sysMes;
      delete source.sysMes;
      return shown === undefined ? true : shown;
    },
    type: (source) => {
      const type = String(source.t);
      delete source.t;
      return TYPES.has(type) ? type : undefined;
    },
    creator: user('u'),
    // `v` stays in _unmappedProperties_: it is also the channel's data, not the visitor alone.
    visitor: (source) => (source.v ? appVisitorById(ws, idOf(source.v)) : undefined),
    contact: (source) => (source.contactId ? appContactById(ws, asText(source.contactId)) : undefined),
    visitorChannelInfo: (source) => {
      if (!source.v) return undefined;
      const { lastMessageTs, phone } = source.v as { lastMessageTs?: Date; phone?: string };
      return { ...(phone && { phone }), ...(lastMessageTs && { lastMessageTs }) };
    },
    department: (source) => {
      const id = take(source, 'departmentId');
      return id ? appDepartmentById(ws, asText(id)) : undefined;
    },
    closedBy: (source) => {
      const closedBy = take(source, 'closedBy');
      if (!closedBy) return undefined;
      return room.closer === 'user' ? appUserById(ws, idOf(closedBy)) : appVisitorById(ws, idOf(closedBy));
    },
    servedBy: user('servedBy'),
    responseBy: user('responseBy'),
    parentRoom: (source) => {
      const id = take(source, 'prid');
      return id ? appRoomById(ws, asText(id)) : undefined;
    },
  });
}

export function appRoomById(ws: Workspace, id: string): AppObject | undefined {
  return convertRoom(ws, roomById(ws, id));
}

const plainUser = (user: UserDoc | undefined): { _id: string; username: string } | undefined =>
  user && { _id: user._id, username: user.username };

/** The visitor's part of the room; needs `visitorChannelInfo` whenever there is a visitor (HOST C, general). */
function visitorBack(ws: Workspace, room: AppObject): object | undefined {
  if (!room.visitor) return undefined;
  const visitor = enabledVisitor(ws, String((room.visitor as AppObject).id));
  if (visitor === undefined) {
    if (ws.traits.closerIsLookedUpByKind) return undefined;
    throw new TypeError("Cannot read properties of null (reading '_id')");
  }
  const info = room.visitorChannelInfo as { lastMessageTs?: Date; phone?: string } | undefined;
  if (!info) {
    throw new TypeError("Cannot destructure property 'lastMessageTs' of 'visitorChannelInfo' as it is undefined.");
  }
  return {
    _id: visitor._id,
    username: visitor.username,
    token: visitor.token,
    status: visitor.status ?? 'online',
    ...(visitor.activity && { activity: visitor.activity }),
    ...(info.lastMessageTs && { lastMessageTs: info.lastMessageTs }),
    ...(info.phone && { phone: info.phone }),
  };
}

function closerBack(ws: Workspace, room: AppObject): object | undefined {
  const closedBy = room.closedBy as AppObject | undefined;
  if (!closedBy) return undefined;
  const user = userById(ws, String(closedBy.id));
  if (ws.traits.closerIsLookedUpByKind && room.closer === 'visitor') {
    const visitor = enabledVisitor(ws, String((room.visitor as AppObject | undefined)?.id));
    return visitor && { _id: visitor._id, username: visitor.username };
  }
  // Older hosts look a visitor who closed up among the users and trip over nobody (HOST-CASES 9).
  if (user === undefined && !ws.traits.closerIsLookedUpByKind) {
    throw new TypeError("Cannot read properties of null (reading '_id')");
  }
  return plainUser(user);
}

/**
 * The app's room back in the server's shape. What the app holds wins over what is stored; servedBy loses its `ts`;
 * `_unmappedProperties_` come back as they are unless the conversion is partial (HOST B.2, B.7). Fields that the app's
 * room lacks are there with the value undefined, as on the server; nothing writes those.
 */
export function convertAppRoom(
  ws: Workspace,
  room: AppObject | undefined | null,
  partial = false,
): RoomDoc | undefined {
  if (room === undefined || room === null) return undefined;
  const servedBy = room.servedBy as AppObject | undefined;
  const department = room.department as AppObject | undefined;
  const back: Record<string, unknown> = {
    _id: room.id,
    t: room.type,
    fname: room.displayName,
    name: room.type !== 'd' ? room.slugifiedName : undefined,
    msgs: partial ? room.messageCount : (room.messageCount ?? 0),
    ts: room.createdAt,
    _updatedAt: room.updatedAt,
    closedAt: room.closedAt,
    lm: room.lastModifiedAt,
    customFields: room.customFields,
    livechatData: room.livechatData,
    waitingResponse: room.isWaitingResponse,
    open: room.isOpen,
    source: room.source,
    closer: room.closer,
    default: room.isDefault,
    ro: room.isReadOnly,
    sysMes: room.displaySystemMessages,
    u: room.creator ? plainUser(userById(ws, String((room.creator as AppObject).id))) : undefined,
    v: visitorBack(ws, room),
    departmentId: department ? departmentById(ws, String(department.id))?._id : undefined,
    servedBy: servedBy ? plainUser(userById(ws, String(servedBy.id))) : undefined,
    closedBy: closerBack(ws, room),
    prid: room.parentRoom ? (room.parentRoom as AppObject).id : undefined,
  };
  const contact = enabledContact(ws, (room.contact as { _id?: string } | undefined)?._id);
  if (contact) back.contactId = contact._id;
  if (!partial) Object.assign(back, structuredClone(room._unmappedProperties_ ?? {}));
  return back as RoomDoc;
}
