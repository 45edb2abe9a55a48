import { knownZone, type Zone } from './zone';
import { DAY, MINUTE, WEEK, type Calendar, type Holiday, type WeekCalendar, type WeekHours } from '../model/calendar';
import { dateOf, dayOf, minuteOfWeek, stretchAt, wallIn } from './local';

/** How far ahead an opening is looked for: a year, and a holiday season on top. */
export const LOOK_AHEAD = 400 * DAY;

/**
 * Is this calendar open at a moment (ms since 1970)? The wall clock decides: what the clock skips is never open, what it
 * repeats is open twice. A holiday closes from midnight to midnight, so an overnight span is cut there, and goes on
 * where the holiday ends (DESIGN.md, Exact meanings).
 */
export function isOpen(calendar: WeekCalendar, now: number): boolean {
  const minute = minuteOfWeek(wallIn(calendar.hoursZone ?? calendar.zone, now));
  return covers(calendar.hours, minute) && (calendar.holidays.length === 0 || !holidayOn(calendar, now));
}

/** The holiday that it is at a moment in the calendar's zone. Closes also calendars that go by `agents` or `workspace`. */
export function holidayOn({ zone, holidays }: Pick<Calendar, 'zone' | 'holidays'>, now: number): Holiday | undefined {
  if (holidays.length === 0) return undefined;
  const { year, month, day } = dateOf(dayOf(wallIn(zone, now)));
  return holidays.find((each) => each.day === day && each.month === month && (each.year ?? year) === year);
}

/**
 * The moment of the next opening (ms since 1970): `now` itself when it is open, undefined when none comes within 400
 * days, or when nobody can say (`agents`, and `workspace` until `withWorkspace` has filled it in).
 */
export function nextOpening(calendar: Calendar, now: number): number | undefined {
  if (calendar.hours === 'agents' || calendar.hours === 'workspace') return undefined;
  const hoursZone = knownZone(calendar.hoursZone ?? calendar.zone);
  const zone = knownZone(calendar.zone);
  let from = now;
  while (from <= now + LOOK_AHEAD) {
    const opening = nextInHours(calendar.hours, hoursZone, from, now + LOOK_AHEAD);
    if (opening === undefined || !holidayOn(calendar, opening)) return opening;
    from = endOfDay(zone, opening);
  }
  return undefined;
}

function covers(hours: WeekHours, minute: number): boolean {
  // Asked for every message: an index, as taking the pairs apart costs more than all the rest.
  for (let index = 0; index < hours.length; index++) {
    const span = hours[index];
    if (span && minute < span[1]) return minute >= span[0];
  }
  return false;
}

/** The first moment from `from` on at which the wall clock is within the hours, holidays aside. */
function nextInHours(hours: WeekHours, zone: Zone, from: number, limit: number): number | undefined {
  let at = from;
  while (at <= limit) {
    const { offset, until } = stretchAt(zone, at);
    const wall = nextOnWall(hours, at + offset);
    if (wall === undefined) return undefined;
    if (wall - offset < until) return wall - offset <= limit ? wall - offset : undefined;
    at = until;
  }
  return undefined;
}

/** The same on a wall clock that is never changed. */
function nextOnWall(hours: WeekHours, wall: number): number | undefined {
  const minute = minuteOfWeek(wall);
  const span = hours.find(([, end]) => minute < end);
  if (span && span[0] <= minute) return wall;
  const monday = Math.floor(wall / MINUTE) * MINUTE - minute * MINUTE;
  if (span) return monday + span[0] * MINUTE;
  return hours[0] && monday + WEEK + hours[0][0] * MINUTE;
}

/** The first moment after `now` at which the zone shows another date. */
function endOfDay(zone: Zone, now: number): number {
  let { offset, until } = stretchAt(zone, now);
  const day = dayOf(now + offset);
  for (;;) {
    const midnight = (day + 1) * DAY - offset;
    if (midnight < until) return midnight;
    const at = until;
    ({ offset, until } = stretchAt(zone, at));
    if (dayOf(at + offset) !== day) return at;
  }
}
