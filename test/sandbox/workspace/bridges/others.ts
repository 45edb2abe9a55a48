import { asText } from '../text';
import type { HostBridges } from '../bridge-types';
import { addContactEmail } from '../contacts';
import {
  appContactById,
  appRoomById,
  appUser,
  appUserById,
  convertMessageRaw,
  convertRoom,
  convertUser,
} from '../convert';
import { remove, roomById, subscriptionsOfRoom, userById } from '../find';
import { setPresence, type Presence } from '../operations';
import { updateRoom } from '../room-update';
import { packageSettings, setting } from '../settings';
import type { AppObject, UserDoc, Workspace } from '../types';
import { promised } from './promised';

/** RoomBridge. */
export function roomBridge(ws: Workspace): HostBridges['rooms'] {
  return {
    getById: (id) => promised(() => appRoomById(ws, id)),
    getByName: (name) =>
      promised(() =>
        convertRoom(
          ws,
          ws.data.rooms.find((room) => room.name === name),
        ),
      ),
    getCreatorById: (id) =>
      promised(() => {
        const creator = roomById(ws, id)?.u as { _id: string } | undefined;
        return creator && appUserById(ws, creator._id);
      }),
    // Who is subscribed: the serving agents in a conversation, the members in a channel.
    getMembers: (id) =>
      promised(() =>
        subscriptionsOfRoom(ws, id).flatMap(({ u }) => {
          const user = appUserById(ws, u._id);
          return user ? [user] : [];
        }),
      ),
    getDirectByUsernames: (usernames) =>
      promised(() => {
        const wanted = [...usernames].sort().join('\n');
        const same = (names: unknown): boolean =>
          Array.isArray(names) && [...(names as string[])].sort().join('\n') === wanted;
        const direct = ws.data.rooms.find((room) => room.t === 'd' && same(room.usernames));
        return convertRoom(ws, direct);
      }),
    getMessages: (id, options) =>
      promised(() => {
        const order = options.sort?.createdAt === 'desc' ? -1 : 1;
        // System messages and hidden ones are left out (rooms bridge, getMessages).
        const found = ws.data.messages
          .filter((m) => m.rid === id && m.t === undefined && m._hidden !== true)
          .filter((m) => options.showThreadMessages !== false || m.tmid === undefined)
          .sort((a, b) => order * (a.ts.getTime() - b.ts.getTime()));
        const skip = options.skip ?? 0;
        return found.slice(skip, skip + (options.limit ?? 100)).map(convertMessageRaw);
      }),
    create: (room, members, appId) => promised(() => createChannel(ws, room, members, appId)),
    update: (room) => promised(() => updateRoom(ws, room)),
  };
}

function createChannel(ws: Workspace, room: AppObject, members: string[], appId: string): string {
  if (room.type === 'l') throw new Error('error-room-type-not-allowed');
  const now = ws.now();
  const creator = userById(ws, String((room.creator as AppObject | undefined)?.id)) ?? userOfApp(ws, appId);
  const usernames = [...new Set([creator?.username, ...members].filter((name) => name !== undefined))];
  const id = ws.newId('room');
  ws.data.rooms.push({
    _id: id,
    t: String(room.type),
    msgs: 0,
    usersCount: usernames.length,
    name: room.slugifiedName as string,
    fname: room.displayName as string,
    ts: now,
    ...(creator && { u: { _id: creator._id, username: creator.username } }),
    ...(room.type === 'd' && { usernames }),
  });
  for (const user of ws.data.users.filter((candidate) => usernames.includes(candidate.username))) {
    ws.data.subscriptions.push({
      _id: ws.newId('subscription'),
      rid: id,
      u: { _id: user._id, username: user.username },
    });
  }
  return id;
}

const userOfApp = (ws: Workspace, appId: string): UserDoc | undefined =>
  ws.data.users.find((user) => user.appId === appId);

/** UserBridge. */
export function userBridge(ws: Workspace): HostBridges['users'] {
  return {
    getById: (id) => promised(() => appUserById(ws, id)),
    getByUsername: (username) =>
      promised(() =>
        convertUser(
          ws,
          ws.data.users.find((user) => user.username === username),
        ),
      ),
    getAppUser: (appId) => promised(() => appUser(ws, appId)),
    getActiveUserCount: () => promised(() => ws.data.users.filter((user) => user.active).length),
    update: (user, updates) =>
      promised(() => {
        const stored = userById(ws, String(user.id));
        if (stored === undefined) throw new Error('User not provided');
        const { status, statusText, isEnabled, ...rest } = updates;
        Object.assign(stored, rest);
        if (isEnabled !== undefined) stored.active = isEnabled === true;
        if (status !== undefined) setPresence(ws, stored._id, status as Presence, statusText as string | undefined);
        else if (statusText !== undefined) stored.statusText = statusText as string;
        return true;
      }),
    create: (user, appId) =>
      promised(() => {
        const known = ws.data.users.find((candidate) => candidate.username === user.username);
        if (known) throw new Error('The username is already in use');
        const id = (user.id as string | undefined) ?? ws.newId('user');
        ws.data.users.push({
          _id: id,
          username: String(user.username),
          name: user.name as string,
          type: asText(user.type ?? 'app'),
          roles: (user.roles as string[] | undefined) ?? ['app'],
          active: true,
          status: 'online',
          statusConnection: 'online',
          appId,
          createdAt: ws.now(),
        });
        return id;
      }),
    remove: (user) => promised(() => remove(ws.data.users, (candidate) => candidate._id === user.id) > 0),
  };
}

/** ContactBridge; contacts exist from 7.1. */
export function contactBridge(ws: Workspace): HostBridges['contacts'] {
  return {
    getById: (id) => promised(() => appContactById(ws, id)),
    addContactEmail: (id, email) => promised(() => ({ ...addContactEmail(ws, id, email) })),
  };
}

/** EmailBridge: what it is given is handed to the mailer, which wants an address and sends from the server's own. */
export function emailBridge(ws: Workspace): HostBridges['email'] {
  return {
    sendEmail: (email) =>
      promised(() => {
        const [to, from] = [asText(email.to), asText(email.from ?? setting(ws, 'From_Email'))];
        if (!/^\S+@\S+$/.test(to)) throw new Error('invalid email');
        ws.mails.push({ to, from, replyTo: from, subject: asText(email.subject), text: asText(email.text) });
      }),
  };
}

/** Settings that are more than their value's type tells. */
const SETTING_TYPES: Record<string, string> = {
  Livechat_Routing_Method: 'select',
  Livechat_Require_Contact_Verification: 'select',
  Livechat_business_hour_type: 'select',
  Default_Timezone_For_Reporting: 'select',
  Language: 'language',
};

/** ServerSettingBridge: every setting that exists and is not secret can be read; a licensed one needs the licence. */
export function settingBridge(ws: Workspace): HostBridges['settings'] {
  const known = (id: string): boolean => setting(ws, id) !== undefined;
  return {
    getOneById: (id) =>
      promised(() => {
        const value = setting(ws, id);
        if (value === undefined) throw new Error(`The setting "${id}" is not readable.`);
        const plain = typeof value === 'number' ? 'int' : typeof value === 'boolean' ? 'boolean' : 'string';
        const type = SETTING_TYPES[id] ?? plain;
        const packageValue = packageSettings(ws)[id];
        return { id, type, packageValue, value, required: false, public: false, hidden: false, i18nLabel: id };
      }),
    isReadableById: (id) => promised(() => known(id)),
  };
}

/** RoleBridge over the roles that permissions name. */
export function roleBridge(ws: Workspace): HostBridges['roles'] {
  const role = (id: string): AppObject => ({ id, name: id, scope: 'Users', protected: true });
  return {
    getOneByIdOrName: (id) =>
      promised(() => (Object.values(ws.data.permissions).some((roles) => roles.includes(id)) ? role(id) : null)),
    getCustomRoles: () => promised(() => []),
  };
}
