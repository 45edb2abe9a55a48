import { parseZone } from './zone-name';
import { MINUTES_PER_DAY, type Calendar, type WeekCalendar, type WorkspaceHours } from '../model/calendar';
import { endMinute } from './clock-time';
import { addUp } from './hours';
import { asObject } from '../util/json';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * The server's business hours from the body of `GET /v1/livechat/business-hour` (HOST.md C.14). Times are read in the
 * zone that the document names; its `utc` and `cron` copies are frozen at the time of saving and wrong after a clock
 * change. Undefined when there are none, when they are switched off, or when anything of an open day cannot be read:
 * half a week would be a guess.
 */
export function fromWorkspace(body: unknown): WorkspaceHours | undefined {
  const businessHour = part(body, 'businessHour');
  const workHours = part(businessHour, 'workHours');
  const zoneName = part(part(businessHour, 'timezone'), 'name');
  if (part(businessHour, 'active') === false || !Array.isArray(workHours) || typeof zoneName !== 'string') {
    return undefined;
  }
  const zone = parseZone(zoneName);
  const spans = workHours.filter((each) => part(each, 'open') !== false).map(spanOf);
  if (!zone.ok || !spans.every((span) => span !== undefined)) return undefined;
  return { hours: addUp(spans), zone: zone.zone };
}

/** A calendar that goes by the server's hours, with those hours. Its holidays keep the calendar's own zone. */
export function withWorkspace(calendar: Calendar, { hours, zone }: WorkspaceHours): WeekCalendar {
  return { name: calendar.name, zone: calendar.zone, holidays: calendar.holidays, hours, hoursZone: zone };
}

/**
 * The server itself refuses days that end before they start, or pass midnight, and knows no 24:00: a day that goes on to
 * its end is written with 23:59.
 */
function spanOf(workHour: unknown): readonly [number, number] | undefined {
  const day = DAYS.indexOf(String(part(workHour, 'day')));
  const start = minutes(part(part(workHour, 'start'), 'time'));
  const finish = minutes(part(part(workHour, 'finish'), 'time'));
  if (day < 0 || part(workHour, 'open') !== true || !(start < finish)) return undefined;
  return [day * MINUTES_PER_DAY + start, day * MINUTES_PER_DAY + endMinute(finish)];
}

/** NaN when it is no time. */
function minutes(time: unknown): number {
  const [, hour, minute] = /^(\d{1,2}):([0-5]\d)$/.exec(String(time)) ?? [];
  const sum = Number(hour) * 60 + Number(minute);
  return sum <= MINUTES_PER_DAY ? sum : NaN;
}

const part = (value: unknown, key: string): unknown => asObject(value)?.[key];
