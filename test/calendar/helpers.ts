import { calendarSteps, holidaySteps, parseHours, type ParsedCalendar, type ParsedHolidays } from '../../src/calendar';
import { type Calendar, type WeekCalendar } from '../../src/model/calendar';
import { atOnce } from '../../src/util/slices';

export { moment, shown } from './runtime-clock';

export const parseHolidays = (written: string): ParsedHolidays => atOnce(holidaySteps(written));
export const parseCalendar = (...given: Parameters<typeof calendarSteps>): ParsedCalendar =>
  atOnce(calendarSteps(...given));

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
