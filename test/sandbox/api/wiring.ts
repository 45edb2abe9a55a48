import { hostBridges, type AppObject, type HostBridges, type Workspace } from '../workspace';
import { httpBridge, type WebSite } from '../runtime/bridges/http';
import type { Clock } from '../runtime/clock';
import { commandBridge, uiInteractionBridge, type Interaction } from '../runtime/commands';
import type { ServerParts } from '../runtime/host';
import type { Transcript } from './transcript';

interface Parts {
  ws: Workspace;
  sites: Map<string, WebSite>;
  clock: Clock;
  shown: Interaction[];
  transcript: Transcript;
  /** Is told of everything that the app shows to somebody. */
  hears: (entry: Interaction) => void;
}

/** The workspace's side of the engine's bridges, with what no event tells written into the transcript. */
export function wire({ ws, sites, clock, shown, transcript, hears }: Parts): ServerParts['host'] {
  const host = hostBridges(ws);

  const setCustomFields: HostBridges['livechat']['setCustomFields'] = async (data, appId) => {
    const changed = await host.livechat.setCustomFields(data, appId);
    const room = ws.data.rooms.findLast((entry) => entry.v?.token === data.token);
    const { key, value } = data;
    if (changed) transcript.note(`· ${key} of ${String(room?.v?._id ?? data.token)} is now "${value}"`, room?._id);
    return changed;
  };

  return {
    command: commandBridge(new Map(), new Set()),
    contact: host.contacts,
    email: {
      async sendEmail(email: AppObject, appId: string) {
        await host.email.sendEmail(email, appId);
        transcript.note(`(e-mail to ${String(email.to)}) ${String(email.subject)}`);
      },
    },
    http: httpBridge(sites, ws.traits.redirectsGoWhole, clock),
    livechat: {
      ...host.livechat,
      setCustomFields,
      _fetchLivechatRoomMessages: (appId: string, rid: string) => host.livechat.fetchLivechatRoomMessages(appId, rid),
    },
    message: {
      ...host.messages,
      async notifyUser(user: AppObject, message: AppObject, appId: string) {
        await host.messages.notifyUser(user, message, appId);
        transcript.note(`(only ${String(user.username)}) ${String(message.text)}`);
      },
      async notifyRoom(room: AppObject, message: AppObject, appId: string) {
        await host.messages.notifyRoom(room, message, appId);
        transcript.note(`(only its agents) ${String(message.text)}`, String(room.id));
      },
    },
    role: host.roles,
    room: host.rooms,
    serverSetting: host.settings,
    uiInteraction: uiInteractionBridge(shown, hears),
    user: host.users,
  };
}
