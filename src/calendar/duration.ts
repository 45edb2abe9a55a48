/**
 * Durations as rules write them: ISO 8601 with weeks, days (of 24 hours), hours, minutes and seconds, whole numbers
 * (DESIGN.md, Exact meanings, Numbers). No years and months: they have no fixed length.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const UNITS = [WEEK, DAY, HOUR, MINUTE, SECOND];

const ISO = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Milliseconds of `PT5M`, `P1DT12H`, `P2W`; undefined when it is no such duration. `PT0S` is 0. */
export function parseDuration(iso: string): number | undefined {
  const parts = ISO.exec(iso);
  if (!parts) return undefined;
  const ms = UNITS.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0);
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** The ISO text of a duration in milliseconds, in full seconds and the largest units: 90,000 is `PT1M30S`. */
export function formatDuration(ms: number): string {
  let left = Math.max(0, Math.floor(ms / SECOND)) * SECOND;
  const take = (unit: number, letter: string): string => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count > 0 ? `${count}${letter}` : '';
  };
  const days = take(DAY, 'D');
  const time = take(HOUR, 'H') + take(MINUTE, 'M') + take(SECOND, 'S');
  return days === '' && time === '' ? 'PT0S' : `P${days}${time === '' ? '' : `T${time}`}`;
}
