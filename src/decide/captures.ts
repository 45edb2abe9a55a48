import { look } from './view';
import type { CompiledLeaf, FactView } from './rule-set';

/** Parts of what was seen, by the names that the rule's patterns give them. */
export type Captured = Readonly<Record<string, string>>;

/**
 * What the named groups of a rule's `matches` hold: for each name, of the first comparison that is true and has it
 * (DESIGN.md 1, Actions: `match.<name>`). Undefined when the rule names none.
 * @param capturing the comparisons of one rule, in document order
 */
export function capturesOf(capturing: readonly CompiledLeaf[], on: FactView): Captured | undefined {
  if (capturing.length === 0) return undefined;
  return capturing.reduceRight<Captured>((held, { compiled, slot }) => {
    const seen = look(on, slot);
    if (typeof seen === 'symbol') return held;
    return compiled.test(seen) === true ? { ...held, ...compiled.captures?.read(seen) } : held;
  }, {});
}
