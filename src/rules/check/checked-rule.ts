import type { LogicNode } from './logic/node';
import { under, type Report } from './findings';
import type { ValidParts } from './valid-parts';
import { isObject, own } from '../../util/json';

/** A rule with its condition as the check reasons about it. */
export interface CheckedRule extends RuleDraft {
  /** Undefined for `always`, and where the condition is wrong. */
  readonly node: LogicNode | undefined;
}

/** The steps of a rule that are objects; others have been told, and stand here as empty ones. */
export function stepsOf(source: unknown): readonly Readonly<Record<string, unknown>>[] {
  const steps = isObject(source) ? own(source, 'do') : undefined;
  return Array.isArray(steps) ? steps.map((step: unknown) => (isObject(step) ? step : {})) : [];
}

/** The same with what stands in for them; `index` is the place in `do`. */
export function allStepsOf(source: unknown): readonly PlacedStep[] {
  return stepsOf(source).flatMap((step, index) => {
    const place = under('do', index);
    const fallback = own(step, 'if_failed');
    const inner = Array.isArray(fallback) ? (fallback as unknown[]) : [];
    const placed = inner.map((each, at) => ({
      step: isObject(each) ? each : {},
      index,
      place: under(under(place, 'if_failed'), at),
    }));
    return [{ step, index, place }, ...placed];
  });
}

export interface PlacedStep {
  readonly step: Readonly<Record<string, unknown>>;
  readonly index: number;
  readonly place: string;
}

/** An entry of `rules` while it is being checked. */
export interface RuleDraft {
  readonly index: number;
  readonly id: string | null;
  readonly source: unknown;
  readonly report: Report;
  readonly sound: ValidParts;
}
