import { shorten } from '../../text/shorten';
import { parseClockTime } from '../../calendar/clock-time';
import { parseDuration } from '../../calendar/duration';
import { fold, foldSensitive } from '../../text/fold';
import { nearest } from '../../text/nearest';
import { compilePattern, PATTERN_CHARACTERS, withoutSlashes, type Pattern } from '../../text/pattern';
import { digitsOf } from '../../text/phone';
import { message, type MessageKey, type Text } from '../../text/message';
import type { Entry } from './operator';

/** A value from a rule as it is shown in a sentence: as JSON, and not endless. */
export function shown(raw: unknown): string {
  return shorten(JSON.stringify(raw) ?? String(raw));
}

const problem = (key: MessageKey, params?: Text['params']): { problem: Text } => ({ problem: message(key, params) });

/** A text to be compared folded; kept folded. */
export const textEntry: Entry<string> = {
  read: (raw, { caseSensitive }) => {
    if (typeof raw !== 'string') return problem('value_no_text', { value: shown(raw) });
    const folded = fold(raw);
    if (folded === '') return problem('value_blank');
    return { value: caseSensitive ? foldSensitive(raw) : folded };
  },
  schema: () => ({ type: 'string', minLength: 1 }),
};

/** The name or id of a department: the name is compared folded, the id exactly. */
export const departmentEntry: Entry<{ readonly id: string; readonly folded: string }> = {
  read: (raw) => {
    if (typeof raw !== 'string') return problem('value_no_text', { value: shown(raw) });
    const folded = fold(raw);
    return folded === '' ? problem('value_blank') : { value: { id: raw, folded } };
  },
  schema: () => ({ type: 'string', minLength: 1 }),
};

export const choiceEntry: Entry<string> = {
  read: (raw, { field }) => {
    const choices = field.choices ?? [];
    if (typeof raw === 'string' && choices.includes(raw)) return { value: raw };
    const near = typeof raw === 'string' ? nearest(raw, choices) : undefined;
    if (near === undefined) return problem('value_no_choice', { value: shown(raw), choices });
    return problem('value_no_choice_near', { value: shown(raw), nearest: near, choices });
  },
  schema: ({ choices }) => ({ enum: choices ?? [] }),
};

/** A phone number, of which the digits are compared; kept as these. */
export const phoneEntry: Entry<string> = {
  read: (raw) => {
    if (typeof raw !== 'string') return problem('value_no_text', { value: shown(raw) });
    const folded = fold(raw);
    if (folded === '') return problem('value_blank');
    const digits = digitsOf(folded);
    return digits === '' ? problem('value_no_digits', { value: shown(raw) }) : { value: digits };
  },
  schema: () => ({ type: 'string', pattern: '[0-9\uff10-\uff19]' }),
};

export const patternEntry: Entry<Pattern> = {
  read: (raw, { caseSensitive }) => {
    if (typeof raw !== 'string') return problem('value_no_text', { value: shown(raw) });
    if (fold(raw) === '') return problem('value_blank');
    const right = withoutSlashes(raw, caseSensitive);
    if (right !== undefined) return problem('value_pattern_slashes', { written: shown(raw), right });
    const made = compilePattern(raw, caseSensitive);
    return 'problem' in made ? made : { value: made.pattern };
  },
  schema: () => ({ type: 'string', minLength: 1, maxLength: PATTERN_CHARACTERS }),
};

export const numberEntry: Entry<number> = {
  read: (raw) =>
    typeof raw === 'number' && Number.isFinite(raw)
      ? { value: raw }
      : problem('value_no_number', { value: shown(raw) }),
  schema: () => ({ type: 'number' }),
};

export const durationEntry: Entry<number> = {
  read: (raw) => {
    const ms = typeof raw === 'string' ? parseDuration(raw) : undefined;
    return ms === undefined ? problem('value_no_duration', { value: shown(raw) }) : { value: ms };
  },
  schema: () => ({ type: 'string', pattern: '^P(\\d+W)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?$', minLength: 3 }),
};

export const timeEntry: Entry<number> = {
  read: (raw) => {
    const minute = typeof raw === 'string' ? parseClockTime(raw) : undefined;
    return minute === undefined ? problem('value_no_time', { value: shown(raw) }) : { value: minute };
  },
  schema: () => ({ type: 'string', pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' }),
};

export const booleanEntry: Entry<boolean> = {
  read: (raw) => (typeof raw === 'boolean' ? { value: raw } : problem('value_no_boolean', { value: shown(raw) })),
  schema: () => ({ type: 'boolean' }),
};
