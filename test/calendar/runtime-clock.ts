/** What clocks show, asked of the runtime's own zone data: shares nothing with the app, which asks luxon. */

export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  clocks.set(zone, clock);
  return clock;
}

/** The clock as a number: the ms since 1970 at which UTC shows the same, in whole seconds. */
function shownAs(zone: string, instant: number): number {
  if (zone === 'UTC') return Math.floor(instant / 1000) * 1000;
  const [, day, month, year, time] = /^(\d\d)\/(\d\d)\/(\d{4}), (.*)$/.exec(clockOf(zone).format(instant)) ?? [];
  return Date.parse(`${year}-${month}-${day}T${time}Z`);
}

/** Minutes that the clock is ahead of UTC. */
export function offsetAt(zone: string, instant: number): number {
  return (shownAs(zone, instant) - Math.floor(instant / 1000) * 1000) / 60_000;
}

export function wallAt(zone: string, instant: number): Wall {
  const wall = new Date(shownAs(zone, instant));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: wall.getUTCDay() || 7,
  };
}

export const dayName = (weekday: number): string => DAYS[weekday - 1] ?? '';
export const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-12-25`, `12-25`, `09:30`. */
export const dateIn = ({ year, month, day }: Wall): string => `${year}-${two(month)}-${two(day)}`;
export const dayIn = ({ month, day }: Wall): string => `${two(month)}-${two(day)}`;
export const timeIn = ({ hour, minute }: Wall): string => `${two(hour)}:${two(minute)}`;

/** ms of a local time in a zone (`2026-10-25 02:30`; the first, where the clock shows it twice), or of one with an offset. */
export function moment(time: string, zone: string): number {
  const written = time.replace(' ', 'T');
  if (/(Z|[+-]\d\d:\d\d)$/.test(written)) return Date.parse(written);
  const wall = Date.parse(`${written}${written.includes('T') ? '' : 'T00:00'}Z`);
  const offsets = [-1, 0, 1].map((days) => offsetAt(zone, wall + days * 86_400_000) * 60_000);
  const found = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(zone, at) * 60_000 === wall);
  if (found.length === 0) throw new Error(`${time} does not happen in ${zone}`);
  return Math.min(...found);
}

/** A local time, with its offset: `2026-10-25 02:30 +01:00`. */
export function shown(instant: number | undefined, zone: string): string | undefined {
  if (instant === undefined) return undefined;
  const wall = wallAt(zone, instant);
  const offset = offsetAt(zone, instant);
  const ahead = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${dateIn(wall)} ${timeIn(wall)} ${ahead}`;
}
