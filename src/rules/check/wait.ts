import { afterOpenTime } from '../../calendar';
import { parseDuration } from '../../calendar/duration';
import { calendarOfWait, OWN_HOURS, type Wait } from '../../catalogue/document';
import type { Known } from './context';
import { show, type Report } from './findings';
import { hint } from './suggest';

/**
 * The calendar of a wait in open time: there is one, it can be read, and its open time can be counted. Hours that hang
 * on who is online, or on what the server says from day to day, have no moment at which four of them will be over.
 */
export function checkWait(wait: Wait, { calendars, calendarNames, broken }: Known, report: Report): void {
  const name = calendarOfWait(wait);
  if (name === undefined) return;
  const refuse = (...[key, params]: [Parameters<Report['error']>[1], Parameters<Report['error']>[2]?]): void =>
    report.error('wait.in', key, params);
  const calendar = calendars.get(name);
  if (name === '' && (broken.timezone || broken.hours || broken.holidays))
    return refuse('finding_setting_broken', { field: 'wait.in' });
  if (name !== '' && !calendarNames.includes(name))
    return refuse('finding_unknown_calendar', {
      calendar: show(wait.in),
      hint: hint(name, [OWN_HOURS, ...calendarNames]),
    });
  if (name !== '' && !calendar) return refuse('finding_calendar_broken', { calendar: show(name) });
  // The setting is empty: told as a warning where the app runs.
  if (!calendar) return;
  const { hours } = calendar;
  if (hours === 'agents' || hours === 'workspace') return refuse(`finding_wait_in_${hours}`);
  const length = parseDuration(wait.for) ?? 0;
  if (afterOpenTime({ ...calendar, hours }, Date.UTC(2024, 0, 1), length) === undefined)
    report.warning('wait.in', 'finding_wait_never_over');
}
