import type { HostBridges } from '../bridge-types';
import type { Workspace } from '../types';
import { livechatBridge } from './livechat';
import { messageBridge } from './messages';
import { contactBridge, emailBridge, roleBridge, roomBridge, settingBridge, userBridge } from './others';

/** The server's bridges over this workspace. */
export function hostBridges(ws: Workspace): HostBridges {
  return {
    livechat: livechatBridge(ws),
    messages: messageBridge(ws),
    rooms: roomBridge(ws),
    users: userBridge(ws),
    contacts: contactBridge(ws),
    email: emailBridge(ws),
    settings: settingBridge(ws),
    roles: roleBridge(ws),
  };
}
