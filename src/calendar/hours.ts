import { endMinute, parseClockTime } from './clock-time';
import { DAYS } from './day-names';
import { nearest } from '../text/nearest';
import { message, type MessageKey, type Text } from '../text/message';
import { MINUTES_PER_DAY, MINUTES_PER_WEEK, WEEKDAYS, type WeekHours } from '../model/calendar';
import { shorten } from '../text/shorten';
import { suggestHours } from './suggest-hours';

export type ParsedHours =
  | { readonly ok: true; readonly hours: WeekHours | 'agents' | 'workspace' }
  | { readonly ok: false; readonly error: Text };

type Span = readonly [start: number, end: number];
export type Parsed<T> = T | { readonly error: Text };

const WORDS = ['agents', 'workspace'] as const;

/**
 * Opening hours as written in the setting `hours` or a calendar (DESIGN.md, Exact meanings): `agents`, `workspace`, or
 * parts such as `Mon,Wed-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00`. Blanks around any sign are free. The first
 * mistake is told, with what would be right. Hours that say nothing are refused: whether that is a mistake depends on
 * who asks.
 */
export function parseHours(written: string): ParsedHours {
  const trimmed = written.trim();
  const word = WORDS.find((each) => each === trimmed);
  if (word) return { ok: true, hours: word };
  if (trimmed === '') return { ok: false, error: message('hours_empty') };
  const meant = /^[a-z]{4,}$/i.test(trimmed) ? nearest(trimmed, WORDS) : undefined;
  if (meant) return { ok: false, error: message('hours_word_near', { word: shorten(trimmed), near: meant }) };
  const spans = parseWeek(trimmed);
  if (!('error' in spans)) return { ok: true, hours: addUp(spans) };
  const line = suggestHours(trimmed);
  if (line === undefined || 'error' in parseWeek(line)) return { ok: false, error: spans.error };
  return { ok: false, error: message('hours_line', { problem: spans.error, line }) };
}

/** The sentences about a part: there is nothing in it, no day, or nothing but days. */
type WrongParts = Readonly<Record<'empty' | 'noDays' | 'noTimes', MessageKey>>;

const WRONG: WrongParts = { empty: 'hours_part_empty', noDays: 'hours_days_missing', noTimes: 'hours_times_missing' };

function parseWeek(written: string): Parsed<readonly Span[]> {
  return parseParts(written, WRONG, parseSpan, (start, [from, to]): Span => [start + from, start + to]);
}

/**
 * Parts between semicolons, each with days, a blank, and what is on each of these days, between commas.
 * @param wrong what is said of a part that is wrong
 * @param onDay puts what was read on a day, given the minute of the week at which that begins
 */
export function parseParts<T, R>(
  written: string,
  wrong: WrongParts,
  parseOne: (written: string) => Parsed<T>,
  onDay: (start: number, one: T) => R,
): Parsed<readonly R[]> {
  const all: R[] = [];
  for (const part of written.split(';').map((each) => each.trim())) {
    if (part === '') return { error: message(wrong.empty) };
    const firstDigit = part.search(/\d/);
    const daysWritten = (firstDigit < 0 ? part : part.slice(0, firstDigit)).trim();
    if (daysWritten === '') return { error: message(wrong.noDays, { part: shorten(part) }) };
    const days = parseDays(daysWritten);
    if (isWrong(days)) return days;
    if (firstDigit < 0) return { error: message(wrong.noTimes, { part: shorten(part) }) };
    const found = parseList(part.slice(firstDigit), parseOne);
    if (isWrong(found)) return found;
    all.push(...days.flatMap((day) => found.map((one) => onDay(day * MINUTES_PER_DAY, one))));
  }
  return all;
}

const isWrong = <T>(parsed: Parsed<T>): parsed is { readonly error: Text } =>
  typeof parsed === 'object' && parsed !== null && 'error' in parsed;

function parseList<T>(written: string, parseOne: (written: string) => Parsed<T>): Parsed<readonly T[]> {
  const all: T[] = [];
  for (const each of written.split(',')) {
    const parsed = parseOne(each.trim());
    if (isWrong(parsed)) return parsed;
    all.push(parsed);
  }
  return all;
}

/** `09:00-12:00,22:00-06:00`, in minutes from 00:00 of the day that they begin on. */
export function parseSpans(written: string): Parsed<readonly Span[]> {
  return parseList(written, parseSpan);
}

/** `Mon,Wed-Fri`, as weekdays from 0 for Monday. A range may pass Sunday. */
function parseDays(written: string): Parsed<readonly number[]> {
  const days: number[] = [];
  for (const item of written.split(',')) {
    const ends = item.split('-').map((day) => day.trim());
    if (ends.length > 2) return { error: message('hours_day_range_wrong', { range: shorten(item.trim()) }) };
    const [first, last] = ends.map((day) => WEEKDAYS.indexOf(day.toLowerCase() as (typeof WEEKDAYS)[number]));
    const wrong = ends[first === -1 ? 0 : last === -1 ? 1 : -1];
    if (wrong !== undefined || first === undefined) return { error: dayWrong(wrong ?? '') };
    const length = ((last ?? first) - first + 7) % 7;
    for (let step = 0; step <= length; step++) days.push((first + step) % 7);
  }
  return days;
}

function dayWrong(day: string): Text {
  if (day === '') return message('hours_day_empty');
  const near = /[–—−]/.test(day)
    ? day.replace(/\s*[–—−]\s*/g, '-')
    : (DAYS.find((each) => day.toLowerCase().startsWith(each.toLowerCase())) ?? nearest(day, DAYS));
  return near
    ? message('hours_day_wrong_near', { day: shorten(day), near: shorten(near) })
    : message('hours_day_wrong', { day: shorten(day) });
}

/**
 * `22:00-06:00`, in minutes from 00:00 of the day it begins on; an end before the start is on the next day, one at 23:59
 * is midnight.
 */
function parseSpan(written: string): Parsed<Span> {
  if (/\p{L}{3}/u.test(written)) return { error: message('hours_part_not_parted', { span: shorten(written) }) };
  const times = written.split('-').map((time) => time.trim());
  const [from, to] = times;
  if (from === undefined || to === undefined || times.length > 2) {
    return { error: message('hours_span_wrong', { span: shorten(written) }) };
  }
  const start = parseClockTime(from);
  const end = parseClockTime(to);
  if (start === undefined) return { error: timeWrong(from) };
  if (end === undefined) return { error: timeWrong(to) };
  if (start === MINUTES_PER_DAY) return { error: message('hours_start_at_24', { span: shorten(written) }) };
  if (start === end) return { error: message('hours_ends_equal', { span: shorten(written) }) };
  return [start, end < start ? end + MINUTES_PER_DAY : endMinute(end)];
}

export function timeWrong(time: string): Text {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.hH]?(\d{2}))?$/.exec(time) ?? [];
  const near = hour === undefined ? '' : `${hour.padStart(2, '0')}:${minute}`;
  return parseClockTime(near) === undefined
    ? message('hours_time_wrong', { time: shorten(time) })
    : message('hours_time_wrong_near', { time, near });
}

/** All spans of a week add up; what passes Sunday midnight goes on at the week's beginning. */
export function addUp(spans: readonly Span[]): WeekHours {
  return merge(
    spans.flatMap(([start, end]): Span[] =>
      end <= MINUTES_PER_WEEK
        ? [[start, end]]
        : [
            [start, MINUTES_PER_WEEK],
            [0, end - MINUTES_PER_WEEK],
          ],
    ),
  );
}

/** Spans sorted, those that touch or overlap are one. */
export function merge(spans: readonly Span[]): readonly Span[] {
  const sum: [number, number][] = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = sum.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else sum.push([start, end]);
  }
  return sum;
}
