import type { Calendar } from '../../model/calendar';
import { holidayOn, isOpen, localTime, withWorkspace } from '../../calendar';
import type { Facts, SourceId, Environment } from '../../model/facts';
import type { Field } from './field';
import { unknown, type Fact } from '../../model/value';
import { known, ofEvent } from './define';

const HOURS = ['open', 'closed'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The name of the calendar that the settings make. */
export const OWN_HOURS = '';

export const OPERATION_FIELDS: readonly Field[] = [
  hours('operation.hours', () => OWN_HOURS),
  hours('operation.hours.*', (key) => key),
  ofEvent(
    { id: 'operation.holiday', kind: 'boolean', example: { operator: 'is', value: true, match: true, noMatch: false } },
    (facts) => {
      // Holidays stand by themselves: a shop without opening hours has them too.
      const { zone, holidays } = facts.environment;
      return holidays ? holidayOn({ zone, holidays }, facts.now) !== undefined : unknown('the holidays cannot be read');
    },
  ),
  ofEvent(
    {
      id: 'operation.weekday',
      kind: 'choice',
      choices: WEEKDAYS,
      example: { operator: 'is', value: ['sat', 'sun'], match: 'sat', noMatch: 'mon' },
    },
    (facts) => {
      const weekday = localTime(facts.environment.zone, facts.now)?.weekday;
      return weekday === undefined ? noZone(facts) : WEEKDAYS[weekday];
    },
  ),
  ofEvent(
    {
      id: 'operation.time',
      kind: 'time',
      example: { operator: 'between', value: ['12:00', '13:00'], match: '12:30', noMatch: '13:00' },
    },
    (facts) => localTime(facts.environment.zone, facts.now)?.minuteOfDay ?? noZone(facts),
  ),
  {
    id: 'operation.agents_online',
    kind: 'boolean',
    needs: () => ['agents_online'],
    read: (facts) => known(facts, 'agents_online'),
    example: { operator: 'is', value: false, match: false, noMatch: true },
  },
];

function hours(id: string, name: (key: string) => string): Field {
  return {
    id,
    kind: 'choice',
    choices: HOURS,
    needs: (key, environment) => hoursNeed(environment.calendars.get(name(key))),
    read: (facts, key) => {
      const open = openNow(facts, name(key));
      return typeof open === 'boolean' ? (open ? 'open' : 'closed') : open;
    },
    example: { operator: 'is', value: 'closed', match: 'closed', noMatch: 'open' },
  };
}

/** What has to be known before a calendar can be read. */
export function hoursNeed(calendar: Calendar | undefined): readonly SourceId[] {
  if (calendar?.hours === 'agents') return ['anyone_online'];
  return calendar?.hours === 'workspace' ? ['workspace_hours'] : [];
}

/** Is this calendar open at the decision's moment? A holiday closes whatever gives the hours. */
function openNow({ environment, now, known: sources }: Facts, name: string): Fact {
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
  return name === OWN_HOURS ? undefined : unknown(`there is no calendar "${name}"`);
}

function noZone({ environment }: { environment: Environment }): Fact {
  return unknown(`"${environment.zone}" is no time zone`);
}
