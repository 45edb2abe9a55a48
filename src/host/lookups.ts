import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { Conversation, Customer } from '../model/event';
import { readAllNotes } from './notes';
import { fold } from '../text/fold';
import { knowAppUser, rawUser, type HostParts } from './changes/parts';
import { teamRoom } from './changes/messages';
import { call, required } from './refusal';
import { readStoredTags } from './contact-tags';
import type { Candidate, Contact, Lookups, Pool, TeamTarget } from '../ports/host';
import { textOf, textsAt, toAgent, toConversation } from './convert';
import { authorOf, newestMessages, PAGE } from './messages-read';
import { createPresenceRule } from './presence-rule';
import { parseTags, mergeTags } from '../model/tags';
import { asObject, asString, asStrings, asMoment } from '../util/json';

/** What actions look up on the server. */
export function createLookups(parts: HostParts): Lookups {
  const { read, rest, store, settings } = parts;
  const presenceRule = createPresenceRule(read, rest, parts.now);

  /** Presence and roles as the host has them now; the connection adds the omnichannel status. */
  async function agent(username: string): Promise<Candidate | undefined> {
    const users = read.getUserReader();
    const wanted = username.replace(/^@/, '');
    const user =
      (await call(() => users.getByUsername(wanted))) ?? (await call(() => users.getByUsername(wanted.toLowerCase())));
    const found = toAgent(user);
    if (!found) {
      // Nobody is there, or the app may not read users, itself included.
      await rawUser(parts, (await knowAppUser(parts)).id);
      return undefined;
    }
    const roles = asStrings(asObject(user)?.['roles']);
    return {
      ...found,
      enabled: found.enabled && (roles.length === 0 || roles.includes('livechat-agent')),
      idle: asObject(user)?.['statusConnection'] === 'away',
    };
  }

  async function named(usernames: readonly string[]): Promise<readonly Candidate[]> {
    const found = await Promise.all(usernames.map(agent));
    const known = found.filter((each) => each !== undefined);
    return known.filter((each, index) => known.findIndex(({ id }) => id === each.id) === index);
  }

  async function candidates(pool: Pool): Promise<readonly Candidate[] | undefined> {
    if (pool.kind === 'agents') return named(pool.names);
    if (!(await rest.connected())) {
      const { roster } = settings();
      return pool.kind === 'anyone' && roster.length > 0 ? named(roster) : undefined;
    }
    const listed = await rest.agents();
    const members = pool.kind === 'department' ? await rest.departmentAgents(pool.id) : undefined;
    const usernames = (members ?? listed.map((each) => each.username)).toSorted();
    const available = new Map(listed.map((each) => [each.username, each.available]));
    return (await named(usernames)).map((each) => ({ ...each, available: available.get(each.username) }));
  }

  async function contactTags(customer: Customer): Promise<readonly string[]> {
    const key = settings().tagsField;
    const field = key === '' ? [] : parseTags(customer.custom[key]);
    return mergeTags(field, await readStoredTags(store, customer));
  }

  /** Over the connection, which alone can write it; without one as the engine shows it. */
  async function contact({ contactId }: Customer): Promise<Contact | undefined> {
    if (!contactId) return undefined;
    if (await rest.connected()) return rest.contact(contactId);
    return toContact(await call(() => read.getContactReader().getById(contactId)));
  }

  /** What an earlier version wrote down where customers read and write. */
  function earlierNotes({ custom }: Pick<Customer, 'custom'>): string | undefined {
    const key = settings().earlierNotesField;
    return key === '' ? undefined : asString(custom[key]);
  }

  return {
    connected: () => rest.connected(),
    agent,
    candidates,
    presenceRule,

    openConversations: ({ id }) =>
      required('livechat-room.read', () => read.getLivechatReader().getLivechatTotalOpenRoomsByAgentId(id)),

    async peopleIn({ id }) {
      const members = await required('room.read', () => read.getRoomReader().getMembers(id));
      return members.map(({ username }) => username);
    },

    async department(nameOrId) {
      const wanted = nameOrId.trim();
      const reader = read.getLivechatReader();
      const found = asObject(await call(() => reader.getLivechatDepartmentByIdOrName(wanted)));
      const id = asString(found?.['id']);
      // Manual routing takes a disabled or archived one, too, and nobody looks into its queue (HOST-CASES.md 15).
      if (id && found?.['enabled'] !== false) return { id, name: asString(found?.['name']) ?? id };
      // The host compares names letter by letter; rules compare them folded.
      if (!(await rest.connected())) return undefined;
      return (await rest.departments()).find(({ name }) => fold(name) === fold(wanted));
    },

    listConversations: async (state, since, without) =>
      (await rest.connected()) ? rest.conversations(state, since, without) : undefined,

    limitedUntil: () => Promise.resolve(rest.limitedUntil()),

    async conversationsOf({ id, token }) {
      const visitor = { id, token } as IVisitor;
      const rooms = await required('livechat-room.read', () => read.getLivechatReader().getLivechatRooms(visitor));
      return rooms.flatMap((room) => toConversation(room) ?? []).filter(({ status }) => status !== 'closed');
    },

    async queueKeepsReturned() {
      try {
        const server = read.getEnvironmentReader().getServerSettings();
        const method: unknown = await server.getValueById('Livechat_Routing_Method');
        return typeof method !== 'string' || method === 'Manual_Selection';
      } catch {
        // A setting that cannot be read proves nothing; the conversation is read again afterwards.
        return true;
      }
    },

    wrote: (where, said, since) => wrote(parts, where, said, since),

    contactTags,

    notes: async (conversation) =>
      readAllNotes(store, conversation, await contactTags(conversation.customer), earlierNotes(conversation.customer)),

    earlier: (conversation) => parts.earlier.of(conversation),

    async managerOf(customer) {
      const id = customer.managerId ?? (await contact(customer))?.managerId;
      return id === undefined ? undefined : toAgent(await call(() => read.getUserReader().getById(id)))?.username;
    },

    priorities: () => rest.priorities(),

    transcriptSent: async (conversation, since) => (await rest.transcriptsSent(conversation)).some((at) => at >= since),

    contact,
  };
}

/** A contact as the engine shows it. */
function toContact(given: unknown): Contact | undefined {
  const from = asObject(given);
  const id = asString(from?.['_id']) ?? asString(from?.['id']);
  if (!from || id === undefined) return undefined;
  return {
    id,
    name: asString(from['name']),
    managerId: asString(from['contactManager']),
    emails: textsAt(from['emails'], 'address'),
    phones: textsAt(from['phones'], 'phoneNumber'),
  };
}

/**
 * Looks in the room for a text that somebody other than the customer has written since then: sent in an agent's name
 * it is the agent's, and the agent may be another one by now.
 */
async function wrote(
  parts: HostParts,
  where: Conversation | TeamTarget,
  said: string,
  since: number,
): Promise<boolean | undefined> {
  const customer = 'customer' in where ? where.customer.id : undefined;
  const room = 'customer' in where ? where : await teamRoom(parts, where);
  if (!room) return false;
  const sender = customer === undefined ? (await knowAppUser(parts)).id : undefined;
  const messages = await newestMessages(parts.read.getRoomReader(), room.id);
  const later = messages.filter((message) => (asMoment(message['createdAt']) ?? 0) >= since);
  const found = later.some((message) => {
    const author = authorOf(message);
    const ours = sender === undefined ? author !== undefined && author !== customer : author === sender;
    return ours && textOf(message).trim() === said.trim();
  });
  return found || later.length < PAGE ? found : undefined;
}
