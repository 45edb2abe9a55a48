import { own } from '../util/json';

/** What other tools call it, or what first comes to mind; the first that is among the candidates. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  and: ['all'],
  or: ['any'],
  not: ['none'],
  event: ['on'],
  events: ['on'],
  trigger: ['on'],
  when: ['on'],
  condition: ['if'],
  conditions: ['if'],
  action: ['do'],
  actions: ['do'],
  then: ['do'],
  enabled: ['mode'],
  active: ['mode'],
  delay: ['wait'],
  message: ['customer_message', 'text'],
  to: ['room'],
  contains: ['includes'],
  not_contains: ['excludes'],
  is: ['includes', 'equals'],
  is_not: ['excludes', 'not_equals'],
  equals: ['is', 'includes'],
  not_equals: ['is_not', 'excludes'],
  in: ['is', 'includes'],
  not_in: ['is_not', 'excludes'],
  regex: ['matches'],
  regexp: ['matches'],
  exists: ['is_set'],
  empty: ['is_not_set'],
  reply: ['send_message'],
  transfer: ['assign'],
  forward: ['assign'],
  tag: ['tag_conversation'],
  note: ['note_conversation'],
};

/**
 * The candidate that was most likely meant by a mistyped word: one that other tools call so, else the fewest letters to
 * add, leave out, change or swap with the next, ignoring case and taking `-`, blanks and dots for `_`; at most half of
 * the word. Failing that, the shortest candidate that has the word in it, or is in the word. Undefined when nothing is
 * near. The first of equals.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  const right = candidates.find((each) => plain(each) === wanted);
  const other = right ?? own(OTHER_WORDS, wanted)?.find((each) => candidates.includes(each));
  if (other !== undefined) return other;
  let [best, fewest] = [undefined as string | undefined, Math.floor(wanted.length / 2) + 1];
  let [part, shortest] = [undefined as string | undefined, Infinity];
  for (const candidate of candidates) {
    const other = plain(candidate);
    if (other.length < shortest && isPart(wanted, other)) [part, shortest] = [candidate, other.length];
    if (Math.abs(other.length - wanted.length) >= fewest) continue;
    const changes = distance(wanted, other);
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  // Its last part written rightly: `first_name` is no mistyped `agent.name`.
  if (part !== undefined && fewest > 2 && plain(part).endsWith(`_${wanted}`)) return part;
  return best ?? part;
}

/** A part of less than three letters is in too many words. */
function isPart(wanted: string, other: string): boolean {
  const [short, long] = wanted.length < other.length ? [wanted, other] : [other, wanted];
  return short.length >= 3 && long.includes(short);
}

/** Words longer than this are no typing mistakes; comparing them would only cost time. */
const LONGEST = 80;

function plain(word: string): string {
  return word.slice(0, LONGEST).toLowerCase().replace(/[- .]/g, '_');
}

/** Damerau-Levenshtein, each stretch changed at most once. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
