import type { UserDoc, Workspace } from './types';

const MANAGER = 'livechat-manager';
const MONITOR = 'livechat-monitor';
const AGENT = 'livechat-agent';
const EVERY_LIVECHAT = [MANAGER, MONITOR, AGENT, 'admin'];
const LEADS = [MANAGER, MONITOR, 'admin'];

/** The server's default roles of the permissions in use (server/lib constants and livechat-enterprise's own). */
export function defaultPermissions(): Record<string, string[]> {
  return {
    'view-l-room': [...EVERY_LIVECHAT],
    'view-livechat-manager': [...LEADS],
    'view-livechat-rooms': [...LEADS],
    'view-livechat-departments': [...LEADS],
    'view-livechat-business-hours': [...LEADS],
    'view-livechat-room-closed-by-another-agent': [...LEADS],
    'view-livechat-room-closed-same-department': [...EVERY_LIVECHAT],
    'close-livechat-room': [...EVERY_LIVECHAT],
    'close-others-livechat-room': [...LEADS],
    'transfer-livechat-guest': [...LEADS],
    'save-others-livechat-room-info': [...LEADS],
    'edit-livechat-room-customfields': [MANAGER, AGENT, 'admin'],
    'edit-omnichannel-contact': [MANAGER, AGENT, 'admin'],
    'manage-livechat-agents': [MANAGER, 'admin'],
    'on-hold-livechat-room': [...EVERY_LIVECHAT],
    'on-hold-others-livechat-room': [...LEADS],
    'create-livechat-contact': [...EVERY_LIVECHAT],
    'update-livechat-contact': [...EVERY_LIVECHAT],
    'view-livechat-contact': [...EVERY_LIVECHAT],
    'view-livechat-contact-history': [...EVERY_LIVECHAT],
    'delete-livechat-contact': [MANAGER, 'admin'],
    'manage-livechat-departments': [...LEADS],
    'add-livechat-department-agents': [...LEADS],
    'remove-livechat-department': [MANAGER, 'admin'],
    'send-omnichannel-chat-transcript': [MANAGER, 'admin'],
    'message-impersonate': ['bot', 'app'],
    'api-bypass-rate-limit': ['admin', 'bot', 'app'],
  };
}

/** Permissions that the licensed module adds; without a licence nobody has them. */
const LICENSED: Record<string, string[]> = {
  'request-pdf-transcript': EVERY_LIVECHAT,
  'manage-livechat-priorities': [MANAGER, 'admin'],
  'manage-livechat-sla': [MANAGER, 'admin'],
};

/** True when one of the user's roles has the permission. */
export function mayDo(ws: Workspace, user: UserDoc | undefined, permission: string): boolean {
  const licensed = ws.edition === 'EE' ? LICENSED[permission] : undefined;
  const roles = ws.data.permissions[permission] ?? licensed ?? [];
  return user !== undefined && user.active && user.roles.some((role) => roles.includes(role));
}
