import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { PresenceRule } from '../ports/host';
import type { Endpoints } from './rest';
import { remembered } from '../util/cache';

/** From here on every look for an agent heeds the setting; before, whoever is offline is refused in any case. */
const HEEDS_SETTING = [7, 8] as const;
/** How long the setting is taken as it is, ms. */
const FRESH = 10_000;

/**
 * Which presence the server wants of agents: its setting `Livechat_enabled_when_agent_idle` says whether it looks at
 * presence at all. What cannot be read is as servers come: they do not look. The version is known with a connection.
 */
export function createPresenceRule(
  read: IRead,
  rest: Pick<Endpoints, 'connection' | 'version'>,
  now: () => number,
): () => Promise<PresenceRule> {
  const rule = remembered<PresenceRule>({ forMs: FRESH, most: 1, now });

  async function ask(): Promise<PresenceRule> {
    if (isOld(await rest.version())) return 'not_offline';
    try {
      const server = read.getEnvironmentReader().getServerSettings();
      return (await server.getValueById('Livechat_enabled_when_agent_idle')) === false ? 'not_idle' : 'any';
    } catch {
      return 'any';
    }
  }

  return async () => rule(await rest.connection(), ask);
}

function isOld(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (major === undefined) return false;
  return Number(major) < HEEDS_SETTING[0] || (Number(major) === HEEDS_SETTING[0] && Number(minor) < HEEDS_SETTING[1]);
}
