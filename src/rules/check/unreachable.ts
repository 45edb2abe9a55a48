import { manual, schedule } from '../../catalogue/events';
import type { EventId } from '../../model/event';
import type { Known } from './context';
import { implies } from './logic/reason';
import { leavesOf } from './logic/node';
import { show } from './findings';
import { allStepsOf, type CheckedRule } from './checked-rule';
import { isObject } from '../../util/json';

/** More rules before one are not looked at closely. */
const MOST = 100;

/** There each rule is run by itself, whatever stands before it. */
const ALONE: readonly EventId[] = [manual.id, schedule.id];

/** What the rules before one mean for an event. */
interface Before {
  /** Rules that stop whenever they match, in document order. */
  readonly stops: CheckedRule[];
  /** The last rule that may change what rules after it see; -1: none. */
  changed: number;
}

/**
 * Rules that are never looked at, because for each of their events a rule before them always stops first. A rule with
 * `once` or `wait` may have its reasons not to stop, and one in `watch` does nothing: they do not count.
 */
export function* warnOfUnreached(checkedRules: readonly CheckedRule[], known: Known): Generator<void> {
  const before = new Map<EventId, Before>();
  for (const checked of checkedRules) {
    const { source, sound, report } = checked;
    if (!isObject(source) || source.mode === 'off' || !sound.events) continue;
    const blockers = sound.events.map((event) =>
      ALONE.includes(event) ? undefined : blockerOf(checked, before.get(event)),
    );
    if (blockers.every((each) => each !== undefined)) {
      report.warning('', 'finding_unreached', { rules: [...new Set(blockers.map((each) => show(each?.id)))] });
    }
    if ((source.mode ?? 'live') === 'live') note(checked, source, before, known);
    yield;
  }
}

function note(
  checked: CheckedRule,
  source: Readonly<Record<string, unknown>>,
  before: Map<EventId, Before>,
  known: Known,
): void {
  const stops = source.stop === true && !Object.hasOwn(source, 'once') && !Object.hasOwn(source, 'wait');
  const changes = allStepsOf(source).some(
    ({ step }) => known.catalogue.actionOf(String(step.action))?.changes.length !== 0,
  );
  for (const event of checked.sound.events ?? []) {
    const here = before.get(event) ?? { stops: [], changed: -1 };
    before.set(event, here);
    if (stops) here.stops.push(checked);
    if (changes) here.changed = checked.index;
  }
}

function blockerOf(checked: CheckedRule, before: Before | undefined): CheckedRule | undefined {
  if (!before) return undefined;
  const always = before.stops.find(({ sound }) => sound.condition === 'always');
  const { node } = checked;
  if (always || !node) return always;
  const fields = new Set(leavesOf(node).map(({ field }) => field));
  // A rule in between may have changed what its condition was false for.
  const near = before.stops.filter(({ index }) => index >= before.changed).slice(-MOST);
  return near.find(
    ({ node: earlier }) =>
      earlier && leavesOf(earlier).some(({ field }) => fields.has(field)) && implies(node, earlier),
  );
}
