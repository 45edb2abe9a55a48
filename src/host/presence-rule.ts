import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { PresenceRule } from '../ports/host';
import type { Endpoints } from './rest';
import { remembered } from '../util/cache';

/**
 * Versions, as thousands and minor. From the first on the setting alone says whether presence is looked at, where before
 * whoever is offline was refused in any case; from the second on they are again, unless chats are accepted without
 * agents.
 */
const [SETTING_DECIDES, OFFLINE_REFUSED] = [7_008, 8_004] as const;
/** How long the setting is taken as it is, ms. */
const FRESH = 10_000;

/**
 * Which presence the server wants of agents: its setting `Livechat_enabled_when_agent_idle` and its version say so. What
 * cannot be read is as servers come. The version is known with a connection.
 */
export function createPresenceRule(
  read: IRead,
  rest: Pick<Endpoints, 'connection' | 'version'>,
  now: () => number,
): () => Promise<PresenceRule> {
  const rule = remembered<PresenceRule>({ forMs: FRESH, most: 1, now });

  async function ask(): Promise<PresenceRule> {
    const version = rank(await rest.version());
    if (version < SETTING_DECIDES) return 'not_offline';
    const server = read.getEnvironmentReader().getServerSettings();
    const [idle, accepting] = await Promise.all(
      ['Livechat_enabled_when_agent_idle', 'Livechat_accept_chats_with_no_agents'].map((id): Promise<unknown> =>
        server.getValueById(id).catch(() => undefined),
      ),
    );
    if (idle === false) return 'not_idle';
    return version >= OFFLINE_REFUSED && accepting !== true ? 'not_offline' : 'any';
  }

  return async () => rule(await rest.connection(), ask);
}

/** NaN, which is neither before nor after, where it is not known. */
function rank(version = ''): number {
  const [major, minor] = version.split('.').map(Number);
  return Number(major) * 1_000 + Number(minor);
}
