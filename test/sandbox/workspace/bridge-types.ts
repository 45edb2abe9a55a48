import type { AppObject } from './types';

/**
 * What the server's bridges do for an app, method by method as in the Apps-Engine's abstract bridge classes: the same
 * arguments, the same order. Objects have the app's shape (IRoom, IUser, IMessage …). Permissions of the app are not
 * looked at here: the Apps-Engine's own doXxx methods do that. A refusal is a rejected promise whose message is what
 * the real bridge throws.
 */
export interface HostBridges {
  livechat: {
    isOnlineAsync(departmentId?: string, appId?: string): Promise<boolean>;
    createMessage(message: AppObject, appId: string): Promise<string>;
    getMessageById(messageId: string, appId: string): Promise<AppObject | undefined>;
    updateMessage(message: AppObject, appId: string): Promise<void>;
    createVisitor(visitor: AppObject, appId: string): Promise<string>;
    createAndReturnVisitor(visitor: AppObject, appId: string): Promise<AppObject | undefined>;
    findVisitors(query: AppObject, appId: string): Promise<AppObject[]>;
    findVisitorById(id: string, appId: string): Promise<AppObject | undefined>;
    findVisitorByEmail(email: string, appId: string): Promise<AppObject | undefined>;
    findVisitorByToken(token: string, appId: string): Promise<AppObject | undefined>;
    findVisitorByPhoneNumber(phoneNumber: string, appId: string): Promise<AppObject | undefined>;
    transferVisitor(
      visitor: AppObject | undefined | null,
      transfer: { currentRoom?: AppObject; targetAgent?: AppObject; targetDepartment?: string },
      appId: string,
    ): Promise<boolean>;
    createRoom(
      visitor: AppObject,
      agent: AppObject | undefined,
      appId: string,
      extraParams?: { source?: AppObject; customFields?: Record<string, unknown> },
    ): Promise<AppObject | undefined>;
    closeRoom(room: AppObject, comment: string, closer: AppObject | undefined, appId: string): Promise<boolean>;
    countOpenRoomsByAgentId(agentId: string, appId: string): Promise<number>;
    findOpenRoomsByAgentId(agentId: string, appId: string): Promise<AppObject[]>;
    findRooms(visitor: AppObject | undefined, departmentId: string | null, appId: string): Promise<AppObject[]>;
    findDepartmentByIdOrName(value: string, appId: string): Promise<AppObject | undefined>;
    findDepartmentsEnabledWithAgents(appId: string): Promise<AppObject[]>;
    fetchLivechatRoomMessages(appId: string, roomId: string): Promise<AppObject[]>;
    /** Number of changed documents (visitor: 0 or 1; open rooms: how many). */
    setCustomFields(
      data: { token: string; key: string; value: string; overwrite: boolean },
      appId: string,
    ): Promise<number>;
  };
  messages: {
    create(message: AppObject, appId: string): Promise<string>;
    update(message: AppObject, appId: string): Promise<void>;
    getById(messageId: string, appId: string): Promise<AppObject | undefined>;
    notifyUser(user: AppObject, message: AppObject, appId: string): Promise<void>;
    notifyRoom(room: AppObject, message: AppObject, appId: string): Promise<void>;
  };
  rooms: {
    getById(roomId: string, appId: string): Promise<AppObject | undefined>;
    getByName(roomName: string, appId: string): Promise<AppObject | undefined>;
    getCreatorById(roomId: string, appId: string): Promise<AppObject | undefined>;
    getMembers(roomId: string, appId: string): Promise<AppObject[]>;
    getDirectByUsernames(usernames: string[], appId: string): Promise<AppObject | undefined>;
    /** Messages in the raw shape (IMessageRaw): roomId and sender {_id, username, name}, oldest or newest first. */
    getMessages(
      roomId: string,
      options: { limit?: number; skip?: number; sort?: { createdAt?: 'asc' | 'desc' }; showThreadMessages?: boolean },
      appId: string,
    ): Promise<AppObject[]>;
    /** Creates a channel, private group or direct message; a livechat room is refused. */
    create(room: AppObject, members: string[], appId: string): Promise<string>;
    /** From 7.4 the changed keys alone are written, without _unmappedProperties_; before, the whole room (HOST B.7). */
    update(room: AppObject, members: string[], appId: string): Promise<void>;
  };
  users: {
    getById(id: string, appId: string): Promise<AppObject | undefined>;
    getByUsername(username: string, appId: string): Promise<AppObject | undefined>;
    getAppUser(appId: string): Promise<AppObject | undefined>;
    getActiveUserCount(): Promise<number>;
    /** Presence through `updates.status`; other fields are merged. Fires IPostUserStatusChanged. */
    update(user: AppObject, updates: AppObject, appId: string): Promise<boolean>;
    /** Creates the app's own user (username, name, roles and type as given), as the installation does. */
    create(user: AppObject, appId: string): Promise<string>;
    remove(user: AppObject, appId: string): Promise<boolean>;
  };
  contacts: {
    getById(contactId: string, appId: string): Promise<AppObject | undefined>;
    addContactEmail(contactId: string, email: string, appId: string): Promise<AppObject>;
  };
  email: {
    sendEmail(email: AppObject, appId: string): Promise<void>;
  };
  settings: {
    getOneById(id: string, appId: string): Promise<AppObject>;
    isReadableById(id: string, appId: string): Promise<boolean>;
  };
  roles: {
    getOneByIdOrName(idOrName: string, appId: string): Promise<AppObject | null>;
    getCustomRoles(appId: string): Promise<AppObject[]>;
  };
}
