import type { EventId } from '../model/event';
import type { SourceId } from '../model/facts';
import { positionsOf } from './candidates';
import { waitingLeaves } from './condition';
import { PENDING, YES, type CompiledRule, type RuleSet, type FactView } from './rule-set';

/** What deciding comes to. */
export type NextStep =
  /** This rule matches. */
  | { readonly kind: 'match'; readonly rule: CompiledRule }
  /** This rule is the next that may match; it hangs on these sources. Load them, `learn`, and ask again. */
  | { readonly kind: 'needs'; readonly rule: CompiledRule; readonly sources: readonly SourceId[] }
  /** No other rule matches. */
  | { readonly kind: 'end' };

const END: NextStep = { kind: 'end' };

/**
 * The next rule, in document order, that listens to the event and matches the facts in the view.
 *
 * @param from the first position to look at: 0, or `rule.position + 1` to go on behind a match
 */
export function next(set: RuleSet, event: EventId, on: FactView, from = 0): NextStep {
  const index = set.events[event];
  if (!index) return END;
  for (const position of positionsOf(index, on)) {
    if (position < from) continue;
    const rule = set.rules[position]!;
    const answer = rule.ask(on);
    if (answer === YES) return { kind: 'match', rule };
    if (answer === PENDING) return { kind: 'needs', rule, sources: sourcesFor(rule, on) };
  }
  return END;
}

/** All that the rule may need now, so that it can be loaded at once. */
function sourcesFor({ condition }: CompiledRule, on: FactView): readonly SourceId[] {
  const needs = condition ? waitingLeaves(condition, on).flatMap(({ slot }) => slot.needs) : [];
  return [...new Set(needs)].filter((source) => on.facts?.known[source] === undefined);
}
