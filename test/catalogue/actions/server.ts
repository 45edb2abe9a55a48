import type { IHttp, IHttpRequest, IHttpResponse, IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createChanges, createTurns, type HostParts, type HostSettings } from '../../../src/host/changes';
import { createEarlier } from '../../../src/host/earlier';
import { createLookups } from '../../../src/host/lookups';
import { ownMessages } from '../../../src/host/own-messages';
import { createReturning } from '../../../src/host/returning-customers';
import { HostError, type Host } from '../../../src/ports/host';
import { toConversation } from '../../../src/host/convert';
import type { Endpoints } from '../../../src/host/rest';
import type { Store } from '../../../src/ports/store';
import { message } from '../../../src/text/message';
import type { StoredRecord } from '../../../src/model/record';

/**
 * A server as an app sees it through its accessors, small enough to be read: rooms, users, visitors, messages and
 * departments as plain data that tests set and look at. It answers as the real one does, traps included.
 */

interface User {
  id: string;
  username: string;
  name?: string;
  type?: string;
  roles?: string[];
  status?: string;
  isEnabled?: boolean;
}
interface Visitor {
  id: string;
  token: string;
  name?: string;
  visitorEmails?: { address: string }[];
  phone?: { phoneNumber: string }[];
  livechatData?: Record<string, string>;
}
interface Room {
  id: string;
  type: string;
  slugifiedName?: string;
  isOpen?: boolean;
  visitor?: Visitor;
  servedBy?: User;
  department?: { id: string; name: string };
  source?: { type: string; label?: string; alias?: string };
  createdAt: Date;
  closer?: string;
  members?: string[];
  contact?: { _id: string; name?: string; emails?: { address: string }[] };
  _unmappedProperties_: { tags?: string[]; topic?: string; onHold?: boolean; priorityId?: string };
}
interface Message {
  id: string;
  roomId: string;
  text: string;
  sender: { _id: string; username: string };
  createdAt: Date;
}

export interface Server {
  readonly users: User[];
  readonly rooms: Room[];
  readonly messages: Message[];
  readonly departments: { id: string; name: string; agents: string[] }[];
  /** Custom fields of visitors that exist. */
  readonly fields: Set<string>;
  readonly contacts: Map<string, { name?: string; emails: string[]; phones: string[] }>;
  readonly whispers: { user: string; text: string }[];
  readonly records: { keys: readonly string[]; record: StoredRecord }[];
  readonly mails: { to: string; subject?: string; text?: string }[];
  /** When the server wrote that a transcript was sent, ms since 1970. */
  readonly transcripts: number[];
  readonly webhooks: { url: string; request: IHttpRequest }[];
  readonly parts: HostParts;
  readonly host: Host;
  /** Agents by username who have enough already: the server says true and does nothing. */
  readonly full: Set<string>;
  /** Permissions of the app that were not granted: those calls give nothing. */
  readonly denied: Set<string>;
  /** What a call throws instead of working. */
  readonly errors: Map<string, string>;
  settings: HostSettings;
  /** The connection works. */
  connected: boolean;
  routing: string;
  /** The setting Livechat_enabled_when_agent_idle. */
  idleAccepted: boolean;
  version: string;
  webhookAnswer: Partial<IHttpResponse> | Error;
  now: number;
}

export const NOW = Date.parse('2026-03-02T10:00:00Z');

export function agent(username: string, status = 'online', extra: Partial<User> = {}): User {
  return { id: `id-${username}`, username, name: username, type: 'user', roles: ['livechat-agent'], status, ...extra };
}

/** One open conversation `room` with Ana, held by `maria` unless said otherwise. */
export function room(changes: Partial<Room> = {}): Room {
  return {
    id: 'room',
    type: 'l',
    isOpen: true,
    visitor: {
      id: 'visitor',
      token: 'secret-token',
      name: 'Ana',
      visitorEmails: [{ address: 'ana@example.com' }],
      phone: [{ phoneNumber: '+55 11' }],
      livechatData: {},
    },
    servedBy: agent('maria'),
    source: { type: 'widget' },
    createdAt: new Date(NOW - 60_000),
    _unmappedProperties_: { tags: ['first'] },
    ...changes,
  };
}

const APP = { id: 'id-app', username: 'workflow.bot', name: 'Workflow', type: 'app', roles: ['app'], status: 'online' };

export function createServer(changes: Partial<Pick<Server, 'users' | 'rooms' | 'connected'>> = {}): Server {
  const server = {
    users: [APP, ...(changes.users ?? [agent('maria'), agent('jonas'), agent('zoe', 'away')])],
    rooms: changes.rooms ?? [room()],
    messages: [],
    departments: [{ id: 'dep', name: 'Support', agents: ['jonas', 'zoe'] }],
    fields: new Set<string>(),
    contacts: new Map<string, never>(),
    whispers: [],
    records: [],
    mails: [],
    transcripts: [],
    webhooks: [],
    full: new Set<string>(),
    denied: new Set<string>(),
    errors: new Map<string, string>(),
    settings: { tagsField: 'tags', earlierNotesField: '', roster: [] },
    connected: changes.connected ?? false,
    routing: 'Manual_Selection',
    idleAccepted: true,
    version: '8.3.0',
    webhookAnswer: { statusCode: 200, headers: {} },
    now: NOW,
  } as unknown as { -readonly [K in keyof Server]: Server[K] };
  const store = memoryStore(server);
  const parts: HostParts = {
    appId: 'workflow',
    read: readOf(server),
    modify: modifyOf(server),
    http: httpOf(server),
    store,
    now: () => server.now,
    rest: restOf(server),
    own: ownMessages(() => server.now),
    turns: createTurns(store, () => NOW),
    returning: createReturning(
      store,
      () => NOW,
      async () => undefined,
    ),
    earlier: createEarlier(store, restOf(server), () => Promise.resolve(false)),
    settings: () => server.settings,
  };
  server.parts = parts;
  server.host = {
    conversation: (id) => Promise.resolve(toConversation(server.rooms.find((each) => each.id === id))),
    load: () => Promise.reject(new Error('no action asks for a source')),
    lookUp: () => Promise.reject(new Error('no action looks anything up outside')),
    ...createLookups(parts),
    changes: createChanges(parts),
    store,
  };
  return server;
}

/** Without the permission nothing is read and what is written is dropped, in silence. */
function memoryStore(server: Server): Store {
  const denied = () => server.denied.has('persistence');
  const has = (keys: readonly string[]) => (each: { keys: readonly string[] }) =>
    keys.every((key) => each.keys.includes(key));
  const remove = (keys: readonly string[]) => {
    if (denied()) return Promise.resolve();
    const left = server.records.filter((each) => !has(keys)(each));
    server.records.splice(0, server.records.length, ...left);
    return Promise.resolve();
  };
  return {
    read: <T extends StoredRecord>(keys: readonly string[]) =>
      Promise.resolve(denied() ? [] : server.records.filter(has(keys)).map(({ record }) => record as T)),
    write: async (keys, record) => {
      if (denied()) return;
      await remove(keys);
      server.records.push({ keys, record });
    },
    create: (keys, record) => Promise.resolve(void (denied() || server.records.push({ keys, record }))),
    remove,
  };
}

/** A host's method: nothing without the permission, the error that a test has set, or the work. */
function call<T>(server: Server, name: string, permission: string, work: () => T): Promise<T> {
  if (server.denied.has(permission)) return Promise.resolve(null as T);
  const error = server.errors.get(name);
  if (error !== undefined) return Promise.reject(new Error(error));
  try {
    return Promise.resolve(work());
  } catch (thrown) {
    return Promise.reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
  }
}

/** As over the wire: a copy, undefined as null. Dates stay dates (structuredClone makes them of another realm in jest). */
function copy<T>(value: T): T {
  if (value === undefined || value === null) return null as T;
  if (Array.isArray(value)) return value.map((each: unknown) => copy(each)) as T;
  if (typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy<unknown>(each)])) as T;
}

function readOf(server: Server): IRead {
  const users = {
    getById: (id: string) => call(server, 'getUser', 'user.read', () => copy(server.users.find((u) => u.id === id))),
    getByUsername: (name: string) =>
      call(server, 'getUser', 'user.read', () => copy(server.users.find((u) => u.username === name))),
    getAppUser: () => Promise.resolve(copy(APP)),
  };
  const rooms = {
    getMembers: async () => [],
    getById: (id: string) => call(server, 'getRoom', 'room.read', () => copy(server.rooms.find((r) => r.id === id))),
    getByName: (name: string) =>
      call(server, 'getRoom', 'room.read', () => copy(server.rooms.find((r) => r.slugifiedName === name))),
    getDirectByUsernames: (names: string[]) =>
      call(server, 'getRoom', 'room.read', () =>
        copy(server.rooms.find((r) => r.type === 'd' && names.every((name) => r.members?.includes(name)))),
      ),
    getMessages: (id: string, { limit = 100 }: { limit?: number }) =>
      call(server, 'getMessages', 'room.read', () =>
        copy(server.messages.filter((m) => m.roomId === id))
          .toReversed()
          .slice(0, limit),
      ),
  };
  const livechat = {
    getLivechatTotalOpenRoomsByAgentId: (id: string) =>
      call(
        server,
        'countRooms',
        'livechat-room.read',
        () => server.rooms.filter((r) => r.isOpen && r.servedBy?.id === id).length,
      ),
    getLivechatRooms: ({ token }: { token: string }) =>
      call(server, 'findRooms', 'livechat-room.read', () =>
        copy(server.rooms.filter((r) => r.isOpen && r.visitor?.token === token)),
      ),
    getLivechatDepartmentByIdOrName: (name: string) =>
      call(server, 'getDepartment', 'livechat-department.read', () =>
        copy(server.departments.find((d) => d.id === name || d.name === name)),
      ),
    getLivechatVisitorByToken: (token: string) =>
      call(server, 'getVisitor', 'livechat-visitor.read', () =>
        copy(server.rooms.find((r) => r.visitor?.token === token)?.visitor),
      ),
  };
  const settings = {
    getValueById: (id: string) =>
      Promise.resolve(id === 'Livechat_enabled_when_agent_idle' ? server.idleAccepted : server.routing),
  };
  return {
    getUserReader: () => users,
    getRoomReader: () => rooms,
    getLivechatReader: () => livechat,
    getEnvironmentReader: () => ({ getServerSettings: () => settings }),
  } as unknown as IRead;
}

/** A builder of messages and rooms: setters fill a plain object. */
function builder(kind: 'message' | 'room'): Record<string, unknown> {
  const built: Record<string, unknown> = { kind };
  const self: Record<string, unknown> = { built, getMessage: () => built };
  for (const name of ['Room', 'Sender', 'Text', 'Type', 'Creator', 'MembersToBeAddedByUsernames']) {
    self[`set${name}`] = (value: unknown) => {
      built[name] = value;
      return self;
    };
  }
  return self;
}

function modifyOf(server: Server): IModify {
  const stored = (id: string | undefined) => server.rooms.find((each) => each.id === id);
  const livechat = {
    transferVisitor: (
      visitor: Visitor,
      {
        currentRoom,
        targetAgent,
        targetDepartment,
      }: { currentRoom: Room; targetAgent?: User; targetDepartment?: string },
    ) =>
      call(server, 'transferVisitor', 'livechat-visitor.write', () => {
        const target = stored(currentRoom.id);
        if (!visitor || !target) throw new Error('Invalid visitor, cannot transfer');
        if (target._unmappedProperties_.onHold) throw new Error('[error-room-onHold]');
        if (!target.isOpen) return false;
        const user = targetAgent && server.users.find(({ id }) => id === targetAgent.id);
        if (user && !user.roles?.includes('livechat-agent')) throw new Error('Invalid target agent, cannot transfer');
        if (user && user.status === 'offline' && !user.roles?.includes('bot'))
          throw new Error('[error-user-is-offline]');
        if (targetDepartment !== undefined) {
          if (target.department?.id === targetDepartment) throw new Error('[error-forwarding-chat-same-department]');
          const found = server.departments.find(({ id }) => id === targetDepartment);
          if (!found) throw new Error('[error-invalid-department]');
          if (user && !found.agents.includes(user.username)) throw new Error('[error-user-not-belong-to-department]');
          target.department = { id: found.id, name: found.name };
          // Manual routing queues, whatever agent was wished for.
          target.servedBy = server.routing === 'Manual_Selection' ? undefined : user;
          return true;
        }
        if (user?.id === target.servedBy?.id) throw new Error('[error-selected-agent-room-agent-are-same]');
        if (user && !server.full.has(user.username)) target.servedBy = user;
        return true;
      }),
    closeRoom: (passed: Room, comment: string, closer?: User) =>
      call(server, 'closeRoom', 'livechat-room.write', () => {
        const target = stored(passed.id);
        if (!target?.isOpen) throw new Error('Error removing inquiry');
        if (comment === '') throw new Error('[error-comment-is-required]');
        delete target.isOpen;
        target.closer = closer ? 'user' : 'visitor';
        return true;
      }),
    setCustomFields: (token: string, key: string, value: string) =>
      call(server, 'setCustomFields', 'livechat-custom-fields.write', () => {
        if (!server.fields.has(key)) throw new Error('[invalid-custom-field]');
        for (const each of server.rooms) {
          if (each.visitor?.token === token) each.visitor.livechatData = { ...each.visitor.livechatData, [key]: value };
        }
        return true;
      }),
  };
  const creator = {
    startMessage: () => builder('message'),
    startRoom: () => builder('room'),
    finish: ({ built }: { built: Record<string, unknown> }) => {
      if (built['kind'] === 'room') {
        const id = `direct-${server.rooms.length}`;
        const members = built['MembersToBeAddedByUsernames'] as string[];
        server.rooms.push({ id, type: 'd', members, createdAt: new Date(server.now), _unmappedProperties_: {} });
        return Promise.resolve(id);
      }
      const sender = built['Sender'] as User;
      return call(server, 'createMessage', 'message.write', () => {
        const id = `message-${server.messages.length}`;
        server.messages.push({
          id,
          roomId: (built['Room'] as Room).id,
          text: built['Text'] as string,
          sender: { _id: sender.id, username: sender.username },
          createdAt: new Date(server.now),
        });
        return id;
        // What the permission denies comes out as a text.
      }).then(String);
    },
    getLivechatCreator: () => ({
      createAndReturnVisitor: ({ token, name, visitorEmails, phone }: Visitor) =>
        call(server, 'createVisitor', 'livechat-visitor.write', () => {
          if (visitorEmails && !visitorEmails[0]?.address.includes('@')) throw new Error('[error-invalid-email]');
          const visitor = server.rooms.find((each) => each.visitor?.token === token)?.visitor;
          Object.assign(visitor ?? {}, name && { name }, visitorEmails && { visitorEmails }, phone && { phone });
          return copy(visitor);
        }),
      createRoom: (visitor: Visitor, _agent: User | undefined, { source }: { source: Room['source'] }) =>
        call(server, 'createRoom', 'livechat-room.write', () => {
          const id = `room-${server.rooms.length}`;
          const created = { ...room({ id, visitor, source, servedBy: undefined }), createdAt: new Date(server.now) };
          server.rooms.push(created);
          return copy(created);
        }),
    }),
  };
  const email = {
    send: (mail: Server['mails'][number]) =>
      call(server, 'sendEmail', 'email.send', () => void server.mails.push(mail)),
  };
  return {
    getCreator: () => ({ ...creator, getEmailCreator: () => email }),
    getUpdater: () => ({ getLivechatUpdater: () => livechat }),
    getNotifier: () => ({
      getMessageBuilder: () => builder('message'),
      notifyUser: (user: User, message: Record<string, unknown>) =>
        Promise.resolve(void server.whispers.push({ user: user.username, text: message['Text'] as string })),
    }),
  } as unknown as IModify;
}

function httpOf(server: Server): IHttp {
  return {
    post: (url: string, request: IHttpRequest) => {
      server.webhooks.push({ url, request });
      return server.webhookAnswer instanceof Error
        ? Promise.reject(server.webhookAnswer)
        : Promise.resolve({ url, ...server.webhookAnswer });
    },
  } as unknown as IHttp;
}

/** The REST API behind the connection; without one every call is refused with the sentence that names it. */
function restOf(server: Server): Endpoints {
  const ask = <T>(name: string, work: () => T): Promise<T> => {
    if (!server.connected) return Promise.reject(new HostError(message('reason_rest_not_connected')));
    if (server.errors.has(name)) return Promise.reject(new HostError(message('reason_rest_timeout'), 'passing'));
    return Promise.resolve(work());
  };
  const target = (id: string) => server.rooms.find((each) => each.id === id);
  return {
    connected: () => Promise.resolve(server.connected),
    connection: () => Promise.resolve(server.connected ? 'one' : ''),
    conversations: () => ask('conversations', () => []),
    limitedUntil: () => 0,
    losesPosts: () => ask('losesPosts', () => false),
    agents: () =>
      ask('agents', () =>
        server.users
          .filter(({ roles }) => roles?.includes('livechat-agent'))
          .map(({ id, username }) => ({ id, username, available: true })),
      ),
    departmentAgents: (id) => ask('members', () => server.departments.find((each) => each.id === id)?.agents ?? []),
    departments: () => ask('departments', () => server.departments),
    returnToQueue: (id) =>
      ask('returnToQueue', () => {
        const returned = target(id);
        if (returned) returned.servedBy = undefined;
      }),
    saveRoom: ({ roomId, topic, tags, custom }) =>
      ask('saveRoom', () => {
        const rest = target(roomId)?._unmappedProperties_;
        Object.assign(rest ?? {}, { tags: [...tags] }, topic !== undefined && { topic });
        const room = target(roomId);
        if (room && custom) Object.assign(room, { livechatData: { ...custom } });
      }),
    hold: (id) => ask('hold', () => void Object.assign(target(id)?._unmappedProperties_ ?? {}, { onHold: true })),
    resume: (id) => ask('resume', () => void delete target(id)?._unmappedProperties_.onHold),
    priorities: () =>
      ask('priorities', () => [
        { id: 'p1', name: 'Highest' },
        { id: 'p2', name: 'High' },
      ]),
    setPriority: (id, priorityId) =>
      ask('setPriority', () => void Object.assign(target(id)?._unmappedProperties_ ?? {}, { priorityId })),
    sendTranscript: (_room, to) =>
      ask('sendTranscript', () => {
        server.mails.push({ to });
        server.transcripts.push(server.now);
      }),
    transcriptsSent: () => ask('transcriptsSent', () => server.transcripts),
    contact: (id) => ask('contact', () => ({ id, ...(server.contacts.get(id) ?? { emails: [], phones: [] }) })),
    updateContact: ({ contactId, ...change }) =>
      ask('updateContact', () => {
        const contact = server.contacts.get(contactId) ?? { emails: [], phones: [] };
        const named = Object.entries(change).filter(([, value]) => value !== undefined);
        server.contacts.set(contactId, { ...contact, ...Object.fromEntries(named) });
      }),
    createVisitorField: (key) => ask('createField', () => void server.fields.add(key)),
    needRoomFields: () => ask('roomFields', () => undefined),
    otherConversations: () => ask('others', () => 0),
    history: () => ask('history', () => ({ count: 0, ended: [] })),
    businessHours: () => ask('hours', () => undefined),
    listed: () => ask('listed', () => ({ agents: [], departments: [] })),
    version: () => Promise.resolve(server.connected ? server.version : undefined),
    newestConversations: () => Promise.resolve([]),
    visitorFields: () => ask('fields', () => [...server.fields]),
  };
}
