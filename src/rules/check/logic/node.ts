import type { FieldRef } from '../../../catalogue/fields/field';
import type { Fact } from '../../../model/value';
import { compileTest, type CompiledTest } from '../../../catalogue/operators';
import { groupOf, isComparison, type Comparison, type Condition } from '../../../catalogue/document';
import type { Known } from '../context';
import { under } from '../findings';
import { keptWith } from '../../../util/lazily';

/** A comparison that has passed the check, ready to be tried with facts. */
export interface LogicLeaf {
  readonly place: string;
  readonly field: string;
  readonly ref: FieldRef;
  readonly comparison: Comparison;
  readonly compiled: CompiledTest;
  /** The field may have no value at all. */
  readonly mayMiss: boolean;
}

/** A group that has passed the check. */
export interface Group {
  readonly place: string;
  readonly group: 'all' | 'any' | 'none';
  readonly members: readonly LogicNode[];
  /** The one field that all comparisons in it ask; undefined when they ask several. */
  readonly field: string | undefined;
}

export type LogicNode = LogicLeaf | Group;

export function isLeaf(node: LogicNode): node is LogicLeaf {
  return 'comparison' in node;
}

/** The condition as the check reasons about it. */
export function nodeOf(condition: Condition, known: Pick<Known, 'catalogue' | 'calendars'>, place = 'if'): LogicNode {
  if (isComparison(condition)) {
    const ref = known.catalogue.fieldOf(condition.field);
    if (!ref) throw new Error(`${condition.field} has not passed the check`);
    const compiled = compileTest(ref, condition);
    return { place, field: condition.field, ref, comparison: condition, compiled, mayMiss: mayMiss(ref, known) };
  }
  const [group, members] = groupOf(condition);
  return grouped(
    group,
    members.map((each, index) => nodeOf(each, known, under(under(place, group), index))),
    place,
  );
}

function mayMiss({ field }: FieldRef, environment: Pick<Known, 'calendars'>): boolean {
  return typeof field.mayMiss === 'boolean' ? field.mayMiss : field.mayMiss(environment);
}

/** Nodes put together. */
export function grouped(group: Group['group'], members: readonly LogicNode[], place: string): Group {
  const fields = new Set(members.map(({ field }) => field));
  return { place, group, members, field: fields.size === 1 ? members[0]?.field : undefined };
}

/** All comparisons in it. Kept with the node, as is what else is asked of one: rules are compared many times. */
export const leavesOf = keptWith((node: LogicNode): readonly LogicLeaf[] =>
  isLeaf(node) ? [node] : node.members.flatMap(leavesOf),
);

/** What must hold together for the node to be true: `none` of two is none of each. */
export const conjuncts = keptWith((node: LogicNode): readonly LogicNode[] => {
  if (isLeaf(node) || node.group === 'any') return [node];
  if (node.group === 'all') return node.members.flatMap(conjuncts);
  return node.members.flatMap(disjuncts).map((member) => grouped('none', [member], member.place));
});

/** What of which any one makes the node true. */
export function disjuncts(node: LogicNode): readonly LogicNode[] {
  return isLeaf(node) || node.group !== 'any' ? [node] : node.members.flatMap(disjuncts);
}

/** True, false, or undefined for unknown, with one fact for the one field that it asks (DESIGN.md 1, Conditions). */
export function evaluate(node: LogicNode, fact: Fact): boolean | undefined {
  if (isLeaf(node)) return node.compiled.answer(fact);
  const deciding = node.group !== 'all';
  let answer: boolean | undefined = !deciding;
  for (const member of node.members) {
    const each = evaluate(member, fact);
    if (each === deciding) return node.group === 'any';
    if (each === undefined) answer = undefined;
  }
  if (answer === undefined) return undefined;
  return node.group !== 'any';
}
