import { MESSAGE_EVENTS } from '../catalogue/events';
import type { Conversation, Event } from '../model/event';
import { isLookup, lookupIn, notAsked, type LookupSource } from '../model/lookup';
import { isUnknown } from '../model/value';
import type { RuleSet } from '../decide';
import type { Reads } from '../ports/host';
import type { Facts, SourceId, Sources, Environment } from '../model/facts';
import { message } from '../text/message';

/**
 * What is known for one event: the event's own conversation from the start, the rest asked once, in parallel, and
 * forgotten when an action may have changed it (DESIGN.md 2.2).
 */
export interface FactsLoader {
  /** A snapshot: it does not change when more becomes known. */
  facts(): Facts;
  /** How often something that was known has moved. As long as it is the same, what was read and printed stands. */
  moves(): number;
  /** Asks for what is not known yet. Never rejects. */
  load(sources: readonly SourceId[]): Promise<void>;
  /** The conversation, when it was seen so a moment ago; else undefined, and it has to be asked for. */
  current(now: number): Conversation | undefined;
  /** After an action: these may be different now. */
  forget(sources: readonly SourceId[]): void;
}

/** Facts that hang on who has the conversation and where it is. */
const OF_THE_CONVERSATION: readonly SourceId[] = [
  'agent_load',
  'agent_available',
  'agents_online',
  'previous_agent',
  'priority',
];

/**
 * For so long a conversation counts as it was seen, ms. A question to the server takes some milliseconds, and what its
 * answer says may be over when it arrives; a lane that was held up, a slow fact or a stopped process take longer.
 */
export const CURRENT_FOR = 500;

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
  let moves = 0;
  // With a message comes the room as it is read after that; other hooks may bring it as it was before (HOST.md A.3).
  let seenAt = fresh && MESSAGE_EVENTS.includes(event.on) ? event.at : undefined;

  async function loadConversation(): Promise<void> {
    if (known.conversation) return;
    const asked = clock();
    const read = await reads.conversation(event.conversation.id).catch(() => undefined);
    seenAt = read && asked;
    // Until now the event's own stood for it. One that cannot be read now is as the event showed it.
    if (read) moves++;
    known = { ...known, conversation: read ?? event.conversation };
  }

  /** Asked once an event, whatever changes meanwhile: the same question has the same answer. */
  async function askOutside(source: LookupSource): Promise<void> {
    const lookup = environment.lookups?.get(lookupIn(source));
    await load(lookup?.needs ?? []);
    const question =
      lookup?.question({ event, now, environment, known }) ??
      message('finding_unknown_lookup', { lookup: lookupIn(source), hint: '' });
    const answer = 'key' in question ? notAsked(lookupIn(source), question) : await reads.lookUp(question);
    known = { ...known, [source]: answer };
  }

  async function loadOne(source: SourceId): Promise<void> {
    if (source === 'conversation' || known[source] !== undefined) return;
    if (isLookup(source)) return askOutside(source);
    const value = await reads.load(source, known.conversation ?? event.conversation, event);
    known = { ...known, [source]: value };
  }

  async function load(sources: readonly SourceId[]): Promise<void> {
    // The others may hang on who has the conversation.
    if (sources.includes('conversation') || sources.some((each) => OF_THE_CONVERSATION.includes(each)))
      await loadConversation();
    await Promise.all(sources.map(loadOne));
  }

  return {
    facts: () => ({ event, now, environment, known, ...(waited && { waited }) }),
    moves: () => moves,
    load,
    current: (at) => (seenAt !== undefined && Math.abs(at - seenAt) <= CURRENT_FOR ? known.conversation : undefined),
    forget: (sources) => {
      const gone = new Set<string>(sources);
      if (gone.has('conversation')) for (const source of OF_THE_CONVERSATION) gone.add(source);
      const kept = Object.entries(known).filter(([source]) => !gone.has(source));
      if (kept.length === Object.keys(known).length) return;
      moves++;
      known = Object.fromEntries(kept) as Partial<Sources>;
    },
  };
}

/**
 * The facts that the rules ask for and that are known, by field id, as plain JSON values: for those outside who are
 * told of an event. What was not read, is missing or cannot be told is left out.
 */
export function plainFacts({ slots }: Pick<RuleSet, 'slots'>, facts: Facts): Readonly<Record<string, unknown>> {
  const known = slots
    .filter(({ needs }) => needs.every((source) => facts.known[source] !== undefined))
    .map(({ ref }) => [ref.id, ref.field.read(facts, ref.key)] as const)
    .filter(([, fact]) => fact !== undefined && !isUnknown(fact));
  return Object.fromEntries(known);
}
