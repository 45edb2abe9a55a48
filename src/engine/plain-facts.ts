import type { Facts } from '../model/facts';
import type { RuleSet } from '../decide';
import { isUnknown } from '../model/value';

/**
 * The facts that the rules ask for and that are known, by field id, as plain JSON values: for those outside who are
 * told of an event. What was not read, is missing or cannot be told is left out.
 */
export function plainFacts({ slots }: Pick<RuleSet, 'slots'>, facts: Facts): Readonly<Record<string, unknown>> {
  const known = slots
    .filter(({ needs }) => needs.every((source) => facts.known[source] !== undefined))
    .map(({ ref }) => [ref.id, ref.field.read(facts, ref.key)] as const)
    .filter(([, fact]) => fact !== undefined && !isUnknown(fact));
  return Object.fromEntries(known);
}
