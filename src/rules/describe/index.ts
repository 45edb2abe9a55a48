import type { Language } from '../../text/message';
import { calendarOfWait, eventsOf, type Rule } from '../../catalogue/document';
import { sayAction } from './action';
import { sayCondition, type FieldLookUp } from './condition';
import { saidKey } from '../../catalogue/keys';
import { voice, type Voice } from './voice';

export { sayAction } from './action';
export { sayComparison, sayCondition } from './condition';
export { voice, type Voice } from './voice';

/** What there is to say of a rule; a draft has no id yet. */
export type Describable = Pick<Rule, 'on' | 'if' | 'do' | 'once' | 'wait' | 'stop' | 'schedule'>;

/**
 * Reads a rule back in words that a person who does not program understands: `When a customer writes, if we are
 * closed: send the customer “…”. At most once per conversation within 12 hours.`
 * @param lookUp finds the entries of fields; the catalogue's when left out
 */
export function describeRule(rule: Describable, language: Language, lookUp?: FieldLookUp): string {
  const speak = voice(language);
  return [
    sayWhenIfThen(rule, speak, lookUp),
    ...saySchedule(rule, speak),
    ...sayWait(rule, speak),
    ...sayOnce(rule, speak),
    ...(rule.stop === true ? [speak.say('said_stop')] : []),
  ].join(' ');
}

function sayWhenIfThen(rule: Describable, speak: Voice, lookUp?: FieldLookUp): string {
  const parts = {
    events: sayEvents(eventsOf(rule), speak),
    actions: rule.do.map((step) => sayAction(step, speak)).join('; '),
  };
  if (rule.if === 'always') return speak.say('said_always', parts);
  return speak.say('said_if', { ...parts, conditions: sayCondition(rule.if, speak.clause, lookUp) });
}

/** `a customer writes or a conversation starts`. */
function sayEvents(events: readonly string[], speak: Voice): string {
  return speak.or(events.map((event) => speak.say(saidKey(event))));
}

function saySchedule({ schedule }: Describable, speak: Voice): string[] {
  if (!schedule) return [];
  const over = speak.say(`said_schedule_${schedule.over ?? 'open'}`);
  if ('every' in schedule) return [speak.say('said_schedule_every', { every: speak.duration(schedule.every), over })];
  const { at, calendar } = schedule;
  return calendar === undefined
    ? [speak.say('said_schedule_at', { at, over })]
    : [speak.say('said_schedule_at_calendar', { at, calendar: speak.quote(calendar), over })];
}

/** What its wait means; nothing when it has none. */
export function sayWait({ wait }: Pick<Describable, 'wait'>, speak: Voice): string[] {
  if (!wait) return [];
  const params = { duration: sayLength(wait, speak), events: sayEvents(wait.unless ?? [], speak) };
  return [
    speak.say(wait.unless ? 'said_wait_unless' : 'said_wait', params),
    ...(wait.restart === true ? [speak.say('said_wait_restart')] : []),
  ];
}

/** `4 hours of the opening hours`. */
function sayLength(wait: NonNullable<Describable['wait']>, speak: Voice): string {
  const duration = speak.duration(wait.for);
  const name = calendarOfWait(wait);
  if (name === undefined) return duration;
  return name === ''
    ? speak.say('said_wait_in_hours', { duration })
    : speak.say('said_wait_in_calendar', { duration, calendar: speak.quote(name) });
}

function sayOnce({ once }: Describable, speak: Voice): string[] {
  if (!once) return [];
  return once.within === undefined
    ? [speak.say(saidKey('once', once.per))]
    : [speak.say(saidKey('once', once.per, 'within'), { duration: speak.duration(once.within) })];
}
