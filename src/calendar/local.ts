import { knownZone, zoneOf, type Stretch, type Zone } from './zone';
import { DAY, MINUTE, MINUTES_PER_DAY, MINUTES_PER_WEEK } from '../model/calendar';

export interface LocalDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

export interface LocalTime {
  /** 0–1439. */
  readonly minuteOfDay: number;
  /** 0 is Monday, 6 is Sunday. */
  readonly weekday: number;
  readonly date: LocalDate;
}

/** What clock and calendar on the wall show in a zone; undefined when there is no zone of this name. `now` in ms. */
export function localTime(zoneName: string, now: number): LocalTime | undefined {
  const zone = zoneOf(zoneName);
  if (!zone) return undefined;
  const wall = wallOf(zone, now);
  const day = dayOf(wall);
  return { minuteOfDay: Math.floor((wall - day * DAY) / MINUTE), weekday: weekdayOf(day), date: dateOf(day) };
}

/**
 * The wall clock of a zone as a number: the ms since 1970 at which UTC shows what the wall shows. Costs a comparison
 * while `now` stays in the stretch looked at last.
 */
export function wallOf(zone: Zone, now: number): number {
  const { stretch } = zone;
  if (now >= stretch.from && now < stretch.until) return now + stretch.offset;
  zone.stretch = stretchAt(zone, now);
  return now + zone.stretch.offset;
}

/** As `wallOf`, for a zone name that has been checked before. */
export function wallIn(zoneName: string, now: number): number {
  return wallOf(knownZone(zoneName), now);
}

/** Days since 1970-01-01 on a wall clock. */
export function dayOf(wall: number): number {
  return Math.floor(wall / DAY);
}

/** 0 is Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return day + 3 - Math.floor((day + 3) / 7) * 7;
}

/** Minutes since Monday 00:00 on a wall clock. */
export function minuteOfWeek(wall: number): number {
  const minutes = Math.floor(wall / MINUTE) + 3 * MINUTES_PER_DAY;
  return minutes - Math.floor(minutes / MINUTES_PER_WEEK) * MINUTES_PER_WEEK;
}

/** Year, month and day of a number of days since 1970-01-01; counts in years that begin in March, so leap days are last. */
export function dateOf(days: number): LocalDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/**
 * The stretch around an instant. It never leaves the UTC day of the instant: two clock changes that undo each other
 * within a day do not happen, so equal offsets at both ends mean that there is none between.
 */
export function stretchAt(zone: Zone, now: number): Stretch {
  const { stretch } = zone;
  if (now >= stretch.from && now < stretch.until) return stretch;
  const from = Math.floor(now / DAY) * DAY;
  const until = from + DAY;
  const before = offsetAt(zone, from);
  const after = offsetAt(zone, until);
  if (before === after) return { from, until, offset: before };
  const change = changeBetween(zone, from, until, before);
  return now < change ? { from, until: change, offset: before } : { from: change, until, offset: after };
}

/** The first instant (to the second) from which on the offset is no longer `before`. */
function changeBetween(zone: Zone, from: number, until: number, before: number): number {
  let low = from;
  let high = until;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** What the wall is ahead of UTC at an instant of whole seconds, in ms. Asks the runtime: microseconds. */
function offsetAt(zone: Zone, instant: number): number {
  const [month = NaN, day, year = NaN, hour, minute, second] = (zone.clock().format(instant).match(/\d+/g) ?? []).map(
    Number,
  );
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
