/**
 * Deciding: pure and synchronous (DESIGN.md 5). Over the facts at hand the answer is a match, no match, or which
 * facts are needed.
 *
 * ```ts
 * const set = await compileRulesAsync(rules, fieldOf, environment);
 * const seen = view(set, facts);
 * let step = next(set, event.on, seen);
 * // needs → load step.sources, learn(seen, {...facts, known}), ask again
 * // match → run step.rule; then next(set, event.on, seen, step.rule.position + 1), with a new view when an action
 * //         has changed something
 * ```
 */
export { compileRules, compileRulesAsync } from './compile';
export type { FieldOf } from './compile-context';
export { capturesOf, type Captured } from './captures';
export { explain } from './explain';
export { next } from './next';
export { isUnclear, learn, view } from './view';
export { captured, compileCondition, verdict, type CompiledCondition, type Verdict } from './verdict';
export type { CompiledRule, Reader, RuleSet } from './rule-set';
export type { Explanation } from '../model/explanation';
export type { FactView } from './rule-set';
