import { isUnknown, type DepartmentName, type Fact } from '../../src/model/value';
import { type Comparison, type Condition, isComparison } from '../../src/catalogue/document';
import { parseDuration } from '../../src/calendar/duration';
import { fold, foldPlain, foldSensitive } from '../../src/text/fold';
import { hasWord } from '../../src/text/whole-words';
import { FIELDS, type World } from './world';

/**
 * The meaning of conditions, written down as plainly as possible and with nothing from src/operators or src/engine:
 * what the real evaluator must agree with.
 */
export type Plain = true | false | 'unknown' | 'pending';

/** @param isAtHand whether a field's facts are loaded */
export function plainly(condition: Condition, world: World, isAtHand: (field: string) => boolean = () => true): Plain {
  if (isComparison(condition)) {
    return isAtHand(condition.field) ? compare(condition, world[condition.field]) : 'pending';
  }
  const members = Object.values(condition as unknown as Record<string, readonly Condition[]>)[0] ?? [];
  const verdicts = members.map((member) => plainly(member, world, isAtHand));
  if ('all' in condition) return all(verdicts);
  const none = all(verdicts.map(not));
  return 'none' in condition ? none : not(none);
}

const not = (verdict: Plain): Plain => (typeof verdict === 'boolean' ? !verdict : verdict);

/** Whatever is pending may still make it false; unknown cannot. */
function all(verdicts: readonly Plain[]): Plain {
  for (const verdict of [false, 'pending', 'unknown'] as const) if (verdicts.includes(verdict)) return verdict;
  return true;
}

const NEGATIVE = /^(is_not|not_|excludes|is_not_set)/;

function compare({ case_sensitive, field, operator, value }: Comparison, fact: Fact): Plain {
  if (fact !== undefined && isUnknown(fact)) return 'unknown';
  const kind = FIELDS[field]?.kind ?? 'text';
  const same = case_sensitive ? foldSensitive : fold;
  const negative = NEGATIVE.test(operator);
  const values = (Array.isArray(value) ? value : [value]) as unknown[];
  const items = (typeof fact === 'string' ? [fact] : Array.isArray(fact) ? (fact as string[]) : []).map(fold);
  const isMissing =
    fact === undefined ||
    (typeof fact === 'string' && fold(fact) === '') ||
    (Array.isArray(fact) && items.every((item) => item === ''));
  if (isMissing) return negative;
  if (operator === 'is_set') return true;
  if (operator === 'is_not_set') return false;
  if (operator.endsWith('between')) {
    const [from = 0, to = 0] = (value as string[]).map((time) => Number(time.slice(0, 2)) * 60);
    const minute = fact as number;
    const inside = from < to ? minute >= from && minute < to : minute >= from || minute < to;
    return inside !== negative;
  }
  const number = kind === 'custom' ? Number(/^-?\d+(\.\d+)?$/.test(fact as string) ? fact : NaN) : (fact as number);
  const isNumeric = /equals|than|at_/.test(operator);
  if (isNumeric && Number.isNaN(number)) return 'unknown';

  const bare = operator.replace('not_', '').replace('is_not', 'is');
  const holds = (wanted: unknown): boolean => {
    if (kind === 'phone' && PHONE[bare]) return PHONE[bare](dialled(fact as string), dialled(wanted as string));
    if (kind === 'list' && bare === 'contains') return items.some((item) => item.includes(fold(wanted as string)));
    const text = typeof fact === 'string' ? same(fact) : '';
    const word = typeof wanted === 'string' ? same(wanted) : '';
    const limit = typeof wanted === 'string' ? (parseDuration(wanted) ?? 0) : (wanted as number);
    switch (bare) {
      case 'is':
        return isSame(kind, fact, wanted, text, word);
      case 'contains':
      case 'contains_all':
        return text.includes(word);
      case 'has_word':
        return hasWord(text, word);
      case 'starts_with':
        return text.startsWith(word);
      case 'ends_with':
        return text.endsWith(word);
      case 'matches':
        return new RegExp(wanted as string, case_sensitive ? 'u' : 'iu').test(
          case_sensitive ? (fact as string) : foldPlain(fact as string),
        );
      case 'includes':
      case 'includes_all':
      case 'excludes':
        return items.includes(word);
      case 'equals':
        return number === limit;
      case 'greater_than':
        return number > limit;
      case 'less_than':
        return number < limit;
      case 'at_least':
        return number >= limit;
      case 'at_most':
        return number <= limit;
      default:
        throw new Error(`no plain meaning for ${operator}`);
    }
  };
  if (operator.endsWith('_all')) return values.every(holds);
  return values.some(holds) !== negative;
}

/** What is dialled: 49301 for `+49 (30) 1` and for `0049-30.1`. */
function dialled(written: string): string {
  const digits = [...written.normalize('NFKC')].filter((each) => '0123456789'.includes(each));
  return (digits[0] === '0' && digits[1] === '0' ? digits.slice(2) : digits).join('');
}

const PHONE: Readonly<Record<string, (number: string, wanted: string) => boolean>> = {
  is: (number, wanted) => number === wanted,
  contains: (number, wanted) => number.split(wanted).length > 1,
  starts_with: (number, wanted) => number.slice(0, wanted.length) === wanted,
  ends_with: (number, wanted) =>
    number.slice(number.length - wanted.length) === wanted && number.length >= wanted.length,
};

function isSame(kind: string, fact: Fact, wanted: unknown, text: string, word: string): boolean {
  if (kind === 'department') {
    const { id, name } = fact as DepartmentName;
    return id === wanted || fold(name) === fold(wanted as string);
  }
  if (kind === 'locale') {
    const [ours, theirs] = [text, word].map((each) => each.replaceAll('_', '-').split('-'));
    return (theirs ?? []).every((part, index) => ours?.[index] === part);
  }
  return kind === 'choice' || kind === 'boolean' ? fact === wanted : text === word;
}
