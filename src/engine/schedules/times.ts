import { nextScheduled, parseSchedule } from '../../calendar';
import { parseDuration } from '../../calendar/duration';
import type { Rule, Schedule } from '../../catalogue/document';
import { WEEK } from '../../model/calendar';
import type { Environment } from '../../model/facts';

/** The time of a rule that comes first after a moment (ms since 1970); undefined: it has none. */
export type NextTime = (after: number) => number | undefined;

/**
 * The times of a rule: by the clock of its zone, or every so many ms, counted from 1970, so that every instance comes to
 * the same ones whenever it was started.
 */
export function timesOf({ schedule }: Pick<Rule, 'schedule'>, environment: Environment): NextTime {
  if (!schedule) return () => undefined;
  if ('every' in schedule) {
    const period = parseDuration(schedule.every) ?? 0;
    return (after) => (period > 0 ? (Math.floor(after / period) + 1) * period : undefined);
  }
  const parsed = parseSchedule(schedule.at);
  if (!parsed.ok) return () => undefined;
  const zone = zoneOf(schedule, environment);
  // Asked each minute: the answer stays until its time has come.
  let from = 0;
  let next: number | undefined;
  return (after) => {
    if (after < from || after >= (next ?? 0)) next = nextScheduled(parsed.times, zone, (from = after));
    return next;
  };
}

function zoneOf({ calendar }: Extract<Schedule, { at: string }>, { zone, calendars }: Environment): string {
  return (calendar === undefined ? undefined : calendars.get(calendar)?.zone) ?? zone;
}

/** The latest time after `from`, up to `to`, and how many there were before it; of more than a week's it is not told. */
export function latestDue(next: NextTime, from: number, to: number): { at: number; missed: number } | undefined {
  let due: { at: number; missed: number } | undefined;
  for (let at = next(Math.max(from, to - WEEK)); at !== undefined && at <= to; at = next(at))
    due = { at, missed: due ? due.missed + 1 : 0 };
  return due;
}
