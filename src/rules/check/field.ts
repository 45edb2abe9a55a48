import type { FieldRef } from '../../catalogue/fields/field';
import { nearest } from '../../text/nearest';
import { message, type Text } from '../../text/message';
import { hint } from './suggest';
import { lackingLookup } from './lookups';
import type { Known } from './context';
import { show, type Report } from './findings';

/** A key of somebody's own, where `custom` was left out. */
const OWN_KEY = /^(customer|conversation)\.([0-9A-Za-z_-]+)$/;

/**
 * Finds the field that a rule names. Tells when there is none, and when its calendar is lacking or cannot be read
 * (DESIGN.md, Exact meanings, Time): then nothing could be asked.
 */
export function checkFieldName(
  id: string,
  place: string,
  known: Known,
  report: Report,
  use: 'asked' | 'given' = 'asked',
): FieldRef | undefined {
  const ref = known.catalogue.fieldOf(id);
  if (!ref) {
    const near = report.isFull() ? '' : fieldHint(id, known);
    report.error(place, 'finding_unknown_field', { field: show(id), hint: near });
    return undefined;
  }
  // What is given needs no calendar that can be read, only one that exists.
  const lacking =
    lackingLookup(ref, known, use) ??
    missingCalendar(ref, known) ??
    (use === 'asked' ? brokenCalendar(ref, known) : undefined);
  if (lacking) report.add('error', place, lacking);
  return ref;
}

/** A family is meant when its first part is written rightly; else the nearest field by its whole name. */
function fieldHint(id: string, { catalogue, calendarNames }: Known): Text | string {
  const plain = catalogue.fieldIds.filter((each) => !each.endsWith('*'));
  const families = catalogue.fieldIds.filter((each) => each.endsWith('*'));
  const ofCalendars = families.filter((each) => isOfCalendars(catalogue.fieldOf(each.replace('*', 'x'))));
  const hours = ofCalendars.flatMap((each) => calendarNames.map((name) => each.replace('*', name)));
  const family = families.find((each) => id.startsWith(each.slice(0, -1)));
  if (family !== undefined && !ofCalendars.includes(family)) {
    return message('finding_custom_key', { family: family.replace('*', '…') });
  }
  const custom = OWN_KEY.exec(id);
  if (
    custom &&
    nearest(
      custom[2] ?? '',
      plain.map((each) => each.replace(/^.*\./, '')),
    ) === undefined
  )
    return message('finding_or_custom', { field: `${custom[1]}.custom.${custom[2]}` });
  return hint(id, [...plain, ...hours]);
}

function isOfCalendars(ref: FieldRef | undefined): boolean {
  return ref?.field.family === 'calendar';
}

function missingCalendar(ref: FieldRef, { calendarNames }: Known): Text | undefined {
  if (!isOfCalendars(ref) || calendarNames.includes(ref.key)) return undefined;
  return message('finding_unknown_calendar', { calendar: show(ref.key), hint: hint(ref.key, calendarNames) });
}

function brokenCalendar(ref: FieldRef, { broken, calendars }: Known): Text | undefined {
  if (isOfCalendars(ref)) {
    return calendars.has(ref.key) ? undefined : message('finding_calendar_broken', { calendar: show(ref.key) });
  }
  const lacks = ref.field.settings?.some((setting) => broken[setting]);
  return lacks ? message('finding_setting_broken', { field: ref.id }) : undefined;
}
