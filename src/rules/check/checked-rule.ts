import type { Node } from './logic/node';
import { type Report } from './findings';
import type { ValidParts } from './valid-parts';
import { isObject, own } from '../../util/json';

/** A rule with its condition as the check reasons about it. */
export interface CheckedRule extends Draft {
  /** Undefined for `always`, and where the condition is wrong. */
  readonly node: Node | undefined;
}

/** The steps of a rule that are objects; others have been told, and stand here as empty ones. */
export function stepsOf(source: unknown): readonly Readonly<Record<string, unknown>>[] {
  const steps = isObject(source) ? own(source, 'do') : undefined;
  return Array.isArray(steps) ? steps.map((step: unknown) => (isObject(step) ? step : {})) : [];
}

/** An entry of `rules` while it is being checked. */
export interface Draft {
  readonly index: number;
  readonly id: string | null;
  readonly source: unknown;
  readonly report: Report;
  readonly sound: ValidParts;
}
