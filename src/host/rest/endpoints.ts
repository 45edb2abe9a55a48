import { OWN_CHANNEL, type Conversation } from '../../model/event';
import type { DepartmentName } from '../../model/value';
import { message } from '../../text/message';
import { recent, remembered } from '../../util/cache';
import {
  HostError,
  LISTED_AT_ONCE,
  type Contact,
  type LISTED_STATES,
  type ListedConversation,
  type Priority,
} from '../../ports/host';
import { hasField } from '../refusal';
import { callMethod, orElse, pages, read } from './asking';
import type { Client } from './client';
import { shapes } from './shapes';

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
  /** Their names in one text: what is kept of the server is kept of that. Blank where one is missing. */
  connection(): Promise<string>;
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
    readonly custom?: Readonly<Record<string, string>>;
  }): Promise<void>;
  hold(roomId: string): Promise<void>;
  resume(roomId: string): Promise<void>;
  /** The most urgent first. */
  priorities(): Promise<readonly Priority[]>;
  /** Undefined: none. */
  setPriority(roomId: string, priorityId: string | undefined): Promise<void>;
  sendTranscript(conversation: Pick<Conversation, 'id' | 'customer'>, email: string): Promise<void>;
  /** The moments at which it was sent lately, ms since 1970, as the server writes them into the conversation. */
  transcriptsSent(conversation: Pick<Conversation, 'id' | 'customer'>): Promise<readonly number[]>;
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
  /** Creates those of these custom fields of conversations that there are not. Refuses a field of visitors. */
  needRoomFields(keys: readonly string[]): Promise<void>;
  /** Keys of the visitors' custom fields. */
  visitorFields(): Promise<readonly string[]>;
  /** How many other conversations the customer has had; undefined without a connection. */
  otherConversations(conversation: WhoseHistory): Promise<number | undefined>;
  /**
   * The customer's closed conversations but this one, the latest first, at most 25 of them, and how many there are;
   * undefined without a connection.
   */
  history(conversation: WhoseHistory): Promise<ClosedConversations | undefined>;
  /** Those that are not closed, the oldest first, from a moment on (ms since 1970), a hundred at most, without so many first ones. */
  conversations(
    state: (typeof LISTED_STATES)[number],
    since: number,
    without: number,
  ): Promise<readonly ListedConversation[]>;
  /** The server lets only a few calls more through until then, ms since 1970. */
  limitedUntil(): number;
  /** Ids of the newest conversations, open and closed; none without a connection. A call for each hundred. */
  newestConversations(most: number): Promise<readonly string[]>;
  /** The server's own business hours, as it sends them. */
  businessHours(): Promise<unknown>;
  /** The address redirects, and the server makes GET of what is posted then: nothing of it arrives. */
  losesPosts(): Promise<boolean>;
  /** The server's version, `8.3` or `8.3.0`; undefined without a connection, or where it does not tell. */
  version(): Promise<string | undefined>;
}

type WhoseHistory = Pick<Conversation, 'id' | 'customer'> & Partial<Pick<Conversation, 'channel'>>;

export interface ClosedConversations {
  readonly count: number;
  /** `at`: ms since 1970; `agent`: the username of whoever had it. */
  readonly ended: readonly { readonly agent?: string; readonly at: number }[];
}

/** How long lists are taken as they are, ms: the server lets an endpoint be asked ten times a minute. */
const AGENTS_FRESH = 10_000;
const LISTS_FRESH = 60_000;
const VERSION_FRESH = 600_000;
/** How much longer than fresh a list is still better than none, when the server cannot be asked just now. */
const STALE = 10;
/** Messages looked at for the server's own word about a transcript. */
const NEWEST = 50;
/** Lists of members that are kept: more departments than this are asked for again. */
const LISTS = 500;

/**
 * What the server lists, for a short while: it lets an endpoint be asked ten times a minute, and a busy desk assigns
 * more often than that. While a failure passes, a list that is a little old is given instead.
 */
function list<T>(now: () => number, fresh: number, ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const failure = (error: unknown): boolean => error instanceof HostError && error.kind === 'passing';
  const lists = remembered<T>({ forMs: fresh, most: LISTS, now, insteadOf: { upTo: fresh * STALE, failure } });
  return (key) => lists(key, () => ask(key));
}

const agentsOf = (client: Client) => pages(client, 'livechat/users/agent', 'users', shapes().agent, {});
const departmentsOf = (client: Client) =>
  pages(client, 'livechat/department', 'departments', shapes().department, { query: ENABLED });

/** What is kept for a while, of one connection. */
function keptOf(client: Client, now: () => number) {
  return {
    agents: list(now, AGENTS_FRESH, () => agentsOf(client)),
    departments: list(now, LISTS_FRESH, () => departmentsOf(client)),
    members: list(now, LISTS_FRESH, (id) =>
      pages(client, 'livechat/department/:_id/agents', 'agents', shapes().member, {}, { _id: id }),
    ),
    priorities: list(now, LISTS_FRESH, () => pages(client, 'livechat/priorities', 'priorities', shapes().priority, {})),
    version: list(now, VERSION_FRESH, async () => shapes().version.safeParse(await client.get('info')).data),
    /** Those of conversations that have been seen: the list can be asked for ten times a minute. */
    roomFields: recent<true>(LISTS, LISTS_FRESH, now),
  };
}

/** The server's REST API over a client. Keep one for as long as the app runs. */
export function endpointsOf(client: Client, now: () => number): Endpoints {
  let of: string | undefined;
  let lists = keptOf(client, now);
  /** Of the connection as it is now: another server lists others, and another user may see others. */
  async function kept(): Promise<typeof lists> {
    const connection = await client.connection();
    if (connection !== of) [of, lists] = [connection, keptOf(client, now)];
    return lists;
  }
  const fields = () => pages(client, 'livechat/custom-fields', 'customFields', shapes().field, {});

  /**
   * A contact may have several visitors of a customer; only its closed conversations are told. For conversations that
   * the app has opened the server makes a contact of their own, which knows of no others (HOST-CASES-8.md, Contacts).
   */
  async function historyOf({ id, customer, channel }: WhoseHistory, closed: string, count: number) {
    const byVisitor = 'livechat/visitors.searchChats/room/:roomId/visitor/:visitorId';
    const query = { closedChatsOnly: closed, servedChatsOnly: 'false', count };
    const ofVisitor = () => client.get(byVisitor, query, { roomId: id, visitorId: customer.id });
    const contactId = channel?.name === OWN_CHANNEL ? undefined : customer.contactId;
    const answer = contactId
      ? await orElse(() => client.get('omnichannel/contacts.history', { contactId, count }), ofVisitor)
      : await ofVisitor();
    return read(shapes().history, answer, byVisitor);
  }

  return {
    connected: () => client.connected(),
    connection: () => client.connection(),
    agents: async () =>
      (await (await kept()).agents('')).map(({ _id, username, statusLivechat }) => ({
        id: _id,
        username,
        available: statusLivechat === 'available',
      })),
    departmentAgents: async (id) => (await (await kept()).members(id)).map(({ username }) => username),
    departments: async () => (await (await kept()).departments('')).map(({ _id, name }) => ({ id: _id, name })),

    async returnToQueue(roomId) {
      const answer = await orElse(
        () => client.post('livechat/inquiries.returnAsInquiry', { roomId }),
        () => callMethod(client, 'livechat:returnAsInquiry', [roomId]),
      );
      if (read(shapes().result, answer, 'livechat/inquiries.returnAsInquiry').result === false) {
        throw new HostError(message('reason_no_inquiry'));
      }
    },

    async saveRoom({ visitorId, roomId, topic, tags, custom }) {
      const roomData = { _id: roomId, topic, tags, livechatData: custom };
      // Of a customer who is disabled or gone the conversation's part is saved, and the answer is a 400 without a word.
      const wordless = (error: unknown): void => {
        if (!(error instanceof HostError && error.text.params?.['said'] === '400')) throw error;
      };
      await client.post('livechat/room.saveInfo', { guestData: { _id: visitorId }, roomData }).catch(wordless);
    },

    hold: async (roomId) => void (await client.post('livechat/room.onHold', { roomId })),
    resume: async (roomId) => void (await client.post('livechat/room.resumeOnHold', { roomId })),

    // One that nobody has renamed has the word that clients translate instead of a name.
    priorities: async () =>
      (await (await kept()).priorities(''))
        .toSorted((one, other) => one.sortItem - other.sortItem)
        .map(({ _id, name, i18n }) => ({ id: _id, name: name ?? i18n ?? _id })),

    async setPriority(rid, priorityId) {
      if (priorityId === undefined) await client.delete('livechat/room/:rid/priority', { rid });
      else await client.post('livechat/room/:rid/priority', { priorityId }, { rid });
    },

    async sendTranscript({ id, customer }, email) {
      await client.post('livechat/transcript', { rid: id, token: customer.token, email });
    },

    async transcriptsSent({ id, customer }) {
      const endpoint = 'livechat/messages.history/:rid';
      const answer = await client.get(endpoint, { token: customer.token, limit: NEWEST }, { rid: id });
      return read(shapes().messages, answer, endpoint).messages.flatMap(({ t, ts }) =>
        t === 'livechat_transcript_history' ? [Date.parse(String(ts))] : [],
      );
    },

    async contact(contactId) {
      const endpoint = 'omnichannel/contacts.get';
      // Of a contact that has been deleted it says 404.
      const gone = (error: unknown): undefined => {
        if (error instanceof HostError && error.text.key === 'reason_rest_not_found') return undefined;
        throw error;
      };
      const answer = await client.get(endpoint, { contactId }).catch(gone);
      if (answer === undefined) return undefined;
      const { contact } = read(shapes().contact, answer, endpoint);
      return contact
        ? {
            id: contact._id,
            name: contact.name ?? undefined,
            managerId: contact.contactManager ?? undefined,
            emails: (contact.emails ?? []).map(({ address }) => address),
            phones: (contact.phones ?? []).map(({ phoneNumber }) => phoneNumber),
          }
        : undefined;
    },

    async updateContact(change) {
      await client.post('omnichannel/contacts.update', change);
    },

    createVisitorField: (key) => createField(client, key, 'visitor'),

    async needRoomFields(keys) {
      const { roomFields } = await kept();
      if (keys.every((key) => roomFields.has(key))) return;
      const there = new Map((await fields()).map(({ _id, scope }) => [_id, scope]));
      for (const key of keys) {
        if (!there.has(key)) await createField(client, key, 'room');
        else if (there.get(key) !== 'room') throw new HostError(message('reason_field_of_customers', { field: key }));
        roomFields.set(key, true);
      }
    },

    listed: async () => {
      // One after the other: after a failure the circuit lets one call through, and refuses those beside it.
      const everybody = await agentsOf(client);
      const places = await departmentsOf(client);
      return {
        agents: everybody.map(({ username }) => username),
        departments: places.map(({ _id, name }) => ({ id: _id, name })),
      };
    },
    visitorFields: async () => (await fields()).filter(({ scope }) => scope !== 'room').map(({ _id }) => _id),

    async otherConversations(conversation) {
      if (!(await client.connected())) return undefined;
      const { history } = await historyOf(conversation, 'false', 2);
      return history.filter(({ _id }) => _id !== conversation.id).length;
    },

    async history(conversation) {
      if (!(await client.connected())) return undefined;
      const { history, total } = await historyOf(conversation, 'true', 25);
      const others = history.filter(({ _id, closedAt }) => _id !== conversation.id && closedAt);
      return {
        count: (total ?? history.length) - (history.length - others.length),
        ended: others.map(({ closedAt, servedBy }) => ({
          at: Date.parse(String(closedAt)),
          agent: servedBy?.username ?? undefined,
        })),
      };
    },

    async conversations(state, since, without) {
      const query = {
        ...STATES[state],
        createdAt: JSON.stringify({ start: new Date(since).toISOString() }),
        sort: '{"ts":1}',
      };
      const rooms = await pages(client, 'livechat/rooms', 'rooms', shapes().room, {
        most: LISTED_AT_ONCE,
        without,
        query,
      });
      return rooms.map(({ _id, ts }) => ({ id: _id, at: Date.parse(ts) }));
    },

    limitedUntil: () => client.limitedUntil(),

    async newestConversations(most) {
      if (!(await client.connected())) return [];
      const query = { sort: '{"ts":-1}' };
      return (await pages(client, 'livechat/rooms', 'rooms', shapes().room, { most, query })).map(({ _id }) => _id);
    },

    businessHours: () => client.get('livechat/business-hour', { type: 'default' }),

    // Answered only where it became GET.
    losesPosts: () =>
      client.post('info', {}).then(
        () => true,
        () => false,
      ),

    async version() {
      if (!(await client.connected())) return undefined;
      const told = await (await kept()).version('').catch(() => undefined);
      return told?.info?.version ?? told?.version ?? undefined;
    },
  };
}

/** Of departments: nobody looks into the queue of one that is disabled or archived. */
const ENABLED = { enabled: true };
/** To the server `open` are those that somebody has. */
const STATES = {
  served: { open: true },
  queued: { queued: true },
  on_hold: { open: true, onhold: true },
} as const;

/** A custom field of plain text. Another conversation, or another instance, may have created it a moment before. */
async function createField(client: Client, field: string, scope: 'visitor' | 'room'): Promise<void> {
  const customFieldData = {
    field,
    label: field,
    scope,
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
    // No `customFieldId`, not even null: servers before 8.2 take that for a name, and for a wrong one.
    () => client.post('livechat/custom-fields.save', { customFieldData }),
    () => callMethod(client, 'livechat:saveCustomField', [null, customFieldData]),
  ).catch((error: unknown) => {
    if (!hasField(error)) throw error;
  });
}
