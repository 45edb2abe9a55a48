import { compileRulesAsync, next, unknowns, view } from '../engine/decide';
import type { Look } from '../engine/engine';
import type { Facts, History, SourceId, Surroundings } from '../engine/facts';
import { compileSteps, type Step } from '../engine/steps';
import type { Conversation, Event, EventId, Message } from '../events/event';
import { fieldOf } from '../fields';
import { unknown } from '../fields/value';
import type { Host } from '../host/port';
import { recordingChanges } from '../host/changes/recording';
import { eventsOf, type Rule } from '../rules/document';
import { parseDuration } from '../text/duration';
import type { Text } from '../text/say';

/** What a rule would have done in one place. */
export interface WouldRun {
  readonly conversation: string;
  readonly customer: string;
  readonly on: EventId;
  /** ms since 1970. */
  readonly at: number;
  readonly message?: string;
  readonly actions: readonly { readonly action: string; readonly plan: Text }[];
}

export interface DryRun {
  readonly conversations: number;
  readonly events: number;
  /** Oldest first; all of them count, the first hundred are listed. */
  readonly matches: readonly WouldRun[];
  readonly matched: number;
  /** Matches that `once` would have held back. */
  readonly heldBack: number;
  /** Events for which a condition was unknown or could not be read any more. */
  readonly unclear: number;
  /** Conversations that could not be read (any more), or for which no time was left. */
  readonly left: number;
  /** The rule listens to an event that cannot be found in a conversation's messages. */
  readonly unseen: readonly EventId[];
}

export interface DryRunParts {
  readonly host: Host;
  readonly surroundings: Surroundings;
  /** What this instance has looked at: facts as they were. */
  readonly looks: (conversation: string) => readonly Look[];
  readonly now: () => number;
}

const LISTED = 100;
/** A command has thirty seconds. */
const PATIENCE = 15_000;
/** What a conversation's messages show. */
const SHOWN: readonly EventId[] = ['customer_message', 'agent_message', 'conversation_started', 'conversation_closed'];

/**
 * Tries a rule, or a draft of one that has passed the check, over conversations: their messages one after the other,
 * with what was known of each when this instance saw it, else with what the server tells now. Changes nothing: the
 * host that it works with throws on every change.
 */
export async function dryRun(parts: DryRunParts, rule: Rule, conversations: readonly string[]): Promise<DryRun> {
  const host = unchanging(parts.host);
  const trial: Rule = { ...rule, mode: 'live' };
  const set = await compileRulesAsync([trial], fieldOf, parts.surroundings);
  const steps = compileSteps(trial, parts.surroundings);
  const began = parts.now();
  const last = new Map<string, number>();
  const found: WouldRun[] = [];
  let [events, heldBack, unclear, left, looked] = [0, 0, 0, 0, 0];
  const unseen = new Set<EventId>(eventsOf(rule).filter((on) => !SHOWN.includes(on)));

  for (const id of conversations) {
    const replayed = parts.now() - began > PATIENCE ? undefined : await replay(parts, host, id);
    if (!replayed) {
      left++;
      continue;
    }
    looked++;
    for (const { event, facts: known } of replayed.filter(({ event }) => eventsOf(rule).includes(event.on))) {
      events++;
      unseen.delete(event.on);
      const asked = await decide(set, parts.surroundings, event, known, host);
      if (asked === 'unclear') unclear++;
      if (typeof asked === 'string') continue;
      if (isTaken(trial, event, last)) {
        heldBack++;
        continue;
      }
      found.push(await wouldRun(trial, steps, event, asked, host));
    }
  }
  const matches = found.sort((a, b) => a.at - b.at).slice(0, LISTED);
  return {
    conversations: looked,
    events,
    matches,
    matched: found.length,
    heldBack,
    unclear,
    left,
    unseen: [...unseen],
  };
}

/** The host without its changes, and without anything being written. */
function unchanging(host: Host): Host {
  const refuse = (): Promise<never> => Promise.reject(new Error('a dry run writes nothing'));
  const store = {
    read: <T extends { readonly v: number }>(keys: readonly string[]) => host.store.read<T>(keys),
    write: refuse,
    create: refuse,
    remove: refuse,
  };
  return new Proxy(host, {
    get: (from, name) =>
      name === 'changes' ? recordingChanges() : name === 'store' ? store : (Reflect.get(from, name) as unknown),
  });
}

interface Replayed {
  readonly event: Event;
  /** What was known when the event was looked at, or what its place in the conversation tells. */
  readonly facts?: Pick<Facts, 'now' | 'known'>;
}

/** The events of a conversation, oldest first; undefined when it is not there any more. */
async function replay(parts: DryRunParts, host: Host, id: string): Promise<readonly Replayed[] | undefined> {
  const conversation = await host.conversation(id).catch(() => undefined);
  const looks = parts.looks(id);
  if (!conversation) return looks.length > 0 ? looks.map(fromLook).reverse() : undefined;
  const began = eventOf(conversation, 'conversation_started', conversation.createdAt);
  const loaded = await host.load('history', conversation, began);
  // What cannot be told has a part that nobody sees: like a history that goes further back.
  const history: History = 'messages' in loaded ? loaded : { messages: [], more: true };
  const seen = new Map(looks.map((look) => [`${look.event.on} ${look.event.message?.id ?? ''}`, look]));
  const made: Replayed[] = [
    ...(history.more ? [] : [{ event: began }]),
    ...history.messages.map((message, index) => fromMessage(conversation, history, message, index)),
    ...(conversation.closedAt === undefined
      ? []
      : [{ event: eventOf(conversation, 'conversation_closed', conversation.closedAt) }]),
  ];
  const known = made.map((each) => {
    const look = seen.get(`${each.event.on} ${each.event.message?.id ?? ''}`);
    return look && look.seen.length > 0 ? fromLook(look) : each;
  });
  // What messages do not show (an assignment, a transfer) is known where it was seen.
  const others = looks.filter(({ event, seen: facts }) => !SHOWN.includes(event.on) && facts.length > 0).map(fromLook);
  return [...known, ...others].sort((a, b) => a.event.at - b.event.at);
}

function fromLook({ event, seen }: Look): Replayed {
  const facts = seen[0]?.facts;
  return { event, ...(facts && { facts }) };
}

function fromMessage(conversation: Conversation, history: History, message: Message, index: number): Replayed {
  const on = message.from === 'customer' ? 'customer_message' : 'agent_message';
  const event: Event = { ...eventOf(conversation, on, message.at), id: `message ${message.id}`, message };
  const until = history.messages.slice(0, index + 1);
  const known = {
    conversation: event.conversation,
    history: { messages: until, more: history.more },
    ...(history.more ? {} : { message_count: until.length }),
  };
  return { event, facts: { now: message.at, known } };
}

/** As it was then, as far as that can be told: it was not closed. */
function eventOf(conversation: Conversation, on: EventId, at: number): Event {
  const { closedAt: _closedAt, ...rest } = conversation;
  const open = conversation.agent ? 'open' : 'queued';
  const then: Conversation =
    on === 'conversation_closed' || conversation.status !== 'closed' ? conversation : { ...rest, status: open };
  return { id: `${on} ${conversation.id}`, on, at, conversation: then };
}

type Asked = Facts | 'no' | 'unclear';

async function decide(
  set: Awaited<ReturnType<typeof compileRulesAsync>>,
  surroundings: Surroundings,
  event: Event,
  { now, known }: NonNullable<Replayed['facts']> = { now: event.at, known: {} },
  host: Host,
): Promise<Asked> {
  let facts: Facts = { event, now, surroundings, known: { conversation: event.conversation, ...known } };
  for (;;) {
    const current = view(set, facts);
    const step = next(set, event.on, current, 0);
    if (step.kind === 'match') return facts;
    if (step.kind === 'end') return unknowns(current).length > 0 ? 'unclear' : 'no';
    facts = await learn(facts, step.sources, event, host);
  }
}

async function learn(facts: Facts, sources: readonly SourceId[], event: Event, host: Host): Promise<Facts> {
  const missing = sources.filter((source) => facts.known[source] === undefined);
  const conversation = facts.known.conversation ?? event.conversation;
  const loaded = await Promise.all(
    missing.map(async (source) => [source, await load(source, conversation, event, host)] as const),
  );
  return { ...facts, known: { ...facts.known, ...Object.fromEntries(loaded) } };
}

/** Whether a customer wrote before is remembered by asking; without a connection a dry run must not. */
async function load(source: SourceId, conversation: Conversation, event: Event, host: Host): Promise<unknown> {
  if (source !== 'returning' || (await host.connected())) return host.load(source, conversation, event);
  return unknown('without a connection to the server this is known only while it happens');
}

function isTaken({ once }: Rule, event: Event, last: Map<string, number>): boolean {
  if (!once) return false;
  const who = once.per === 'customer' ? event.conversation.customer.id : event.conversation.id;
  const within = once.within === undefined ? Infinity : (parseDuration(once.within) ?? Infinity);
  const before = last.get(who);
  if (before !== undefined && event.at - before < within) return true;
  last.set(who, event.at);
  return false;
}

async function wouldRun(rule: Rule, steps: readonly Step[], event: Event, facts: Facts, host: Host): Promise<WouldRun> {
  const known = await learn(
    facts,
    steps.flatMap((step) => step.needs),
    event,
    host,
  );
  const { id, customer } = event.conversation;
  return {
    conversation: id,
    customer: customer.name ?? customer.id,
    on: event.on,
    at: event.at,
    ...(event.message && { message: event.message.text }),
    actions: steps.map((step) => ({ action: step.action.id, plan: step.plan(known, rule) })),
  };
}
