import type { DateTime } from 'luxon';
import { luxon } from './luxon';

const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i;

/**
 * A moment written in ISO 8601, a date or a date with a time, in ms since 1970. Without an offset it is what the clock
 * shows in the zone (IANA name that exists); see `firstOf`. Undefined when it is no moment.
 */
export function parseInstant(written: string, zone: string): number | undefined {
  const found = INSTANT.exec(written);
  if (!found) return undefined;
  const at = luxon().DateTime.fromISO(written.toUpperCase(), { zone });
  if (!at.isValid) return undefined;
  return found[1] === undefined ? firstOf(at) : at.toMillis();
}

/**
 * The instant of a local time, in ms since 1970: of a time that the clock shows twice the first; luxon has put one that
 * the clock skips behind the gap already, by as much as the clock was put forward.
 */
export function firstOf(local: DateTime): number {
  return Math.min(...local.getPossibleOffsets().map((each) => each.toMillis()));
}
