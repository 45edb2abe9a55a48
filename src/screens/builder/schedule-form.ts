import type { RawRule } from '../../admin/rule-book/raw-document';
import { keysOf, schemasAt } from '../../catalogue/actions/shape';
import { schedule as scheduleEvent } from '../../catalogue/events';
import { SCHEDULE_KEY, SCHEDULED_OVER, scheduleSchema } from '../../catalogue/schedule';
import type { Choice } from '../kit/blocks';
import { durationOf, shortDuration, withKey, type Form, type Input, type Say, type Sent } from '../kit/form';
import { isObject } from '../../util/json';

/** The ways of saying when. */
const WAYS = ['at', 'every'] as const;

/** A schedule as its fields show it. */
interface Times {
  /** Blank: nothing is said yet. */
  readonly way: (typeof WAYS)[number] | '';
  readonly at: string;
  readonly calendar: string;
  /** As people write it. */
  readonly every: string;
  readonly over: string;
}

/** When a rule's time comes: shown where it listens to that, or has times all the same. */
export function scheduleForm(
  rule: RawRule,
  id: (name: string) => string,
  say: Say,
  calendars: readonly string[],
): Form<RawRule> {
  const written = rule[SCHEDULE_KEY];
  if (written === undefined && ![rule.on].flat().includes(scheduleEvent.id)) return { inputs: [], hidden: false };
  const times = timesIn(written ?? {});
  if (!times) return { inputs: [], hidden: true };
  const { way, every, over } = times;
  const open = over === '' ? '' : 'open';
  const wayInput: Input<RawRule> = {
    id: id('way'),
    label: say('view_schedule'),
    place: SCHEDULE_KEY,
    shown: way,
    choices: [['', '–'], ...WAYS.map((each): Choice => [each, say(`view_schedule_${each}`)])],
    set: (part, sent) => withKey(part, SCHEDULE_KEY, sent === '' ? undefined : otherWay(part, String(sent))),
  };
  const everyInput: Input<RawRule> = {
    id: id('every'),
    label: say('view_schedule_every'),
    hint: say('view_duration_hint'),
    place: 'schedule.every',
    shown: every,
    set: setter('every', durationOf),
  };
  const overInput: Input<RawRule> = {
    id: id('over'),
    label: say('view_schedule_over'),
    place: 'schedule.over',
    shown: over,
    choices: SCHEDULED_OVER.map((each) => [each === 'open' ? open : each, say(`said_schedule_${each}`)]),
    set: setter('over', (sent) => sent || undefined),
  };
  const fields = way === 'at' ? atFields(times, id, say, calendars) : way === 'every' ? [everyInput] : [];
  return { inputs: [wayInput, ...fields, ...(way === '' ? [] : [overInput])], hidden: false };
}

/** Days and times, and by whose clock. */
function atFields(
  { at, calendar }: Times,
  id: (name: string) => string,
  say: Say,
  calendars: readonly string[],
): readonly Input<RawRule>[] {
  const zones = [...new Set([...calendars, calendar])].filter((name) => name !== '');
  const clock: Input<RawRule> = {
    id: id('calendar'),
    label: say('view_schedule_clock'),
    optional: true,
    place: 'schedule.calendar',
    shown: calendar,
    choices: [['', say('setting_timezone')], ...zones.map((name): Choice => [name, name])],
    set: setter('calendar', (sent) => sent || undefined),
    picks: SCHEDULE_KEY,
  };
  return [
    {
      id: id('at'),
      label: say('view_schedule_at'),
      hint: say('view_schedule_hint'),
      place: 'schedule.at',
      shown: at,
      set: setter('at', (sent) => sent),
    },
    clock,
  ];
}

/** Undefined: fields could not tell it, or not give it back as it is. */
function timesIn(written: unknown): Times | undefined {
  if (!isObject(written)) return undefined;
  const ways = WAYS.filter((each) => Object.hasOwn(written, each));
  const known = schemasAt(scheduleSchema(), []).filter((each) => ways.length === 0 || keysOf(each).includes(ways[0]!));
  if (ways.length > 1 || Object.keys(written).some((key) => !known.some((each) => keysOf(each).includes(key))))
    return undefined;
  if (ways.length === 0 && Object.keys(written).length > 0) return undefined;
  const { at = '', calendar = '', over = '' } = written;
  const every = shortDuration(written.every);
  const isLine = (text: unknown): text is string => typeof text === 'string' && !/[\r\n]/.test(text);
  if (!isLine(at) || !isLine(calendar) || !isLine(over) || every === undefined) return undefined;
  // Nobody could tell a blank one from one that is left out.
  if (written.calendar === '' || written.over === '') return undefined;
  if (over !== '' && !SCHEDULED_OVER.some((each) => each === over)) return undefined;
  return { way: ways[0] ?? '', at, calendar, every, over };
}

/** Puts what was sent under a key of the schedule; undefined leaves it out. */
function setter(key: string, valueOf: (sent: string) => unknown) {
  return (part: RawRule, sent: Sent): RawRule => {
    const before = part[SCHEDULE_KEY];
    return isObject(before) ? withKey(part, SCHEDULE_KEY, withKey(before, key, valueOf(String(sent)))) : part;
  };
}

/** Said in another way, for the same conversations. */
function otherWay(part: RawRule, way: string): RawRule {
  const before = part[SCHEDULE_KEY];
  const over = isObject(before) ? before.over : undefined;
  return { [way]: '', ...(over !== undefined && { over }) };
}
