import type { DaySpans, Holiday } from '../model/calendar';
import { message, type Text } from '../text/message';
import { shorten } from '../text/shorten';
import { merge, parseSpans } from './hours';
import { suggestHoliday } from './suggest-holiday';

export type ParsedHolidays =
  | { readonly ok: true; readonly holidays: readonly Holiday[] }
  | { readonly ok: false; readonly errors: readonly Text[] };

const DATE = String.raw`(?:\d{4}-)?\d\d-\d\d`;
const SPAN = String.raw`\d\d:\d\d\s*-\s*\d\d:\d\d`;
/** A day or a range, spans, a name. A hyphen has blanks around it, as there are hyphens in the days. */
const LINE = new RegExp(
  String.raw`^(?<first>${DATE})(?:(?:\s+-\s+|\s*(?:\.\.|–)\s*|\s+to\s+)(?<last>${DATE}))?` +
    String.raw`(?:\s+(?<spans>${SPAN}(?:\s*,\s*${SPAN})*))?(?:\s+(?<name>.*))?$`,
  'i',
);
/** What is a date or a time, or goes on with one, and so is no part of a name: people who write it mean it to count. */
const NO_NAME = [
  /\d\s*[-–—./:]\s*\d/,
  /\d\s*(?:uhr|h|hrs?|[ap]\.?\s?m)(?![\p{L}\d])/iu,
  /(?<!\p{L})(?:from|until|till|after|before|ab|bis|von|nach|desde|hasta|até|às)\s+\d/iu,
  /^(?:to|through|and|und|a|al|y|e|\.\.+|[-–—,&+])\s*\d/iu,
  /(?<!\p{L})(?:noon|midday|mittags?|mediodía|meio[- ]dia)(?!\p{L})/iu,
];
/** Before a name; no part of it. */
const LEAD = /^[-–—:,]\s*/;
/** In a leap year, to see whether there is such a day in some year. */
const LEAP_YEAR = 2000;

/**
 * Holidays as written in the setting `holidays` or a calendar, one a line: a day (`2026-12-25`, or `12-25` for every
 * year; `02-29` is every leap year), or a range of days with both ends (`2026-12-24 - 2027-01-03`, also with `..`, `–` or
 * `to`; a range of every year may pass its end); then, when it closes only a part of the day, spans (`12:00-24:00`); then
 * a name, which may be left out. Empty lines are free. Every wrong line is told with its number and, where it can be
 * guessed, the line that is meant. A line is a step.
 */
export function* holidaySteps(written: string): Generator<void, ParsedHolidays> {
  const holidays: Holiday[] = [];
  const errors: Text[] = [];
  for (const [index, untrimmed] of written.split(/\r\n|\r|\n/).entries()) {
    const line = untrimmed.trim();
    if (line === '') continue;
    yield;
    const parsed = parseLine(line, index + 1);
    if ('first' in parsed) holidays.push(parsed);
    else errors.push(withLine(parsed, line, index + 1));
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, holidays };
}

function parseLine(line: string, number: number): Holiday | Text {
  const { first, last, spans, name = '' } = LINE.exec(line)?.groups ?? {};
  if (first === undefined) return message('holidays_line_wrong', { number, line: shorten(line) });
  const days = parseDays(first, last ?? first, number);
  if ('key' in days) return days;
  const closed = spans === undefined ? undefined : parseSpans(spans);
  if (closed && 'error' in closed) return message('holidays_spans_wrong', { number, problem: closed.error });
  if (NO_NAME.some((wrong) => wrong.test(name))) {
    return message('holidays_name_wrong', { number, name: shorten(name) });
  }
  return { ...days, ...(closed && { spans: merge(closed) satisfies DaySpans }), name: name.replace(LEAD, '') };
}

function parseDays(first: string, last: string, number: number): Pick<Holiday, 'first' | 'last'> | Text {
  for (const date of [first, last]) {
    if (!exists(date))
      return message(isLeapDay(date) ? 'holidays_no_leap_year' : 'holidays_no_such_day', { number, date });
  }
  const days = { first: numberOf(first), last: numberOf(last) };
  if (first.length !== last.length) return message('holidays_years_differ', { number, first, last });
  const dated = first.length > 'MM-DD'.length;
  return dated && days.last < days.first ? message('holidays_backwards', { number, first, last }) : days;
}

/** 20261224 for `2026-12-24`, 1224 for `12-24`. */
function numberOf(date: string): number {
  return Number(date.replaceAll('-', ''));
}

/** Dates that do not exist become others: the 31st of April is the 1st of May. */
function exists(written: string): boolean {
  const [day = NaN, month = NaN, year = LEAP_YEAR] = written.split('-').reverse().map(Number);
  const date = new Date(Date.UTC(LEAP_YEAR, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isLeapDay(date: string): boolean {
  return date.endsWith('02-29');
}

/** Adds the line that is meant, where one can be guessed. */
function withLine(problem: Text, line: string, number: number): Text {
  const near = suggestHoliday(line);
  if (near === undefined || 'key' in parseLine(near, number)) return problem;
  return problem.key === 'holidays_line_wrong'
    ? message('holidays_line_near', { number, line: shorten(line), near })
    : message('hours_line', { problem, line: near });
}
