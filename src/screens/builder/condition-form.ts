import { FIELDS, fieldOf } from '../../catalogue/fields';
import type { Field } from '../../catalogue/fields/field';
import { operatorFor, operatorsOf } from '../../catalogue/operators';
import { booleanEntry, choiceEntry } from '../../catalogue/operators/entries';
import type { Operator } from '../../catalogue/operators/operator';
import { fieldKey, operatorKey } from '../../catalogue/keys';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { listed, sayIn, withKey, withOwn, yesOrNo, type Form, type Input, type World } from '../kit/form';
import { valueInputs } from './value-form';
import type { Choice } from '../kit/blocks';
import { isObject } from '../../util/json';

/** The field that a comparison names, also where the key of a family is not right yet. */
function fieldNamed(id: unknown): { readonly field: Field; readonly key: string } | undefined {
  if (typeof id !== 'string') return undefined;
  const known = fieldOf(id);
  if (known) return known;
  const field = FIELDS.find((each) => each.id.endsWith('*') && id.startsWith(each.id.slice(0, -1)));
  return field && { field, key: id.slice(field.id.length - 1) };
}

/** The fields of one comparison; all hidden when it is none. `n` is its number in the draft. */
export function conditionForm(raw: unknown, n: number, world: World): Form<unknown> {
  if (!isObject(raw)) return { inputs: [], hidden: true };
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
      // Where no value is entered yet, the comparison was not chosen either.
      const kept = named && part.value !== '' ? operatorFor(field.kind, String(part.operator)) : undefined;
      const operator = kept ?? firstOperator(field);
      const { value: _value, case_sensitive: _case, ...rest } = part;
      return fresh({ ...rest, field: idIn(field, world) }, field, operator, named?.field, part.value);
    },
  };
}

/** A field's id with a first key where it needs one. */
const idIn = (field: Field, world: World): string => field.id.replace('*', namesOf(field, world)?.[0] ?? '');

/** What most rules ask of it. */
const firstOperator = ({ kind, example }: Field) => operatorFor(kind, example.operator) ?? operatorsOf(kind)[0]!;

/** A condition on this field, with its first operator. */
export function newCondition(id: string, world: World): unknown {
  const field = FIELDS.find((each) => each.id === id);
  return field && fresh({ field: idIn(field, world) }, field, firstOperator(field), undefined, undefined);
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

/** What the document has under names; undefined: keys of this family are typed. */
function namesOf({ family }: Field, { calendars, lookups }: World): readonly string[] | undefined {
  return family === 'calendar' ? calendars : family === 'lookup' ? lookups : undefined;
}

function keyInput(n: number, field: Field, key: string, world: World): Input<RawRule> {
  const say = sayIn(world);
  const names = listed(namesOf(field, world), [key]);
  return {
    id: `c${n}.key.${field.id}`,
    label: say(field.family === 'calendar' ? 'view_calendar' : field.family === 'lookup' ? 'view_lookup' : 'view_key'),
    place: '.field',
    shown: key,
    ...(names && { choices: names }),
    ...(field.family === 'calendar' && { picks: `c${n}` }),
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
    ...yesOrNo(raw.case_sensitive === true, say),
    set: (part, sent) => withKey(part, 'case_sensitive', sent === 'yes' ? true : undefined),
  };
}
