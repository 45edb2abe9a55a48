import { holidayOn, isOpen, localTime, WEEKDAYS, type Calendar, type OwnCalendar } from '../../calendar';
import { isUnknown, unknown, type Fact } from '../../model/value';
import type { Known } from './context';

/**
 * What a test need not say, because it follows from its `at`, the calendars and the settings (DESIGN.md 3); missing for
 * everything else, and without `at`. Whether an agent is online at that moment nobody can say, so `agents` and
 * `workspace` hours are unknown, but for holidays.
 * @param at ms since 1970
 */
export function factAt(
  field: string,
  at: number | undefined,
  given: ReadonlyMap<string, Fact>,
  { calendars, catalogue }: Known,
  own: OwnCalendar,
): Fact {
  const ref = catalogue.fieldOf(field);
  switch (ref?.field.id) {
    case 'operation.hours':
    case 'operation.hours.*':
      return hoursAt(calendars.get(ref.key), at);
    case 'operation.holiday':
      if (at === undefined || own.zone === undefined || !own.holidays) return undefined;
      return holidayOn({ zone: own.zone, holidays: own.holidays }, at) !== undefined;
    case 'operation.weekday':
      return at === undefined ? undefined : WEEKDAYS[localTime(own.zone ?? '', at)?.weekday ?? NaN];
    case 'operation.time':
      return at === undefined ? undefined : localTime(own.zone ?? '', at)?.minuteOfDay;
    case 'customer.local_time':
      return at === undefined ? undefined : customerTime(given.get('customer.timezone'), at);
    default:
      return undefined;
  }
}

function hoursAt(calendar: Calendar | undefined, at: number | undefined): Fact {
  if (!calendar) return undefined;
  if (at !== undefined && holidayOn(calendar, at)) return 'closed';
  if (calendar.hours === 'agents' || calendar.hours === 'workspace') {
    return unknown(`the test does not say whether it is open (hours: ${calendar.hours})`);
  }
  if (at === undefined) return undefined;
  return isOpen(calendar, at) ? 'open' : 'closed';
}

function customerTime(zone: Fact, at: number): Fact {
  if (typeof zone !== 'string') return zone !== undefined && isUnknown(zone) ? zone : undefined;
  if (zone.trim() === '') return undefined;
  return localTime(zone, at)?.minuteOfDay ?? unknown(`"${zone}" is no time zone`);
}
