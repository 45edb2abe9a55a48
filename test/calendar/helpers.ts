import { DateTime } from 'luxon';
import { parseHolidays, parseHours, parseCalendar, type Calendar, type WeekCalendar } from '../../src/calendar';

/** ms of a local time in a zone, or of a time with an offset of its own. */
export function moment(time: string, zone: string): number {
  const at = DateTime.fromISO(time.replace(' ', 'T'), { zone });
  if (!at.isValid) throw new Error(`${time} in ${zone}: ${at.invalidExplanation}`);
  return at.toMillis();
}

/** A local time, with its offset: `2026-10-25 02:30 +01:00`. */
export function shown(now: number | undefined, zone: string): string | undefined {
  return now === undefined ? undefined : DateTime.fromMillis(now, { zone }).toFormat('yyyy-MM-dd HH:mm ZZ');
}

export function calendarOf(zone: string, hours: string, holidays = ''): Calendar {
  const parsed = parseCalendar('shop', { timezone: zone, hours, holidays }, { zone: undefined, holidays: undefined });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.calendar;
}

export function weekCalendar(zone: string, hours: string, holidays = ''): WeekCalendar {
  const calendar = calendarOf(zone, hours, holidays);
  if (calendar.hours === 'agents' || calendar.hours === 'workspace') throw new Error('no week hours');
  return calendar;
}

export const hoursOf = (written: string) => {
  const parsed = parseHours(written);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.hours;
};

export const holidaysOf = (written: string) => {
  const parsed = parseHolidays(written);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.holidays;
};
