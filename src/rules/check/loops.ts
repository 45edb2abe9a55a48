import type { EventId } from '../../events/event';
import type { Fact } from '../../fields/value';
import type { Known } from './known';
import { conjuncts, evaluate, leavesOf } from './logic/node';
import { isObject, own, under } from './report';
import { stepsOf, type Thought } from './thought';

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

/**
 * Rules that set each other off in a circle. The engine ends such chains (DESIGN.md 2.4), but where it ends them is
 * chance. A rule with `once` ends the circle by itself.
 */
export function* warnOfLoops(thoughts: readonly Thought[], known: Known): Generator<void> {
  const live = thoughts.filter(
    ({ source }) => isObject(source) && (source.mode ?? 'live') === 'live' && !Object.hasOwn(source, 'once'),
  );
  const effects = new Map(live.map((thought) => [thought, effectsOf(thought, known)]));
  const hearers = new Map<EventId, Thought[]>();
  for (const thought of live) {
    for (const event of thought.sound.events ?? []) hearers.set(event, [...(hearers.get(event) ?? []), thought]);
  }
  const acting = live.filter((thought) => (effects.get(thought) ?? []).length > 0);
  const edges = new Map<Thought, ReadonlyMap<Thought, number>>();
  for (const thought of acting) {
    edges.set(thought, setOffBy(thought, effects.get(thought) ?? [], hearers, effects));
    yield;
  }
  for (const thought of acting) {
    const circle = shortestCircle(thought, edges);
    if (circle) tell(thought, circle, edges);
    yield;
  }
}

function tell(
  thought: Thought,
  circle: readonly Thought[],
  edges: ReadonlyMap<Thought, ReadonlyMap<Thought, number>>,
): void {
  const place = under('do', edges.get(thought)?.get(circle[1] ?? thought) ?? 0);
  if (circle.length === 1) return thought.report.warning(place, 'finding_loop_self');
  const rules = [...circle, thought].map(({ id }) => id ?? '').join(' → ');
  thought.report.warning(place, 'finding_loop', { rules });
}

function effectsOf({ source }: Thought, { catalogue }: Known): readonly Effect[] {
  return stepsOf(source).flatMap((step, index) => {
    const action = catalogue.actionOf(String(step.action));
    const to = own(step, 'to');
    const target = isObject(to) ? to : {};
    const assigns = action?.id === 'assign';
    // Only a department as target moves the conversation to another one.
    const raised = (action?.raises ?? []).filter(
      (event) => !assigns || event !== 'conversation_transferred' || Object.hasOwn(target, 'department'),
    );
    return raised.map((event) => ({
      step: index,
      event,
      facts: factsAfter(event, target),
      settles: !assigns || event !== 'conversation_assigned' || isOneAgent(target),
      assigns,
    }));
  });
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

/** The rules that listen to what this one does and may then be true, with the step that sets them off. */
function setOffBy(
  thought: Thought,
  effects: readonly Effect[],
  hearers: ReadonlyMap<EventId, readonly Thought[]>,
  all: ReadonlyMap<Thought, readonly Effect[]>,
): ReadonlyMap<Thought, number> {
  const next = new Map<Thought, number>();
  for (const effect of effects) {
    for (const hearer of hearers.get(effect.event) ?? []) {
      const acts = (all.get(hearer) ?? []).length > 0;
      if (acts && !next.has(hearer) && maySetOff(thought, effect, hearer)) next.set(hearer, effect.step);
    }
  }
  return next;
}

function maySetOff(thought: Thought, { facts, settles, assigns }: Effect, hearer: Thought): boolean {
  const fields = hearer.node ? leavesOf(hearer.node).map(({ field }) => field) : [];
  if (hearer === thought && (settles || fields.some((field) => OF_AGENT.has(field)))) return false;
  if (assigns && fields.some((field) => GUARDS.has(field))) return false;
  const conditions = hearer.node ? conjuncts(hearer.node) : [];
  return [...facts].every(([field, possible]) => {
    const about = conditions.filter((each) => each.field === field);
    return possible.some((fact) => about.every((each) => evaluate(each, fact) === true));
  });
}

/** From a rule back to itself, with the fewest rules in between; starts with the rule. */
function shortestCircle(
  start: Thought,
  edges: ReadonlyMap<Thought, ReadonlyMap<Thought, number>>,
): readonly Thought[] | undefined {
  const cameFrom = new Map<Thought, Thought>();
  const queue = [start];
  for (const rule of queue) {
    for (const next of edges.get(rule)?.keys() ?? []) {
      if (next === start) return trace(rule, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, rule);
      queue.push(next);
    }
  }
  return undefined;
}

function trace(last: Thought, start: Thought, cameFrom: ReadonlyMap<Thought, Thought>): readonly Thought[] {
  const circle = [last];
  for (let rule = last; rule !== start;) {
    const before = cameFrom.get(rule);
    if (!before) break;
    circle.unshift(before);
    rule = before;
  }
  return circle;
}
