import { DAY, HOUR, MINUTE, MINUTES_PER_DAY, MINUTES_PER_WEEK, WEEK } from '../model/calendar';
import { luxon } from './luxon';

/** A time zone that exists, and what is known of its clock around now. */
export interface Zone {
  readonly name: string;
  /** What the wall clock is ahead of UTC at an instant, in minutes; asks the runtime's zone data: microseconds. */
  offset(instant: number): number;
  /** The stretch of time looked at last. */
  stretch: Stretch;
}

/** A stretch of time in which the zone's clock is not put forward or back. */
export interface Stretch {
  /** ms since 1970. */
  readonly from: number;
  /** ms since 1970, exclusive. */
  readonly until: number;
  /** What the wall clock is ahead of UTC, in ms. */
  readonly offset: number;
}

export interface LocalTime {
  /** 0–1439. */
  readonly minuteOfDay: number;
  /** 0 is Monday, 6 is Sunday. */
  readonly weekday: number;
}

/**
 * luxon keeps some 25 kB for each zone that it was asked for, and customers' profiles decide which those are: two
 * generations of this many are remembered, and luxon forgets its own when one goes.
 */
const KEPT = 50;
const NOWHERE: Stretch = { from: 0, until: 0, offset: 0 };
const UTC: Zone = { name: 'UTC', offset: () => 0, stretch: { from: -Infinity, until: Infinity, offset: 0 } };
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
/** The IANA names of three letters. Runtimes know more (BST is Bangladesh there, IST India): those mislead. */
const SHORT = /^(CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;
/** Accepted by some runtimes, but no place's time. */
const NO_PLACE = /^(SystemV\/.*|Factory)$/i;

let recent = new Map<string, Zone | undefined>();
let older = new Map<string, Zone | undefined>();

/**
 * The zone of an IANA name (any letter case, blanks around it are cut), or undefined when there is none of this name.
 * Offsets such as `+03:00` are no names.
 */
export function zoneOf(name: string): Zone | undefined {
  if (name === 'UTC') return UTC;
  const hit = recent.get(name);
  if (hit !== undefined || recent.has(name)) return hit;
  if (name.length > 80 || !mayBeZone(name.trim())) return undefined;
  const zone = older.get(name) ?? findZone(name.trim());
  if (recent.size >= KEPT) {
    older = recent;
    recent = new Map();
    luxon().IANAZone.resetCache();
  }
  recent.set(name, zone);
  return zone;
}

/** As `zoneOf`, for a name that has been checked before. Throws on another: a wrong zone must not look like a closed shop. */
export function knownZone(name: string): Zone {
  const zone = zoneOf(name);
  if (!zone) throw new Error(`"${name}" is no time zone`);
  return zone;
}

function mayBeZone(name: string): boolean {
  return NAME.test(name) && !NO_PLACE.test(name) && (name.length !== 3 || SHORT.test(name));
}

function findZone(name: string): Zone | undefined {
  if (name.toUpperCase() === 'UTC') return UTC;
  const { IANAZone } = luxon();
  // Asked first, as luxon would remember every wrong name for good.
  if (!IANAZone.isValidZone(name)) return undefined;
  const zone = new IANAZone(name);
  return { name, offset: (instant) => zone.offset(instant), stretch: NOWHERE };
}

/**
 * The wall clock of a zone as a number: the ms since 1970 at which UTC shows what the wall shows. Costs a comparison
 * while `now` stays in the stretch looked at last.
 */
export function wallOf(zone: Zone, now: number): number {
  return now + stretchAt(zone, now).offset;
}

/** As `wallOf`, for a zone name that has been checked before. */
export function wallIn(zoneName: string, now: number): number {
  return wallOf(knownZone(zoneName), now);
}

/**
 * The stretch around an instant, which the zone remembers: the week, day or hour of the instant (by UTC) at whose ends
 * the offset is the same, else its minute, as clocks are changed at full minutes. No zone has changed its
 * clock twice within less than a week since 1972 (the nearest: Recife, October 2000).
 */
export function stretchAt(zone: Zone, now: number): Stretch {
  const { stretch } = zone;
  if (now >= stretch.from && now < stretch.until) return stretch;
  return (zone.stretch = findStretch(zone, now));
}

function findStretch(zone: Zone, now: number): Stretch {
  for (const length of [WEEK, DAY, HOUR]) {
    const from = Math.floor(now / length) * length;
    const offset = zone.offset(from);
    if (offset === zone.offset(from + length)) return { from, until: from + length, offset: offset * MINUTE };
  }
  const from = Math.floor(now / MINUTE) * MINUTE;
  return { from, until: from + MINUTE, offset: zone.offset(from) * MINUTE };
}

/** What the clock on the wall shows in a zone; undefined when there is no zone of this name. @param now ms since 1970 */
export function localTime(zoneName: string, now: number): LocalTime | undefined {
  const zone = zoneOf(zoneName);
  if (!zone) return undefined;
  const wall = wallOf(zone, now);
  return { minuteOfDay: minuteOfDay(wall), weekday: weekdayOf(dayOf(wall)) };
}

/** Days since 1970-01-01 on a wall clock. */
export function dayOf(wall: number): number {
  return Math.floor(wall / DAY);
}

/** 0–1439 on a wall clock. */
export function minuteOfDay(wall: number): number {
  return Math.floor((wall - dayOf(wall) * DAY) / MINUTE);
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

/** Year, month and day of a number of days since 1970-01-01 as one number: 20261224. */
export function dateOf(day: number): number {
  const date = new Date(day * DAY);
  return (date.getUTCFullYear() * 100 + date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
