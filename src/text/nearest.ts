/**
 * The candidate that was most likely meant by a mistyped word: the fewest letters to add, leave out, change or swap
 * with the next, ignoring case and taking `-`, blanks and dots for `_`. Undefined when more than half of the word
 * would have to change. The first of equals.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 2)) + 1;
  for (const candidate of candidates) {
    const other = plain(candidate);
    if (Math.abs(other.length - wanted.length) >= fewest) continue;
    const changes = distance(wanted, other);
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
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
