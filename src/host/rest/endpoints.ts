import * as z from 'zod';
import type { Conversation } from '../../events/event';
import type { DepartmentName } from '../../fields/value';
import { text } from '../../text/say';
import { HostError, type Contact } from '../port';
import { meaningOf } from '../changes/refusal';
import type { Client } from './client';
import { permissionOf } from './permissions';
import { kept } from './kept';

/** One agent as the connection lists them. */
export interface ListedAgent {
  readonly id: string;
  readonly username: string;
  /** Their omnichannel status says available. */
  readonly available: boolean;
}

/** The server's REST API as far as it is used. Every method rejects with a HostError. */
export interface Endpoints {
  /** The settings name a server, a user and a token. */
  connected(): Promise<boolean>;
  agents(): Promise<readonly ListedAgent[]>;
  /** Usernames. */
  departmentAgents(departmentId: string): Promise<readonly string[]>;
  departments(): Promise<readonly DepartmentName[]>;
  returnToQueue(roomId: string): Promise<void>;
  /** All of the tags: those left out are deleted. */
  saveRoom(change: {
    readonly visitorId: string;
    readonly roomId: string;
    readonly topic?: string;
    readonly tags: readonly string[];
  }): Promise<void>;
  contact(contactId: string): Promise<Contact | undefined>;
  updateContact(change: {
    readonly contactId: string;
    readonly name?: string;
    readonly emails?: readonly string[];
    readonly phones?: readonly string[];
  }): Promise<void>;
  /** Creates a custom field of visitors, as plain text. */
  createVisitorField(key: string): Promise<void>;
  /** What the lists say at this moment, for checking names and for select lists; nothing that decides uses it. */
  listed(): Promise<{ readonly agents: readonly string[]; readonly departments: readonly DepartmentName[] }>;
  /** Keys of the visitors' custom fields. */
  visitorFields(): Promise<readonly string[]>;
  /** How many other conversations the customer has had; undefined without a connection. */
  otherConversations(conversation: Pick<Conversation, 'id' | 'customer'>): Promise<number | undefined>;
  /** The server's own business hours, as it sends them. */
  businessHours(): Promise<unknown>;
}

/** How long lists are taken as they are, ms: the server lets an endpoint be asked ten times a minute. */
const AGENTS_FRESH = 10_000;
const LISTS_FRESH = 60_000;
const PAGE = 100;
/** A workspace with more agents or departments than this is not listed to its end. */
const MOST = 1000;

/** The server's REST API over a client. Keep one for as long as the app runs. */
export function endpointsOf(client: Client, now: () => number): Endpoints {
  const agents = kept(now, AGENTS_FRESH, () => pages(client, 'livechat/users/agent', 'users', AGENT));
  const departments = kept(now, LISTS_FRESH, () => pages(client, 'livechat/department', 'departments', DEPARTMENT));
  const members = kept(now, LISTS_FRESH, (id) =>
    pages(client, `livechat/department/${encodeURIComponent(id)}/agents`, 'agents', MEMBER),
  );

  return {
    connected: () => client.connected(),
    agents: async () =>
      (await agents('')).map(({ _id, username, statusLivechat }) => ({
        id: _id,
        username,
        available: statusLivechat === 'available',
      })),
    departmentAgents: async (id) => (await members(id)).map(({ username }) => username),
    departments: async () => (await departments('')).map(({ _id, name }) => ({ id: _id, name })),

    async returnToQueue(roomId) {
      const answer = await orElse(
        () => client.post('livechat/inquiries.returnAsInquiry', { roomId }),
        () => callMethod(client, 'livechat:returnAsInquiry', [roomId]),
      );
      if (read(RESULT, answer, 'livechat/inquiries.returnAsInquiry').result === false) {
        throw new HostError(text('reason_no_inquiry'));
      }
    },

    async saveRoom({ visitorId, roomId, topic, tags }) {
      await client.post('livechat/room.saveInfo', {
        guestData: { _id: visitorId },
        roomData: { _id: roomId, ...(topic !== undefined && { topic }), tags },
      });
    },

    async contact(contactId) {
      const endpoint = 'omnichannel/contacts.get';
      const { contact } = read(CONTACT, await client.get(endpoint, { contactId }), endpoint);
      return contact
        ? {
            id: contact._id,
            name: contact.name ?? undefined,
            emails: (contact.emails ?? []).map(({ address }) => address),
            phones: (contact.phones ?? []).map(({ phoneNumber }) => phoneNumber),
          }
        : undefined;
    },

    async updateContact(change) {
      await client.post('omnichannel/contacts.update', change);
    },

    async createVisitorField(field) {
      const customFieldData = {
        field,
        label: field,
        scope: 'visitor',
        visibility: 'visible',
        regexp: '',
        searchable: true,
        type: 'input',
        required: false,
        defaultValue: '',
        options: '',
        public: false,
      };
      await orElse(
        () => client.post('livechat/custom-fields.save', { customFieldId: null, customFieldData }),
        () => callMethod(client, 'livechat:saveCustomField', [null, customFieldData]),
      );
    },

    listed: async () => {
      // One after the other: after a failure the circuit lets one call through, and refuses those beside it.
      const everybody = await pages(client, 'livechat/users/agent', 'users', AGENT);
      const places = await pages(client, 'livechat/department', 'departments', DEPARTMENT);
      return {
        agents: everybody.map(({ username }) => username),
        departments: places.map(({ _id, name }) => ({ id: _id, name })),
      };
    },
    visitorFields: async () =>
      (await pages(client, 'livechat/custom-fields', 'customFields', FIELD))
        .filter(({ scope }) => scope !== 'room')
        .map(({ _id }) => _id),

    async otherConversations({ id, customer }) {
      if (!(await client.connected())) return undefined;
      const byVisitor = `livechat/visitors.searchChats/room/${encodeURIComponent(id)}/visitor/${encodeURIComponent(customer.id)}`;
      const ofVisitor = () => client.get(byVisitor, { closedChatsOnly: 'false', servedChatsOnly: 'false', count: '2' });
      const { contactId } = customer;
      const answer = contactId
        ? // A contact has all of a customer's visitors, on all channels.
          await orElse(() => client.get('omnichannel/contacts.history', { contactId, count: '2' }), ofVisitor)
        : await ofVisitor();
      return read(HISTORY, answer, byVisitor).history.filter(({ _id }) => _id !== id).length;
    },

    businessHours: () => client.get('livechat/business-hour', { type: 'default' }),
  };
}

// Only what is used is looked at: servers differ in the rest.
const AGENT = z.object({ _id: z.string(), username: z.string(), statusLivechat: z.string().nullish() });
const DEPARTMENT = z.object({ _id: z.string(), name: z.string() });
const FIELD = z.object({ _id: z.string(), scope: z.string().nullish() });
const MEMBER = z.object({ username: z.string() });
const HISTORY = z.object({ history: z.array(z.object({ _id: z.string() })) });
const RESULT = z.object({ result: z.boolean().nullish() });
const CONTACT = z.object({
  contact: z
    .object({
      _id: z.string(),
      name: z.string().nullish(),
      emails: z.array(z.object({ address: z.string() })).nullish(),
      phones: z.array(z.object({ phoneNumber: z.string() })).nullish(),
    })
    .nullish(),
});

function read<T>(shape: z.ZodType<T>, answer: unknown, endpoint: string): T {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new HostError(text('reason_rest_strange_answer', { endpoint }));
  return parsed.data;
}

/** All entries of a list; one that lacks what is needed (an agent without a username) is left out. */
async function pages<T>(client: Client, endpoint: string, key: string, shape: z.ZodType<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const answer = await client.get(endpoint, { count: String(PAGE), offset: String(offset) });
    const page = read(z.object({ [key]: z.array(z.unknown()) }), answer, endpoint)[key] ?? [];
    found.push(...page.flatMap((entry) => shape.safeParse(entry).data ?? []));
    if (page.length < PAGE) break;
  }
  return found;
}

/** Older servers have a method instead of the endpoint. */
async function orElse(endpoint: () => Promise<unknown>, method: () => Promise<unknown>): Promise<unknown> {
  try {
    return await endpoint();
  } catch (error) {
    if (error instanceof HostError && error.text.key === 'reason_rest_lacks_endpoint') return method();
    throw error;
  }
}

const METHOD = z.object({ message: z.string() });
const METHOD_RESULT = z.object({
  result: z.unknown().optional(),
  error: z
    .object({ error: z.unknown().optional(), reason: z.string().nullish(), message: z.string().nullish() })
    .nullish(),
});

/** Calls a method of the server over REST; what it refuses comes inside of an answer that says success. */
async function callMethod(client: Client, method: string, params: readonly unknown[]): Promise<unknown> {
  const endpoint = `method.call/${method}`;
  const message = JSON.stringify({ msg: 'method', id: 'workflow', method, params });
  const answer = read(METHOD, await client.post(endpoint, { message }), endpoint);
  const { result, error } = read(METHOD_RESULT, parsed(answer.message), endpoint);
  if (!error) return { result };
  const said = [error.reason ?? error.message, `[${String(error.error)}]`].filter(Boolean).join(' ');
  if (/error-(not-allowed|unauthorized)/.test(said)) {
    throw new HostError(text('reason_rest_forbidden', { permission: permissionOf(endpoint), endpoint }));
  }
  if (/error-method-not-found|404/.test(said)) throw new HostError(text('reason_rest_lacks_endpoint', { endpoint }));
  throw new HostError(meaningOf(said) ?? text('reason_rest_refused', { endpoint, said }));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
