import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ServerSource, Sources } from '../model/facts';
import type { Conversation, Event } from '../model/event';
import { unknown, type Unknown } from '../model/value';
import { isAccepted, mayBeChosen } from '../catalogue/availability';
import { remembered } from '../util/cache';
import { required } from './refusal';
import { countMessages, readHistory, type IsBot } from './messages-read';
import type { OwnMessages } from './own-messages';
import { HostError, type Lookups, type Pool, type Reads } from '../ports/host';
import { isBot, toConversation } from './convert';
import type { Returning } from './returning-customers';
import { message } from '../text/message';
import { asObject } from '../util/json';

/** What the sources of facts are made of. */
export interface SourceParts {
  read(): IRead;
  readonly lookups: Lookups;
  readonly returning: Returning;
  readonly own: Pick<OwnMessages, 'isOwn'>;
  storedTags(conversation: Conversation): Promise<readonly string[]>;
  answers(conversation: Conversation): Promise<Sources['answers']>;
  workspaceHours(): Promise<Sources['workspace_hours']>;
  previousAgent(conversation: Conversation): Promise<Sources['previous_agent']>;
  /** The agent's omnichannel switch; undefined where no connection tells. */
  available(username: string): Promise<boolean | undefined>;
  now(): number;
}

/** Whether somebody is a bot changes so rarely that ten minutes of an old answer do no harm. */
const BOTS_FOR = 600_000;

/** Reading the server: conversations, and each source of facts. */
export function createReads(parts: SourceParts): Omit<Reads, 'lookUp'> {
  const bots = remembered<boolean | undefined>({ forMs: BOTS_FOR, most: 2_000, now: parts.now });
  const isABot: IsBot = (id) =>
    bots(id, async () => {
      const user = asObject(await parts.read().getUserReader().getById(id));
      return user && isBot(user);
    });

  const load: { [K in ServerSource]: (conversation: Conversation, event: Event) => Promise<Sources[K]> } = {
    conversation: async (conversation) => (await readConversation(conversation.id)) ?? conversation,
    history: (conversation) => readHistory(parts.read().getRoomReader(), conversation, isABot, parts.own),
    message_count: (conversation) => countMessages(parts.read().getRoomReader(), conversation),
    agent_load: async ({ agent }) =>
      agent ? parts.lookups.openConversations(agent) : unknown(message('reason_nobody_has_it')),
    agent_available: ({ agent }) => agentAvailable(parts, agent?.username),
    agents_online: ({ department }) =>
      someoneOnline(parts, department ? { kind: 'department', id: department.id } : { kind: 'anyone' }),
    anyone_online: () => someoneOnline(parts, { kind: 'anyone' }),
    returning: (conversation) => parts.returning.wroteBefore(conversation),
    earlier: (conversation) => parts.lookups.earlier(conversation),
    manager: async ({ customer }) => ({ username: await parts.lookups.managerOf(customer) }),
    previous_agent: (conversation) => parts.previousAgent(conversation),
    priority: (conversation) => priorityOf(parts, conversation),
    stored_tags: (conversation) => parts.storedTags(conversation),
    answers: (conversation) => parts.answers(conversation),
    workspace_hours: () => parts.workspaceHours(),
  };

  async function readConversation(id: string): Promise<Conversation | undefined> {
    const rooms = parts.read().getRoomReader();
    const room = await rooms.getById(id);
    // A room that is not there and one that the app may not read look alike; messages that it may not read do not.
    if (!room) await required('room.read', () => rooms.getMessages(id, { limit: 1 }));
    return toConversation(room);
  }

  return {
    conversation: readConversation,
    load: async (source, conversation, event) => {
      try {
        return await load[source](conversation, event);
      } catch (error) {
        // `conversation` alone has no unknown: what was seen last stands.
        return (source === 'conversation' ? conversation : cannotTell(error)) as Sources[typeof source];
      }
    },
  };
}

/** Asked for also where the conversation shows none: without a licence nobody can tell what it would have. */
async function priorityOf({ lookups }: SourceParts, { priorityId }: Conversation): Promise<Sources['priority']> {
  const all = await lookups.priorities();
  if (priorityId === undefined) return {};
  return (
    all.find(({ id }) => id === priorityId) ??
    unknown(message('reason_rest_not_found', { endpoint: 'livechat/priorities' }))
  );
}

function cannotTell(error: unknown): Unknown {
  return unknown(error instanceof HostError ? error.text : String(error));
}

async function agentAvailable(parts: SourceParts, username: string | undefined): Promise<boolean | Unknown> {
  if (username === undefined) return unknown(message('reason_nobody_has_it'));
  const agent = await parts.lookups.agent(username);
  if (!agent) return unknown(message('reason_no_such_agent', { agent: username }));
  const rule = await parts.lookups.presenceRule();
  // Whom the server would refuse whatever their switch says, the connection need not be asked about.
  return isAccepted(agent, rule) && isAccepted({ ...agent, available: await parts.available(agent.username) }, rule);
}

/**
 * Is a human agent online? With a connection or a roster the agents are looked at one by one; without either the
 * server's own answer is used, unless a server setting makes it say yes in any case (HOST.md C.14).
 */
async function someoneOnline({ lookups, read }: SourceParts, pool: Pool): Promise<boolean | Unknown> {
  const candidates = await lookups.candidates(pool);
  if (candidates) {
    const rule = await lookups.presenceRule();
    return candidates.some((agent) => agent.kind === 'human' && mayBeChosen(agent, rule));
  }
  const settings = read().getEnvironmentReader().getServerSettings();
  const blind = await Promise.all(
    ['Livechat_accept_chats_with_no_agents', 'Livechat_assign_new_conversation_to_bot'].map((id) =>
      required<unknown>('server-setting.read', () => settings.getValueById(id)),
    ),
  );
  if (blind.includes(true)) return unknown(message('reason_no_roster'));
  const department = pool.kind === 'department' ? pool.id : undefined;
  return required('livechat-status.read', () => read().getLivechatReader().isOnlineAsync(department));
}
