import { DAY, MINUTE, MINUTES_PER_DAY, MINUTES_PER_WEEK } from '../model/calendar';
import type { Calendar, Holiday, WeekCalendar, WeekHours } from '../model/calendar';
import { dateOf, dayOf, knownZone, minuteOfDay, minuteOfWeek, stretchAt, wallIn } from './zone';

/** How far ahead an opening is looked for: a year, and a holiday season on top. */
const LOOK_AHEAD = 400 * DAY;

/**
 * Is this calendar open at a moment (ms since 1970)? The wall clock decides: what the clock skips is never open, what it
 * repeats is open twice. A holiday closes from midnight to midnight, so an overnight span is cut there, and goes on
 * where the holiday ends (DESIGN.md, Exact meanings).
 */
export function isOpen(calendar: WeekCalendar, now: number): boolean {
  const minute = minuteOfWeek(wallIn(calendar.hoursZone ?? calendar.zone, now));
  return covers(calendar.hours, minute) && (calendar.holidays.length === 0 || !holidayOn(calendar, now));
}

function covers(hours: WeekHours, minute: number): boolean {
  // Asked for every message: an index, as taking the pairs apart costs more than all the rest.
  for (let index = 0; index < hours.length; index++) {
    const span = hours[index];
    if (span && minute < span[1]) return minute >= span[0];
  }
  return false;
}

/**
 * The holiday that closes at a moment in the calendar's zone: all day, or in its spans only. Closes also calendars that
 * go by `agents` or `workspace`.
 */
export function holidayOn({ zone, holidays }: Pick<Calendar, 'zone' | 'holidays'>, now: number): Holiday | undefined {
  if (holidays.length === 0) return undefined;
  const wall = wallIn(zone, now);
  const day = dayOf(wall);
  const today = knownDate(day);
  return holidays.find((each) => {
    if (!each.spans) return hasDay(each, today);
    const minute = minuteOfDay(wall);
    return (
      (hasDay(each, today) && covers(each.spans, minute)) ||
      (hasDay(each, dateOf(day - 1)) && covers(each.spans, minute + MINUTES_PER_DAY))
    );
  });
}

/** Is a date, such as 20261224, one of the holiday's days? */
function hasDay({ first, last }: Holiday, date: number): boolean {
  const day = first < EVERY_YEAR ? date % EVERY_YEAR : date;
  return first <= last ? first <= day && day <= last : first <= day || day <= last;
}

/** Months and days alone are below this. */
const EVERY_YEAR = 10_000;

/** Asked for every message, of the same day. */
let known = { day: NaN, date: NaN };
function knownDate(day: number): number {
  if (known.day !== day) known = { day, date: dateOf(day) };
  return known.date;
}

/** Whether a calendar is open, and how long that is sure. */
interface State {
  readonly open: boolean;
  /** ms since 1970, exclusive, after the moment asked. */
  readonly until: number;
}

/** The state at a moment, until the hours, a holiday or the clock may change it. */
export function stateAt(calendar: WeekCalendar, now: number): State {
  const { until, offset } = stretchAt(knownZone(calendar.hoursZone ?? calendar.zone), now);
  const minute = minuteOfWeek(now + offset);
  const span = calendar.hours.find(([, end]) => minute < end);
  const edge = !span ? MINUTES_PER_WEEK : minute < span[0] ? span[0] : span[1];
  const hours = { open: span !== undefined && span[0] <= minute, until: Math.min(until, after(now, edge - minute)) };
  if (calendar.holidays.length === 0) return hours;
  const days = holidaysUntil(calendar, now);
  return { open: hours.open && !holidayOn(calendar, now), until: Math.min(hours.until, days) };
}

/** Until when no holiday begins or ends: at most to the next midnight. */
function holidaysUntil({ zone, holidays }: WeekCalendar, now: number): number {
  const { until, offset } = stretchAt(knownZone(zone), now);
  const minute = minuteOfDay(now + offset);
  const edges = holidays.flatMap(({ spans = [] }) => spans.flatMap((span) => [...span]));
  const next = edges.map((edge) => edge % MINUTES_PER_DAY).filter((edge) => edge > minute);
  return Math.min(until, after(now, Math.min(MINUTES_PER_DAY, ...next) - minute));
}

/** The moment at which the minute has come that is so many minutes after that of `now`. Zones are full minutes apart. */
function after(now: number, minutes: number): number {
  return Math.floor(now / MINUTE) * MINUTE + minutes * MINUTE;
}

/**
 * The moment of the next opening (ms since 1970): `now` itself when it is open, undefined when none comes within 400
 * days, or when nobody can say (`agents`, and `workspace` until `withWorkspace` has filled it in).
 */
export function nextOpening(calendar: Calendar, now: number): number | undefined {
  if (calendar.hours === 'agents' || calendar.hours === 'workspace') return undefined;
  const week: WeekCalendar = { ...calendar, hours: calendar.hours };
  for (let at = now; at <= now + LOOK_AHEAD;) {
    const { open, until } = stateAt(week, at);
    if (open) return at;
    at = until;
  }
  return undefined;
}
