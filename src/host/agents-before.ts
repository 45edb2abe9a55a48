import type { Conversation } from '../model/event';
import type { StoredRecord } from '../model/record';
import type { Sources } from '../model/facts';
import { unknown } from '../model/value';
import { message } from '../text/message';
import { conversationKey, customerKey, KEPT, untilKey } from '../ports/keys';
import type { Store } from '../ports/store';

/**
 * Who had a conversation before, from the app's own record of each assignment: the server keeps only who has it now.
 * Forgotten a year after the latest assignment.
 */
export interface AgentsBefore {
  /** The app looks from now on; does nothing when it has before. */
  begin(now: number): Promise<void>;
  /** Somebody was given this conversation. */
  assigned(conversation: Conversation, now: number): Promise<void>;
  of(conversation: Conversation): Promise<Sources['previous_agent']>;
}

/** The last two who had it, the latest first. */
interface Had extends StoredRecord {
  readonly v: 1;
  readonly agents: readonly string[];
  /** ms since 1970; an earlier version did not say. */
  readonly at?: number;
}

interface Begun extends StoredRecord {
  readonly v: 1;
  /** ms since 1970. */
  readonly at: number;
}

const HAD = 'agents_before';
const BEGUN = 'agents_before_since';

export function createAgentsBefore(store: Store): AgentsBefore {
  async function had({ id }: Conversation): Promise<Had> {
    const found = await store.read<Had>([conversationKey(id), HAD]);
    return found.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0))[0] ?? { v: 1, agents: [] };
  }

  async function since(): Promise<number> {
    return Math.min(...(await store.read<Begun>([BEGUN])).map(({ at }) => at));
  }

  return {
    begin: async (now) => {
      if ((await since()) === Infinity) await store.create<Begun>([BEGUN], { v: 1, at: now });
    },

    assigned: async (conversation, now) => {
      const { id, agent, customer } = conversation;
      const { agents: before, at } = await had(conversation);
      if (!agent || before[0] === agent.username) return;
      const agents = [agent.username, ...before].slice(0, 2);
      const until = untilKey(now + KEPT.ended);
      if (before.length > 0 && at === undefined) await store.remove([conversationKey(id), HAD]);
      await store.write<Had>([conversationKey(id), customerKey(customer.id), until, HAD], { v: 1, agents, at: now });
      // Where it was before comes last: rules ask meanwhile.
      const was = at === undefined ? until : untilKey(at + KEPT.ended);
      if (was !== until) await store.remove([conversationKey(id), was, HAD]);
    },

    of: async (conversation) => {
      const username = (await had(conversation)).agents.find((each) => each !== conversation.agent?.username);
      if (username !== undefined) return { username };
      if (conversation.createdAt >= (await since())) return {};
      return unknown(message('reason_before_app'));
    },
  };
}
