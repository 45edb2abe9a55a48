import { keptWith } from '../../../util/lazily';
import { trialFacts } from './trial-facts';
import { conjuncts, disjuncts, evaluate, grouped, isLeaf, leavesOf, type LogicLeaf, type LogicNode } from './node';
import { textsClash, type Literal } from './texts';

/**
 * Reasoning about conditions without facts. Everything here says yes only for certain; what would take a theorem
 * prover is left undecided.
 */

/** The fields on which these conditions cannot be true together. Each condition is one of `conjuncts`. */
export function contradictions(all: readonly LogicNode[]): readonly string[] {
  return [...byField(all)].flatMap(([field, nodes]) => (exclude(nodes) ? [field] : []));
}

/** The fields on which one of these conditions is always true. Each condition is one of `disjuncts`. */
export function certainties(any: readonly LogicNode[]): readonly string[] {
  return [...byField(any)].flatMap(([field, nodes]) => (oneHolds(nodes) ? [field] : []));
}

/** Is the second condition true whenever the first is? */
export function implies(first: LogicNode, second: LogicNode): boolean {
  const given = givenBy(first);
  return conjuncts(second).every((wanted) => follows(given, wanted));
}

/** What is known when a condition is true. */
interface Premises {
  readonly written: ReadonlySet<string>;
  readonly about: ReadonlyMap<string, readonly LogicNode[]>;
}

const givenBy = keptWith((node: LogicNode): Premises => {
  const parts = conjuncts(node);
  return { written: new Set(parts.map(signature)), about: byField(parts) };
});

/** The same for equal conditions, wherever they stand. */
const signature = keptWith((node: LogicNode): string => {
  if (isLeaf(node)) {
    const { field, operator, value, case_sensitive: sensitive } = node.comparison;
    return JSON.stringify([field, operator, value, sensitive === true]);
  }
  return `${node.group}(${node.members.map(signature).sort().join()})`;
});

const negated = keptWith((node: LogicNode): LogicNode => {
  const only = !isLeaf(node) && node.group === 'none' && node.members.length === 1 ? node.members[0] : undefined;
  return only ?? grouped('none', [node], node.place);
});

function follows(given: Premises, wanted: LogicNode): boolean {
  if (given.written.has(signature(wanted))) return true;
  const about = wanted.field === undefined ? undefined : given.about.get(wanted.field);
  if (about && exclude([...about, negated(wanted)])) return true;
  const options = disjuncts(wanted);
  if (options.length > 1) return options.some((each) => follows(given, each));
  return !isLeaf(wanted) && wanted.group === 'all' && conjuncts(wanted).every((each) => follows(given, each));
}

/** Conditions on one field; those that ask several say nothing about one. */
function byField(nodes: readonly LogicNode[]): ReadonlyMap<string, readonly LogicNode[]> {
  const fields = new Map<string, LogicNode[]>();
  for (const node of nodes) {
    if (node.field === undefined) continue;
    const list = fields.get(node.field);
    if (list) list.push(node);
    else fields.set(node.field, [node]);
  }
  return fields;
}

/** No fact makes all of them true. */
function exclude(nodes: readonly LogicNode[]): boolean {
  const facts = trialFacts(nodes.flatMap(leavesOf));
  if (facts) return !facts.some((fact) => nodes.every((node) => evaluate(node, fact) === true));
  return clashAmong(nodes.flatMap((node) => literalOf(node, true) ?? []));
}

/** Whatever the fact is, unknown aside, one of them is true. */
function oneHolds(nodes: readonly LogicNode[]): boolean {
  const facts = trialFacts(nodes.flatMap(leavesOf));
  if (facts) return facts.every((fact) => nodes.some((node) => evaluate(node, fact) === true));
  return clashAmong(nodes.flatMap((node) => literalOf(node, false) ?? []));
}

function clashAmong(literals: readonly Literal[]): boolean {
  return literals.some((one, index) => literals.slice(index + 1).some((other) => textsClash(one, other)));
}

/** A single comparison, or its opposite in a `none` of its own. */
function literalOf(node: LogicNode, holds: boolean): Literal | undefined {
  if (isLeaf(node)) return isText(node) ? { leaf: node, holds } : undefined;
  const [only] = node.members;
  if (node.members.length !== 1 || !only) return undefined;
  return literalOf(only, node.group === 'none' ? !holds : holds);
}

function isText({ ref }: LogicLeaf): boolean {
  return ref.field.kind === 'text' || ref.field.kind === 'locale' || ref.field.kind === 'custom';
}
