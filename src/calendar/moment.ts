import type { DateTime } from 'luxon';
import { DAY } from '../model/calendar';
import { message, type Text } from '../text/message';
import { shorten } from '../text/shorten';
import { takeTime } from './clock-time';
import { takeDay } from './day-names';
import { takeDuration } from './duration';
import { firstOf, parseInstant } from './instant';
import { luxon } from './luxon';
import { anyOf, scan, type Scanner } from './scanner';

const IN = /(?:in|em|en|dentro de|daqui a)(?![a-z])/y;
const ON = anyOf('on this am diesen na no el este esta');
/** Not today. */
const NEXT = anyOf('next nachsten? nachster kommenden? proximo proxima');
const AT = /[,]|(?:at|um|gegen|as|a las?|a)(?![a-z])/y;
const RELATIVE: readonly (readonly [words: RegExp, days: number])[] = [
  [/(?:the )?day after tomorrow(?![a-z])|(?:ubermorgen|pasado manana|depois de amanha)(?![a-z])/y, 2],
  [anyOf('tomorrow morgen manana amanha'), 1],
  [anyOf('today heute hoy hoje'), 0],
];
/** The day may stand with its time, with an offset too. */
const INSTANT = /\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?(?![\d:])/y;
const DATE = /(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/y;
const MONTH_DAY = /(\d{1,2})-(\d{1,2})(?![\d-])/y;
const DAY_MONTH = /(\d{1,2})\.\s*(\d{1,2})\.(?:\s*(\d{4})(?!\d))?/y;
const WEEK_DAYS = 7;

export type ReadMoment =
  | {
      readonly ok: true;
      /** ms since 1970. */
      readonly at: number;
      /** What stands after the moment, as it was written. */
      readonly rest: string;
    }
  | { readonly ok: false; readonly error: Text };

/**
 * A moment ahead as people write it, at the beginning of a text, in the languages that the app speaks: `in 2 hours`,
 * `2h`, `tomorrow 9:00`, `Mon 14:30`, `12-24 9 am`, `24.12. um 9 Uhr`, `2026-12-01 09:00`, `14:30` (today, or tomorrow
 * when that is over). A weekday is the next one on which that time is still to come. By the clock of a zone; a time that
 * it shows twice is the first one, and one that it skips comes as much later as the clock is put forward.
 * @param now ms since 1970
 * @param zone IANA name of a zone that exists
 * @returns the moment, or what is wrong with it: nothing that can be read, no time of day, a moment that is over
 */
export function readMoment(written: string, now: number, zone: string): ReadMoment {
  const scanner = scan(written);
  const at = takeMoment(scanner, luxon().DateTime.fromMillis(now, { zone }));
  const quoted = { written: shorten(written.trim()) };
  if (at === undefined) return { ok: false, error: message('moment_unreadable', quoted) };
  if (at === 'no time') return { ok: false, error: message('moment_no_time', quoted) };
  if (at <= now) return { ok: false, error: message('moment_over', quoted) };
  return { ok: true, at, rest: scanner.rest() };
}

function takeMoment(scanner: Scanner, now: DateTime): number | 'no time' | undefined {
  const after = scanner.attempt(() => {
    scanner.take(IN);
    return takeDuration(scanner);
  });
  if (after) {
    const hour = after.ms % DAY === 0 ? takeHour(scanner) : undefined;
    return hour === undefined ? now.toMillis() + after.ms : firstAhead([now.plus(after.ms)], hour, now);
  }
  const instant = scanner.take(INSTANT);
  if (instant) return parseInstant(instant[0], now.zoneName ?? 'UTC');
  const days = takeDays(scanner, now);
  const hour = takeHour(scanner);
  if (hour === undefined) return days && 'no time';
  return firstAhead(days ?? takeDaysAfter(scanner, now) ?? [now, now.plus({ days: 1 })], hour, now);
}

/** The first of some days on which a time is still to come; on the last of them it may be over. */
function firstAhead(days: readonly DateTime[], minute: number, now: DateTime): number | undefined {
  const moments = days.map((day) =>
    firstOf(day.startOf('day').set({ hour: Math.floor(minute / 60), minute: minute % 60 })),
  );
  return moments.find((at) => at > now.toMillis()) ?? moments.at(-1);
}

/** A time of day, in minutes; a number alone only after a word such as `at`, or as the last of all. */
function takeHour(scanner: Scanner): number | undefined {
  return scanner.attempt(() => {
    const announced = scanner.take(AT) !== undefined;
    const time = takeTime(scanner);
    if (!time || time.minute === 1440 || !scanner.isWhole()) return undefined;
    return time.bare && !announced && scanner.rest() !== '' ? undefined : time.minute;
  });
}

/** The days that are meant: one, or those from which the first is taken whose time is still to come. */
function takeDays(scanner: Scanner, now: DateTime): readonly DateTime[] | undefined {
  return scanner.attempt(() => {
    const relative = takeRelative(scanner, now);
    if (relative) return relative;
    scanner.take(ON);
    const isNext = scanner.take(NEXT) !== undefined;
    const weekday = takeDay(scanner);
    if (weekday !== undefined && scanner.isWhole()) {
      const ahead = (weekday + 1 - now.weekday + WEEK_DAYS) % WEEK_DAYS;
      const days = [now.plus({ days: ahead }), now.plus({ days: ahead + WEEK_DAYS })];
      return isNext && ahead === 0 ? days.slice(1) : days;
    }
    return takeDates(scanner, now);
  });
}

/** The days after a time: `9:00 tomorrow`, `9:00 on Monday`. Without such a word it may be the text that begins. */
function takeDaysAfter(scanner: Scanner, now: DateTime): readonly DateTime[] | undefined {
  const announced = scanner.attempt(() => (scanner.take(ON) ? takeDays(scanner, now) : undefined));
  return announced ?? takeRelative(scanner, now);
}

function takeRelative(scanner: Scanner, now: DateTime): readonly DateTime[] | undefined {
  const relative = RELATIVE.find(([words]) => scanner.take(words));
  return relative && [now.plus({ days: relative[1] })];
}

function takeDates(scanner: Scanner, now: DateTime): readonly DateTime[] | undefined {
  const iso = scanner.take(DATE);
  if (iso) return datesOf(now, Number(iso[2]), Number(iso[3]), iso[1]);
  const short = scanner.take(MONTH_DAY);
  if (short) return datesOf(now, Number(short[1]), Number(short[2]), undefined);
  const german = scanner.take(DAY_MONTH);
  return german && datesOf(now, Number(german[2]), Number(german[1]), german[3]);
}

/** Without a year this one's day or the next one's. Undefined when there is no such day. */
function datesOf(now: DateTime, month: number, day: number, year: string | undefined): readonly DateTime[] | undefined {
  const years = year === undefined ? [now.year, now.year + 1] : [Number(year)];
  const dates = years.map((each) => luxon().DateTime.fromObject({ year: each, month, day }, { zone: now.zone }));
  const valid = dates.filter((each) => each.isValid);
  return valid.length > 0 ? valid : undefined;
}
