import { FIELDS, fieldOf } from '../../fields';
import type { Field } from '../../fields/field';
import { operatorFor, operatorsOf } from '../../operators';
import {
  booleanEntry,
  choiceEntry,
  departmentEntry,
  durationEntry,
  numberEntry,
  timeEntry,
} from '../../operators/entries';
import type { Operator } from '../../operators/operator';
import { choiceKey, fieldKey, operatorKey } from '../../rules/describe';
import { isRawRule, type RawRule } from '../raw-document';
import {
  durationOf,
  fromLines,
  linesOf,
  numberOf,
  oneOrMore,
  sayIn,
  shortDuration,
  withKey,
  type Form,
  type Input,
  type Sent,
  type World,
} from './input';
import { LIMITS_OF_VIEWS, type Choice } from './ui';

const HOURS = 'operation.hours.*';

/** The field that a comparison names, also where the key of a family is not right yet. */
export function fieldNamed(id: unknown): { readonly field: Field; readonly key: string } | undefined {
  if (typeof id !== 'string') return undefined;
  const known = fieldOf(id);
  if (known) return known;
  const field = FIELDS.find((each) => each.id.endsWith('*') && id.startsWith(each.id.slice(0, -1)));
  return field && { field, key: id.slice(field.id.length - 1) };
}

/** The fields of one comparison; all hidden when it is none. `n` is its number in the draft. */
export function conditionForm(raw: unknown, n: number, world: World): Form<unknown> {
  if (!isRawRule(raw)) return { inputs: [], hidden: true };
  const named = fieldNamed(raw.field);
  if (!named) return { inputs: [fieldInput(raw, n, undefined, world)], hidden: true };
  const { field } = named;
  const operator = typeof raw.operator === 'string' ? operatorFor(field.kind, raw.operator) : undefined;
  const values = operator ? valueInputs(raw, n, field, operator, world) : [];
  const cased = operator?.caseMatters ? [caseInput(raw, n, world)] : [];
  const known = ['field', 'operator', 'value', ...(cased.length > 0 ? ['case_sensitive'] : [])];
  return {
    inputs: [
      fieldInput(raw, n, named, world),
      ...(field.id.endsWith('*') ? [keyInput(n, field, named.key, world)] : []),
      operatorInput(raw, n, field, world),
      ...(values ?? []),
      ...cased,
    ] as readonly Input<unknown>[],
    hidden: values === undefined || Object.keys(raw).some((key) => !known.includes(key)),
  };
}

function fieldInput(raw: RawRule, n: number, named: ReturnType<typeof fieldNamed>, world: World): Input<RawRule> {
  const say = sayIn(world);
  const own = named?.field.id ?? String(raw.field);
  const choices: Choice[] = FIELDS.map(({ id }) => [id, say(fieldKey(id))]);
  return {
    id: `c${n}.field`,
    label: say('view_field'),
    place: '.field',
    shown: own,
    choices: named ? choices : [...choices, [own, own]],
    set: (part, sent) => {
      const field = FIELDS.find(({ id }) => id === sent);
      if (!field) return part;
      const kept = named && operatorFor(field.kind, String(part.operator));
      const operator = kept ?? operatorsOf(field.kind)[0]!;
      const key = world.calendars.length > 0 && field.id === HOURS ? world.calendars[0]! : '';
      const { value: _value, case_sensitive: _case, ...rest } = part;
      return fresh({ ...rest, field: field.id.replace('*', key) }, field, operator, named?.field, part.value);
    },
  };
}

/** Another operator or field: the value stays where it is written in the same way. */
function fresh(
  part: RawRule,
  field: Field,
  operator: Operator<unknown>,
  before: Field | undefined,
  value: unknown,
): RawRule {
  const named = { ...part, operator: operator.id };
  if (!operator.entry) return named;
  const same = before !== undefined && (before === field || before.kind === field.kind) && !field.choices;
  if (same && value !== undefined && Array.isArray(value) === (operator.takes === 'bounds')) return { ...named, value };
  if (same && typeof value === 'string' && operator.takes !== 'bounds') return { ...named, value };
  if (operator.entry === booleanEntry) return { ...named, value: true };
  if (operator.entry === choiceEntry) return { ...named, value: field.choices?.[0] ?? '' };
  return { ...named, value: operator.takes === 'bounds' ? ['', ''] : '' };
}

function keyInput(n: number, field: Field, key: string, world: World): Input<RawRule> {
  const say = sayIn(world);
  const calendars = field.id === HOURS ? listed(world.calendars, [key]) : undefined;
  return {
    id: `c${n}.key.${field.id}`,
    label: say(field.id === HOURS ? 'view_calendar' : 'view_key'),
    place: '.field',
    shown: key,
    ...(calendars && { choices: calendars }),
    set: (part, sent) => ({ ...part, field: field.id.replace('*', String(sent).trim()) }),
  };
}

function operatorInput(raw: RawRule, n: number, field: Field, world: World): Input<RawRule> {
  const say = sayIn(world);
  const ids = operatorsOf(field.kind).map(({ id }) => id);
  const own = String(raw.operator);
  return {
    id: `c${n}.operator.${field.kind}`,
    label: say('view_operator'),
    place: '.operator',
    shown: own,
    choices: withOwn(ids, [own]).map(([id]) => [id, ids.includes(id) ? say(operatorKey(id)) : id]),
    set: (part, sent) => {
      const operator = operatorFor(field.kind, String(sent));
      if (!operator) return part;
      const { value, ...rest } = part;
      const cased = operator.caseMatters ? rest : withKey(rest, 'case_sensitive', undefined);
      const before = operatorFor(field.kind, String(part.operator));
      return before?.entry === operator.entry &&
        before?.takes !== 'bounds' &&
        operator.takes !== 'bounds' &&
        value !== undefined
        ? { ...part, operator: operator.id }
        : fresh(cased, field, operator, field, value);
    },
  };
}

function caseInput(raw: RawRule, n: number, world: World): Input<RawRule> {
  const say = sayIn(world);
  return {
    id: `c${n}.case`,
    label: say('view_case'),
    place: '.case_sensitive',
    shown: raw.case_sensitive === undefined ? 'no' : raw.case_sensitive === true ? 'yes' : String(raw.case_sensitive),
    choices: [
      ['no', say('said_no')],
      ['yes', say('said_yes')],
    ],
    set: (part, sent) => withKey(part, 'case_sensitive', sent === 'yes' ? true : undefined),
  };
}

/** Undefined: the value cannot be shown in fields. */
function valueInputs(
  raw: RawRule,
  n: number,
  field: Field,
  operator: Operator<unknown>,
  world: World,
): readonly Input<RawRule>[] | undefined {
  const { entry, takes } = operator;
  const { value } = raw;
  if (!entry) return value === undefined ? [] : undefined;
  const say = sayIn(world);
  const base = { label: say('view_value'), place: '.value' };
  const put = (part: RawRule, next: unknown): RawRule => ({ ...part, value: next });
  if (takes === 'bounds') {
    const bounds: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [];
    const shown = [0, 1].map((index) => oneOf(entry, bounds[index] ?? ''));
    if (bounds.length !== 2 || shown.includes(undefined)) return undefined;
    return shown.map((each, index) => ({
      ...base,
      ...hintOf(entry, say),
      id: `c${n}.${index === 0 ? 'from' : 'to'}.${field.kind}`,
      label: say(index === 0 ? 'view_from' : 'view_to'),
      place: `.value[${index}]`,
      shown: each!,
      set: (part, sent) => {
        const old = Array.isArray(part.value) ? (part.value as unknown[]) : [];
        return put(
          part,
          [0, 1].map((each) => (each === index ? parseOne(entry, sent) : (old[each] ?? ''))),
        );
      },
    }));
  }
  if (entry === booleanEntry) {
    if (typeof value !== 'boolean') return undefined;
    const choices: Choice[] = ['true', 'false'].map((each) => [each, say(each === 'true' ? 'said_yes' : 'said_no')]);
    return [
      { ...base, id: `c${n}.bool`, shown: String(value), choices, set: (part, sent) => put(part, sent === 'true') },
    ];
  }
  const listed = choicesOf(field, entry, value, world);
  if (listed) {
    const shown = (Array.isArray(value) ? value : value === '' ? [] : [value]) as readonly string[];
    if (!shown.every((each) => typeof each === 'string')) return undefined;
    const set = (part: RawRule, sent: Sent) => put(part, oneOrMore(part.value, sent as readonly string[], ''));
    return [{ ...base, id: `c${n}.values.${field.id}`, shown, choices: listed, set }];
  }
  if (entry === durationEntry && !Array.isArray(value)) {
    const shown = oneOf(entry, value);
    if (shown === undefined) return undefined;
    return [
      {
        ...base,
        ...hintOf(entry, say),
        id: `c${n}.duration`,
        shown,
        set: (part, sent) => put(part, parseOne(entry, sent)),
      },
    ];
  }
  const lines = linesOf(value);
  if (lines === undefined) return undefined;
  const set = (part: RawRule, sent: Sent) =>
    put(
      part,
      oneOrMore<unknown>(
        part.value,
        fromLines(sent).map((line) => parseOne(entry, line)),
        '',
      ),
    );
  const hint = takes === 'all' || entry !== numberEntry ? say('view_lines') : undefined;
  return [
    {
      ...base,
      id: `c${n}.lines.${entry === numberEntry ? 'number' : 'text'}`,
      shown: lines,
      multiline: true,
      hint,
      set,
    },
  ];
}

type Entry = Operator<unknown>['entry'];

function oneOf(entry: Entry, value: unknown): string | undefined {
  if (entry === durationEntry) return shortDuration(value);
  if (typeof value === 'number') return entry === numberEntry ? String(value) : undefined;
  return typeof value === 'string' && !value.includes('\n') ? value : undefined;
}

function parseOne(entry: Entry, sent: Sent): unknown {
  const line = String(sent);
  if (entry === numberEntry) return numberOf(line);
  if (entry === durationEntry) return durationOf(line);
  if (entry === timeEntry) return line.trim().replace(/^\d:/, '0$&');
  return line;
}

function hintOf(entry: Entry, say: ReturnType<typeof sayIn>): { hint?: string } {
  return entry === durationEntry ? { hint: say('view_duration_hint') } : entry === timeEntry ? { hint: 'HH:mm' } : {};
}

/** A field to choose from; undefined where values are typed. */
function choicesOf(field: Field, entry: Entry, value: unknown, world: World): readonly Choice[] | undefined {
  const own = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (each): each is string => typeof each === 'string' && each !== '',
  );
  if (entry === choiceEntry) {
    const say = sayIn(world);
    const choices = field.choices ?? [];
    return withOwn(choices, own).map(([id]) => [id, choices.includes(id) ? say(choiceKey(field.id, id)) : id]);
  }
  if (field.kind === 'username') return listed(world.agents, own);
  return entry === departmentEntry ? listed(world.departments, own) : undefined;
}

/** Names that the host lists, and those that are written already; undefined when it cannot, or they are too many. */
export function listed(names: readonly string[] | undefined, own: readonly string[]): readonly Choice[] | undefined {
  const choices = names && names.length > 0 ? withOwn(names, own) : undefined;
  return choices && choices.length <= LIMITS_OF_VIEWS.options ? choices : undefined;
}

function withOwn(names: readonly string[], own: readonly string[]): readonly Choice[] {
  return [...new Set([...names, ...own])].map((name) => [name, name]);
}
