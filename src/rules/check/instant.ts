import { wallIn } from '../../calendar/local';

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const MINUTE = 60_000;

/**
 * A moment written in ISO 8601, in ms since 1970. Without an offset it is what the clock shows in the zone (IANA name
 * that exists); a time that the clock skips is taken as if it were not put forward. Undefined when it is no moment.
 */
export function parseInstant(written: string, zone: string): number | undefined {
  const parts = ISO.exec(written);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(Number(`0.${parts[7] ?? 0}`) * 1000));
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return undefined;
  const offset = parts[8];
  return offset === undefined ? inZone(wall, zone) : wall - offsetOf(offset);
}

function offsetOf(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/** The moment at which the wall shows this: guessed with the offset of a moment near it, then with that of the guess. */
function inZone(wall: number, zone: string): number {
  const near = wall - (wallIn(zone, wall) - wall);
  const offset = wallIn(zone, near) - near;
  return wall - offset;
}
