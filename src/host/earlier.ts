import type { Conversation } from '../model/event';
import type { Earlier } from '../model/facts';
import type { StoredRecord } from '../model/record';
import { message } from '../text/message';
import { HostError } from '../ports/host';
import { customerKey, KEPT, untilKey } from '../ports/keys';
import type { Store } from '../ports/store';
import type { Endpoints } from './rest';

/**
 * What there is to know of a customer's earlier conversations: from the app's own records from its installation on, from
 * the server's history over the connection before that. The server gives apps no closed conversation.
 */
export interface EarlierConversations {
  /** One has ended. */
  ended(conversation: Conversation, now: number): Promise<void>;
  /** Rejects with a HostError when nobody can tell. */
  of(conversation: Conversation): Promise<Earlier>;
  /** Forgets, a year after their latest conversation, customers whom an earlier version has kept by the month. */
  prune(now: number): Promise<void>;
}

interface Ended extends StoredRecord {
  readonly v: 1;
  /** How many have ended, as far as the app has seen. */
  readonly count: number;
  /** When the latest of them ended, ms since 1970. */
  readonly at: number;
  readonly agent?: string;
  /** When the latest one that a human had ended. */
  readonly agentAt?: number;
  /** The app has seen every one of them. */
  readonly whole: boolean;
  /** The latest ones: the server may tell the end of one twice. */
  readonly seen: readonly string[];
  /** What there was before the latest of them: it is none of its own earlier ones. */
  readonly before?: Ended;
  /** When this was written, ms since 1970; an earlier version did not say. */
  readonly noted?: number;
}

/** A customer whom the server has known for longer than this before the conversation began was there before, ms. */
const ARRIVAL = 60_000;
const SEEN = 20;
const ENDED = 'earlier_conversations';
const MONTHS_KEPT = 12;
/** So many months before are swept each time: the app may have been off. */
const MONTHS_SWEPT = 6;

/** @param isBot of a username; somebody who is gone is none */
export function createEarlier(
  store: Store,
  rest: Pick<Endpoints, 'history'>,
  isBot: (username: string) => Promise<boolean>,
): EarlierConversations {
  async function own({ customer }: Conversation): Promise<Ended | undefined> {
    const found = await store.read<Ended>([customerKey(customer.id), ENDED]);
    return found.toSorted((one, other) => other.count - one.count)[0];
  }

  return {
    ended: async (conversation, now) => {
      const { id, agent, customer, closedAt = now } = conversation;
      const before = await own(conversation);
      if (before?.seen.includes(id)) return;
      const human = agent?.kind === 'human' ? { agent: agent.username, agentAt: closedAt } : undefined;
      const record: Ended = {
        v: 1,
        count: (before?.count ?? 0) + 1,
        at: closedAt,
        agent: human?.agent ?? before?.agent,
        agentAt: human?.agentAt ?? before?.agentAt,
        whole: before?.whole ?? isNew(conversation),
        seen: [id, ...(before?.seen ?? [])].slice(0, SEEN),
        before: before && { ...before, before: undefined },
        noted: now,
      };
      // It moves on, which is how it is forgotten a year after the last one; where it was comes last.
      const until = untilKey(now + KEPT.ended);
      await store.write([customerKey(customer.id), until, ENDED], record);
      const was = before && untilKey((before.noted ?? before.at) + KEPT.ended);
      if (was !== undefined && was !== until) await store.remove([customerKey(customer.id), was, ENDED]);
    },

    of: async (conversation) => {
      const latest = await own(conversation);
      const isLatest = latest?.seen[0] === conversation.id;
      // An earlier version did not keep what there was before it.
      const kept = isLatest && (latest.before || latest.count === 1) ? latest.before : latest;
      if (kept?.whole) return { count: kept.count, endedAt: kept.at, ...agentOf(kept) };
      const told = await rest.history(conversation);
      if (!told && !kept && !isNew(conversation)) throw new HostError(message('reason_earlier_unknown'));
      if (!told && kept) return { endedAt: kept.at, ...agentOf(kept) };
      const ended = told?.ended ?? [];
      const endedAt = Math.max(...ended.map(({ at }) => at), kept?.at ?? -Infinity);
      const human = kept?.agent === undefined ? await latestHuman(ended) : agentOf(kept);
      // The server counts those of one contact; those that the app has opened are of another one.
      return { count: Math.max(told?.count ?? 0, kept?.count ?? 0), ...(endedAt > -Infinity && { endedAt }), ...human };
    },

    prune: async (now) => {
      for (let month = 1; month <= MONTHS_SWEPT; month++) {
        const old = new Date(now);
        old.setUTCDate(1);
        old.setUTCMonth(old.getUTCMonth() - MONTHS_KEPT - month);
        await store.remove([monthKey(old.getTime()), ENDED]);
      }
    },
  };

  async function latestHuman(ended: readonly { readonly agent?: string; readonly at: number }[]) {
    for (const { agent, at } of ended) {
      if (agent !== undefined && !(await isBot(agent))) return { agent: { username: agent, until: at } };
    }
    return {};
  }
}

function agentOf({ agent, agentAt }: Ended): Pick<Earlier, 'agent'> {
  return agent === undefined || !agentAt ? {} : { agent: { username: agent, until: agentAt } };
}

/** The server knew nobody of this name before this conversation. */
function isNew({ createdAt, customer }: Conversation): boolean {
  return customer.since !== undefined && createdAt - customer.since <= ARRIVAL;
}

function monthKey(at: number): string {
  return `month:${new Date(at).toISOString().slice(0, 7)}`;
}
