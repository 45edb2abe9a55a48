import type { Field } from '../../catalogue/fields/field';
import {
  booleanEntry,
  choiceEntry,
  departmentEntry,
  durationEntry,
  numberEntry,
  timeEntry,
} from '../../catalogue/operators/entries';
import type { Operator } from '../../catalogue/operators/operator';
import { choiceKey } from '../../catalogue/keys';
import type { RawRule } from '../../admin/rule-book/raw-document';
import {
  durationOf,
  fromLines,
  linesOf,
  listed,
  numberOf,
  oneOrMore,
  sayIn,
  shortDuration,
  withOwn,
  type Input,
  type Sent,
  type World,
} from '../kit/form';
import type { Choice } from '../kit/blocks';
import { oneOrSeveral } from './one-or-several';
import { spellingTools } from './spellings';

/** Undefined: the value cannot be shown in fields. */
export function valueInputs(
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
    if (!(Array.isArray(value) ? (value as unknown[]) : [value]).every((each) => typeof each === 'string'))
      return undefined;
    const ids = [`c${n}.value.${field.id}`, `c${n}.values.${field.id}`] as const;
    const around = { ...base, ids, choices: listed, get: (part: RawRule) => part.value, put };
    return [oneOrSeveral(around, value as string | readonly string[], world)];
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
  const several = takes === 'all' ? 'view_lines_all' : operator.positive ? 'view_lines' : 'view_lines_none';
  const hint = takes === 'all' || entry !== numberEntry ? say(several) : undefined;
  return [
    {
      ...base,
      id: `c${n}.lines.${entry === numberEntry ? 'number' : 'text'}`,
      shown: lines,
      multiline: true,
      hint,
      set,
      tools: spellingTools(field, raw.value, put, world),
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
