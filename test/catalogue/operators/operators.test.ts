import { type Fact, type Kind, KINDS } from '../../../src/model/value';
import { compileCondition, verdict, type Verdict } from '../../../src/decide/index';
import { checkComparison, OPERATORS, operatorsOf } from '../../../src/catalogue/operators/index';
import type { Environment } from '../../../src/model/facts';
import { CASES, type Case } from './cases';
import { FIELDS } from './fields';

const NOWHERE = {} as Environment;

function verdictOf(kind: Kind, { operator, value, case_sensitive }: Omit<Case, 'sees'>, fact: Fact): Verdict {
  expect(checkComparison(FIELDS[kind], { operator, value, case_sensitive })).toEqual([]);
  const condition = { field: kind, operator, value, case_sensitive };
  return verdict(
    compileCondition(condition, () => FIELDS[kind], NOWHERE),
    () => fact,
  );
}

describe.each(KINDS)('%s', (kind) => {
  const cases = CASES.filter((each) => each.kinds.includes(kind));

  test.each(
    cases.flatMap((each) => each.sees.map(([fact, expected]) => [each.operator, each.value, fact, expected, each])),
  )('%s %j sees %j: %s', (_operator, _value, fact, expected, each) => {
    expect(verdictOf(kind, each as Case, fact as Fact)).toBe(expected);
  });

  test.each(operatorsOf(kind).map((operator) => [operator.id, operator] as const))(
    '%s: missing and unknown values',
    (id, operator) => {
      const example = cases.find((each) => each.operator === id);
      if (!example) throw new Error(`no case for ${id} on ${kind}`);
      expect(verdictOf(kind, example, undefined)).toBe(!operator.positive);
      expect(verdictOf(kind, example, { unknown: 'the host said nothing' })).toBe('unknown');
    },
  );
});

test('negative operators are those whose name says so', () => {
  for (const { id, positive } of OPERATORS) expect([id, positive]).toEqual([id, !/not|excludes/.test(id)]);
});

test.each<[kind: Kind, operators: string]>([
  [
    'text',
    'is is_not contains not_contains contains_all has_word not_has_word starts_with ends_with matches not_matches is_set is_not_set',
  ],
  ['choice', 'is is_not is_set is_not_set'],
  ['username', 'is is_not is_set is_not_set'],
  ['department', 'is is_not is_set is_not_set'],
  ['list', 'includes includes_all excludes contains not_contains is_set is_not_set'],
  ['number', 'equals not_equals greater_than less_than at_least at_most between'],
  ['duration', 'equals not_equals greater_than less_than at_least at_most between'],
  ['time', 'between not_between'],
  ['boolean', 'is'],
])('a %s has the operators of the language', (kind, operators) => {
  expect(operatorsOf(kind).map(({ id }) => id)).toEqual(operators.split(' '));
});

test('a locale and a phone have those of a text, a custom field those of texts and numbers', () => {
  const ids = (kind: Kind): string[] =>
    operatorsOf(kind)
      .map(({ id }) => id)
      .sort();
  expect(ids('locale')).toEqual(ids('text'));
  expect(ids('phone')).toEqual(ids('text'));
  expect(ids('custom')).toEqual([...ids('text'), ...ids('number')].sort());
});
