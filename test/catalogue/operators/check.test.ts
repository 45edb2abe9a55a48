import type { Kind } from '../../../src/model/value';
import { checkComparison, OPERATORS, valueSchema } from '../../../src/catalogue/operators/index';
import { LANGUAGES, translate } from '../../../src/text/message';
import { FIELDS } from './fields';

type Wrong = readonly [
  kind: Kind,
  comparison: { operator: string; value?: unknown; case_sensitive?: boolean },
  problems: readonly (readonly [place: string, key: string])[],
];

describe('refused', () => {
  test.each<Wrong>([
    ['text', { operator: 'contain', value: 'x' }, [['.operator', 'value_no_operator_near']]],
    ['text', { operator: 'exceeds_by', value: 'x' }, [['.operator', 'value_no_operator']]],
    ['boolean', { operator: 'is_set' }, [['.operator', 'value_no_operator']]],
    ['number', { operator: 'is', value: 1 }, [['.operator', 'value_no_operator_near']]],
    ['text', { operator: 'contains' }, [['.value', 'value_lacking']]],
    ['text', { operator: 'is_set', value: true }, [['.value', 'value_not_taken']]],
    ['text', { operator: 'contains', value: [] }, [['.value', 'value_list_empty']]],
    ['text', { operator: 'contains', value: 5 }, [['.value', 'value_no_text']]],
    ['text', { operator: 'contains', value: null }, [['.value', 'value_no_text']]],
    ['text', { operator: 'contains', value: ['a', ['b']] }, [['.value[1]', 'value_no_text']]],
    [
      'text',
      { operator: 'contains', value: ['', 'a', 5] },
      [
        ['.value[0]', 'value_blank'],
        ['.value[2]', 'value_no_text'],
      ],
    ],
    ['text', { operator: 'is', value: '\u200b ' }, [['.value', 'value_blank']]],
    ['text', { operator: 'matches', value: '(' }, [['.value', 'value_pattern_wrong']]],
    ['text', { operator: 'matches', value: ['a', 'a'.repeat(201)] }, [['.value[1]', 'value_pattern_long']]],
    ['text', { operator: 'matches', value: ' ' }, [['.value', 'value_blank']]],
    ['locale', { operator: 'is', value: 'pt', case_sensitive: true }, [['.case_sensitive', 'value_case_sensitive']]],
    ['custom', { operator: 'equals', value: 5, case_sensitive: true }, [['.case_sensitive', 'value_case_sensitive']]],
    ['custom', { operator: 'equals', value: '5' }, [['.value', 'value_no_number']]],
    ['choice', { operator: 'is', value: 'opne' }, [['.value', 'value_no_choice_near']]],
    ['choice', { operator: 'is', value: 'Open' }, [['.value', 'value_no_choice_near']]],
    ['choice', { operator: 'is', value: ['open', 7] }, [['.value[1]', 'value_no_choice']]],
    ['choice', { operator: 'is', value: 'open', case_sensitive: true }, [['.case_sensitive', 'value_case_sensitive']]],
    ['username', { operator: 'is', value: 'ana', case_sensitive: true }, [['.case_sensitive', 'value_case_sensitive']]],
    ['username', { operator: 'is', value: ' ' }, [['.value', 'value_blank']]],
    ['phone', { operator: 'is', value: 'none' }, [['.value', 'value_no_digits']]],
    [
      'phone',
      { operator: 'starts_with', value: ['+', '+55', '00'] },
      [
        ['.value[0]', 'value_no_digits'],
        ['.value[2]', 'value_no_digits'],
      ],
    ],
    ['phone', { operator: 'contains', value: ' ' }, [['.value', 'value_blank']]],
    ['phone', { operator: 'contains', value: 5 }, [['.value', 'value_no_text']]],
    [
      'phone',
      { operator: 'contains', value: '5', case_sensitive: true },
      [['.case_sensitive', 'value_case_sensitive']],
    ],
    ['list', { operator: 'contains', value: 'a', case_sensitive: true }, [['.case_sensitive', 'value_case_sensitive']]],
    ['list', { operator: 'is_set', case_sensitive: true }, [['.case_sensitive', 'value_case_sensitive']]],
    ['text', { operator: 'matches', value: '/refund/i' }, [['.value', 'value_pattern_slashes']]],
    ['text', { operator: 'not_matches', value: ['a/b', '/a/'] }, [['.value[1]', 'value_pattern_slashes']]],
    ['department', { operator: 'is', value: 5 }, [['.value', 'value_no_text']]],
    ['list', { operator: 'includes', value: ['vip', ' '] }, [['.value[1]', 'value_blank']]],
    [
      'list',
      { operator: 'includes', value: 1, case_sensitive: true },
      [
        ['.value', 'value_no_text'],
        ['.case_sensitive', 'value_case_sensitive'],
      ],
    ],
    ['number', { operator: 'equals', value: Infinity }, [['.value', 'value_no_number']]],
    ['number', { operator: 'equals', value: '5' }, [['.value', 'value_no_number']]],
    ['number', { operator: 'between', value: 5 }, [['.value', 'value_no_bounds']]],
    ['number', { operator: 'between', value: [1, 2, 3] }, [['.value', 'value_no_bounds']]],
    ['number', { operator: 'between', value: [] }, [['.value', 'value_no_bounds']]],
    ['number', { operator: 'between', value: [1, '2'] }, [['.value[1]', 'value_no_number']]],
    ['number', { operator: 'between', value: [3, 1] }, [['.value', 'value_bounds_reversed']]],
    ['duration', { operator: 'at_least', value: '5m' }, [['.value', 'value_no_duration']]],
    ['duration', { operator: 'between', value: ['PT1H', 'PT1M'] }, [['.value', 'value_bounds_reversed']]],
    ['time', { operator: 'between', value: ['9:00', '18:00'] }, [['.value[0]', 'value_no_time']]],
    ['time', { operator: 'between', value: ['09:00', '09:00'] }, [['.value', 'value_time_equal']]],
    ['time', { operator: 'between', value: ['24:00', '09:00'] }, [['.value', 'value_time_start']]],
    ['boolean', { operator: 'is', value: 'true' }, [['.value', 'value_no_boolean']]],
  ])('%s %j', (kind, comparison, problems) => {
    const found = checkComparison(FIELDS[kind], comparison);
    expect(found.map(({ place, text }) => [place, text.key])).toEqual(problems);
    for (const { text } of found) {
      for (const language of LANGUAGES) expect(translate(language, text)).not.toMatch(/^value_|\{[a-z_]+\}/);
    }
  });

  it('with the nearest right one', () => {
    const [problem] = checkComparison(FIELDS.text, { operator: 'contain', value: 'x' });
    expect(problem && translate('en', problem.text)).toBe(
      '"contain" is not an operator for text, a text; did you mean "contains"?',
    );
    const status = { id: 'agent.status', key: '', field: FIELDS.choice.field };
    const [word] = checkComparison(status, { operator: 'has_word', value: 'open' });
    expect(word && translate('en', word.text)).toMatch(/^"has_word" is not an operator for agent\.status, a choice; /);
    const [choice] = checkComparison(FIELDS.choice, { operator: 'is', value: 'opne' });
    expect(choice && translate('en', choice.text)).toBe(
      '"opne" is not one of the choices of choice (queued, open, on_hold, closed); did you mean "open"?',
    );
  });
});

describe('the schema of a value', () => {
  const schemaOf = (kind: Kind, id: string): unknown => {
    const operator = OPERATORS.find((each) => each.id === id && each.kinds.includes(kind));
    return operator && valueSchema(FIELDS[kind].field, operator);
  };

  it('names the choices', () => {
    const entry = { enum: ['queued', 'open', 'on_hold', 'closed'] };
    expect(schemaOf('choice', 'is')).toEqual({ anyOf: [entry, { type: 'array', items: entry, minItems: 1 }] });
  });

  it('has two bounds', () => {
    expect(schemaOf('number', 'between')).toEqual({
      type: 'array',
      items: { type: 'number' },
      minItems: 2,
      maxItems: 2,
    });
  });

  it('is none for what takes no value', () => expect(schemaOf('text', 'is_set')).toBeUndefined());
});
