import type { Effect } from '../../catalogue/actions/action';
import { impliedBy } from '../../catalogue/implications';
import type { EventId } from '../../model/event';
import type { Fact } from '../../model/value';
import type { Known } from './context';
import { conjuncts, evaluate, leavesOf, type LogicNode } from './logic/node';
import { under } from './findings';
import { allStepsOf, type CheckedRule } from './checked-rule';
import { isObject, own } from '../../util/json';
import { parseDuration } from '../../calendar/duration';
import { MOST_BY_ITSELF, NEW_CHAIN_AFTER } from '../../model/chains';

/** Something that a rule does and that raises an event. */
interface StepEffect extends Effect {
  readonly step: number;
  /** What is done, where doing it to its own result changes nothing. */
  readonly does: string | undefined;
  /** By field, everything that is known to hold then. */
  readonly known: ReadonlyMap<string, readonly Fact[]>;
}

/** Rules that one effect sets off. */
interface SetOff extends Pick<StepEffect, 'step' | 'does'> {
  readonly rules: ReadonlySet<CheckedRule>;
}

/** The live rules that act on one event. */
interface Hearers {
  readonly rules: CheckedRule[];
  /** What they ask. */
  readonly fields: Set<string>;
  /** Those that are set off, by what is known then of these fields: most effects differ in what nobody asks. */
  readonly found: Map<string, ReadonlySet<CheckedRule>>;
}

/**
 * Rules that set each other off in a circle. The engine ends such chains (DESIGN.md 2.4), but where it ends them is
 * chance. A rule with `once` ends the circle by itself; one that waits lets it go round anew, so often.
 */
export function* warnOfLoops(checkedRules: readonly CheckedRule[], known: Known): Generator<void> {
  const effects = new Map<CheckedRule, readonly StepEffect[]>();
  const hearers = new Map<EventId, Hearers>();
  for (const checked of checkedRules) {
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
  const here: Hearers = hearers.get(event) ?? { rules: [], fields: new Set(), found: new Map() };
  hearers.set(event, here);
  here.rules.push(checked);
  if (checked.node) for (const { field } of leavesOf(checked.node)) here.fields.add(field);
}

function tell(
  checked: CheckedRule,
  circle: readonly CheckedRule[],
  edges: ReadonlyMap<CheckedRule, readonly SetOff[]>,
): void {
  const [, next = checked] = circle;
  const place = under('do', edges.get(checked)?.find(({ rules }) => rules.has(next))?.step ?? 0);
  const rules = [...circle, checked].map(({ id }) => id ?? '').join(' → ');
  if (circle.some(beginsAnew)) checked.report.warning(place, 'finding_loop_waits', { rules, count: MOST_BY_ITSELF });
  else if (circle.length === 1) checked.report.warning(place, 'finding_loop_self');
  else checked.report.warning(place, 'finding_loop', { rules });
}

/** Does it wait for so long that what it does begins a new chain? */
function beginsAnew({ source }: CheckedRule): boolean {
  const wait = isObject(source) ? own(source, 'wait') : undefined;
  const time = isObject(wait) ? own(wait, 'for') : undefined;
  return typeof time === 'string' && (parseDuration(time) ?? 0) >= NEW_CHAIN_AFTER;
}

function effectsOf({ source }: CheckedRule, { catalogue }: Known): readonly StepEffect[] {
  return allStepsOf(source).flatMap(({ step, index }) => {
    const action = catalogue.actionOf(String(step.action));
    const effects = action?.effects?.(step) ?? action?.raises.map((event) => ({ event, settles: true }));
    return (effects ?? []).map((effect: Effect) => ({
      ...effect,
      step: index,
      does: effect.settles
        ? JSON.stringify(action?.effects ? { ...step, if_failed: undefined } : step.action)
        : undefined,
      known: new Map([...impliedBy(effect.event), ...Object.entries(effect.facts ?? {})]),
    }));
  });
}

function setOffBy(effect: StepEffect, hearers: Hearers | undefined): readonly SetOff[] {
  if (!hearers) return [];
  const { fields, found } = hearers;
  const key = JSON.stringify([effect.findsSomebody, [...effect.known].filter(([field]) => fields.has(field))]);
  const rules = found.get(key) ?? new Set(hearers.rules.filter((hearer) => maySetOff(effect, hearer)));
  found.set(key, rules);
  return [{ ...effect, rules }];
}

/** Can the condition be true after that? */
function maySetOff({ known, findsSomebody }: StepEffect, { node }: CheckedRule): boolean {
  if (!node) return true;
  if (findsSomebody && asksFor(node, 'availability')) return false;
  return [...known].every(([field, possible]) => {
    const about = conjuncts(node).filter((each) => each.field === field);
    return possible.some((fact) => about.every((each) => evaluate(each, fact) === true));
  });
}

function asksFor(node: LogicNode, what: 'assignment' | 'availability'): boolean {
  return leavesOf(node).some(({ ref }) => ref.field.tells?.includes(what));
}

/** A rule sets off itself only when nothing in it asks for what it changes. */
function setsOffItself(checked: CheckedRule, effects: readonly StepEffect[], sets: readonly SetOff[]): boolean {
  // What asks who has it may well know when to leave things as they are.
  if (checked.node && asksFor(checked.node, 'assignment')) return false;
  const again = effects.filter(({ settles }) => !settles).map(({ step }) => step);
  return sets.some(({ step, rules }) => again.includes(step) && rules.has(checked));
}

/** From a rule back to itself, with the fewest rules in between; starts with the rule. */
function circleOf(
  start: CheckedRule,
  effects: readonly StepEffect[],
  edges: ReadonlyMap<CheckedRule, readonly SetOff[]>,
): readonly CheckedRule[] | undefined {
  if (setsOffItself(start, effects, edges.get(start) ?? [])) return [start];
  const cameFrom = new Map([[start, start]]);
  const seen = new Set<ReadonlySet<CheckedRule>>();
  // Goes on with what is put in on the way.
  for (const rule of cameFrom.keys()) {
    // What the rule before it has done already raises nothing.
    const acts = (does: string | undefined): boolean | undefined =>
      !does || edges.get(cameFrom.get(rule)!)?.some((each) => each.does !== does && each.rules.has(rule));
    for (const { rules, does } of edges.get(rule) ?? []) {
      if (rule !== start && rules.has(start) && acts(does)) return trace(rule, start, cameFrom);
      if (seen.has(rules)) continue;
      seen.add(rules);
      for (const next of rules) if (!cameFrom.has(next)) cameFrom.set(next, rule);
    }
  }
  return undefined;
}

function trace(
  last: CheckedRule,
  start: CheckedRule,
  cameFrom: ReadonlyMap<CheckedRule, CheckedRule>,
): readonly CheckedRule[] {
  const circle: CheckedRule[] = [];
  for (let rule = last; rule !== start; rule = cameFrom.get(rule)!) circle.unshift(rule);
  return [start, ...circle];
}
