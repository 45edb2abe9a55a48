import {
  RoomTypeFilter,
  type IUIActionButton,
  type UIActionButtonContext,
} from '@rocket.chat/apps-engine/definition/ui';
import type { RoomDoc, UserDoc, Workspace } from '../workspace';

const KINDS: Readonly<Record<string, RoomTypeFilter>> = {
  c: RoomTypeFilter.PUBLIC_CHANNEL,
  p: RoomTypeFilter.PRIVATE_CHANNEL,
  d: RoomTypeFilter.DIRECT,
  l: RoomTypeFilter.LIVE_CHAT,
};

/** Does somebody with this role, or with one that gives this permission, see it? */
const has = (user: UserDoc, role: string): boolean => user.roles.includes(role);
const may = (ws: Workspace, user: UserDoc, permission: string): boolean =>
  user.roles.some((role) => ws.data.permissions[permission]?.includes(role));

/**
 * The buttons of apps that the web client shows to a user in a room: in its menu, or at messages (useApplyButtonFilters
 * of 8.3). `hasAllRoles` refuses nobody: the client asks a pair that is always there.
 */
export function buttonsFor(
  ws: Workspace,
  all: readonly IUIActionButton[],
  { user, room, context }: { user: UserDoc; room: RoomDoc; context: `${UIActionButtonContext}` },
): readonly IUIActionButton[] {
  return all.filter(({ context: own, when = {} }) => {
    if (String(own) !== context) return false;
    const { roomTypes, hasOnePermission, hasAllPermissions, hasOneRole } = when;
    const kind = KINDS[room.t];
    return (
      (roomTypes === undefined || (kind !== undefined && roomTypes.includes(kind))) &&
      (hasOnePermission?.some((each) => may(ws, user, each)) ?? true) &&
      (hasAllPermissions?.every((each) => may(ws, user, each)) ?? true) &&
      (hasOneRole?.some((each) => has(user, each)) ?? true)
    );
  });
}
