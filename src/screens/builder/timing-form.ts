import { EVENTS } from '../../catalogue/events';
import { eventKey } from '../../catalogue/keys';
import { ONCE_PER, OWN_HOURS } from '../../catalogue/document';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { durationOf, shortDuration, withKey, yesOrNo, type Input, type Say, type Sent } from '../kit/form';
import type { Choice } from '../kit/blocks';
import { isObject } from '../../util/json';

/** When and how often: the fields of `once` and `wait`. */

export function eventChoices(say: Say): readonly Choice[] {
  return EVENTS.map((id) => [id, say(eventKey(id))]);
}

/** Events as a list; undefined when something else stands among them. */
export function eventsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
  const events = list.filter((each): each is string => EVENTS.some((id) => id === each));
  return events.length === list.length && new Set(events).size === list.length ? events : undefined;
}

export function yesNo(
  id: string,
  label: string,
  place: string,
  on: boolean,
  say: Say,
  put: (part: RawRule, on: boolean) => RawRule,
): Input<RawRule> {
  return { id, label, place, ...yesOrNo(on, say), set: (part, sent) => put(part, sent === 'yes') };
}

/** Undefined: it cannot be shown in fields. */
export function onceInputs(
  rule: RawRule,
  id: (name: string) => string,
  say: Say,
): readonly Input<RawRule>[] | undefined {
  const { once } = rule;
  if (once !== undefined && !isObject(once)) return undefined;
  const per = once?.per ?? '';
  const within = shortDuration(once?.within);
  if (within === undefined || !['', ...ONCE_PER].some((each) => each === per)) return undefined;
  const choices: Choice[] = [
    ['', say('view_each_time')],
    ...ONCE_PER.map((each): Choice => [each, say(`view_per_${each}`)]),
  ];
  return [
    {
      id: id('per'),
      label: say('view_once'),
      place: 'once',
      shown: per as string,
      choices,
      set: (part, sent) =>
        withKey(part, 'once', sent === '' ? undefined : { ...(isObject(part.once) && part.once), per: sent }),
    },
    ...(once
      ? [
          {
            id: id('within'),
            label: say('view_within'),
            hint: say('view_duration_hint'),
            optional: true,
            place: 'once.within',
            shown: within,
            set: (part: RawRule, sent: Sent) =>
              isObject(part.once)
                ? { ...part, once: withKey(part.once, 'within', durationOf(String(sent)) || undefined) }
                : part,
          },
        ]
      : []),
  ];
}

/** The hours of the settings, the calendars, and one that is not there (any more). */
function calendarChoices(shown: string, calendars: readonly string[], say: Say): readonly Choice[] {
  const names = [...new Set([...calendars, shown])].filter((name) => name !== '' && name !== OWN_HOURS);
  return [
    ['', say('view_wait_in_any')],
    [OWN_HOURS, say('setting_hours')],
    ...names.map((name): Choice => [name, name]),
  ];
}

export function waitInputs(
  rule: RawRule,
  id: (name: string) => string,
  say: Say,
  calendars: readonly string[],
): readonly Input<RawRule>[] | undefined {
  const { wait } = rule;
  if (wait !== undefined && !isObject(wait)) return undefined;
  const length = shortDuration(wait?.for);
  const unless = eventsOf(wait?.unless);
  const calendar = wait?.in ?? '';
  const restart = wait?.restart === undefined || wait.restart === true;
  if (typeof calendar !== 'string' || (wait?.in !== undefined && calendar === '')) return undefined;
  if (length === undefined || !unless || !restart || (Array.isArray(wait?.unless) && unless.length === 0))
    return undefined;
  const within = (part: RawRule, key: string, value: unknown): RawRule =>
    isObject(part.wait) ? { ...part, wait: withKey(part.wait, key, value) } : part;
  return [
    {
      id: id('wait'),
      label: say('view_wait'),
      hint: say('view_duration_hint'),
      optional: true,
      place: 'wait',
      shown: length,
      set: (part, sent) => {
        const iso = durationOf(String(sent));
        return withKey(part, 'wait', iso === '' ? undefined : { ...(isObject(part.wait) && part.wait), for: iso });
      },
    },
    ...(wait
      ? [
          {
            id: id('in'),
            label: say('view_wait_in'),
            optional: true,
            place: 'wait.in',
            shown: calendar,
            choices: calendarChoices(calendar, calendars, say),
            picks: 'wait',
            set: (part: RawRule, sent: Sent) => within(part, 'in', sent === '' ? undefined : sent),
          },
          {
            id: id('unless'),
            label: say('view_unless'),
            optional: true,
            place: 'wait.unless',
            shown: unless,
            choices: eventChoices(say),
            set: (part: RawRule, sent: Sent) => within(part, 'unless', sent.length === 0 ? undefined : sent),
          },
          yesNo(id('restart'), say('view_restart'), 'wait.restart', wait.restart === true, say, (part, on) =>
            within(part, 'restart', on || undefined),
          ),
        ]
      : []),
  ];
}
