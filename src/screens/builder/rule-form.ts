import { modeKey } from '../../catalogue/keys';
import { MODES } from '../../catalogue/document';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { oneOrSeveral } from './one-or-several';
import { fromLines, linesOf, sayIn, withKey, type Form, type Input, type Sent, type World } from '../kit/form';
import { scheduleForm } from './schedule-form';
import { handInputs } from './hand-form';
import { eventChoices, eventsOf, onceInputs, waitInputs, yesNo } from './timing-form';
import type { Choice } from '../kit/blocks';

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

/** Name and events. */
export function whenForm(rule: RawRule, epoch: number, world: World): Form<RawRule> {
  const say = sayIn(world);
  const events = eventsOf(rule.on === '' ? undefined : rule.on);
  const times = scheduleForm(rule, (name) => `w${epoch}.times.${name}`, say, world.calendars);
  return {
    inputs: [
      ...(isTextOrNone(rule.name) ? [textInput(rule, 'name', `w${epoch}.name`, say('view_name'))] : []),
      ...(events
        ? [
            oneOrSeveral<RawRule>(
              {
                ids: [`w${epoch}.on`, `w${epoch}.ons`],
                label: say('view_when'),
                place: 'on',
                choices: eventChoices(say),
                get: (part) => part.on,
                put: (part, on) => ({ ...part, on }),
              },
              Array.isArray(rule.on) ? events : (events[0] ?? ''),
              world,
            ),
          ]
        : []),
      ...times.inputs,
    ],
    hidden: times.hidden || !events || !isTextOrNone(rule.name),
  };
}

/** Everything about a rule that is neither when, if nor then. */
export function moreForm(rule: RawRule, epoch: number, world: World): Form<RawRule> {
  const say = sayIn(world);
  const id = (name: string): string => `o${epoch}.${name}`;
  const mode = rule.mode ?? 'live';
  const modes: Choice[] = MODES.map((each) => [each, say(modeKey(each))]);
  const once = onceInputs(rule, id, say);
  const wait = waitInputs(rule, id, say, world.calendars);
  const hand = handInputs(rule, id, say);
  const stop = rule.stop === undefined || typeof rule.stop === 'boolean';
  const labels = rule.labels === undefined || Array.isArray(rule.labels) ? linesOf(rule.labels) : undefined;
  const known = MODES.some((each) => each === mode);
  return {
    inputs: [
      ...(known
        ? [
            {
              id: id('mode'),
              label: say('view_mode'),
              place: 'mode',
              shown: mode as string,
              choices: modes,
              set: putKey('mode'),
            },
          ]
        : []),
      ...(isTextOrNone(rule.description)
        ? [textInput(rule, 'description', id('about'), say('view_description'), { optional: true, multiline: true })]
        : []),
      ...(labels === undefined
        ? []
        : [
            {
              id: id('labels'),
              label: say('view_labels'),
              hint: say('view_lines_each'),
              optional: true,
              multiline: true,
              place: 'labels',
              shown: labels,
              set: (part: RawRule, sent: Sent) => {
                const lines = fromLines(sent);
                return withKey(part, 'labels', lines.length > 0 ? lines : undefined);
              },
            },
          ]),
      ...(hand ?? []),
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
    hidden: !known || !stop || !once || !wait || !hand || labels === undefined || !isTextOrNone(rule.description),
  };
}

function putKey(key: string) {
  return (part: RawRule, sent: Sent): RawRule => ({ ...part, [key]: sent });
}
