import type { Changes } from '../../ports/host';
import { closing } from './closing';
import { contacts } from './contacts';
import { messages } from './messages';
import type { HostParts } from './parts';
import { transfers } from './transfers';
import { postWebhook } from './webhook';

export { knowAppUser, OWN_CHANNEL, parseRoster, type HostParts, type HostSettings, type Turns } from './parts';
export { createTurns } from './turns';
export { recordingChanges } from './recording';

/** What the app asks Rocket.Chat to change, over the Apps-Engine where it can and over REST where it cannot. */
export function createChanges(parts: HostParts): Changes {
  return {
    ...messages(parts),
    ...transfers(parts),
    ...closing(parts),
    ...contacts(parts),
    postWebhook: (request) => postWebhook(parts.http, request),
    takeTurn: (key, order, able) => parts.turns.take(key, order, able),
  };
}
