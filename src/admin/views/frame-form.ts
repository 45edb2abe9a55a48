import { EVENTS } from '../../events/event';
import { eventKey, modeKey } from '../../rules/describe';
import { MODES } from '../../rules/document';
import { ONCE_PER } from '../../rules/schema';
import { isRawRule, type RawRule } from '../raw-document';
import {
  durationOf,
  oneOrMore,
  sayIn,
  shortDuration,
  withKey,
  type Form,
  type Input,
  type Sent,
  type World,
} from './input';
import type { Choice } from './ui';

type Say = ReturnType<typeof sayIn>;

function textInput(
  rule: RawRule,
  key: string,
  id: string,
  label: string,
  more: Partial<Input<RawRule>> = {},
): Input<RawRule> {
  const value = rule[key];
  const none = more.optional ? undefined : '';
  return {
    id,
    label,
    place: key,
    shown: typeof value === 'string' ? value : '',
    set: (part, sent) => withKey(part, key, sent === '' ? none : sent),
    ...more,
  };
}

const isTextOrNone = (value: unknown): boolean => value === undefined || typeof value === 'string';

function eventChoices(say: Say): readonly Choice[] {
  return EVENTS.map((id) => [id, say(eventKey(id))]);
}

/** Events as a list; undefined when something else stands among them. */
function eventsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
  const events = list.filter((each): each is string => EVENTS.some((id) => id === each));
  return events.length === list.length && new Set(events).size === list.length ? events : undefined;
}

/** Name and events. */
export function whenForm(rule: RawRule, epoch: number, world: World): Form<RawRule> {
  const say = sayIn(world);
  const events = eventsOf(rule.on === '' ? undefined : rule.on);
  return {
    inputs: [
      ...(isTextOrNone(rule.name) ? [textInput(rule, 'name', `w${epoch}.name`, say('view_name'))] : []),
      ...(events
        ? [
            {
              id: `w${epoch}.on`,
              label: say('view_when'),
              place: 'on',
              shown: events,
              choices: eventChoices(say),
              set: (part: RawRule, sent: Sent) => ({ ...part, on: oneOrMore(part.on, sent as readonly string[], '') }),
            },
          ]
        : []),
    ],
    hidden: !events || !isTextOrNone(rule.name),
  };
}

/** Everything about a rule that is neither when, if nor then. */
export function moreForm(rule: RawRule, epoch: number, world: World): Form<RawRule> {
  const say = sayIn(world);
  const id = (name: string): string => `o${epoch}.${name}`;
  const mode = rule.mode ?? 'live';
  const modes: Choice[] = MODES.map((each) => [each, say(modeKey(each))]);
  const once = onceInputs(rule, id, say);
  const wait = waitInputs(rule, id, say);
  const stop = rule.stop === undefined || typeof rule.stop === 'boolean';
  const known = MODES.some((each) => each === mode);
  return {
    inputs: [
      ...(known
        ? [
            {
              id: id('mode'),
              label: say('view_mode'),
              place: 'mode',
              shown: String(mode),
              choices: modes,
              set: putKey('mode'),
            },
          ]
        : []),
      ...(isTextOrNone(rule.description)
        ? [textInput(rule, 'description', id('about'), say('view_description'), { optional: true, multiline: true })]
        : []),
      ...(once ?? []),
      ...(wait ?? []),
      ...(stop
        ? [
            yesNo(id('stop'), say('view_stop'), 'stop', rule.stop === true, say, (part, on) =>
              withKey(part, 'stop', on || undefined),
            ),
          ]
        : []),
    ],
    hidden: !known || !stop || !once || !wait || !isTextOrNone(rule.description),
  };
}

function putKey(key: string) {
  return (part: RawRule, sent: Sent): RawRule => ({ ...part, [key]: sent });
}

function yesNo(
  id: string,
  label: string,
  place: string,
  on: boolean,
  say: Say,
  put: (part: RawRule, on: boolean) => RawRule,
): Input<RawRule> {
  const choices: Choice[] = [
    ['no', say('said_no')],
    ['yes', say('said_yes')],
  ];
  return { id, label, place, shown: on ? 'yes' : 'no', choices, set: (part, sent) => put(part, sent === 'yes') };
}

/** Undefined: it cannot be shown in fields. */
function onceInputs(rule: RawRule, id: (name: string) => string, say: Say): readonly Input<RawRule>[] | undefined {
  const { once } = rule;
  if (once !== undefined && !isRawRule(once)) return undefined;
  const per = once?.per ?? '';
  const within = shortDuration(once?.within);
  if (within === undefined || !['', ...ONCE_PER].some((each) => each === per)) return undefined;
  const choices: Choice[] = ['', ...ONCE_PER].map((each) => [
    each,
    say(each === '' ? 'view_each_time' : `view_per_${each}`),
  ]);
  return [
    {
      id: id('per'),
      label: say('view_once'),
      place: 'once',
      shown: String(per),
      choices,
      set: (part, sent) =>
        withKey(part, 'once', sent === '' ? undefined : { ...(isRawRule(part.once) && part.once), per: sent }),
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
              isRawRule(part.once)
                ? { ...part, once: withKey(part.once, 'within', durationOf(String(sent)) || undefined) }
                : part,
          },
        ]
      : []),
  ];
}

function waitInputs(rule: RawRule, id: (name: string) => string, say: Say): readonly Input<RawRule>[] | undefined {
  const { wait } = rule;
  if (wait !== undefined && !isRawRule(wait)) return undefined;
  const length = shortDuration(wait?.for);
  const unless = eventsOf(wait?.unless);
  const restart = wait?.restart === undefined || wait.restart === true;
  if (length === undefined || !unless || !restart || (Array.isArray(wait?.unless) && unless.length === 0))
    return undefined;
  const within = (part: RawRule, key: string, value: unknown): RawRule =>
    isRawRule(part.wait) ? { ...part, wait: withKey(part.wait, key, value) } : part;
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
        return withKey(part, 'wait', iso === '' ? undefined : { ...(isRawRule(part.wait) && part.wait), for: iso });
      },
    },
    ...(wait
      ? [
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
