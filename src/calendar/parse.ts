import { message, type Text } from '../text/message';
import { parseZone } from './zone-name';
import type { Calendar, Holiday } from '../model/calendar';
import { atOnce } from '../util/slices';
import { holidaySteps } from './holidays';
import { parseHours } from './hours';

/** What is wrong in a calendar, at one of its keys. */
export interface CalendarError {
  readonly place: 'timezone' | 'hours' | 'holidays';
  readonly text: Text;
}

/** What a calendar takes from the settings; undefined where the setting itself does not parse. */
export interface CalendarDefaults {
  readonly zone: string | undefined;
  readonly holidays: readonly Holiday[] | undefined;
}

export type ParsedCalendar =
  | { readonly ok: true; readonly calendar: Calendar }
  | { readonly ok: false; readonly errors: readonly CalendarError[] };

/**
 * A named calendar of the rules document. Takes zone and holidays of the settings where it has none of its own; its own
 * holidays, also empty ones, stand in place of the setting's. Not ok: the calendar counts as lacking, and every error is
 * a finding. Values of a wrong type, as documents may have them, are errors at their key. A line of the holidays is a step.
 */
export function* calendarSteps(
  name: string,
  source: Partial<CalendarSettings>,
  defaults: CalendarDefaults,
): Generator<void, ParsedCalendar> {
  const errors: CalendarError[] = [];
  const zone = zoneFor(source.timezone, defaults.zone, errors);
  const hours = hoursFrom(source.hours, errors);
  const holidays = yield* holidaysFor(source.holidays, defaults.holidays, errors);
  if (errors.length > 0 || !zone || !hours || !holidays) return { ok: false, errors };
  return { ok: true, calendar: { name, zone, hours, holidays } };
}

/** The settings `timezone`, `hours` and `holidays`, as written. */
export interface CalendarSettings {
  readonly timezone: string;
  readonly hours: string;
  readonly holidays: string;
}

/** What the three settings give. */
export interface OwnCalendar extends CalendarDefaults {
  /**
   * The calendar named ''. Lacking when one of the settings does not parse, and, without an error, when `hours` is
   * blank: nobody has said when the shop is open, so rules that ask are set aside rather than told a guess.
   */
  readonly calendar: Calendar | undefined;
  readonly errors: readonly CalendarError[];
}

/** Reads the settings. Zone and holidays are there, each where it parses, whatever is wrong with the others. */
export function parseOwnCalendar(settings: CalendarSettings): OwnCalendar {
  const errors: CalendarError[] = [];
  const zone = zoneFor(settings.timezone, undefined, errors);
  const holidays = atOnce(holidaysFor(settings.holidays, undefined, errors));
  const hours = settings.hours.trim() === '' ? undefined : hoursFrom(settings.hours, errors);
  const complete = zone !== undefined && hours !== undefined && holidays !== undefined;
  return { zone, holidays, calendar: complete ? { name: '', zone, hours, holidays } : undefined, errors };
}

function zoneFor(written: unknown, fallback: string | undefined, errors: CalendarError[]): string | undefined {
  if (written === undefined) {
    if (fallback === undefined) errors.push({ place: 'timezone', text: message('calendar_setting_zone_wrong') });
    return fallback;
  }
  if (typeof written !== 'string') return notText('timezone', errors);
  const parsed = parseZone(written);
  if (parsed.ok) return parsed.zone;
  errors.push({ place: 'timezone', text: parsed.error });
  return undefined;
}

function hoursFrom(written: unknown, errors: CalendarError[]): Calendar['hours'] | undefined {
  if (written === undefined) {
    errors.push({ place: 'hours', text: message('hours_empty') });
    return undefined;
  }
  if (typeof written !== 'string') return notText('hours', errors);
  const parsed = parseHours(written);
  if (parsed.ok) return parsed.hours;
  errors.push({ place: 'hours', text: parsed.error });
  return undefined;
}

function* holidaysFor(
  written: unknown,
  fallback: readonly Holiday[] | undefined,
  errors: CalendarError[],
): Generator<void, readonly Holiday[] | undefined> {
  if (written === undefined) {
    if (fallback === undefined) errors.push({ place: 'holidays', text: message('calendar_setting_holidays_wrong') });
    return fallback;
  }
  if (typeof written !== 'string') return notText('holidays', errors);
  const parsed = yield* holidaySteps(written);
  if (parsed.ok) return parsed.holidays;
  errors.push(...parsed.errors.map((error): CalendarError => ({ place: 'holidays', text: error })));
  return undefined;
}

function notText(place: CalendarError['place'], errors: CalendarError[]): undefined {
  errors.push({ place, text: message('calendar_value_no_text') });
  return undefined;
}
