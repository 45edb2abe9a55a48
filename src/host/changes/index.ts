import type { Changes } from '../../ports/host';
import { closing } from './closing';
import { contacts } from './contacts';
import { messages } from './messages';
import { questions } from './questions';
import { desk } from './desk';
import type { HostParts } from './parts';
import { addContactNote, addConversationNote } from '../notes';
import { transfers } from './transfers';
import { postWebhook } from './webhook';

export { knowAppUser, type HostParts, type HostSettings } from './parts';
export { createTurns } from './turns';

/** What the app asks Rocket.Chat to change, over the Apps-Engine where it can and over REST where it cannot. */
export function createChanges(parts: HostParts): Changes {
  return {
    ...messages(parts),
    ...questions(parts),
    ...transfers(parts),
    ...closing(parts),
    ...contacts(parts),
    ...desk(parts),
    noteCustomer: (conversation) => parts.returning.note(conversation),
    noteConversation: (customer, note) => addConversationNote(parts.store, customer, note),
    noteContact: (customer, note) => addContactNote(parts.store, customer, note),
    postWebhook: (request) => postWebhook(parts.http, parts.now, request),
    takeTurn: (key, order, able) => parts.turns.take(key, order, able),
  };
}
