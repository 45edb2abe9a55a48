import { fold, foldSensitive } from '../../../text/fold';
import { hasWord } from '../../../text/whole-words';
import type { LogicLeaf } from './node';
import { own } from '../../../util/json';

/** A comparison of texts that must hold, or must not. */
export interface Literal {
  readonly leaf: LogicLeaf;
  readonly holds: boolean;
}

/** What a text must meet: one of the alternatives, each of which asks for all of its words. */
interface Demand {
  readonly is: string;
  readonly words: readonly string[];
}
interface Atom {
  readonly demands: readonly Demand[];
  /** Written as a negative operator. */
  readonly negated: boolean;
  readonly sensitive: boolean;
  readonly locale: boolean;
}

const OPPOSITES: Readonly<Record<string, string>> = {
  is_not: 'is',
  not_contains: 'contains',
  not_has_word: 'has_word',
  not_matches: 'matches',
  is_not_set: 'is_set',
};
const KNOWN = new Set(['is', 'contains', 'contains_all', 'has_word', 'starts_with', 'ends_with', 'matches', 'is_set']);
/** Comparing more pairs of words than this takes longer than the answer is worth. */
const MOST_PAIRS = 2_500;

/**
 * Do two comparisons of one text exclude each other for certain? Cases that would need more than a look at both are
 * left undecided: false.
 */
export function textsClash(a: Literal, b: Literal): boolean {
  const [first, second] = [atomOf(a.leaf), atomOf(b.leaf)];
  if (!first || !second || first.demands.length * second.demands.length > MOST_PAIRS) return false;
  const firstHolds = a.holds !== first.negated;
  const secondHolds = b.holds !== second.negated;
  if (firstHolds && secondHolds) {
    const locale = a.leaf.ref.field.kind === 'locale';
    // Compared folded unless both mind case: a text that meets one with its case meets it without.
    const form = first.sensitive && second.sensitive ? asWritten : fold;
    return first.demands.every((one) => second.demands.every((other) => exclude(one, other, locale, form)));
  }
  // Neither holds: the missing text is such a one.
  if (!firstHolds && !secondHolds) return false;
  const [must, mustNot] = firstHolds ? [first, second] : [second, first];
  return must.demands.every((one) => mustNot.demands.some((other) => entails(one, other, must, mustNot)));
}

function atomOf({ comparison, ref }: LogicLeaf): Atom | undefined {
  const { operator, value } = comparison;
  const positive = own(OPPOSITES, operator) ?? operator;
  if (!KNOWN.has(positive)) return undefined;
  const sensitive = comparison.case_sensitive === true;
  // A locale is folded like any text; where it is one, and only there, its parts are joined by a dash.
  const locale = ref.field.kind === 'locale';
  const dash = (folded: string): string => (locale && positive === 'is' ? folded.replaceAll('_', '-') : folded);
  const written = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  const words =
    positive === 'matches' ? written : written.map((each) => dash(sensitive ? foldSensitive(each) : fold(each)));
  const demands =
    positive === 'is_set' || positive === 'contains_all'
      ? [{ is: positive, words }]
      : words.map((word) => ({ is: positive, words: [word] }));
  return { demands, negated: positive !== operator, sensitive, locale };
}

type Form = (word: string) => string;

const asWritten: Form = (word) => word;

/** No text meets both. */
function exclude(a: Demand, b: Demand, locale: boolean, form: Form): boolean {
  const [one, other] = [form(a.words[0] ?? ''), form(b.words[0] ?? '')];
  if (locale) return a.is === 'is' && b.is === 'is' && !isRange(one, other) && !isRange(other, one);
  if (a.is === 'is' && b.is !== 'matches') return !meets(one, b, form);
  if (b.is === 'is' && a.is !== 'matches') return !meets(other, a, form);
  if (a.is === 'starts_with' && b.is === 'starts_with') return !one.startsWith(other) && !other.startsWith(one);
  if (a.is === 'ends_with' && b.is === 'ends_with') return !one.endsWith(other) && !other.endsWith(one);
  return false;
}

function isRange(range: string, locale: string): boolean {
  return locale === range || locale.startsWith(`${range}-`);
}

function meets(text: string, { is, words }: Demand, form: Form): boolean {
  const wanted = words.map(form);
  const [word = ''] = wanted;
  switch (is) {
    case 'is':
      return text === word;
    case 'has_word':
      return hasWord(text, word);
    case 'starts_with':
      return text.startsWith(word);
    case 'ends_with':
      return text.endsWith(word);
    case 'contains':
    case 'contains_all':
      return wanted.every((each) => text.includes(each));
    default:
      return true;
  }
}

/** Every text that meets the first meets the second. */
function entails(a: Demand, b: Demand, { sensitive, locale }: Atom, { sensitive: wanted }: Atom): boolean {
  if (b.is === 'is_set') return true;
  // Met in any case says nothing about met in this one.
  if (wanted && !sensitive) return false;
  const [one = '', other = ''] = [a.words[0], b.words[0]];
  if (a.is === 'matches' || b.is === 'matches') return a.is === b.is && one === other && sensitive === wanted;
  const form = wanted ? asWritten : fold;
  // More may follow in a locale, and its dashes may be written otherwise.
  if (a.is === 'is' && locale && b.is === 'is') return isRange(other, one);
  if (a.is === 'is' && locale && (b.is === 'ends_with' || b.is === 'has_word' || /[-_]/.test(b.words.join())))
    return false;
  if (a.is === 'is') return meets(form(one), b, form);
  if (b.is === 'contains' || b.is === 'contains_all') {
    return b.words.every((each) => a.words.some((word) => form(word).includes(form(each))));
  }
  if (a.is !== b.is) return false;
  if (a.is === 'starts_with') return form(one).startsWith(form(other));
  if (a.is === 'ends_with') return form(one).endsWith(form(other));
  return a.is === 'has_word' && form(one) === form(other);
}
