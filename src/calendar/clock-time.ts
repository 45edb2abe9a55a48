import type { Scanner } from './scanner';

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

/** What a minute means as the end of a span: people who write 23:59 mean the end of the day. */
export function endMinute(minute: number): number {
  return minute === 1439 ? 1440 : minute;
}

/** A time of day as people write it: `9`, `9:00`, `9.30`, `9h30`, `0930`, `9 am`, `9 p. m.`, `9 Uhr 30`, `noon`. */
export interface WrittenTime {
  /** 0–1440, as if it were by the clock of 24 hours where it says neither am nor pm. */
  readonly minute: number;
  /** Neither am nor pm, and an hour from 1 to 12 without a 0 before it: it may be meant by a clock of 12 hours. */
  readonly vague: boolean;
  readonly pm: boolean;
  /** An hour alone, which may as well be some other number. */
  readonly bare: boolean;
}

const WRITTEN =
  /(\d{1,2})(?:(?:[:.h]|\s*uhr\s*)(\d\d)|(\d\d))?(?!:?\d)(?:\s*([ap]\.?\s?m)(?![a-z])\.?)?(?:\s*(uhr|h|hs|hrs?|o.?clock)(?![a-z])\.?)?/y;
const EXACT = { vague: false, pm: false, bare: false };
const NOON = /(?:noon|midday|mittags?|mediodia|meio-dia)(?![a-z])/y;
const MIDNIGHT = /(?:midnight|mitternacht|medianoche|meia-noite)(?![a-z])/y;

/**
 * Takes such a time; undefined when none stands there.
 * @param latest the last hour in digits: 24 may be an end, and as a start it would be the day after
 */
export function takeTime(scanner: Scanner, latest = 24): WrittenTime | undefined {
  if (scanner.take(NOON)) return { minute: 720, ...EXACT };
  if (scanner.take(MIDNIGHT)) return { minute: 1440, ...EXACT };
  return scanner.attempt(() => {
    const [, hourText = '', afterSign, attached, half, unit] = scanner.take(WRITTEN) ?? [];
    const hour = Number(hourText);
    const minute = Number(afterSign ?? attached ?? 0);
    if (hourText === '' || hour > (half ? 12 : latest) || minute > 59 || (hour === 24 && minute > 0)) return undefined;
    const pm = half?.startsWith('p') ?? false;
    if (half) return { minute: ((hour % 12) + (pm ? 12 : 0)) * 60 + minute, ...EXACT, pm };
    const bare = afterSign === undefined && attached === undefined && unit === undefined;
    return { minute: hour * 60 + minute, vague: hour > 0 && hour <= 12 && !hourText.startsWith('0'), pm, bare };
  });
}
