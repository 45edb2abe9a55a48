import type { EventId } from '../../model/event';
import type { Fact } from '../../model/value';
import type { Known } from './context';
import { conjuncts, evaluate, leavesOf } from './logic/node';
import { under } from './findings';
import { stepsOf, type CheckedRule } from './checked-rule';
import { isObject, own } from '../../util/json';

/** Something that a rule does and that raises an event, with what is known to hold afterwards. */
interface Effect {
  readonly step: number;
  readonly event: EventId;
  /** By field, the facts that are possible then. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  /** Doing it to its own result changes nothing, so it cannot set off its own rule again and again. */
  readonly settles: boolean;
  readonly assigns: boolean;
}

const AGENT_FIELDS = ['username', 'name', 'status', 'kind', 'available', 'open_conversations'].map(
  (id) => `agent.${id}`,
);
const NOBODY: readonly Fact[] = [undefined];

/** What follows from the event itself. */
const EVENT_FACTS: Readonly<Partial<Record<EventId, Readonly<Record<string, readonly Fact[]>>>>> = {
  conversation_closed: { 'conversation.status': ['closed'] },
  conversation_started: { 'conversation.status': ['queued', 'open'] },
  conversation_assigned: { 'conversation.owner': ['bot', 'human'] },
  conversation_unassigned: {
    'conversation.owner': ['nobody'],
    'conversation.agent': NOBODY,
    ...Object.fromEntries(AGENT_FIELDS.map((id) => [id, NOBODY])),
  },
};

/** `assign` gives the conversation to somebody who can take it: rules that ask whether somebody can are no loop. */
const GUARDS = new Set(['agent.status', 'agent.available', 'agent.open_conversations', 'operation.agents_online']);
/** What another agent changes: a rule that asks for it may well know when to leave things as they are. */
const OF_AGENT = new Set(['conversation.agent', 'conversation.owner', 'conversation.department', ...AGENT_FIELDS]);

/** Rules that one effect sets off. */
interface SetOff {
  readonly step: number;
  readonly rules: ReadonlySet<CheckedRule>;
}

/** All live rules that act, by the event they listen to. */
interface Hearers {
  /** Set off by the event whatever else holds: one set for all that raise it. */
  readonly anyway: Set<CheckedRule>;
  /** Those whose conditions must be looked at. */
  readonly maybe: CheckedRule[];
}

/** What decides whether an effect sets off a rule. */
const LOOKED_AT = new Set([
  ...GUARDS,
  ...OF_AGENT,
  ...Object.values(EVENT_FACTS).flatMap((facts) => Object.keys(facts)),
]);

/**
 * Rules that set each other off in a circle. The engine ends such chains (DESIGN.md 2.4), but where it ends them is
 * chance. A rule with `once` ends the circle by itself.
 */
export function* warnOfLoops(thoughts: readonly CheckedRule[], known: Known): Generator<void> {
  const effects = new Map<CheckedRule, readonly Effect[]>();
  const hearers = new Map<EventId, Hearers>();
  for (const checked of thoughts) {
    const { source, sound } = checked;
    if (!isObject(source) || (source.mode ?? 'live') !== 'live' || Object.hasOwn(source, 'once')) continue;
    const own = effectsOf(checked, known);
    if (own.length === 0) continue;
    effects.set(checked, own);
    for (const event of sound.events ?? []) hear(hearers, event, checked);
  }
  const edges = new Map<CheckedRule, readonly SetOff[]>();
  for (const [checked, own] of effects) {
    edges.set(
      checked,
      own.flatMap((effect) => setOffBy(effect, hearers.get(effect.event))),
    );
    yield;
  }
  for (const [checked, own] of effects) {
    const circle = circleOf(checked, own, edges);
    if (circle) tell(checked, circle, edges);
    yield;
  }
}

function hear(hearers: Map<EventId, Hearers>, event: EventId, checked: CheckedRule): void {
  const here = hearers.get(event) ?? { anyway: new Set(), maybe: [] };
  hearers.set(event, here);
  const leaves = checked.node ? leavesOf(checked.node) : [];
  if (leaves.some(({ field }) => LOOKED_AT.has(field))) here.maybe.push(checked);
  else here.anyway.add(checked);
}

function tell(
  checked: CheckedRule,
  circle: readonly CheckedRule[],
  edges: ReadonlyMap<CheckedRule, readonly SetOff[]>,
): void {
  const [, next = checked] = circle;
  const place = under('do', edges.get(checked)?.find(({ rules }) => rules.has(next))?.step ?? 0);
  if (circle.length === 1) return checked.report.warning(place, 'finding_loop_self');
  const rules = [...circle, checked].map(({ id }) => id ?? '').join(' → ');
  checked.report.warning(place, 'finding_loop', { rules });
}

function effectsOf({ source }: CheckedRule, { catalogue }: Known): readonly Effect[] {
  return stepsOf(source).flatMap((step, index) => {
    const action = catalogue.actionOf(String(step.action));
    const to = own(step, 'to');
    const target = isObject(to) ? to : {};
    const assigns = action?.id === 'assign';
    const moves = Object.hasOwn(target, 'department');
    const raised = (action?.raises ?? []).filter((event) => !assigns || isRaisedByAssigning(event, moves));
    return raised.map((event) => ({
      step: index,
      event,
      facts: factsAfter(event, target),
      settles: !assigns || event !== 'conversation_assigned' || isOneAgent(target),
      assigns,
    }));
  });
}

/** Only a department as target moves the conversation, and only there it may find nobody. */
function isRaisedByAssigning(event: EventId, moves: boolean): boolean {
  return event === 'conversation_assigned' || moves;
}

function isOneAgent(to: Readonly<Record<string, unknown>>): boolean {
  const agents = own(to, 'agents');
  return Object.hasOwn(to, 'agent') || (Array.isArray(agents) && agents.length < 2);
}

function factsAfter(event: EventId, to: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly Fact[]> {
  const facts = new Map<string, readonly Fact[]>(Object.entries(EVENT_FACTS[event] ?? {}));
  const [agent, agents, department] = [own(to, 'agent'), own(to, 'agents'), own(to, 'department')];
  const names = [agent, ...(Array.isArray(agents) ? (agents as unknown[]) : [])].filter(
    (each) => typeof each === 'string',
  );
  if (names.length > 0) {
    facts.set('conversation.agent', names);
    facts.set('agent.username', names);
  }
  if (typeof department === 'string') facts.set('conversation.department', [{ id: department, name: department }]);
  return facts;
}

function setOffBy(effect: Effect, hearers: Hearers | undefined): readonly SetOff[] {
  if (!hearers) return [];
  const rules = new Set(hearers.maybe.filter((hearer) => maySetOff(effect, hearer)));
  return [hearers.anyway, rules].flatMap((each) => (each.size > 0 ? [{ step: effect.step, rules: each }] : []));
}

/** Can the condition be true after that? */
function maySetOff({ facts, assigns }: Effect, { node }: CheckedRule): boolean {
  if (!node) return true;
  if (assigns && leavesOf(node).some(({ field }) => GUARDS.has(field))) return false;
  return [...facts].every(([field, possible]) => {
    const about = conjuncts(node).filter((each) => each.field === field);
    return possible.some((fact) => about.every((each) => evaluate(each, fact) === true));
  });
}

/** A rule sets off itself only when nothing in it asks for what it changes. */
function setsOffItself(checked: CheckedRule, effects: readonly Effect[], sets: readonly SetOff[]): boolean {
  if (checked.node && leavesOf(checked.node).some(({ field }) => OF_AGENT.has(field))) return false;
  const again = effects.filter(({ settles }) => !settles).map(({ step }) => step);
  return sets.some(({ step, rules }) => again.includes(step) && rules.has(checked));
}

/** From a rule back to itself, with the fewest rules in between; starts with the rule. */
function circleOf(
  start: CheckedRule,
  effects: readonly Effect[],
  edges: ReadonlyMap<CheckedRule, readonly SetOff[]>,
): readonly CheckedRule[] | undefined {
  if (setsOffItself(start, effects, edges.get(start) ?? [])) return [start];
  const cameFrom = new Map<CheckedRule, CheckedRule>();
  const seen = new Set<ReadonlySet<CheckedRule>>();
  const queue = [start];
  for (const rule of queue) {
    for (const { rules } of edges.get(rule) ?? []) {
      if (rule !== start && rules.has(start)) return trace(rule, start, cameFrom);
      if (seen.has(rules)) continue;
      seen.add(rules);
      for (const next of rules) {
        if (next === start || cameFrom.has(next)) continue;
        cameFrom.set(next, rule);
        queue.push(next);
      }
    }
  }
  return undefined;
}

function trace(
  last: CheckedRule,
  start: CheckedRule,
  cameFrom: ReadonlyMap<CheckedRule, CheckedRule>,
): readonly CheckedRule[] {
  const circle = [last];
  for (let rule = last; rule !== start;) {
    const before = cameFrom.get(rule);
    if (!before) break;
    circle.unshift(before);
    rule = before;
  }
  return circle;
}
