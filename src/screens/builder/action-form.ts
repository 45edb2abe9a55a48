import { actionOf } from '../../catalogue/actions';
import type { Action } from '../../catalogue/actions/action';
import { kindOf } from '../../catalogue/actions/parameters';
import { keysOf, neededKeysOf, schemasAt, type Schema } from '../../catalogue/actions/shape';
import { choiceKey, parameterKey } from '../../catalogue/keys';
import type { RawRule } from '../../admin/rule-book/raw-document';
import {
  durationOf,
  fromLines,
  linesOf,
  listed,
  sayIn,
  shortDuration,
  withKey,
  yesOrNo,
  type Form,
  type Input,
  type Sent,
  type World,
} from '../kit/form';
import { fallbackForm, type StepForms } from './fallback-form';
import { bytesOf, LIMITS_OF_VIEWS, type Choice } from '../kit/blocks';
import { fromPairs, fromTexts, pairsOf, textsOfRows } from './pairs';
import { languageName } from './spellings';
import { textForm } from './text-form';
import { tongueIn } from './tools';
import { isObject, own } from '../../util/json';

/** A path into an action's parameters: `[]`, `['to']`. */
type Path = readonly string[];

/** The fields of one action, made from its entry. `n` is its number in the draft. */
export function stepForm(raw: unknown, n: number, world: World): Form<unknown> {
  const action = isObject(raw) && typeof raw.action === 'string' ? actionOf(raw.action) : undefined;
  if (!action || !isObject(raw)) return { inputs: [], hidden: true };
  const form = ownForm(action, raw, n, world);
  const fallback = fallbackForm(raw, n, world, FALLBACKS);
  return {
    inputs: [...form.inputs, ...fallback.inputs] as readonly Input<unknown>[],
    hidden: form.hidden || fallback.hidden,
  };
}

/** Of what stands in for another: nothing stands in for it. */
const FALLBACKS: StepForms = {
  form: (raw, n, world) => {
    const action = isObject(raw) && typeof raw.action === 'string' ? actionOf(raw.action) : undefined;
    return action && isObject(raw) ? ownForm(action, raw, n, world) : { inputs: [], hidden: true };
  },
  create: (id) => newStep(id),
};

/** Without what is done when it fails. */
function ownForm(action: Action, raw: RawRule, n: number, world: World): Form<unknown> {
  const { action: _id, also, if_failed: _fallback, ...parameters } = raw;
  const form = objectForm({ action, n, world }, schemasAt(action.parameters(), []), parameters, []);
  const asks = action.messagesCustomer && (also === undefined || typeof also === 'boolean');
  return {
    inputs: [...form.inputs, ...(asks ? [alsoInput(also === true, n, world)] : [])] as readonly Input<unknown>[],
    hidden: form.hidden || (also !== undefined && !asks),
  };
}

/** A new action of this id, with what it needs left to be filled in. */
export function newStep(id: string): RawRule | undefined {
  const action = actionOf(id);
  return action && { action: id, ...blankOf(schemasAt(action.parameters(), [])[0]) };
}

function blankOf(schema: Schema | undefined): RawRule {
  return Object.fromEntries(schema ? neededKeysOf(schema).map((key) => [key, blank(schemasAt(schema, [key]))]) : []);
}

function blank([schema]: readonly Schema[]): unknown {
  const { type } = defOf(schema);
  if (type === 'object') return blankOf(schema);
  return type === 'array' ? [] : type === 'literal' ? true : type === 'record' ? {} : '';
}

interface Def {
  readonly type?: string;
  readonly entries?: Readonly<Record<string, string>>;
}

function defOf(schema: Schema | undefined): Def {
  return schema?._zod.def ?? {};
}

interface Around {
  readonly action: Action;
  readonly n: number;
  readonly world: World;
}

/** An object that may be written in several ways: which one, and the fields of that one. */
function objectForm(around: Around, ways: readonly Schema[], value: unknown, path: Path): Form<RawRule> {
  if (!isObject(value)) return { inputs: [], hidden: true };
  const way = ways.find((each) => neededKeysOf(each).every((key) => Object.hasOwn(value, key))) ?? ways[0];
  if (!way) return { inputs: [], hidden: true };
  const forms = keysOf(way).map((key) => fieldForm(around, way, key, value, [...path, key]));
  return {
    inputs: [...(ways.length > 1 ? [wayInput(around, ways, way, path)] : []), ...forms.flatMap(({ inputs }) => inputs)],
    hidden: forms.some(({ hidden }) => hidden) || Object.keys(value).some((key) => !keysOf(way).includes(key)),
  };
}

function wayInput({ action, n, world }: Around, ways: readonly Schema[], way: Schema, path: Path): Input<RawRule> {
  const say = sayIn(world);
  const name = (each: Schema): string => neededKeysOf(each)[0] ?? '';
  return {
    id: `a${n}.way`,
    label: say('view_way'),
    place: path.map((key) => `.${key}`).join(''),
    shown: name(way),
    choices: ways.map((each): Choice => [name(each), say(parameterKey(action.id, [...path, name(each)].join('_')))]),
    set: (part, sent) => {
      const next = ways.find((each) => name(each) === sent);
      const old = at(part, path);
      if (!next || !isObject(old)) return part;
      const alien = ways.flatMap(keysOf).filter((key) => !keysOf(next).includes(key));
      const kept = Object.fromEntries(Object.entries(old).filter(([key]) => !alien.includes(key)));
      return put(part, path, { ...blankOf(next), ...kept });
    },
  };
}

function fieldForm(around: Around, way: Schema, key: string, object: RawRule, path: Path): Form<RawRule> {
  const { action, n, world } = around;
  const say = sayIn(world);
  const schemas = schemasAt(way, [key]);
  const { type, entries } = defOf(schemas[0]);
  const value = own(object, key);
  const optional = !neededKeysOf(way).includes(key);
  // A further way of writing it, inside of this one, is not shown, and kept.
  if (type === 'object') {
    return optional ? { inputs: [], hidden: value !== undefined } : objectForm(around, schemas, value, path);
  }
  const base = {
    id: `a${n}.${path.join('.')}`,
    label: say(parameterKey(action.id, path.join('_'))),
    place: path.map((each) => `.${each}`).join(''),
    ...(optional && { optional }),
  };
  if (type === 'literal') return literalForm(base, value, optional, path, say);
  const none = optional ? undefined : type === 'array' ? [] : type === 'record' ? {} : '';
  const field = (shown: Sent | undefined, parse: (sent: Sent) => unknown, more: Partial<Input<RawRule>> = {}) => ({
    inputs:
      shown === undefined
        ? []
        : [
            {
              ...base,
              ...more,
              shown,
              set: (part: RawRule, sent: Sent) => put(part, path, sent.length === 0 ? none : parse(sent)),
            },
          ],
    hidden: shown === undefined,
  });
  if (type === 'enum') {
    const choices: Choice[] = Object.values(entries ?? {}).map((each) => [
      each,
      say(choiceKey(`${action.id}.${key}`, each)),
    ]);
    const shown =
      value === undefined
        ? ''
        : typeof value === 'string' && choices.some(([each]) => each === value)
          ? value
          : undefined;
    return field(shown, String, { choices: optional ? [['', say('view_default')], ...choices] : choices });
  }
  if (type === 'record') return field(pairsOf(value), fromPairs, { multiline: true, hint: say('view_pairs') });
  // Also what was typed and is none: corrected, it is a number again.
  if (type === 'number' && (value === undefined || typeof value === 'string' || typeof value === 'number'))
    return field(String(value ?? ''), numberOf);
  if (kindOf(schemas[0]!) === 'duration') {
    const short = shortDuration(value);
    return field(short, (sent) => durationOf(String(sent)), { hint: say('view_duration_hint') });
  }
  const hosts = key.startsWith('agent') ? world.agents : key === 'department' ? world.departments : undefined;
  if (type === 'array') {
    if (value !== undefined && !Array.isArray(value)) return field(undefined, String);
    const own = (value ?? []) as readonly unknown[];
    const two = keysOf(schemasAt(way, [key, '0'])[0] ?? schemas[0]!);
    if (two.length > 0) return rowsForm(base, own, two, path, world);
    const names = own.filter((each): each is string => typeof each === 'string');
    const choices = names.length === own.length ? listed(hosts, names) : undefined;
    if (choices) return field(names, (sent) => sent, { choices });
    return field(linesOf(own), fromLines, { multiline: true, hint: say('view_lines_each') });
  }
  const reader = action.templates[path.join('.')];
  const texts = {
    put: (part: RawRule, next: unknown) => put(part, path, next),
    get: (part: RawRule) => at(part, path),
  };
  const choices = listed(hosts, typeof value === 'string' && value ? [value] : []);
  if (reader !== undefined && !choices)
    return textForm({ base, multiline: reader !== 'machine', ...texts }, value, world, schemas.length > 1);
  if (value !== undefined && typeof value !== 'string') return field(undefined, String);
  // A field of a form would change line ends.
  const fits = value === undefined || (bytesOf(value) <= LIMITS_OF_VIEWS.value && !/[\r\n]/.test(value));
  if (choices && fits)
    return field(value ?? '', String, {
      choices: [...(optional ? [['', say('view_default')] as const] : []), ...choices],
    });
  return field(fits ? (value ?? '') : undefined, String);
}

/** Rows of two texts, one a line; of the second there may be one a language. */
function rowsForm(
  base: Pick<Input<RawRule>, 'id' | 'label' | 'place' | 'optional'>,
  rows: readonly unknown[],
  keys: readonly string[],
  path: Path,
  world: World,
): Form<RawRule> {
  const say = sayIn(world);
  const texts = textsOfRows(rows, keys);
  if (texts === undefined) return { inputs: [], hidden: true };
  const get = (part: RawRule): unknown => textsOfRows((at(part, path) ?? []) as readonly unknown[], keys);
  const set = (part: RawRule, next: unknown): RawRule => put(part, path, next && fromTexts(next, get(part), keys));
  const form = textForm({ base, multiline: true, put: set, get }, texts, world, true);
  const [first = ''] = isObject(texts) ? Object.keys(texts) : [];
  const inputs = form.inputs.map((input): Input<RawRule> => {
    const isFirst = [undefined, first].includes(tongueIn(input.id));
    const hint = isFirst
      ? say('view_pairs')
      : say('view_pairs_more', { language: languageName(first, world.language) });
    return { ...input, place: base.place, hint };
  });
  return { ...form, inputs };
}

/** What is no number stays as it was typed: the check says so at the field. */
function numberOf(sent: Sent): unknown {
  return typeof sent === 'string' && /^\d+$/.test(sent.trim()) ? Number(sent) : sent;
}

/** A way of writing is told by its `true`; where it may be left out, it is a switch. */
function literalForm(
  base: Pick<Input<RawRule>, 'id' | 'label' | 'place'>,
  value: unknown,
  optional: boolean,
  path: Path,
  say: ReturnType<typeof sayIn>,
): Form<RawRule> {
  if (!optional || (value !== undefined && value !== true)) return { inputs: [], hidden: value !== true };
  const set = (part: RawRule, sent: Sent) => put(part, path, sent === 'yes' ? true : undefined);
  return { inputs: [{ ...base, ...yesOrNo(value === true, say), set }], hidden: false };
}

function alsoInput(on: boolean, n: number, world: World): Input<RawRule> {
  const say = sayIn(world);
  return {
    id: `a${n}.also`,
    label: say('param_also'),
    place: '.also',
    ...yesOrNo(on, say),
    set: (part, sent) => withKey(part, 'also', sent === 'yes' ? true : undefined),
  };
}

function at(part: RawRule, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), part);
}

function put(part: RawRule, [key, ...rest]: Path, value: unknown): RawRule {
  if (key === undefined)
    return isObject(value) ? { ...(part.action !== undefined && { action: part.action }), ...value } : part;
  const inner = part[key];
  return withKey(part, key, rest.length === 0 ? value : put(isObject(inner) ? inner : {}, rest, value));
}
