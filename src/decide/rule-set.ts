import type { EventId } from '../model/event';
import type { FieldRef } from '../catalogue/fields/field';
import type { Fact } from '../model/value';
import type { CompiledTest, Prepare } from '../catalogue/operators/index';
import type { Comparison, Rule } from '../model/rule';
import type { SourceId } from '../model/facts';
import type { EventIndex } from './candidates';
import type { Scanner } from './keyword-scan';
import type { View } from './view';

/** A field that rules of a set ask for; asked once a decision, however many rules do. */
export interface Slot {
  readonly index: number;
  readonly ref: FieldRef;
  readonly needs: readonly SourceId[];
  readonly prepare: Prepare;
}

/** A comparison with its place in the set. */
export interface Leaf {
  readonly comparison: Comparison;
  readonly slot: Slot;
  readonly compiled: CompiledTest;
  /** The keywords to look for in one pass with those of all rules. */
  readonly words: { readonly scanner: Scanner; readonly numbers: readonly number[] } | undefined;
}

/** A condition as compiled: the tree for explaining, and one function for deciding. */
export type Node =
  { readonly leaf: Leaf } | { readonly group: 'all' | 'any' | 'none'; readonly nodes: readonly Node[] };

/** Answers of the hot path: does the condition hold, not hold, or hang on facts that are not at hand? */
export const NO = 0;
export const YES = 1;
export const PENDING = 2;
export type Answer = typeof NO | typeof YES | typeof PENDING;
export type Ask = (view: View) => Answer;

/** One live or watching rule, ready to be asked. */
export interface CompiledRule {
  readonly rule: Rule;
  /** Its place among the rules of the set, in document order: go on behind it with `next(…, position + 1)`. */
  readonly position: number;
  /** Everything its condition may ever need, beyond what the event carries. */
  readonly sources: readonly SourceId[];
  /** Undefined: `"if": "always"`. */
  readonly condition: Node | undefined;
  readonly ask: Ask;
}

/** A rule that did not compile, though the check should have found out why. */
export interface BrokenRule {
  readonly rule: Rule;
  readonly reason: string;
}

/** All live and watching rules of a document, ready to decide. */
export interface RuleSet {
  /** In document order, without those that are off. */
  readonly rules: readonly CompiledRule[];
  readonly broken: readonly BrokenRule[];
  readonly slots: readonly Slot[];
  readonly scanners: readonly Scanner[];
  readonly events: Readonly<Partial<Record<EventId, EventIndex>>>;
}

/** Reads a fact by the field's id, for tests of rules; what it does not have is missing. */
export type Reader = (fieldId: string) => Fact;
