import { operatorsOf } from '../../../catalogue/operators';
import { unknown, type Fact } from '../../../model/value';
import { parseClockTime } from '../../../calendar/clock-time';
import { parseDuration } from '../../../calendar/duration';
import type { LogicLeaf } from './node';

/** Trying more facts than this takes longer than the answer is worth. */
const MOST = 300;
/** Lists are tried with every choice of so many items. */
const MOST_ITEMS = 7;

/** Something that no rule names. */
const OTHER = '\u{e000}other';

/** Operators that take a value whole, and those that compare numbers: a custom field has both. */
const WHOLE_OPERATORS = new Set(operatorsOf('choice').map(({ id }) => id));
/** Operators that take the items of a list whole. */
const ITEM_OPERATORS = new Set(
  operatorsOf('list')
    .map(({ id }) => id)
    .filter((id) => !id.endsWith('contains')),
);
const NUMBER_OPERATORS = new Set(operatorsOf('number').map(({ id }) => id));

/**
 * Facts that stand for all that a field may give, as far as these comparisons can tell them apart: what holds for each
 * of them holds always. Undefined when no such list can be made. All comparisons ask the same field.
 */
export function trialFacts(leaves: readonly LogicLeaf[]): readonly Fact[] | undefined {
  const [first] = leaves;
  if (!first) return undefined;
  const present = presentFacts(first, leaves);
  if (!present || present.length > MOST) return undefined;
  // A lookup without a usable answer is unknown, never missing.
  const none = first.ref.field.family === 'lookup' ? unknown('') : undefined;
  return first.mayMiss ? [...present, none] : present;
}

function presentFacts({ ref }: LogicLeaf, leaves: readonly LogicLeaf[]): readonly Fact[] | undefined {
  // Far faster than `flatMap` for a list of thousands.
  const all = ([] as unknown[]).concat(...leaves.map(({ comparison }) => comparison.value));
  // So many are hardly the same few over and over, and to find that out takes a while.
  const written = all.length > 10 * MOST ? all : [...new Set(all)];
  if (written.length > MOST) return undefined;
  const texts = written.filter((each) => typeof each === 'string');
  const onlyWith = (operators: ReadonlySet<string>): boolean =>
    leaves.every(({ comparison }) => operators.has(comparison.operator));
  const { field } = ref;
  switch (field.kind) {
    case 'boolean':
      return [true, false];
    case 'choice':
      return field.choices;
    case 'username':
      return [...texts, OTHER];
    case 'department':
      return departments(texts);
    case 'list':
      if (!onlyWith(ITEM_OPERATORS) || texts.length > MOST_ITEMS) return undefined;
      return choices([...texts, OTHER]);
    case 'number':
      return numbers(
        written.filter((each) => typeof each === 'number'),
        field.counts === true,
      );
    case 'duration':
      return numbers(
        texts.flatMap((each) => parseDuration(each) ?? []),
        true,
      );
    case 'time':
      return times(texts.flatMap((each) => parseClockTime(each) ?? []));
    case 'text':
    case 'locale':
    case 'phone':
    case 'custom':
      if (leaves.some(({ comparison }) => comparison.case_sensitive)) return undefined;
      if (onlyWith(WHOLE_OPERATORS)) return [...texts, ...texts.map((each) => `${each}-${OTHER}`), OTHER];
      if (field.kind !== 'custom' || !onlyWith(NUMBER_OPERATORS)) return undefined;
      // Numbers beside these cannot be told from them, or are not written as plain ones.
      if (written.some((each) => typeof each === 'number' && each !== 0 && !isPlain(Math.abs(each)))) return undefined;
      return [
        ...numbers(
          written.filter((each) => typeof each === 'number'),
          false,
        ).map(String),
        OTHER,
      ];
  }
}

const isPlain = (size: number): boolean => size < 1e15 && size > 1e-5;

/** Each number, and one in every gap between them. */
function numbers(written: readonly number[], count: boolean): readonly number[] {
  const sorted = [...new Set(written)].sort((a, b) => a - b);
  if (count) {
    const near = sorted.flatMap((each) => [
      Math.floor(each) - 1,
      Math.floor(each),
      Math.ceil(each),
      Math.ceil(each) + 1,
    ]);
    return [...new Set([0, ...near])].filter((each) => each >= 0);
  }
  const between = sorted.map((each, index) => (each + (sorted[index + 1] ?? each + 2)) / 2);
  return [(sorted[0] ?? 0) - 1, ...sorted, ...between];
}

function times(written: readonly number[]): readonly number[] {
  const near = written.flatMap((each) => [each - 1, each, each + 1]);
  return [...new Set([0, 1439, ...near])].filter((each) => each >= 0 && each < 1440);
}

/** What is written may be a department's name or its id, and one may be the name of the other's id. */
function departments(texts: readonly string[]): readonly Fact[] | undefined {
  const parts = [...texts, OTHER];
  if (parts.length * parts.length > MOST) return undefined;
  return parts.flatMap((id) => parts.map((name) => ({ id, name })));
}

/** Every choice of some of the items. */
function choices(items: readonly string[]): readonly (readonly string[])[] {
  return items.reduce<readonly (readonly string[])[]>(
    (all, item) => [...all, ...all.map((each) => [...each, item])],
    [[]],
  );
}
