import { calendarSteps, parseOwnCalendar, type OwnCalendar } from '../../calendar';
import { type Calendar } from '../../model/calendar';
import type { CalendarSource } from '../../catalogue/document';
import type { Finding } from '../../model/finding';
import { CALENDAR_NAME, calendarSchema } from '../../catalogue/document';
import { keysOf } from '../../catalogue/actions/shape';
import { unknownKeys } from './suggest';
import type { Known } from './context';
import { makeReport, show, under, type Report } from './findings';
import type { RuleSettings } from '../result';
import { isObject, own } from '../../util/json';

const EXAMPLE = '{ "night": { "hours": "Mon-Fri 22:00-06:00" } }';

export interface Calendars {
  /** Those that can be read; the setting's own stands under ''. */
  readonly readable: Map<string, Calendar>;
  /** All that the document names. */
  readonly names: readonly string[];
  /** As written, those that can be read. */
  readonly sources: Record<string, CalendarSource>;
  /** What the settings give; zone and holidays each by itself. */
  readonly own: OwnCalendar;
  readonly broken: Known['broken'];
  readonly findings: readonly Finding[];
}

/**
 * Reads the settings' hours and the document's calendars. A calendar that cannot be read is told and counts as lacking
 * (DESIGN.md, Exact meanings, Time); blank `hours` are no error: then nobody has said when the shop is open.
 * Others may work between calendars.
 */
export function* readCalendars(source: unknown, settings: RuleSettings): Generator<void, Calendars> {
  const ownCalendar = parseOwnCalendar({
    timezone: settings.timezone?.trim() ? settings.timezone : 'UTC',
    hours: settings.hours ?? '',
    holidays: settings.holidays ?? '',
  });
  const report = makeReport(null);
  for (const { place, text } of ownCalendar.errors) report.add('error', `settings.${place}`, text);
  const isBroken = (place: string): boolean => ownCalendar.errors.some((error) => error.place === place);
  const readable = new Map<string, Calendar>();
  if (ownCalendar.calendar) readable.set('', ownCalendar.calendar);
  const sources: Record<string, CalendarSource> = {};
  const names = isObject(source) ? Object.keys(source) : [];
  if (source !== undefined && !isObject(source))
    report.error('calendars', 'finding_calendars_shape', { value: show(source), example: EXAMPLE });
  if (isObject(source)) {
    for (const name of names) {
      yield;
      const calendar = yield* readCalendar(name, own(source, name), ownCalendar, report);
      if (!calendar) continue;
      readable.set(name, calendar);
      sources[name] = own(source, name) as CalendarSource;
    }
  }
  return {
    readable,
    names,
    sources,
    own: ownCalendar,
    broken: { timezone: isBroken('timezone'), hours: isBroken('hours'), holidays: isBroken('holidays') },
    findings: report.findings,
  };
}

function* readCalendar(
  name: string,
  source: unknown,
  defaults: OwnCalendar,
  report: Report,
): Generator<void, Calendar | undefined> {
  const place = under('calendars', name);
  if (!CALENDAR_NAME.test(name)) {
    report.error(place, 'finding_calendar_name', { name: show(name) });
    return undefined;
  }
  if (!isObject(source)) {
    report.error(place, 'finding_no_object', { value: show(source), keys: keysOf(calendarSchema()) });
    return undefined;
  }
  unknownKeys(report, 'warning', place, source, keysOf(calendarSchema()));
  const parsed = yield* calendarSteps(name, source, defaults);
  if (parsed.ok) return parsed.calendar;
  for (const error of parsed.errors) report.add('error', under(place, error.place), error.text);
  return undefined;
}
