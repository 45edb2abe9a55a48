import type { FieldRef } from '../fields/field';
import type { Fact, Kind, Value } from '../../model/value';
import { parseClockTime } from '../../calendar/clock-time';
import { parseDuration } from '../../calendar/duration';
import { message, type MessageKey, type Text } from '../../text/message';
import { about } from './check';
import { choiceEntry, shown } from './entries';

/**
 * A fact as the tests in rules write it (DESIGN.md 3): null is missing, `{"unknown": "why"}` unknown, durations are
 * ISO texts, times `HH:mm`, a department its name or id, a list a list or one text. Otherwise, what is wrong.
 */
export function givenFact(ref: FieldRef, given: unknown): { readonly fact: Fact } | { readonly problem: Text } {
  if (given === null || given === undefined) return { fact: undefined };
  const why = unknownIn(given);
  if (why !== undefined) return { fact: { unknown: why } };
  const read = GIVEN[ref.field.kind](given, ref.field);
  return 'problem' in read ? { problem: about(ref, read.problem) } : read;
}

type ReadGiven = (given: unknown, field: FieldRef['field']) => { readonly fact: Value } | { readonly problem: Text };

/** The value as it was found to be, or the sentence with that key. */
function or(fact: Value | undefined, key: MessageKey, given: unknown): ReturnType<ReadGiven> {
  return fact === undefined ? { problem: message(key, { value: shown(given) }) } : { fact };
}

const textGiven: ReadGiven = (given) => or(typeof given === 'string' ? given : undefined, 'value_no_text', given);

const GIVEN: Record<Kind, ReadGiven> = {
  text: textGiven,
  locale: textGiven,
  phone: textGiven,
  // What is asked outside may answer with a number.
  custom: (given, field) =>
    textGiven(field.family === 'lookup' && Number.isFinite(given) ? String(given) : given, field),
  username: textGiven,
  choice: (given, field) => {
    const read = choiceEntry.read(given, { field, caseSensitive: false });
    return 'problem' in read ? read : { fact: read.value };
  },
  // A test need not know ids: what it gives is both.
  department: (given) => or(typeof given === 'string' ? { id: given, name: given } : undefined, 'value_no_text', given),
  list: (given) => {
    const items: readonly unknown[] = Array.isArray(given) ? given : [given];
    const texts = items.filter((item): item is string => typeof item === 'string');
    return or(texts.length === items.length ? texts : undefined, 'given_no_list', given);
  },
  number: (given) => or(Number.isFinite(given) ? (given as number) : undefined, 'value_no_number', given),
  duration: (given) => or(typeof given === 'string' ? parseDuration(given) : undefined, 'value_no_duration', given),
  time: (given) => {
    const minute = typeof given === 'string' ? parseClockTime(given) : undefined;
    return or(minute === 1440 ? undefined : minute, 'given_no_time', given);
  },
  boolean: (given) => or(typeof given === 'boolean' ? given : undefined, 'value_no_boolean', given),
};

function unknownIn(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || Object.keys(given).join() !== 'unknown') return undefined;
  const { unknown: why } = given as { unknown: unknown };
  return typeof why === 'string' ? why : undefined;
}
