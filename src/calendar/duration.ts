import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../model/calendar';
import type { Language } from '../text/message';
import { anyOf, scan, type Scanner } from './scanner';

/**
 * Durations as rules write them: ISO 8601 with weeks, days (of 24 hours), hours, minutes and seconds, whole numbers
 * (DESIGN.md, Exact meanings, Numbers). No years and months: they have no fixed length.
 */
const UNITS = [
  { letter: 'W', ms: WEEK, words: anyOf('w wks? weeks? wochen? semanas? sem') },
  { letter: 'D', ms: DAY, words: anyOf('d days? tage?n? dias?') },
  { letter: 'H', ms: HOUR, words: anyOf('h hs hrs? hours? std stunden? horas?') },
  { letter: 'M', ms: MINUTE, words: anyOf('m mins? minutes? minuten? minutos?') },
  { letter: 'S', ms: SECOND, words: anyOf('s secs? seconds? sek sekunden? segs? segundos?') },
] as const;

const ISO = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** ms: what is over so long after now is still a date (8.64e15 ms after 1970 there are no more). */
const LONGEST = 8e15;

/** Milliseconds of `PT5M`, `P1DT12H`, `P2W`; undefined when it is no such duration. `PT0S` is 0. */
export function parseDuration(iso: string): number | undefined {
  const parts = ISO.exec(iso);
  if (!parts) return undefined;
  const ms = UNITS.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit.ms, 0);
  return ms < LONGEST ? ms : undefined;
}

/** The ISO text of a duration in milliseconds, in full seconds and the largest units up to days: 90,000 is `PT1M30S`. */
export function formatDuration(ms: number): string {
  let left = Math.max(0, Math.floor(ms / SECOND));
  return isoOf(
    UNITS.map((unit) => {
      const count = unit.letter === 'W' ? 0 : Math.floor((left * SECOND) / unit.ms);
      left -= (count * unit.ms) / SECOND;
      return count;
    }),
  );
}

/** Counts of weeks, days, hours, minutes and seconds. */
function isoOf(counts: readonly number[]): string {
  const parts = UNITS.map(({ letter }, index) => (counts[index] ? `${counts[index]}${letter}` : ''));
  const [days, time] = [parts.slice(0, 2).join(''), parts.slice(2).join('')];
  return days === '' && time === '' ? 'PT0S' : `P${days}${time && `T${time}`}`;
}

const NUMBER = /(\d{1,9})(?:[.,](\d{1,3}))?/y;
const ONE = anyOf('an? one eine?[rnms]? uma? una?');
const HALF = /(?:half(?: an?)?|(?:eine[rn]? )?halben?|meia|media)(?![a-z-])/y;
const AND_HALF = /(?:and a half|e meia|y media)(?![a-z-])/y;
const AND = /[,+]|(?:and|und|y|e)(?![a-z])/y;
/** `1h30`, minutes without their unit. */
const MINUTES_AFTER = /([0-5]?\d)(?![\d:.,]|\s*[a-z])/y;

/** A duration as people write it, in the ISO form. */
export interface WrittenDuration {
  readonly ms: number;
  readonly iso: string;
}

/**
 * A duration as people write it, in the languages that the app speaks: `5m`, `1 day`, `2h 30m`, `1h30`, `1.5 hours`,
 * `90 Minuten`, `uma hora e meia`, `PT5M` in any letter case. The ISO form has the units that were written (`90m` is
 * PT90M), as far as they are whole. Undefined when it is none.
 */
export function readDuration(written: string): WrittenDuration | undefined {
  const iso = written.trim().toUpperCase();
  const ms = parseDuration(iso);
  if (ms !== undefined) return { ms, iso };
  const scanner = scan(written);
  const taken = takeDuration(scanner);
  return scanner.rest() === '' ? taken : undefined;
}

/** Takes such a duration (not in the ISO form); undefined when none stands there. */
export function takeDuration(scanner: Scanner): WrittenDuration | undefined {
  const counts = UNITS.map(() => 0);
  let last = -1;
  for (;;) {
    const part = scanner.attempt(() => takePart(scanner, last));
    if (!part) break;
    counts[part.unit] = part.count;
    last = part.unit;
  }
  if (last >= 0 && scanner.take(AND_HALF)) counts[last] = (counts[last] ?? 0) + 0.5;
  // To the full ms: 1.1 hours are a little more in binary fractions.
  const ms = Math.round(counts.reduce((sum, count, index) => sum + count * (UNITS[index]?.ms ?? 0), 0));
  // Fractions that are no whole seconds are no duration that a rule can have.
  if (last < 0 || ms >= LONGEST || ms % SECOND !== 0) return undefined;
  return { ms, iso: counts.every(Number.isInteger) ? isoOf(counts) : formatDuration(ms) };
}

/** One number with its unit; units come from large to small, each once. */
function takePart(scanner: Scanner, last: number): { readonly unit: number; readonly count: number } | undefined {
  if (last >= 0) scanner.take(AND);
  const minutes = UNITS[last]?.letter === 'H' ? scanner.take(MINUTES_AFTER) : undefined;
  if (minutes) return { unit: last + 1, count: Number(minutes[1]) };
  const half = scanner.take(HALF);
  const number = half ? undefined : scanner.take(NUMBER);
  if (!half && !number && !scanner.take(ONE)) return undefined;
  const count = number ? Number(`${number[1]}.${number[2] ?? 0}`) : half ? 0.5 : 1;
  const unit = UNITS.findIndex(({ words }) => scanner.take(words));
  return unit > last ? { unit, count } : undefined;
}

/**
 * A length of time in words: `2 hours, 5 minutes`. The two largest units that it has, rounded down, so that a person
 * can take it in; less than a second is 0 seconds.
 * @param ms milliseconds
 */
export function sayDuration(ms: number, language: Language): string {
  const parts: string[] = [];
  let rest = Math.max(0, ms);
  for (const [unit, size] of SAID) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(sayUnit(count, unit, language));
  }
  const said = parts.length === 0 ? [sayUnit(0, 'second', language)] : parts.slice(0, 2);
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(said);
}

const SAID = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

function sayUnit(count: number, unit: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
