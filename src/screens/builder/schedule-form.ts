import { isRawRule, type RawRule } from '../../admin/rule-book/raw-document';
import { keysOf } from '../../catalogue/actions/shape';
import { SCHEDULE_KEY, SCHEDULED_OVER, scheduleSchema } from '../../catalogue/schedule';
import { schedule as scheduleEvent } from '../../catalogue/events';
import { schemasAt } from '../../catalogue/actions/shape';
import type { Choice } from '../kit/blocks';
import { durationOf, shortDuration, withKey, type Form, type Input, type Say, type Sent } from '../kit/form';

/** The ways of saying when. */
const WAYS = ['at', 'every'] as const;
const KNOWN = schemasAt(scheduleSchema, []).flatMap(keysOf);

/** When a rule's time comes: shown where it listens to that, or has times all the same. */
export function scheduleForm(
  rule: RawRule,
  id: (name: string) => string,
  say: Say,
  calendars: readonly string[],
): Form<RawRule> {
  const written = rule[SCHEDULE_KEY];
  if (written === undefined && ![rule.on].flat().includes(scheduleEvent.id)) return { inputs: [], hidden: false };
  if (written !== undefined && !isRawRule(written)) return { inputs: [], hidden: true };
  const way = WAYS.find((each) => Object.hasOwn(written ?? {}, each));
  const { at = '', calendar = '', over = '' } = written ?? {};
  const every = shortDuration(written?.every);
  const texts = [at, calendar, over].every((each) => typeof each === 'string' && !/[\r\n]/.test(each));
  const oneWay = written === undefined || WAYS.filter((each) => Object.hasOwn(written, each)).length === 1;
  const overKnown = ['', ...SCHEDULED_OVER].some((each) => each === over);
  const plain = Object.keys(written ?? {}).every((key) => KNOWN.includes(key) && (key !== 'calendar' || way === 'at'));
  if (!texts || !oneWay || !overKnown || every === undefined || !plain || isBlank(written))
    return { inputs: [], hidden: true };
  const set = (key: string, valueOf: (sent: Sent) => unknown) => (part: RawRule, sent: Sent) => {
    const before = part[SCHEDULE_KEY];
    return isRawRule(before) ? withKey(part, SCHEDULE_KEY, withKey(before, key, valueOf(sent))) : part;
  };
  const none: Choice = ['', '–'];
  const zones = [...new Set([...calendars, calendar as string])].filter((name) => name !== '');
  const wayInput: Input<RawRule> = {
    id: id('way'),
    label: say('view_schedule'),
    place: SCHEDULE_KEY,
    shown: way ?? '',
    choices: [none, ...WAYS.map((each): Choice => [each, say(`view_schedule_${each}`)])],
    set: (part, sent) => withKey(part, SCHEDULE_KEY, sent === '' ? undefined : otherWay(part, String(sent))),
  };
  const atInputs: readonly Input<RawRule>[] = [
    {
      id: id('at'),
      label: say('view_schedule_at'),
      hint: say('view_schedule_hint'),
      place: 'schedule.at',
      shown: at as string,
      set: set('at', String),
    },
    ...(zones.length > 0
      ? [
          {
            id: id('calendar'),
            label: say('view_schedule_clock'),
            optional: true,
            place: 'schedule.calendar',
            shown: calendar as string,
            choices: [['', say('setting_timezone')] as const, ...zones.map((name): Choice => [name, name])],
            set: set('calendar', (sent) => (sent === '' ? undefined : sent)),
          },
        ]
      : []),
  ];
  const everyInput: Input<RawRule> = {
    id: id('every'),
    label: say('view_schedule_every'),
    hint: say('view_duration_hint'),
    place: 'schedule.every',
    shown: every,
    set: set('every', (sent) => durationOf(String(sent))),
  };
  const overInput: Input<RawRule> = {
    id: id('over'),
    label: say('view_schedule_over'),
    place: 'schedule.over',
    shown: over as string,
    choices: [
      ...(over === '' ? [['', say('said_schedule_open')] as const] : []),
      ...SCHEDULED_OVER.filter((each) => over !== '' || each !== 'open').map((each): Choice => [
        each,
        say(`said_schedule_${each}`),
      ]),
    ],
    set: set('over', (sent) => (sent === '' ? undefined : sent)),
  };
  const inputs = [
    wayInput,
    ...(way === 'at' ? atInputs : []),
    ...(way === 'every' ? [everyInput] : []),
    ...(way ? [overInput] : []),
  ];
  return { inputs, hidden: false };
}

/** What a field could not tell from what is left out. */
function isBlank(written: RawRule | undefined): boolean {
  return written?.calendar === '' || written?.over === '' || written?.every === null;
}

/** Said in another way, for the same conversations. */
function otherWay(part: RawRule, way: string): RawRule {
  const before = part[SCHEDULE_KEY];
  const over = isRawRule(before) ? before.over : undefined;
  return { [way]: '', ...(over !== undefined && { over }) };
}
