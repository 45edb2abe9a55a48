import type { EventId } from '../model/event';
import type { FieldRef } from '../catalogue/fields/field';
import type { Fact } from '../model/value';
import type { CompiledTest, Prepare, Seen, Sight } from '../catalogue/operators';
import type { Comparison, Rule } from '../catalogue/document';
import type { SourceId, Facts } from '../model/facts';
import type { Automaton } from './aho-corasick';

/**
 * A field that rules of a set ask for; asked once a decision, however many rules do. How it is read stands here once
 * more, since what it is read from differs in form from field to field, which the compiler would look at each time.
 */
export interface FieldSlot {
  readonly index: number;
  readonly ref: FieldRef;
  readonly key: FieldRef['key'];
  readonly read: FieldRef['field']['read'];
  readonly needs: readonly SourceId[];
  /** It needs the conversation and nothing else, as most do. */
  readonly ofConversation: boolean;
  readonly prepare: Prepare;
}

/** A comparison with its place in the set. */
export interface CompiledLeaf {
  readonly comparison: Comparison;
  readonly slot: FieldSlot;
  readonly compiled: CompiledTest;
  /** The keywords to look for in one pass with those of all rules; numbered once the rule is compiled. */
  readonly words: { readonly scanner: Scanner; readonly numbers: number[] } | undefined;
}

/** A condition as compiled: the tree for explaining, and one function for deciding. */
export type CompiledNode =
  { readonly leaf: CompiledLeaf } | { readonly group: 'all' | 'any' | 'none'; readonly nodes: readonly CompiledNode[] };

/** Answers of the hot path: does the condition hold, not hold, or hang on facts that are not at hand? */
export const NO = 0;
export const YES = 1;
export const PENDING = 2;
export type Answer = typeof NO | typeof YES | typeof PENDING;
export type Ask = (view: FactView) => Answer;

/** One live or watching rule, ready to be asked. */
export interface CompiledRule {
  readonly rule: Rule;
  /** Its place among the rules of the set, in document order: go on behind it with `next(…, position + 1)`. */
  readonly position: number;
  /** Everything its condition may ever need, beyond what the event carries. */
  readonly sources: readonly SourceId[];
  /** Undefined: `"if": "always"`. */
  readonly condition: CompiledNode | undefined;
  readonly ask: Ask;
  /** Its comparisons that give names to parts of a value, in document order. */
  readonly capturing: readonly CompiledLeaf[];
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
  readonly slots: readonly FieldSlot[];
  readonly scanners: readonly Scanner[];
  readonly events: Readonly<Partial<Record<EventId, EventIndex>>>;
}

/** There is no value yet: facts are not at hand. */
export const WAITING = Symbol('waiting');
export type Found = Sight | typeof WAITING;

/** Reads a fact by the field's id, for tests of rules; what it does not have is missing. */
export type Reader = (fieldId: string) => Fact;

/**
 * Which rules of one event are worth asking: those that no gate rules out. Sets of rules are bits, one for each
 * position in the document, so that a thousand rules are 32 numbers.
 */
export interface EventIndex {
  readonly listening: Int32Array;
  readonly keyed: readonly Gated[];
  readonly worded: readonly Gated[];
  /** By position: how many keywords the rule looks for. */
  readonly words: readonly number[];
  /** Written anew at every turn. */
  readonly left: Int32Array;
  readonly open: Int32Array;
}

/** One of these keys, or of these keywords by their numbers, must be found, or the rule cannot match. */
export interface Gate {
  /** Gates of one id look for the same in the same value. */
  readonly id: string;
  readonly slot: FieldSlot;
  readonly keys: readonly (string | number)[];
  /** What is found in a value that is present: several, or one. */
  readonly keysOf: (seen: Seen, on: FactView) => string | readonly (string | number)[];
  readonly isWords: boolean;
}

/** The rules behind gates that look for the same in one value. */
export interface Gated extends Omit<Gate, 'keys'> {
  /** The rules without such a gate. */
  readonly free: Int32Array;
  readonly byKey: Map<string | number, Opened>;
  uses: number;
}

/** The rules that a key or a keyword opens. */
export interface Opened {
  readonly positions: readonly number[];
  /** Of one key: with those that need none, as a set; made when it is first looked for. */
  withFree?: Int32Array;
}

/** All keywords that rules look for in one text, and where the last look found them. */
export interface Scanner {
  readonly slot: FieldSlot;
  readonly sensitive: boolean;
  /** Keyword → its number. */
  readonly words: Map<string, number>;
  /** Missing while rules are compiled, and for so few keywords that looking for each is faster. */
  automaton: Automaton | undefined;
  /** By keyword: the turn in which it was found last. Kept from turn to turn, so that a look costs no new memory. */
  stamps: Int32Array;
  turn: number;
  /** The keywords found in this turn. */
  readonly found: number[];
  /** Whose text was looked through in this turn. */
  owner: FactView | undefined;
}

/**
 * The facts of one decision as rules see them: each field is read and prepared once. Cheap to make; what is in it is
 * the business of deciding alone.
 */
export interface FactView {
  facts: Facts | undefined;
  readonly reader: Reader | undefined;
  /** By slot: what was found, undefined when it was not looked at yet. */
  readonly seen: (Found | undefined)[];
  /** The rules that are worth asking, for the event last asked about. */
  index: EventIndex | undefined;
  /** Do so many of them look for keywords that one pass for all pays? */
  scans: boolean;
  positions: readonly number[] | undefined;
}
