import { compileTest, MISSING, UNKNOWN, type Seen } from '../catalogue/operators';
import { groupOf, isComparison, type Comparison, type Condition } from '../catalogue/document';
import {
  NO,
  PENDING,
  WAITING,
  YES,
  type Answer,
  type Ask,
  type CompiledLeaf,
  type CompiledNode,
  type FactView,
} from './rule-set';
import { isWordFound } from './keyword-scan';
import { look } from './view';
import type { CompileContext } from './compile-context';

/** The condition as a tree of compiled comparisons. Throws an Error when something in it does not exist. */
export function compileNode(condition: Condition, context: CompileContext): CompiledNode {
  if (isComparison(condition)) return { leaf: compileLeaf(condition, context) };
  const [group, members] = groupOf(condition);
  return { group, nodes: members.map((member) => compileNode(member, context)) };
}

function compileLeaf(comparison: Comparison, context: CompileContext): CompiledLeaf {
  const slot = context.slotOf(comparison.field);
  const compiled = compileTest(slot.ref, comparison);
  const { indexHint } = compiled;
  if (indexHint?.by !== 'words') return { comparison, slot, compiled, words: undefined };
  return { comparison, slot, compiled, words: { scanner: context.scannerOf(slot, indexHint.sensitive), numbers: [] } };
}

/**
 * The function that decides a node. Three-valued logic needs only two values here, as long as it is known which
 * question is asked: “is it true?” at the top, and inside `none` “is it not false?”. For the first, unknown is a no,
 * for the second a yes. So groups are plain and, or and not, where pending stands for an answer still out; and neither
 * the order of the members nor leaving out the rest can change what a condition means. Members are asked cheapest
 * first.
 */
export function compileAsk(node: CompiledNode, question: 'true' | 'not false' = 'true'): Ask {
  if ('leaf' in node) return askLeaf(node.leaf, question === 'true' ? NO : YES);
  const inner = node.group === 'none' ? opposite(question) : question;
  const asks = [...node.nodes].sort((a, b) => costOf(a) - costOf(b)).map((member) => compileAsk(member, inner));
  if (node.group === 'all') return until(NO, asks, YES);
  const any = until(YES, asks, NO);
  return node.group === 'any' ? any : (on) => not(any(on));
}

function opposite(question: 'true' | 'not false'): 'true' | 'not false' {
  return question === 'true' ? 'not false' : 'true';
}

function not(answer: Answer): Answer {
  return answer === PENDING ? PENDING : answer === YES ? NO : YES;
}

/** The deciding answer as soon as a member gives it, pending when one may still give it, else the other answer. */
function until(deciding: Answer, asks: readonly Ask[], otherwise: Answer): Ask {
  return (on) => {
    let answer = otherwise;
    for (const ask of asks) {
      const each = ask(on);
      if (each === deciding) return deciding;
      if (each === PENDING) answer = PENDING;
    }
    return answer;
  };
}

function costOf(node: CompiledNode): number {
  if ('leaf' in node) return node.leaf.compiled.cost + (node.leaf.slot.needs.length > 0 ? 1 : 0);
  return 1 + node.nodes.reduce((sum, member) => sum + costOf(member), 0);
}

function askLeaf({ slot, compiled, words }: CompiledLeaf, ifUnknown: Answer): Ask {
  const ifMissing = compiled.positive ? NO : YES;
  const ifFound = compiled.positive ? YES : NO;
  const { indexHint, test } = compiled;
  const exact = indexHint?.by === 'words' && indexHint.exact;
  const answerOf = (seen: Seen): Answer => {
    const result = test(seen);
    return result === undefined ? ifUnknown : result ? YES : NO;
  };
  return (on) => {
    const found = look(on, slot);
    if (found === MISSING) return ifMissing;
    if (found === UNKNOWN) return ifUnknown;
    if (found === WAITING) return PENDING;
    // What one pass found for all rules; tested is only where that cannot tell.
    if (words?.scanner.automaton && on.scans) {
      if (!isWordFound(words.scanner, on, words.numbers)) return ifMissing;
      if (exact) return ifFound;
    }
    return answerOf(found);
  };
}

/** The leaves whose facts must be loaded before the node can be decided. Empty when it is decided. */
export function waitingLeaves(node: CompiledNode, on: FactView): readonly CompiledLeaf[] {
  const leaves: CompiledLeaf[] = [];
  collect(node, 'true', on, leaves);
  return leaves;
}

function collect(node: CompiledNode, question: 'true' | 'not false', on: FactView, leaves: CompiledLeaf[]): void {
  if ('leaf' in node) {
    if (look(on, node.leaf.slot) === WAITING) leaves.push(node.leaf);
    return;
  }
  if (compileAsk(node, question)(on) !== PENDING) return;
  const inner = node.group === 'none' ? opposite(question) : question;
  for (const member of node.nodes) collect(member, inner, on, leaves);
}

/** The comparisons of a condition, in document order. */
export function leavesOf(node: CompiledNode): readonly CompiledLeaf[] {
  return 'leaf' in node ? [node.leaf] : node.nodes.flatMap(leavesOf);
}
