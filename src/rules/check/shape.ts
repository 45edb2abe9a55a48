import type { core } from 'zod/mini';
import { isMessageKey, message, type MessageKey, type Text } from '../../text/message';
import { hint } from './suggest';
import { show, under, type Report } from './findings';
import { kindOf } from '../../catalogue/actions/parameters';
import { isList, isRecord, keysOf, neededKeysOf, readAs, schemasAt, type Schema } from '../../catalogue/actions/shape';
import { isPlainName, isSecretKey, MASK } from '../../catalogue/secrets';
import { codePoints } from '../../util/code-points';
import { isObject, own } from '../../util/json';

type Issue = core.$ZodIssue;
/** More unknown keys in one object are not told. */
const MOST_KEYS = 50;

type Told = readonly [place: string, sentence: Text];

/** What is wrong with the form of a value. */
export interface Fault {
  /** The value's own key; undefined for keys that do not belong, and for the value as a whole. */
  readonly key: string | undefined;
  readonly place: string;
  readonly text: Text;
}

/**
 * The form of a value against its schema, a rule's or an action's parameters: zod's issues in our own words and at our
 * own places, keys that do not belong first. An empty text breaks several limits at once: the first says enough.
 */
export function faultsIn(schema: Schema, value: unknown, base: string): readonly Fault[] {
  const read = readAs(schema, value);
  const issues = read.success ? [] : read.error.issues;
  const strange = issues.filter(({ code }) => code === 'unrecognized_keys');
  const told = [...strange, ...issues.filter((each) => !strange.includes(each))].flatMap((issue) => {
    const key = issue.path.length > 0 ? String(issue.path[0]) : undefined;
    return tell(issue, schema, value, base).map(([place, text]): Fault => ({ key, place, text }));
  });
  return told.filter(({ place }, index) => told.findIndex((each) => each.place === place) === index);
}

/** @param said places of which something has been said already */
export function checkShape(
  schema: Schema,
  value: unknown,
  place: string,
  report: Report,
  said: readonly string[] = [],
): readonly Fault[] {
  const faults = faultsIn(schema, value, place).filter((each) => !said.includes(each.place));
  for (const fault of faults) report.add('error', fault.place, fault.text);
  return faults;
}

function faults(schema: Schema, value: unknown, place: string): readonly Told[] {
  const read = readAs(schema, value);
  return read.success ? [] : read.error.issues.flatMap((issue) => tell(issue, schema, value, place));
}

function tell(issue: Issue, schema: Schema, value: unknown, base: string): readonly Told[] {
  return hideSecrets(issue, schema, tellPlainly(issue, schema, value, base), base);
}

/** Nothing of what stands where a secret belongs is in a sentence, nor in its place but the plain name of a header. */
function hideSecrets(issue: Issue, schema: Schema, told: readonly Told[], base: string): readonly Told[] {
  const depth = issue.path.findIndex(
    (part, index) =>
      isSecretKey(String(part)) ||
      schemasAt(schema, issue.path.slice(0, index + 1)).some((each) => kindOf(each) === 'secret'),
  );
  if (depth < 0) return told;
  const rest = issue.path.slice(depth + 1).map(String);
  const shown = issue.path.slice(0, rest.every(isPlainName) ? undefined : depth + 1);
  return told.map(([, { key, params = {} }]) => [
    placeOf(shown, base),
    message(key, {
      ...params,
      ...('value' in params && { value: MASK }),
      ...('key' in params && !rest.every(isPlainName) && { key: MASK }),
    }),
  ]);
}

function placeOf(path: readonly PropertyKey[], base: string): string {
  return (path as readonly (string | number)[]).reduce<string>(under, base);
}

function tellPlainly(issue: Issue, schema: Schema, value: unknown, base: string): readonly Told[] {
  const place = placeOf(issue.path, base);
  const found = issue.path.reduce<unknown>(step, value);
  const options = schemasAt(schema, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const right = [...new Set(options.flatMap(keysOf))];
    return issue.keys.slice(0, MOST_KEYS).map((key) => [under(place, key), strangeKey(key, right)]);
  }
  if (found === undefined && (issue.code !== 'custom' || !ownWords(issue, found))) {
    return [[place, message('finding_missing', { key: String(issue.path.at(-1) ?? '') })]];
  }
  if (issue.code === 'invalid_union') return tellUnion(options, found, place);
  return [[place, sentenceOf(issue, found, options)]];
}

function step(value: unknown, part: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(part)];
  return isObject(value) ? own(value, String(part)) : undefined;
}

function strangeKey(key: string, right: readonly string[]): Text {
  // Right in another way of writing the same thing.
  if (right.includes(key)) return message('finding_key_apart', { key: show(key) });
  return message('finding_unknown_key', { key: show(key), hint: hint(key, right) });
}

/** Several ways of writing something, and none fits: the way that was probably meant is the one to tell about. */
function tellUnion(options: readonly Schema[], found: unknown, place: string): readonly Told[] {
  const right = [...new Set(options.flatMap(keysOf))];
  if (!isObject(found) || (right.length === 0 && !options.some(isRecord))) {
    const fits = options.find((each) => isList(each) === Array.isArray(found)) ?? options[0];
    return fits ? faults(fits, found, place) : [[place, message('finding_wrong_form', { value: show(found) })]];
  }
  const record = options.find(isRecord);
  if (record) return faults(record, found, place);
  const keys = Object.keys(found);
  const strange = keys.filter((key) => !right.includes(key));
  if (strange.length > 0) return strange.slice(0, MOST_KEYS).map((key) => [under(place, key), strangeKey(key, right)]);
  const meant = options.filter((each) => neededKeysOf(each).every((key) => keys.includes(key)));
  if (meant.length === 0) return tellLacking(options, keys, found, place);
  const [first, second] = meant;
  if (first && second) {
    const both = [neededKeysOf(first)[0] ?? '', neededKeysOf(second)[0] ?? ''];
    return [[place, message('finding_keys_apart', { keys: both.map(show) })]];
  }
  return first ? faults(first, found, place) : [];
}

/** Something is missing: of the way that a key of its own tells, else which of these keys, and what all of them need. */
function tellLacking(
  options: readonly Schema[],
  keys: readonly string[],
  found: unknown,
  place: string,
): readonly Told[] {
  const needed = options.map(neededKeysOf);
  const common = (needed[0] ?? []).filter((key) => needed.every((each) => each.includes(key)));
  const telling = needed.map((each) => each.filter((key) => !common.includes(key)));
  const begun = options.filter((_, index) => telling[index]?.some((key) => keys.includes(key)));
  const [only] = begun;
  if (only && begun.length === 1) return faults(only, found, place);
  const lacking = common.filter((key) => !keys.includes(key));
  return [
    [place, message('finding_needs_one_of', { keys: [...new Set(telling.flat())] })],
    ...lacking.map((key): Told => [under(place, key), message('finding_missing', { key })]),
  ];
}

function sentenceOf(issue: Issue, found: unknown, options: readonly Schema[]): Text {
  const value = show(found);
  const kind = options.map(kindOf).find((each) => each !== undefined);
  switch (issue.code) {
    case 'invalid_type':
      return kind === 'duration'
        ? message('finding_no_duration', { value })
        : wrongType(issue.expected, value, options);
    case 'invalid_value': {
      const key = kind === 'event' ? 'finding_unknown_event' : 'finding_not_one_of';
      // `true` in quotation marks is no mistyped `true`.
      const near = typeof issue.values[0] === 'string' ? found : undefined;
      return message(key, { value, hint: hint(near, issue.values.map(String)) });
    }
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), found);
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), found);
    case 'invalid_format':
      return wrongForm(issue, found);
    case 'invalid_key': {
      const key = String(issue.path.at(-1));
      return (
        issue.issues.map((each) => ownWords(each, key)).find((each) => each) ??
        message('finding_wrong_key', { key: show(key) })
      );
    }
    case 'custom':
      return ownWords(issue, found) ?? message('finding_wrong_form', { value });
    default:
      return message('finding_wrong_form', { value });
  }
}

/** An entry may say it itself: a Text in `params.text`, or the key of one as message. */
function ownWords(issue: Issue, found: unknown): Text | undefined {
  const said = issue.code === 'custom' ? (issue.params?.text as Text | undefined) : undefined;
  return said ?? (isMessageKey(issue.message) ? message(issue.message, { value: show(found) }) : undefined);
}

function wrongType(expected: string, value: string, options: readonly Schema[]): Text {
  const keys_ = options.flatMap(keysOf);
  if (expected === 'object' && keys_.length > 0) return message('finding_no_object', { value, keys: keys_ });
  const keys: Readonly<Record<string, MessageKey>> = {
    string: 'finding_no_text',
    boolean: 'finding_no_flag',
    array: 'finding_no_list',
    object: 'finding_no_plain_object',
    record: 'finding_no_plain_object',
    number: 'finding_no_number',
    int: 'finding_no_number',
  };
  return message(own(keys, expected) ?? 'finding_wrong_form', { value });
}

function tooSmall(origin: string, least: number, found: unknown): Text {
  if (found === '') return message('finding_blank');
  if (Array.isArray(found) && found.length === 0) return message('finding_empty_list');
  return message(origin === 'string' ? 'finding_too_short' : 'finding_too_small', { least });
}

function tooBig(origin: string, most: number, found: unknown): Text {
  if (origin === 'string') return message('finding_too_long', { length: lengthOf(String(found), most), most });
  if (Array.isArray(found)) return message('finding_too_many', { count: found.length, most });
  return message('finding_too_large', { most });
}

/** In characters where that is too long already, else in units of UTF-16, as the server counts texts of messages. */
function lengthOf(text: string, most: number): number {
  const characters = codePoints(text);
  return characters > most ? characters : text.length;
}

function wrongForm(issue: Issue, found: unknown): Text {
  if (typeof found === 'string' && found.trim() === '') return message('finding_blank');
  return ownWords(issue, found) ?? message('finding_wrong_form', { value: show(found) });
}
