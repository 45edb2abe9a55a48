import { DAY, type WeekCalendar } from '../model/calendar';
import { stateAt } from './open';

/** How far ahead open time is counted; a wait that needs more is as good as one that never ends. */
export const OPEN_TIME_BOUND = 5 * 366 * DAY;

/**
 * The moment at which so much open time has passed (`"wait": {"for": "PT4H", "in": "hours"}`): only what `isOpen` calls
 * open counts, by the clock that runs and not by the one on the wall, so an hour that is shown twice counts twice. To
 * the millisecond; at a closing time rather than at the opening after it.
 * @param now ms since 1970, from when it counts
 * @param duration ms; 0 is over at once, open or not
 * @returns ms since 1970; undefined when that does not come within five years, as in a calendar that never opens
 */
export function afterOpenTime(calendar: WeekCalendar, now: number, duration: number): number | undefined {
  let left = duration;
  let at = now;
  while (left > 0) {
    if (at > now + OPEN_TIME_BOUND) return undefined;
    const { open, until } = stateAt(calendar, at);
    if (open && until - at >= left) return at + left;
    if (open) left -= until - at;
    at = until;
  }
  return at;
}
