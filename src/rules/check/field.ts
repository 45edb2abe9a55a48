import type { FieldRef } from '../../fields/field';
import { text } from '../../text/say';
import { hint } from './hint';
import type { Known } from './known';
import { show, type Report } from './report';

const HOURS = 'operation.hours';
/** Fields that go by the setting's clock or days. */
const OWN_DAYS = ['operation.holiday'];
const OWN_CLOCK = ['operation.weekday', 'operation.time'];

/**
 * Finds the field that a rule names. Tells when there is none, and when its calendar is lacking or cannot be read
 * (DESIGN.md, Exact meanings, Time): then nothing could be asked.
 */
export function checkFieldName(id: string, place: string, known: Known, report: Report): FieldRef | undefined {
  const ref = known.catalogue.fieldOf(id);
  if (!ref) {
    report.error(place, 'finding_unknown_field', { field: show(id), hint: fieldHint(id, known) });
    return undefined;
  }
  const lacking = lackingCalendar(ref, known);
  if (lacking) report.add('error', place, lacking);
  return ref;
}

/** A family is meant when its first part is written rightly; else the nearest field by its whole name. */
function fieldHint(id: string, { catalogue, calendarNames }: Known) {
  const plain = catalogue.fieldIds.filter((each) => !each.endsWith('*'));
  const hours = calendarNames.map((name) => `${HOURS}.${name}`);
  const family = catalogue.fieldIds.find((each) => each.endsWith('*') && id.startsWith(each.slice(0, -1)));
  if (family !== undefined && !id.startsWith(`${HOURS}.`)) {
    return text('finding_custom_key', { family: family.replace('*', '…') });
  }
  const near = hint(id, [...plain, ...hours]);
  return near === '' ? '' : near;
}

function lackingCalendar(ref: FieldRef, known: Known) {
  const { broken, calendars, calendarNames } = known;
  if (ref.field.id === `${HOURS}.*`) {
    if (calendars.has(ref.key)) return undefined;
    return calendarNames.includes(ref.key)
      ? text('finding_calendar_broken', { calendar: show(ref.key) })
      : text('finding_unknown_calendar', { calendar: show(ref.key), hint: hint(ref.key, calendarNames) });
  }
  const days = broken.zone || broken.holidays;
  const lacks =
    (ref.id === HOURS && (days || broken.hours)) ||
    (OWN_DAYS.includes(ref.id) && days) ||
    (OWN_CLOCK.includes(ref.id) && broken.zone);
  return lacks ? text('finding_setting_broken', { field: ref.id }) : undefined;
}
