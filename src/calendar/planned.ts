import { DAY, HOUR, MINUTE } from '../model/calendar';
import { nearest } from '../text/nearest';
import { formatClockTime, takeTime, type WrittenTime } from './clock-time';
import { takeDay } from './day-names';
import { takeDuration } from './duration';
import { parseInstant } from './instant';
import { anyOf, scan, type Scanner } from './scanner';
import { dayOf, wallIn, weekdayOf } from './zone';

/** A clock on somebody's wall. A wall time is the ms since 1970 at which UTC shows what the wall shows. */
export interface WallClock {
  readonly toWall: (at: number) => number;
  readonly toInstant: (wall: number) => number;
}

/**
 * The clock of somebody: of the zone (IANA, one that exists), unless their own is ahead of UTC by something else.
 * @param hours what their client says, `utcOffset`; undefined: it has not said it
 */
export function wallClock(zone: string, hours: number | undefined, now: number): WallClock {
  const inZone = wallIn(zone, now) - now;
  const offset = hours === undefined || !Number.isFinite(hours) || Math.abs(hours) > 15 ? inZone : hours * HOUR;
  if (offset !== inZone) return { toWall: (at) => at + offset, toInstant: (wall) => wall - offset };
  return {
    toWall: (at) => wallIn(zone, at),
    toInstant: (wall) => {
      const at = parseInstant(new Date(wall).toISOString().slice(0, 19), zone) ?? wall - offset;
      // In the hour that a clock shows twice, what was the first time may be still to come.
      return at <= now && wallIn(zone, at + HOUR) === wall ? at + HOUR : at;
    },
  };
}

/** A moment, ms since 1970, and what stands behind it; or how the moment might have been meant. */
export type Planned =
  { readonly at: number; readonly rest: string } | { readonly at?: undefined; readonly suggestion?: string };

const IN = /(?:in|en|em|dentro(?:\s+de)?|daqui(?:\s+a)?)(?![a-z])/y;
/** Without the unit of the minutes: with it, it is a length like others. */
const HOURS_AND_MINUTES = /(\d{1,2})\s*h\s*([0-5]\d)(?![\d:]|\s*m(?:ins?|inut\w*)?(?![a-z]))/y;
/** 0930 may as well be a number of something. */
const LONG_NUMBER = /\d{3,}/y;
const TODAY = anyOf('today heute hoje hoy');
const AFTER_TOMORROW = /(?:the\s+)?(?:day after tomorrow|ubermorgen|depois de amanha|pasado manana)(?![a-z])/y;
const TOMORROW = anyOf('tomorrow tmrw morgen amanha manana');
const ON = anyOf('on am an el na no');
const NEXT = anyOf('next nachste[nr] kommende[nr] proxim[ao]');
const AT = /(?:,|(?:at|um|a las?|as)(?![a-z]))/y;
const ISO = /(\d{4})-(\d\d)-(\d\d)(?:(t)(?=\d)|(?![\d-]))/y;
const ISO_TIME = /(\d\d):(\d\d)(?::(\d\d))?(z|[+-]\d\d:?\d\d)?(?![\d:])/y;
const DOTTED = /(\d{1,2})\.\s*(\d{1,2})\.(?:\s*(\d{4})(?![\d:]))?/y;
/** Behind a weekday, with a time behind it: `Sa 5.12 9:00`. */
const DOTTED_DAY =
  /(\d{1,2})\.\s*(\d{1,2})(?=,?\s+(?:(?:um|at|as|a las?)\s+)?\d{1,2}(?:[:.h]\d|\s*(?:h|uhr|[ap]\.?\s?m)))/y;
/** No hour: `mar 9.30` and `mar 9 a. m.` are Tuesday in Spanish, `Mar 9` alone is in March. */
const DAY_OF_MONTH = /(\d{1,2})(?:st|nd|rd|th|º|\.)?(?!\.?\d|[:a-z]|\s*(?:[ap]\.?\s?m|h|uhr)(?![a-z]))/y;
const OF = /(?:de|of)(?![a-z])/y;
const YEAR = /(?:,|del?)?\s*(\d{4})(?![\d:])/y;
/** A time that is certainly one, also where a word such as `am` stands behind it. */
const PLAIN_TIME = /(\d{1,2})[:.h](\d\d)(?!:?\d)/y;
const TO = /[-–—]|(?:to|until|bis|a|as|ate|hasta)(?![a-z])/y;
/** Behind a hyphen that stands apart. */
const HOURS = /(?<=-\s+)\d+\s*h(?![a-z\d])/y;
const HOUR_ALONE = /(\d{1,2})(?![\d:./-])/y;
const LEAD = /^[-–—:,.]\s*/;
/** Words that a first word is compared with: typing mistakes are told. */
const WORDS = ['tomorrow', 'today', 'morgen', 'heute', 'amanhã', 'hoje', 'mañana', 'hoy'];
/** Longest first word that may be a mistyped one. */
const LONGEST = 20;

const MONTHS = [
  'jan(?:uary|uar|eiro)? janner ene(?:ro)?',
  'feb(?:ruary|ruar|rero)? fev(?:ereiro)?',
  'mar(?:ch|co|zo)? marz mrz',
  'apr(?:il)? abr(?:il)?',
  'may mai maio mayo',
  'june? juni jun(?:ho|io)?',
  'july? juli jul(?:ho|io)?',
  'aug(?:ust)? ago(?:sto)?',
  'sept?(?:ember)? set(?:embro)? septiembre',
  'oct(?:ober|ubre)? okt(?:ober)? out(?:ubro)?',
  'nov(?:ember|embro|iembre)?',
  'dec(?:ember)? dez(?:ember|embro)? dic(?:iembre)?',
].map(anyOf);

/**
 * A moment as people plan it, at the beginning of a line: `tomorrow 9:00`, `in 2 hours`, `Mon 14:30`, `next Mon 14:30`,
 * `14:30`, `3 Dec 9:00`, `2026-12-03 09:00`, in the languages that the app speaks, and what stands behind it. By a clock of 24
 * hours, unless it says am or pm. What has no year or day is the next one that is still to come.
 * @param now ms since 1970
 */
export function readPlanned(line: string, clock: WallClock, now: number): Planned {
  const scanner = scan(line);
  const at =
    scanner.attempt(() => takeLength(scanner, clock, now)) ??
    scanner.attempt(() => takeIso(scanner, clock)) ??
    scanner.attempt(() => takeDayAndTime(scanner, clock, now));
  if (at === undefined) return { suggestion: suggest(line, dayOf(clock.toWall(now))) };
  return { at, rest: scanner.rest().replace(LEAD, '') };
}

function takeLength(scanner: Scanner, clock: WallClock, now: number): number | undefined {
  if (!scanner.take(IN)) return undefined;
  const both = scanner.take(HOURS_AND_MINUTES);
  if (both) return now + Number(both[1]) * HOUR + Number(both[2]) * MINUTE;
  const length = takeDuration(scanner);
  // `in 2 days at 9:00`
  const minute = length && length.ms % DAY === 0 ? takeMinute(scanner) : undefined;
  if (minute !== undefined && length)
    return clock.toInstant(dayOf(clock.toWall(now)) * DAY + length.ms + minute * MINUTE);
  return length && now + length.ms;
}

function takeIso(scanner: Scanner, clock: WallClock): number | undefined {
  const date = scanner.take(ISO);
  if (!date) return undefined;
  scanner.take(AT);
  const time = scanner.take(ISO_TIME);
  if (!time) return undefined;
  const [, hour = '', minute = '', second = '00', offset] = time;
  // After a blank it is a time as after other days, unless it says more; a hyphen there begins the end of a span.
  if (!date[4] && !time[3] && /^(?:-..:|$)/.test(offset ?? '')) return undefined;
  const written = `${date[1]}-${date[2]}-${date[3]}T${hour}:${minute}:${second}`;
  if (offset !== undefined) return parseInstant(`${written}${offset}`, 'UTC');
  const wall = parseInstant(written, 'UTC');
  return wall === undefined ? undefined : clock.toInstant(wall);
}

function takeDayAndTime(scanner: Scanner, clock: WallClock, now: number): number | undefined {
  const wall = clock.toWall(now);
  const days = scanner.attempt(() => takeDays(scanner, dayOf(wall)));
  const minute = takeMinute(scanner);
  // `9am tomorrow`, `3.12 9:00`: what follows belongs to the moment, and is no text for the customer.
  if (minute === undefined || (!days && (takeDayWord(scanner) ?? takeMinute(scanner)) !== undefined)) return undefined;
  const [first, next] = days ?? [dayOf(wall), dayOf(wall) + 1];
  const at = clock.toInstant(first * DAY + minute * MINUTE);
  return at > now || next === undefined ? at : clock.toInstant(next * DAY + minute * MINUTE);
}

/** Days since 1970-01-01: the one that is meant, and the one after it that is meant when that is over. */
type Days = readonly [number, number?];

/** Days from today: `tomorrow` is 1, and so is `de amanhã`. */
function takeDayWord(scanner: Scanner): number | undefined {
  return scanner.attempt(() => {
    scanner.take(OF);
    const ahead = [TODAY, TOMORROW, AFTER_TOMORROW].findIndex((words) => scanner.take(words));
    return ahead < 0 ? undefined : ahead;
  });
}

function takeDays(scanner: Scanner, today: number): Days | undefined {
  const word = takeDayWord(scanner);
  if (word !== undefined) return [today + word];
  scanner.take(ON);
  const next = scanner.take(NEXT);
  const date = next ? undefined : scanner.attempt(() => takeDate(scanner, today));
  const weekday = date ? undefined : takeDay(scanner);
  if (weekday === undefined) return date;
  const dated = scanner.attempt(() => (scanner.take(AT), takeDate(scanner, today, DOTTED_DAY)));
  // `Do 3.12. 9:00`: a day that is said twice has to be one.
  if (dated) return !next && weekdayOf(dated[0]) === weekday ? dated : undefined;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  if (!next) return [today + ahead, today + ahead + 7];
  // Said on a Wednesday, next Friday is this week's for some, and for others the one after it.
  return weekday > weekdayOf(today) ? undefined : [today + (ahead || 7)];
}

function takeDate(scanner: Scanner, today: number, also?: RegExp): Days | undefined {
  const iso = scanner.take(ISO);
  if (iso) return daysOf(today, Number(iso[3]), Number(iso[2]) - 1, iso[1]);
  const dotted = scanner.take(DOTTED) ?? (also && scanner.take(also));
  if (dotted) return daysOf(today, Number(dotted[1]), Number(dotted[2]) - 1, dotted[3]);
  const before = scanner.take(DAY_OF_MONTH);
  if (before) scanner.take(OF);
  const month = MONTHS.findIndex((names) => scanner.take(names));
  const day = before ?? scanner.take(DAY_OF_MONTH);
  if (month < 0 || !day) return undefined;
  return daysOf(today, Number(day[1]), month, scanner.take(YEAR)?.[1]);
}

/** Undefined when there is no such day, as the 31st of April. */
function daysOf(today: number, day: number, month: number, year: string | undefined): Days | undefined {
  const inYear = (of: number): number | undefined => {
    const date = new Date(Date.UTC(of, month, day));
    return date.getUTCMonth() === month && date.getUTCDate() === day ? Math.floor(date.getTime() / DAY) : undefined;
  };
  const thisYear = new Date(today * DAY).getUTCFullYear();
  const years = year === undefined ? [0, 1, 2, 3, 4].map((ahead) => thisYear + ahead) : [Number(year)];
  const found = years.flatMap((of) => inYear(of) ?? []);
  const [first, next] = year === undefined ? found.filter((each) => each >= today) : found;
  return first === undefined ? undefined : [first, next];
}

/** 0–1439, with `at` before it or without; an hour alone may as well be the beginning of the text. */
function takeMinute(scanner: Scanner): number | undefined {
  return scanner.attempt(() => {
    scanner.take(AT);
    const isWithColon = /^\d+:/.test(scanner.rest());
    const time = takeCertainTime(scanner);
    const plain = time ? undefined : scanner.take(PLAIN_TIME);
    const [hour, minute] = [Number(plain?.[1]), Number(plain?.[2])];
    const found = time?.minute ?? (hour < 24 && minute < 60 ? hour * 60 + minute : undefined);
    // With a time behind it, it begins a span, and belongs to the text. `9:00 - 24h support` is none.
    const isSpan = scanner.attempt(() =>
      scanner.take(TO) && !(isWithColon && scanner.take(HOURS)) ? takeCertainTime(scanner) : undefined,
    );
    return isSpan ? undefined : found;
  });
}

/** A time that can be nothing else. */
function takeCertainTime(scanner: Scanner): WrittenTime | undefined {
  return scanner.attempt(() => {
    if (scanner.take(LONG_NUMBER)) return undefined;
    const found = takeTime(scanner);
    return found?.bare ? undefined : found;
  });
}

/** What may have been meant: a day behind its time or without one, an hour alone, a length without `in`, a mistyped word. */
function suggest(line: string, today: number): string | undefined {
  const scanner = scan(line);
  const begins = (): string =>
    line
      .trim()
      .slice(0, line.trim().length - scanner.rest().length)
      .trim();
  if (scanner.attempt(() => takeDays(scanner, today))) {
    const day = begins();
    scanner.take(AT);
    const hour = Number(scanner.take(HOUR_ALONE)?.[1] ?? 9);
    return `${day} ${formatClockTime((hour < 24 ? hour : 9) * 60)}`;
  }
  const minute = takeMinute(scanner);
  if (minute !== undefined) {
    scanner.take(OF);
    const before = begins().length;
    return takeDayWord(scanner) === undefined
      ? undefined
      : `${begins().slice(before).trim()} ${formatClockTime(minute)}`;
  }
  if (takeDuration(scanner)) return `in ${begins()}`;
  const hour = Number(scanner.take(HOUR_ALONE)?.[1]);
  if (hour < 24) return formatClockTime(hour * 60);
  const [first = ''] = line.trim().split(/\s/);
  const word = first.length > LONGEST ? undefined : nearest(first, WORDS);
  return word === undefined ? undefined : `${word} 9:00`;
}
