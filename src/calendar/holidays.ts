import { message, type Text } from '../text/message';
import type { Holiday } from '../model/calendar';
import { shorten } from '../text/shorten';

export type ParsedHolidays =
  | { readonly ok: true; readonly holidays: readonly Holiday[] }
  | { readonly ok: false; readonly errors: readonly Text[] };

const LINE = /^(?:(\d{4})-)?(\d{2})-(\d{2})(?:\s+(.*))?$/;
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Holidays as written in the setting `holidays` or a calendar: one a line, `2026-12-25 Christmas`, or `12-25 Christmas`
 * for every year (`02-29`: every leap year). Empty lines are free, the name may be left out. Every wrong line is told
 * with its number.
 */
export function parseHolidays(written: string): ParsedHolidays {
  const holidays: Holiday[] = [];
  const errors: Text[] = [];
  written.split(/\r\n|\r|\n/).forEach((untrimmed, index) => {
    const line = untrimmed.trim();
    if (line === '') return;
    const parsed = parseLine(line, index + 1);
    if ('month' in parsed) holidays.push(parsed);
    else errors.push(parsed);
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, holidays };
}

function parseLine(line: string, number: number): Holiday | Text {
  const found = LINE.exec(line);
  if (!found) return message('holidays_line_wrong', { number, line: shorten(line) });
  const [, yearText, month, day, name = ''] = found;
  const year = yearText === undefined ? undefined : Number(yearText);
  const holiday: Holiday = { ...(year !== undefined && { year }), month: Number(month), day: Number(day), name };
  if (exists(holiday)) return holiday;
  const date = line.slice(0, line.length - name.length).trim();
  const leapDay = holiday.month === 2 && holiday.day === 29;
  return message(leapDay ? 'holidays_no_leap_year' : 'holidays_no_such_day', { number, date });
}

function exists({ year, month, day }: Holiday): boolean {
  const days = DAYS_OF_MONTH[month - 1] ?? 0;
  return day >= 1 && day <= days && (month !== 2 || day !== 29 || year === undefined || isLeapYear(year));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
