import { schedule } from '../../catalogue/events';
import { SCHEDULE_KEY } from '../../catalogue/schedule';
import { isObject } from '../../util/json';
import type { Known } from './context';
import { show, type Report } from './findings';
import { hint } from './suggest';
import type { ValidParts } from './valid-parts';

const EXAMPLE = '{ "at": "Mon-Fri 09:00,18:00" }';

/** The event and the key belong together, and the calendar whose zone counts is there. */
export function checkSchedule(
  source: Readonly<Record<string, unknown>>,
  { events }: ValidParts,
  { calendars, calendarNames, broken }: Known,
  report: Report,
): void {
  const written = source.schedule;
  if (events?.includes(schedule.id) && written === undefined)
    report.error(SCHEDULE_KEY, 'finding_schedule_missing', { example: EXAMPLE });
  if (written === undefined) return;
  if (events && !events.includes(schedule.id))
    report.error(SCHEDULE_KEY, 'finding_only_on', { key: SCHEDULE_KEY, event: schedule.id });
  if (!isObject(written) || !Object.hasOwn(written, 'at')) return;
  const name = written.calendar;
  if (name === undefined) {
    if (broken.timezone) report.error('schedule.at', 'finding_setting_broken', { field: 'schedule.at' });
  } else if (typeof name === 'string' && name !== '' && !calendars.has(name)) {
    const place = 'schedule.calendar';
    if (calendarNames.includes(name)) report.error(place, 'finding_calendar_broken', { calendar: show(name) });
    else report.error(place, 'finding_unknown_calendar', { calendar: show(name), hint: hint(name, calendarNames) });
  }
}
