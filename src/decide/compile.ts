import { atOnce, inSlices } from '../util/slices';
import { EVENTS } from '../catalogue/events';
import type { EventId } from '../model/event';
import { eventsOf, type Rule } from '../catalogue/document';
import type { Environment } from '../model/facts';
import { buildIndex } from './candidates';
import { compileAsk, compileNode, leavesOf } from './condition';
import { YES, type BrokenRule, type CompiledRule, type RuleSet, type EventIndex } from './rule-set';
import { buildAutomaton } from './aho-corasick';
import { numberWords, WORTH_A_SCAN } from './keyword-scan';
import { createCompileContext, type FieldOf, type CompileContext } from './compile-context';

/**
 * Makes rules that have passed the check ready to decide; rules that are off are left out. All in one go: where
 * others must not wait, use `compileRulesAsync`.
 *
 * @param fields finds a field by the name that rules use; undefined when there is none
 */
export function compileRules(rules: readonly Rule[], fields: FieldOf, environment: Environment): RuleSet {
  return atOnce(build(rules, fields, environment));
}

/** As `compileRules`, letting others work every few milliseconds. `pause` resolves when they have. */
export async function compileRulesAsync(
  rules: readonly Rule[],
  fields: FieldOf,
  environment: Environment,
  pause?: () => Promise<void>,
): Promise<RuleSet> {
  return inSlices(build(rules, fields, environment), pause);
}

function* build(rules: readonly Rule[], fields: FieldOf, environment: Environment): Generator<void, RuleSet> {
  const context = createCompileContext(fields, environment);
  const broken: BrokenRule[] = [];
  const compiled: CompiledRule[] = [];
  for (const rule of rules) {
    if (rule.mode === 'off') continue;
    try {
      compiled.push(compileRule(rule, compiled.length, context));
    } catch (error) {
      broken.push({ rule, reason: error instanceof Error ? error.message : String(error) });
    }
    yield;
  }
  for (const { condition } of compiled)
    for (const leaf of condition ? leavesOf(condition) : []) yield* numberWords(leaf);
  yield* finishScanners(context);
  const events: Partial<Record<EventId, EventIndex>> = {};
  for (const event of EVENTS) {
    const listening = compiled.filter(({ rule }) => eventsOf(rule).includes(event));
    if (listening.length > 0) events[event] = yield* buildIndex(listening, compiled.length);
    yield;
  }
  return { rules: compiled, broken, slots: context.slots, scanners: context.scanners, events };
}

function compileRule(rule: Rule, position: number, context: CompileContext): CompiledRule {
  if (rule.if === 'always') return { rule, position, sources: [], condition: undefined, ask: () => YES, capturing: [] };
  const condition = compileNode(rule.if, context);
  const leaves = leavesOf(condition);
  const sources = [...new Set(leaves.flatMap(({ slot }) => slot.needs))];
  const capturing = leaves.filter(({ compiled }) => compiled.captures);
  return { rule, position, sources, condition, ask: compileAsk(condition), capturing };
}

function* finishScanners({ scanners }: CompileContext): Generator<void> {
  for (const scanner of scanners) {
    if (scanner.words.size < WORTH_A_SCAN) continue;
    scanner.stamps = new Int32Array(scanner.words.size);
    scanner.automaton = yield* buildAutomaton([...scanner.words.keys()]);
  }
}
