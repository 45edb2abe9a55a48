import { type Text, message } from '../text/message';
import type { AccessorKeeper } from './accessors';
import { parseRoster } from '../text/roster';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { HostError } from '../ports/host';
import { type Endpoints, CONNECTION_PERMISSIONS } from './rest';
import { takesJobs } from './scheduler';
import { asObject, asString, asStrings } from '../util/json';
import type { Inspection } from '../ports/inspection';

export interface InspectionParts {
  readonly accessors: AccessorKeeper;
  readonly rest: Endpoints;
  readonly settings: () => { readonly server_user_id: string };
}

/** Who may do everything that the connection is asked for. */
const MANAGERS = ['admin', 'livechat-manager'];

/** How a server answers that has no licence, or no enterprise folder at all. */
const UNLICENSED: readonly string[] = ['reason_needs_licence', 'reason_rest_lacks_endpoint'];

export function createInspection({ accessors, rest, settings }: InspectionParts): Inspection {
  const { read } = accessors;

  /** A permission that was not granted does not throw: the call gives nothing (HOST.md A.1). */
  async function lacks(permission: string, call: () => Promise<unknown>): Promise<readonly string[]> {
    try {
      const answer = await call();
      return answer === undefined || answer === null ? [permission] : [];
    } catch {
      return [];
    }
  }

  return {
    missingPermissions: async () => {
      const me = await read
        .getUserReader()
        .getAppUser()
        .catch(() => undefined);
      const association = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'inspection');
      const found = await Promise.all([
        lacks('persistence', () => read.getPersistenceReader().readByAssociation(association)),
        // Here the Apps-Engine makes an error of nothing.
        lacks('server-setting.read', () =>
          read
            .getEnvironmentReader()
            .getServerSettings()
            .getValueById('Site_Url')
            .catch(() => undefined),
        ),
        accessors.has('modify')
          ? lacks('scheduler', async () => (await takesJobs(accessors.modify, Date.now())) || undefined)
          : [],
        lacks('livechat-status.read', () => read.getLivechatReader().isOnlineAsync()),
        // The app's own user alone is told without a permission.
        me ? lacks('user.read', () => read.getUserReader().getById(me.id)) : ['user.read'],
        me ? lacks('livechat-room.read', () => read.getLivechatReader().getLivechatTotalOpenRoomsByAgentId(me.id)) : [],
      ]);
      return found.flat();
    },

    connection: async () => {
      if (!(await rest.connected().catch(() => false))) return { kind: 'none' };
      // The first by itself: after a failure the circuit lets one call through, and refuses those beside it.
      const first = await asked('livechat/users/agent', () => rest.agents());
      if (!first.why && (await rest.losesPosts())) return { kind: 'broken', why: message('reason_rest_redirects') };
      const others = await Promise.all([
        asked('livechat/department', () => rest.departments()),
        asked('livechat/custom-fields', () => rest.visitorFields()),
      ]);
      const licensed = await asked('livechat/priorities', () => rest.priorities());
      const unlicensed = UNLICENSED.includes(licensed.why?.key ?? '');
      const answers = [first, ...others];
      const failed = answers.flatMap(({ what, why }) => (why ? [{ what, why }] : []));
      if (first.why && failed.length === answers.length) return { kind: 'broken', why: first.why };
      const fields = others[1].value as readonly string[] | undefined;
      return { kind: 'works', problems: [...failed, ...(await roles())], fields, unlicensed };
    },

    canTell: async (target) => {
      try {
        if (target.startsWith('@')) {
          const user = await read.getUserReader().getByUsername(target.slice(1));
          return user ? undefined : message('reason_no_such_user', { user: target.slice(1) });
        }
        const rooms = read.getRoomReader();
        const room = (await rooms.getByName(target.replace(/^#/, ''))) ?? (await rooms.getById(target));
        if (!room) return message('reason_no_such_room', { room: target });
        return (room.type as string) === 'l' ? message('reason_room_of_a_customer', { room: target }) : undefined;
      } catch (error) {
        return why(error);
      }
    },
  };

  /** What the connection's user may write shows in their roles: writing to find out would change something. */
  async function roles(): Promise<readonly { readonly what: string; readonly why: Text }[]> {
    const [id] = parseRoster(settings().server_user_id);
    const user = asObject(
      await read
        .getUserReader()
        .getById(id ?? '')
        .catch(() => undefined),
    );
    const own = asStrings(user?.['roles']);
    if (!user || own.length === 0 || own.some((role) => MANAGERS.includes(role))) return [];
    const username = asString(user['username']) ?? '?';
    const needed = message('health_connection_roles', { user: username, permissions: CONNECTION_PERMISSIONS });
    return [{ what: `@${username}`, why: needed }];
  }
}

async function asked(
  what: string,
  call: () => Promise<unknown>,
): Promise<{ what: string; value?: unknown; why?: Text }> {
  try {
    return { what, value: await call() };
  } catch (error) {
    return { what, why: why(error) };
  }
}

function why(error: unknown): Text {
  return error instanceof HostError ? error.text : message('reason_host_said', { said: String(error) });
}
