import { shortenUnits } from '../text/shorten';

/** Characters of a text that a trace keeps. */
export const LONGEST_TEXT = 2_000;

/** What a value takes in memory beside its texts, bytes; roughly, and rather too much. */
const OF_A_VALUE = 40;

export interface Sized<T> {
  /** The same value where none of its texts is too long; else a copy. */
  readonly value: T;
  readonly cut: boolean;
  /** About so many bytes. */
  readonly bytes: number;
}

/** A value of plain data with texts of at most `LONGEST_TEXT` characters, and how much memory it takes. */
export function sized<T>(value: T): Sized<T> {
  let bytes = 0;
  let isTooLong = false;

  function measure(each: unknown): void {
    bytes += OF_A_VALUE;
    if (typeof each === 'string') {
      if (each.length > LONGEST_TEXT) isTooLong = true;
      bytes += 2 * Math.min(each.length, LONGEST_TEXT);
    } else if (typeof each === 'object' && each !== null) for (const member of Object.values(each)) measure(member);
  }

  measure(value);
  return { value: isTooLong ? (shortened(value) as T) : value, cut: isTooLong, bytes };
}

/** What it is cut from may be in use, so nothing of it is changed. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return shortenUnits(value, LONGEST_TEXT);
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each)]));
}
