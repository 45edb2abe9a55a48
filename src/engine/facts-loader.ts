import { MESSAGE_EVENTS } from '../catalogue/events';
import type { Conversation, Event } from '../model/event';
import type { Reads } from '../ports/host';
import type { Facts, SourceId, Sources, Environment } from '../model/facts';

/**
 * What is known for one event: the event's own conversation from the start, the rest asked once, in parallel, and
 * forgotten when an action may have changed it (DESIGN.md 2.2).
 */
export interface FactsLoader {
  /** A snapshot: it does not change when more becomes known. */
  facts(): Facts;
  /** Asks for what is not known yet. Never rejects. */
  learn(sources: readonly SourceId[]): Promise<void>;
  /** The conversation, when it was seen so a moment ago; else undefined, and it has to be asked for. */
  current(now: number): Conversation | undefined;
  /** After an action: these may be different now. */
  forget(sources: readonly SourceId[]): void;
}

/** Facts that hang on who has the conversation and where it is. */
const OF_THE_CONVERSATION: readonly SourceId[] = ['agent_load', 'agent_available', 'agents_online'];

/**
 * For so long a conversation counts as it was seen, ms. A question to the server takes some milliseconds, and what its
 * answer says may be over when it arrives; a lane that was held up, a slow fact or a stopped process take longer.
 */
const CURRENT_FOR = 500;

/**
 * @param clock ms since 1970; `now` is the moment of the decision
 * @param waited true for a rule that waited
 * @param fresh false when the conversation has changed since the event was sent: then it is asked for first
 */
export function createFactsLoader(
  event: Event,
  now: number,
  environment: Environment,
  reads: Reads,
  fresh: boolean,
  clock: () => number = () => now,
  waited = false,
): FactsLoader {
  let known: Partial<Sources> = fresh ? { conversation: event.conversation } : {};
  // With a message comes the room as it is read after that; other hooks may bring it as it was before (HOST.md A.3).
  let seenAt = fresh && MESSAGE_EVENTS.includes(event.on) ? event.at : undefined;

  async function learnConversation(): Promise<void> {
    if (known.conversation) return;
    const asked = clock();
    const read = await reads.conversation(event.conversation.id).catch(() => undefined);
    seenAt = read && asked;
    // A conversation that cannot be read now is as the event showed it.
    known = { ...known, conversation: read ?? event.conversation };
  }

  async function learnOne(source: SourceId): Promise<void> {
    if (source === 'conversation' || known[source] !== undefined) return;
    const value = await reads.load(source, known.conversation ?? event.conversation, event);
    known = { ...known, [source]: value };
  }

  return {
    facts: () => ({ event, now, environment, known, ...(waited && { waited }) }),
    learn: async (sources) => {
      // The others may hang on who has the conversation.
      if (sources.includes('conversation') || sources.some((each) => OF_THE_CONVERSATION.includes(each)))
        await learnConversation();
      await Promise.all(sources.map(learnOne));
    },
    current: (at) => (seenAt !== undefined && Math.abs(at - seenAt) <= CURRENT_FOR ? known.conversation : undefined),
    forget: (sources) => {
      const gone = new Set<string>(sources);
      if (gone.has('conversation')) for (const source of OF_THE_CONVERSATION) gone.add(source);
      known = Object.fromEntries(Object.entries(known).filter(([source]) => !gone.has(source)));
    },
  };
}
