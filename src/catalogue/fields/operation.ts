import { WEEKDAYS, type Calendar } from '../../model/calendar';
import { holidayOn, isOpen, localTime, withWorkspace } from '../../calendar';
import type { Facts, SourceId, Environment } from '../../model/facts';
import type { Field } from './field';
import { unknown, type Fact } from '../../model/value';
import { ofSource } from './define';
import { message } from '../../text/message';

const HOURS = ['open', 'closed'];

/** The name of the calendar that the settings make. */
export const OWN_HOURS = '';

export const OPERATION_FIELDS: readonly Field[] = [
  {
    ...hours(() => OWN_HOURS),
    id: 'operation.hours',
    // Where nobody has set opening hours, the shop is neither open nor closed.
    mayMiss: ({ calendars }) => !calendars.has(OWN_HOURS),
    settings: ['timezone', 'hours', 'holidays'],
  },
  { ...hours((key) => key), id: 'operation.hours.*', family: 'calendar', mayMiss: false },
  ofMoment(
    {
      id: 'operation.holiday',
      kind: 'boolean',
      settings: ['timezone', 'holidays'],
      example: { operator: 'is', value: true, match: true, noMatch: false },
    },
    ({ environment: { zone, holidays }, now }) =>
      // Holidays stand by themselves: a shop without opening hours has them too.
      holidays
        ? holidayOn({ zone, holidays }, now) !== undefined
        : unknown(message('finding_setting_broken', { field: 'operation.holiday' })),
  ),
  ofMoment(
    {
      id: 'operation.weekday',
      kind: 'choice',
      choices: WEEKDAYS,
      settings: ['timezone'],
      example: { operator: 'is', value: ['sat', 'sun'], match: 'sat', noMatch: 'mon' },
    },
    (moment) => {
      const weekday = localTime(moment.environment.zone, moment.now)?.weekday;
      return weekday === undefined ? noZone(moment) : WEEKDAYS[weekday];
    },
  ),
  ofMoment(
    {
      id: 'operation.time',
      kind: 'time',
      settings: ['timezone'],
      example: { operator: 'between', value: ['12:00', '13:00'], match: '12:30', noMatch: '13:00' },
    },
    (moment) => localTime(moment.environment.zone, moment.now)?.minuteOfDay ?? noZone(moment),
  ),
  {
    id: 'operation.agents_online',
    kind: 'boolean',
    mayMiss: false,
    writtenBy: 'team',
    tells: ['availability'],
    ...ofSource('agents_online', (online) => online),
    example: { operator: 'is', value: false, match: false, noMatch: true },
  },
];

type Now = Pick<Facts, 'now' | 'environment' | 'known'>;

/** A field that follows from the clock and the settings alone. */
function ofMoment(
  parts: Omit<Field, 'mayMiss' | 'writtenBy' | 'needs' | 'read' | 'at'>,
  read: (now: Now) => Fact,
): Field {
  return { ...parts, mayMiss: false, writtenBy: 'team', needs: () => [], read, at: read };
}

function hours(name: (key: string) => string) {
  const read = (now: Now, key: string): Fact => {
    const open = openNow(now, name(key));
    return typeof open === 'boolean' ? (open ? 'open' : 'closed') : open;
  };
  return {
    kind: 'choice',
    choices: HOURS,
    writtenBy: 'team',
    needs: (key, environment) => hoursNeed(environment.calendars.get(name(key))),
    read,
    at: read,
    example: { operator: 'is', value: 'closed', match: 'closed', noMatch: 'open' },
  } as const satisfies Omit<Field, 'id' | 'mayMiss'>;
}

/** What has to be known before a calendar can be read. */
export function hoursNeed(calendar: Calendar | undefined): readonly SourceId[] {
  if (calendar?.hours === 'agents') return ['anyone_online'];
  return calendar?.hours === 'workspace' ? ['workspace_hours'] : [];
}

/** Is this calendar open at the decision's moment? A holiday closes whatever gives the hours. */
function openNow({ environment, now, known: sources }: Now, name: string): Fact {
  const calendar = environment.calendars.get(name);
  if (!calendar) return noCalendar(name);
  if (holidayOn(calendar, now)) return false;
  if (calendar.hours === 'agents') return sources.anyone_online;
  if (calendar.hours !== 'workspace') return isOpen(calendar, now);
  const workspace = sources.workspace_hours;
  if (!workspace || 'unknown' in workspace) return workspace;
  return isOpen(withWorkspace(calendar, workspace), now);
}

/** Nobody has said when the shop is open: that is missing, not unknown. A named calendar is always there (the check). */
function noCalendar(name: string): Fact {
  return name === OWN_HOURS ? undefined : unknown(message('finding_unknown_calendar', { calendar: name, hint: '' }));
}

function noZone({ environment }: { environment: Environment }): Fact {
  return unknown(message('zone_unknown', { zone: environment.zone }));
}
