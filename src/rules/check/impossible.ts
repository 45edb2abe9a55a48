import { message, type Text } from '../../text/message';
import { formatDuration, parseDuration } from '../../calendar/duration';
import { conversationClosed } from '../../catalogue/events';
import type { Field } from '../../catalogue/fields/field';
import type { EventId } from '../../model/event';
import type { Fact } from '../../model/value';
import { trialFacts } from './logic/trial-facts';
import { conjuncts, evaluate, leavesOf, type LogicNode } from './logic/node';
import { allStepsOf, type CheckedRule } from './checked-rule';
import type { Known } from './context';
import { isObject } from '../../util/json';

/** More facts than these are not told. */
const SHOWN = 4;

/** A rule's `wait`, as far as it is right. */
interface Wait {
  /** ms. */
  readonly least: number;
  /** True when it may take longer: only open time counts. */
  readonly longer: boolean;
}

/**
 * Conditions that cannot be true when the rule is asked, because of what its events, and its wait, say of a field
 * (DESIGN.md 3, Checked when saved). Told only when none of the rule's events leaves a way; once for each field.
 * @param told fields of which something like it has been told already
 * @param moved events on which a rule before it may have moved the conversation: what they imply is over by then
 */
export function warnOfImpossible(
  { node, sound, source, report }: CheckedRule,
  told: readonly string[],
  moved: ReadonlySet<EventId>,
): void {
  const { events } = sound;
  if (!node || !events || events.length === 0) return;
  const wait = waitOf(source);
  const parts = conjuncts(node).filter(({ field }) => field !== undefined);
  for (const field of new Set(parts.map((part) => part.field))) {
    const about = parts.filter((part) => part.field === field);
    const [leaf] = about.flatMap(leavesOf);
    // A field that its events do not have is told elsewhere.
    if (!leaf || told.includes(leaf.field) || isNowhere(leaf.ref.field, events)) continue;
    const facts = events.map((event) => factsAt(leaf.ref.field, event, wait, about, moved));
    const never = facts.every((each) => each.certain !== undefined && !holds(about, each.certain));
    const hardly = facts.every((each) => !holds(about, each.certain) || !holds(about, each.usual));
    if (!never && !hardly) continue;
    const key = never ? 'finding_never_then' : 'finding_hardly_then';
    // Of times the shortest says enough.
    const seen = facts.flatMap(({ certain, usual }) => {
      const all = (never ? certain : (usual ?? certain)) ?? [];
      return leaf.ref.field.kind === 'duration' ? all.slice(0, 1) : all;
    });
    report.warning(about[0]?.place ?? 'if', key, { field: leaf.field, events, values: shownAll(seen.slice(0, SHOWN)) });
  }
}

function waitOf(source: unknown): Wait | undefined {
  const wait = isObject(source) && isObject(source.wait) ? source.wait : undefined;
  const least = typeof wait?.for === 'string' ? parseDuration(wait.for) : undefined;
  return least === undefined ? undefined : { least, longer: wait?.in !== undefined };
}

function isNowhere({ events: having }: Field, events: readonly EventId[]): boolean {
  return having !== undefined && !events.some((event) => having.includes(event));
}

/** Nothing is known of it: then it may be true. */
function holds(about: readonly LogicNode[], facts: readonly Fact[] | undefined): boolean {
  return facts === undefined || facts.some((fact) => about.every((each) => evaluate(each, fact) === true));
}

interface Then {
  /** The only facts that are possible. */
  readonly certain?: readonly Fact[];
  /** Those that are to be expected. */
  readonly usual?: readonly Fact[];
}

function factsAt(
  field: Field,
  event: EventId,
  wait: Wait | undefined,
  about: readonly LogicNode[],
  moved: ReadonlySet<EventId>,
): Then {
  const implied = field.implied?.[event];
  const usual = field.usual?.[event];
  const lasts = field.lasting?.includes(event);
  if (!wait) return { certain: lasts || !moved.has(event) ? implied : undefined, usual };
  if (field.kind === 'duration') {
    const later = usual?.map((fact) => Number(fact) + wait.least);
    return {
      certain: field.runsOn ? atLeast(wait.least, about) : undefined,
      usual: later && wait.longer ? atLeast(Math.min(...later), about) : later,
    };
  }
  if (lasts) return { certain: implied };
  // A close ends the wait, but for rules that listen to it.
  return { certain: event === conversationClosed.id ? undefined : field.whileOpen };
}

/** Does it change at once who has the conversation, or whether it is open or on hold? Rules behind it see that. */
export function movesConversation({ source }: CheckedRule, { catalogue }: Known): boolean {
  if (!isObject(source) || (source.mode ?? 'live') !== 'live' || Object.hasOwn(source, 'wait')) return false;
  return allStepsOf(source).some(({ step }) => {
    const action = catalogue.actionOf(String(step.action));
    return action?.changes.includes('conversation') && (action.openOnly || action.raises.length > 0);
  });
}

/** Durations that stand for all from this one on; undefined when these comparisons cannot be told apart by some. */
function atLeast(least: number, about: readonly LogicNode[]): readonly Fact[] | undefined {
  const longer = trialFacts(about.flatMap(leavesOf))?.filter((fact) => Number(fact) > least);
  return longer && [least, ...longer];
}

function shownAll(facts: readonly Fact[]): readonly (string | Text)[] {
  const all = facts.map((fact): string | Text => {
    if (fact === undefined) return message('why_missing');
    return typeof fact === 'number' ? formatDuration(fact) : JSON.stringify(fact).replaceAll('"', '');
  });
  return all.filter((one, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index);
}
