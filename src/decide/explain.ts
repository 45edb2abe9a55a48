import { formatClockTime } from '../calendar/clock-time';
import { formatDuration } from '../calendar/duration';
import { UNKNOWN, type Seen, type SeenDepartment, type SeenList, type SeenText } from '../catalogue/operators';
import { WAITING, type CompiledRule, type CompiledLeaf, type CompiledNode, type FactView } from './rule-set';
import { look, whyUnknown } from './view';
import type { Judged, ExplainedComparison, Explanation } from '../model/explanation';
import { shorten } from '../text/shorten';

/** Characters of a value, and entries of a list, that an explanation shows. */
const SHOWN_CHARACTERS = 200;
const SHOWN_ENTRIES = 20;

/**
 * Explains a rule from the facts that were at hand when it was decided. Computed when somebody asks, from a view made
 * of the facts that were kept; nothing of it is done while deciding.
 */
export function explain({ condition }: Pick<CompiledRule, 'condition'>, on: FactView): Explanation {
  return condition ? explainNode(condition, on) : { always: true, verdict: true };
}

function explainNode(node: CompiledNode, on: FactView): Explanation {
  const verdict = judge(node, on);
  if ('leaf' in node) return explainLeaf(node.leaf, verdict, on);
  return { group: node.group, verdict, conditions: node.nodes.map((member) => explainNode(member, on)) };
}

function explainLeaf({ comparison, slot }: CompiledLeaf, verdict: Judged, on: FactView): ExplainedComparison {
  const found = look(on, slot);
  const seen = typeof found === 'symbol' ? null : shownValue(slot.ref.field.kind, found);
  const { field, operator, value, case_sensitive } = comparison;
  return {
    field,
    operator,
    ...(value !== undefined && { value }),
    ...(case_sensitive !== undefined && { case_sensitive }),
    verdict,
    seen,
    ...(found === UNKNOWN && { why: whyShown(whyUnknown(on, slot)) }),
  };
}

/** The verdict of a condition in three-valued logic; where facts were never read, as far as it goes without them. */
export function judge(node: CompiledNode, on: FactView): Judged {
  const possible = possibilities(node, on);
  if (possible === IS_TRUE) return true;
  if (possible === IS_FALSE) return false;
  // Unknown also where it is unknown or false, depending on what was not read: true it cannot be.
  return (possible & IS_TRUE) === 0 ? 'unknown' : 'not_read';
}

/** What a condition may come to, as bits: one of them, or several while facts are not read. */
const IS_TRUE = 1;
const IS_FALSE = 2;
const IS_UNKNOWN = 4;

function possibilities(node: CompiledNode, on: FactView): number {
  if ('leaf' in node) return possibilitiesOfLeaf(node.leaf, on);
  const members = node.nodes.map((member) => possibilities(member, on));
  if (node.group === 'all') return ofAll(members);
  // None is true when each is false, and any is true when not each is false.
  const none = ofAll(members.map(opposite));
  return node.group === 'none' ? none : opposite(none);
}

function ofAll(members: readonly number[]): number {
  const isEach = (bits: number): boolean => members.every((member) => (member & bits) !== 0);
  const isSome = (bit: number): boolean => members.some((member) => (member & bit) !== 0);
  return (
    (isEach(IS_TRUE) ? IS_TRUE : 0) |
    (isSome(IS_FALSE) ? IS_FALSE : 0) |
    (isEach(IS_TRUE | IS_UNKNOWN) && isSome(IS_UNKNOWN) ? IS_UNKNOWN : 0)
  );
}

function opposite(possible: number): number {
  return ((possible & IS_TRUE) << 1) | ((possible & IS_FALSE) >> 1) | (possible & IS_UNKNOWN);
}

function possibilitiesOfLeaf({ compiled, slot }: CompiledLeaf, on: FactView): number {
  const found = look(on, slot);
  if (found === WAITING) return IS_TRUE | IS_FALSE | IS_UNKNOWN;
  if (found === UNKNOWN) return IS_UNKNOWN;
  const answer = typeof found === 'symbol' ? !compiled.positive : compiled.test(found);
  return answer === undefined ? IS_UNKNOWN : answer ? IS_TRUE : IS_FALSE;
}

function shownValue(kind: CompiledLeaf['slot']['ref']['field']['kind'], seen: Seen): ExplainedComparison['seen'] {
  switch (kind) {
    case 'number':
    case 'boolean':
      return seen as number | boolean;
    case 'duration':
      return formatDuration(seen as number);
    case 'time':
      return formatClockTime(seen as number);
    case 'list':
      return (seen as SeenList).items.slice(0, SHOWN_ENTRIES).map(cut);
    case 'department':
      return cut((seen as SeenDepartment).name || (seen as SeenDepartment).id);
    case 'choice':
      return cut(seen as string);
    default:
      return cut((seen as SeenText).raw);
  }
}

const whyShown = (why: ReturnType<typeof whyUnknown>) => (typeof why === 'string' ? cut(why) : why);
const cut = (text: string): string => shorten(text, SHOWN_CHARACTERS);
