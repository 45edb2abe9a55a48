import { userById } from '../find';
import type { AppObject, UserDoc, Workspace } from '../types';

/** Who wrote a message may be a bare {_id, username, name}: a visitor, or a user who is gone. */
type UserLike = Pick<UserDoc, '_id'> & Partial<UserDoc>;

/** A user as the app sees him: a fixed list of fields, the rest is dropped (HOST B.5). */
export function convertUser(ws: Workspace, user: UserLike | undefined): AppObject | undefined {
  if (user === undefined) return undefined;
  const language = (user.settings as { preferences?: { language?: string } } | undefined)?.preferences?.language;
  return {
    id: user._id,
    username: user.username,
    emails: user.emails,
    // A visitor has no type and is 'unknown' (HOST A.5).
    type: user.type === undefined || user.type === '' ? 'unknown' : user.type,
    isEnabled: user.active,
    name: user.name,
    roles: user.roles,
    ...(ws.traits.userBio && { bio: user.bio }),
    status: user.status,
    statusText: user.statusText,
    // Literally the string: UserStatusConnection.UNDEFINED (HOST-CASES 29).
    statusConnection: user.statusConnection ?? 'undefined',
    utcOffset: user.utcOffset,
    createdAt: user.createdAt,
    updatedAt: user._updatedAt,
    lastLoginAt: user.lastLogin,
    appId: user.appId,
    customFields: user.customFields,
    settings: { preferences: language === undefined ? {} : { language } },
  };
}

export function appUserById(ws: Workspace, id: string): AppObject | undefined {
  return convertUser(ws, userById(ws, id));
}

/** The user that the server made for the app when it was installed. */
export function appUserDoc(ws: Workspace, appId: string): UserDoc | undefined {
  return ws.data.users.find((user) => user.appId === appId);
}

/** The app's own user, in the app's shape. */
export function appUser(ws: Workspace, appId: string): AppObject | undefined {
  return convertUser(ws, appUserDoc(ws, appId));
}
