import { MINUTES_PER_DAY, WEEKDAYS } from '../model/calendar';
import { message, type Text } from '../text/message';
import { shorten } from '../text/shorten';
import { parseClockTime } from './clock-time';
import { parseParts, timeWrong, type Parsed } from './hours';
import { firstOf } from './instant';
import { luxon } from './luxon';
import { suggestTimes } from './suggest-hours';

/** Times of a week, in minutes since Monday 00:00, sorted, each once. */
export type WeekTimes = readonly number[];

export type ParsedSchedule =
  { readonly ok: true; readonly times: WeekTimes } | { readonly ok: false; readonly error: Text };

/**
 * The times of a rule's `schedule`, such as `Mon-Fri 09:00,18:00; Sat 10:00`: parts as in opening hours, with times of
 * day in place of spans. The first mistake is told, with the whole line that is meant where it can be guessed.
 */
export function parseSchedule(written: string): ParsedSchedule {
  const trimmed = written.trim();
  if (trimmed === '') return { ok: false, error: message('schedule_empty') };
  const times = parseTimes(trimmed);
  if (!('error' in times)) return { ok: true, times: [...new Set(times)].sort((one, other) => one - other) };
  const line = suggestTimes(trimmed);
  if (line === undefined || 'error' in parseTimes(line)) return { ok: false, error: times.error };
  return { ok: false, error: message('hours_line', { problem: times.error, line }) };
}

const WRONG = {
  empty: 'schedule_part_empty',
  noDays: 'schedule_days_missing',
  noTimes: 'schedule_times_missing',
} as const;

function parseTimes(written: string): Parsed<readonly number[]> {
  return parseParts(written, WRONG, parseTime, (start, minute) => start + minute);
}

function parseTime(written: string): Parsed<number> {
  if (/\d\s*-\s*\d/.test(written)) return { error: message('schedule_span', { span: shorten(written) }) };
  if (/\p{L}{3}/u.test(written)) return { error: message('schedule_part_not_parted', { time: shorten(written) }) };
  const minute = parseClockTime(written);
  if (minute === MINUTES_PER_DAY) return { error: message('schedule_at_24') };
  return minute ?? { error: timeWrong(written) };
}

/**
 * The next time of a schedule, by the clock of a zone. A time that the clock skips comes as much later as it is put
 * forward, one that it shows twice counts once: nothing is left out, and nothing is done twice.
 * @param after ms since 1970; the answer is later than this
 * @param zone IANA name of a zone that exists
 * @returns ms since 1970
 */
export function nextScheduled(times: WeekTimes, zone: string, after: number): number | undefined {
  const today = luxon().DateTime.fromMillis(after, { zone }).startOf('day');
  // One more than a week: today's time may be over, and an island may leave out a day.
  for (let ahead = 0; ahead <= WEEKDAYS.length + 1; ahead++) {
    const day = today.plus({ days: ahead });
    const ofDay = times.filter((time) => Math.floor(time / MINUTES_PER_DAY) === day.weekday - 1);
    const moments = ofDay.map((time) => {
      const minute = time % MINUTES_PER_DAY;
      return firstOf(day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }));
    });
    const next = Math.min(...moments.filter((moment) => moment > after));
    if (next < Infinity) return next;
  }
  return undefined;
}
