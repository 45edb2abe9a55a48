import type { Condition } from '../catalogue/document';
import type { Environment } from '../model/facts';
import { capturesOf, type Captured } from './captures';
import { compileNode, leavesOf } from './condition';
import { judge } from './explain';
import type { CompiledLeaf, CompiledNode, Reader, FieldSlot } from './rule-set';
import { view } from './view';
import { createCompileContext, type FieldOf } from './compile-context';
import type { Judged } from '../model/explanation';

/** What a condition comes to when all facts are given. */
export type Verdict = true | false | 'unknown';

/** A condition on its own, as the tests in rules ask it. */
export interface CompiledCondition {
  readonly slots: readonly FieldSlot[];
  readonly condition: CompiledNode | undefined;
  /** Its comparisons that give names to parts of a value. */
  readonly capturing: readonly CompiledLeaf[];
}

/** Compiles a rule's `if`. Throws an Error on a condition that has not passed the check. */
export function compileCondition(
  condition: 'always' | Condition,
  fields: FieldOf,
  environment: Environment,
): CompiledCondition {
  const context = createCompileContext(fields, environment);
  const node = condition === 'always' ? undefined : compileNode(condition, context);
  const capturing = node ? leavesOf(node).filter(({ compiled }) => compiled.captures) : [];
  return { slots: context.slots, condition: node, capturing };
}

/** Decides a condition by facts that are given by field id. */
export function verdict(compiled: CompiledCondition, reader: Reader): Verdict {
  if (!compiled.condition) return true;
  const judged: Judged = judge(compiled.condition, view(compiled, undefined, reader));
  return judged === 'not_read' ? 'unknown' : judged;
}

/** What its named groups hold, by facts that are given by field id; undefined when it has none. */
export function captured({ slots, capturing }: CompiledCondition, reader: Reader): Captured | undefined {
  return capturesOf(capturing, view({ slots }, undefined, reader));
}
