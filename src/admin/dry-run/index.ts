import { capturesOf, compileRulesAsync, explain, view, type Explanation, type RuleSet } from '../../decide';
import { distanceOf } from '../distance';
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
import { newLink } from '../../engine/chain';
import { dueOf, endingOf, endsBy } from '../../engine/later/waits';
import type { EventTrace } from '../../engine/parts';
import { plansOf, whyNotEach } from '../../engine/perform';

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

/** An event for which the rule did not match. */
export interface Missed extends Omit<WouldRun, 'actions'> {
  readonly conditions: Explanation;
}

export interface DryRun {
  readonly conversations: number;
  readonly events: number;
  /** Oldest first; all of them count, the first hundred are listed. */
  readonly matches: readonly WouldRun[];
  readonly matched: number;
  /** Where nothing matched: the events that came nearest. */
  readonly nearest: readonly Missed[];
  /** Matches that `once` would have held back. */
  readonly heldBack: number;
  /** Matches of a rule that waits that came to nothing: ended, or during another of its waits. */
  readonly waited?: number;
  /** Events for which a condition was unknown or could not be read any more. */
  readonly unclear: number;
  /** Conversations that could not be read (any more), or for which no time was left. */
  readonly left: number;
  /** The rule listens to an event, or its wait ends with one, that cannot be found in a conversation's messages. */
  readonly unseen: readonly EventId[];
}

export interface DryRunParts {
  readonly host: Host;
  readonly environment: Environment;
  /** What this instance has looked at: facts as they were. */
  readonly traces: (conversation: string) => readonly EventTrace[];
  readonly now: () => number;
  /** A conversation is through. */
  readonly onRead?: () => void;
}

const LISTED = 100;
/** Somebody looks from time to time how far it is, ms. */
const PATIENCE = 300_000;
const NEAREST = 3;

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
  const found: Matched[] = [];
  let nearest: readonly Missed[] = [];
  let [events, unclear, left, traced, waited] = [0, 0, 0, 0, 0];
  const { unless } = endingOf(rule);
  const unseen = new Set<EventId>([...eventsOf(rule), ...unless].filter((on) => !SHOWN.includes(on)));

  for (const id of conversations) {
    const replayed = parts.now() - began > PATIENCE ? undefined : await replay(host, id, parts.traces(id), parts.now());
    parts.onRead?.();
    if (!replayed) {
      left++;
      continue;
    }
    traced++;
    const mine: Matched[] = [];
    for (const [place, { event, facts: known, only = rule.id, answer }] of replayed.entries()) {
      if (unless.includes(event.on)) unseen.delete(event.on);
      // The time of another rule, or its run by hand, is none of this one.
      if (answer || only !== rule.id || !eventsOf(rule).includes(event.on)) continue;
      events++;
      unseen.delete(event.on);
      const { verdict, facts } = await decide(set, parts.environment, event, known, host);
      if (verdict === 'unclear') unclear++;
      if (verdict === 'match') mine.push({ event, facts, place, due: event.at });
      else if (found.length + mine.length === 0) nearest = nearer(nearest, missed(set, event, facts));
    }
    const lasting = outlasting(
      rule,
      parts.environment,
      mine,
      replayed.map(({ event }) => event),
    );
    found.push(...lasting);
    waited += mine.length - lasting.length;
  }
  // A customer's turn is that of the first event, in whatever conversation.
  const ran = found.sort((a, b) => a.event.at - b.event.at).filter((each) => !isTaken(trial, each, last));
  const matches: WouldRun[] = [];
  for (const each of ran.slice(0, LISTED)) matches.push(await wouldRun(set, steps, each, host));
  return {
    conversations: traced,
    events,
    matches,
    matched: ran.length,
    nearest: found.length + waited === 0 ? nearest : [],
    heldBack: found.length - ran.length,
    ...(rule.wait && { waited }),
    unclear,
    left,
    unseen: [...unseen],
  };
}

/** An event for which the rule matched. */
interface Matched {
  readonly event: Event;
  readonly facts: Facts;
  /** Among the conversation's events. */
  readonly place: number;
  /** When the rule would run, ms since 1970. */
  readonly due: number;
}

/** Those of a conversation that come to a run, as `wait` has it (`engine/later/waits.ts`). @param events of it, in order */
function outlasting(
  rule: Rule,
  environment: Environment,
  matches: readonly Matched[],
  events: readonly Event[],
): readonly Matched[] {
  const ending = endingOf(rule);
  const isEnded = ({ place, due }: Matched, until?: number): boolean =>
    events.slice(place + 1, until).some(({ on, at }) => at < due && endsBy(ending, on));
  const armed: Matched[] = [];
  for (const match of matches) {
    const due = dueOf(rule, environment, match.event.at);
    if (due === undefined) continue;
    const before = armed.at(-1);
    // An event ends what stands before it begins anew.
    if (before && before.due > match.event.at && !isEnded(before, match.place + 1)) {
      if (!rule.wait?.restart) continue;
      armed.pop();
    }
    armed.push({ ...match, due });
  }
  return armed.filter((each) => !isEnded(each));
}

function isTaken({ once }: Rule, { event, due }: Matched, last: Map<string, number>): boolean {
  if (!once) return false;
  const who = once.per === 'customer' ? event.conversation.customer.id : event.conversation.id;
  const within = parseDuration(once.within ?? '') ?? Infinity;
  const before = last.get(who);
  if (before !== undefined && event.at - before < within) return true;
  last.set(who, due);
  return false;
}

/** The nearest few, newer ones first. */
function nearer(nearest: readonly Missed[], miss: Missed): readonly Missed[] {
  return [...nearest, miss]
    .toSorted((one, other) => distanceOf(one.conditions) - distanceOf(other.conditions) || other.at - one.at)
    .slice(0, NEAREST);
}

function missed(set: RuleSet, event: Event, facts: Facts): Missed {
  const [compiled] = set.rules;
  if (!compiled) throw new Error('a dry run without its rule');
  return { ...about(event), conditions: explain(compiled, view(set, facts)) };
}

function about({ conversation: { id, customer }, on, at, message }: Event): Omit<WouldRun, 'actions'> {
  return {
    conversation: id,
    customer: customer.name ?? customer.id,
    on,
    at,
    ...(message && { message: message.text }),
  };
}

async function wouldRun(
  set: RuleSet,
  steps: readonly CompiledStep[],
  { event, facts }: Matched,
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
  const reasons = whyNotEach({ now: () => event.at }, { link: newLink(event), due: event.at, steps });
  const plans = plansOf(steps, printed, compiled.rule, reasons);
  return {
    ...about(event),
    actions: plans.map((plan, index) => ({ action: steps[index]!.action.id, plan: reasons[index] ?? plan })),
  };
}
