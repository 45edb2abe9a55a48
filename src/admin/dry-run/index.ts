import { capturesOf, compileRulesAsync, view, type RuleSet } from '../../decide';
import type { Facts, Environment } from '../../model/facts';
import { compileSteps, type CompiledStep } from '../../rules/compile-actions';
import type { Event, EventId } from '../../model/event';
import { fieldOf } from '../../catalogue/fields';
import type { Host } from '../../ports/host';
import { eventsOf, type Rule } from '../../catalogue/document';
import { parseDuration } from '../../calendar/duration';
import type { Text } from '../../text/message';
import { decide, learn, unchanging } from './decide';
import { replay, SHOWN } from './replay';
import type { EventTrace } from '../../engine/parts';

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
  readonly environment: Environment;
  /** What this instance has looked at: facts as they were. */
  readonly traces: (conversation: string) => readonly EventTrace[];
  readonly now: () => number;
}

const LISTED = 100;
/** A command has thirty seconds. */
const PATIENCE = 15_000;
/**
 * Tries a rule, or a draft of one that has passed the check, over conversations: their messages one after the other,
 * with what was known of each when this instance saw it, else with what the server tells now. Changes nothing: the
 * host that it works with throws on every change.
 */
export async function dryRun(parts: DryRunParts, rule: Rule, conversations: readonly string[]): Promise<DryRun> {
  const host = unchanging(parts.host);
  const trial: Rule = { ...rule, mode: 'live' };
  const set = await compileRulesAsync([trial], fieldOf, parts.environment);
  const steps = compileSteps(trial, parts.environment);
  const began = parts.now();
  const last = new Map<string, number>();
  const found: WouldRun[] = [];
  let [events, heldBack, unclear, left, traced] = [0, 0, 0, 0, 0];
  const unseen = new Set<EventId>(eventsOf(rule).filter((on) => !SHOWN.includes(on)));

  for (const id of conversations) {
    const replayed = parts.now() - began > PATIENCE ? undefined : await replay(host, id, parts.traces(id), parts.now());
    if (!replayed) {
      left++;
      continue;
    }
    traced++;
    for (const { event, facts: known } of replayed.filter(({ event }) => eventsOf(rule).includes(event.on))) {
      events++;
      unseen.delete(event.on);
      const asked = await decide(set, parts.environment, event, known, host);
      if (asked === 'unclear') unclear++;
      if (typeof asked === 'string') continue;
      if (isTaken(trial, event, last)) {
        heldBack++;
        continue;
      }
      found.push(await wouldRun(set, steps, event, asked, host));
    }
  }
  const matches = found.sort((a, b) => a.at - b.at).slice(0, LISTED);
  return {
    conversations: traced,
    events,
    matches,
    matched: found.length,
    heldBack,
    unclear,
    left,
    unseen: [...unseen],
  };
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

async function wouldRun(
  set: RuleSet,
  steps: readonly CompiledStep[],
  event: Event,
  facts: Facts,
  host: Host,
): Promise<WouldRun> {
  const [compiled] = set.rules;
  if (!compiled) throw new Error('a dry run without its rule');
  const known = await learn(
    facts,
    [...steps.flatMap((step) => step.needs), ...compiled.capturing.flatMap(({ slot }) => slot.needs)],
    event,
    host,
  );
  const printed = { ...known, match: capturesOf(compiled.capturing, view(set, known)) };
  const { id, customer } = event.conversation;
  return {
    conversation: id,
    customer: customer.name ?? customer.id,
    on: event.on,
    at: event.at,
    ...(event.message && { message: event.message.text }),
    actions: steps.map((step) => ({ action: step.action.id, plan: step.plan(printed, compiled.rule) })),
  };
}
