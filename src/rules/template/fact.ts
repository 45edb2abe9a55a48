import type { Field } from '../../catalogue/fields/field';
import { isUnknown, type DepartmentName, type Fact } from '../../model/value';
import { translate, message, type Language } from '../../text/message';
import { formatClockTime } from '../../calendar/clock-time';
import type { TemplateValue } from './render';
import { sayDuration } from '../../calendar/duration';

/**
 * A fact as a person reads it in a text: lists joined with `, `, durations in words, times as `HH:mm`, a department by
 * its name, booleans as yes and no; a choice as it is written in rules. Undefined when it is missing or unknown.
 */
export function formatFact(field: Pick<Field, 'kind'>, fact: Fact, language: Language): string | undefined {
  if (fact === undefined || isUnknown(fact)) return undefined;
  switch (field.kind) {
    case 'duration':
      return sayDuration(fact as number, language);
    case 'time':
      return formatClockTime(fact as number);
    case 'boolean':
      return translate(language, message(fact === true ? 'said_yes' : 'said_no'));
    case 'department':
      return (fact as DepartmentName).name;
    case 'list':
      return (fact as readonly string[]).join(', ');
    default:
      return typeof fact === 'object' ? undefined : String(fact);
  }
}

/** The same for a template: a boolean that is false, and an empty list, leave sections out. */
export function templateValue(field: Pick<Field, 'kind'>, fact: Fact, language: Language): TemplateValue {
  const printed = formatFact(field, fact, language);
  return fact === false && printed !== undefined ? { text: printed, absent: true } : printed;
}
