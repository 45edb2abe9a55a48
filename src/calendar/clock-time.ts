/** Times of day as rules write them: `HH:mm`, and `24:00` as an end (DESIGN.md, Exact meanings, Time). */

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minute of the day (0–1440) of `08:30` or `24:00`; undefined when it is no such time. */
export function parseClockTime(time: string): number | undefined {
  if (time === '24:00') return 1440;
  const parts = TIME.exec(time);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : undefined;
}

/** `08:30` for the minute 510. */
export function formatClockTime(minute: number): string {
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
