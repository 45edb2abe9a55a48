import * as fc from 'fast-check';
import type { Fact } from '../../src/model/value';
import type { Comparison, Condition } from '../../src/catalogue/document';
import type { World } from './world';

/** Few words, so that they often meet; some within others, one in another script. */
const WORDS = [
  'refund',
  'fund',
  'fun',
  'money',
  'Money',
  'back',
  'ack',
  'a',
  'ß',
  'ss',
  '退款',
  '款',
  '🙏',
  '🙏🏽',
  ':pray:',
  'vip',
  '5',
  'x y',
];
const word = fc.constantFrom(...WORDS);
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const anyOf = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const TEXT_OPERATORS = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'contains_all',
  'has_word',
  'not_has_word',
  'starts_with',
  'ends_with',
];
const sensitive = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ case_sensitive: true as const }) },
);

const textComparison = (field: string): fc.Arbitrary<Comparison> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ field: fc.constant(field), operator: fc.constantFrom(...TEXT_OPERATORS), value: anyOf(word) })
        .chain((each) => sensitive.map((more) => ({ ...each, ...more }))),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        field: fc.constant(field),
        operator: fc.constantFrom('matches', 'not_matches'),
        value: fc.constantFrom('^f', 'mon|refund', '\\d'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ field: fc.constant(field), operator: fc.constantFrom('is_set', 'is_not_set') }),
    },
  );
const oneOf = (field: string, operators: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Comparison> =>
  fc.record({ field: fc.constant(field), operator: fc.constantFrom(...operators), value });

const PHONE_OPERATORS = ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'ends_with'];
const LISTS = ['includes', 'includes_all', 'excludes', 'contains', 'not_contains'];
const NUMBERS = ['equals', 'not_equals', 'greater_than', 'less_than', 'at_least', 'at_most'];
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  { weight: 4, arbitrary: textComparison('text') },
  textComparison('topic'),
  textComparison('plan'),
  textComparison('slow'),
  oneOf('plan', NUMBERS, fc.constantFrom(5, 2.5)),
  oneOf('locale', ['is', 'is_not'], anyOf(fc.constantFrom('pt', 'pt_BR', 'es', 'zh-Hant'))),
  oneOf('phone', PHONE_OPERATORS, anyOf(fc.constantFrom('+49 30', '0049', '1', '(30) 1', '+49 (30) 1-1'))),
  oneOf('phone', ['has_word', 'not_has_word', 'contains_all', 'is_set', 'is_not_set'], fc.constant(undefined)).map(
    (each) => (each.operator.endsWith('_set') ? each : { ...each, value: '30' }),
  ),
  oneOf('owner', ['is', 'is_not'], anyOf(fc.constantFrom('nobody', 'bot', 'human'))),
  oneOf('agent', ['is', 'is_not'], anyOf(fc.constantFrom('ana', 'Eva', 'bot'))),
  oneOf('department', ['is', 'is_not'], anyOf(fc.constantFrom('sales', 'SALES', 'd1', 'support'))),
  oneOf('tags', LISTS, anyOf(word)),
  oneOf('slow_tags', LISTS, anyOf(word)),
  oneOf('count', NUMBERS, anyOf(fc.integer({ min: 0, max: 4 }))),
  oneOf('age', NUMBERS, anyOf(fc.constantFrom('PT0S', 'PT1M', 'PT2M'))),
  oneOf('time', ['between', 'not_between'], fc.constantFrom(['08:00', '18:00'], ['18:00', '08:00'])),
  oneOf('first', ['is'], fc.boolean()),
  oneOf('slower', ['is'], fc.boolean()),
);

/** A condition of comparisons and groups, as deep as rules may be. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition; group: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 4, depthSize: 'small' }, comparison, tie('group')),
  group: fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('condition'), { minLength: 1, maxLength: 4 }))
    .map(([kind, members]) => ({ [kind]: members }) as unknown as Condition),
})).condition;

const fact = (value: fc.Arbitrary<Fact>): fc.Arbitrary<Fact> =>
  fc.oneof(
    { weight: 6, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant({ unknown: 'why' }) },
  );
const sentence = fc
  .array(fc.oneof(word, fc.constantFrom('Refund', 'MONEY', ' ', '\u200b')), { maxLength: 4 })
  .chain((parts) => fc.constantFrom(' ', '').map((blank) => parts.join(blank)));

/** What the fields say: values that often fit, missing and unknown ones among them. */
export const world: fc.Arbitrary<World> = fc.record({
  text: fact(sentence),
  topic: fact(sentence),
  slow: fact(sentence),
  plan: fact(fc.constantFrom('5', '2.5', 'Money', '')),
  locale: fact(fc.constantFrom('pt', 'pt-BR', 'PT_br', 'es-MX', 'zh-TW')),
  phone: fact(fc.constantFrom('+49 (30) 1-1', '0049.30.11', '4930', '030 1', 'none', '＋４９ 30', '')),
  owner: fact(fc.constantFrom('nobody', 'bot', 'human')),
  agent: fact(fc.constantFrom('ana', 'eva', 'BOT')),
  department: fact(fc.constantFrom({ id: 'd1', name: 'Sales' }, { id: 'd2', name: 'Support' })),
  tags: fact(fc.oneof(words, fc.constant([]))),
  slow_tags: fact(words),
  count: fact(fc.integer({ min: 0, max: 4 })),
  age: fact(fc.constantFrom(0, 60_000, 120_000)),
  time: fact(fc.constantFrom(0, 480, 1080)),
  first: fact(fc.boolean()),
  slower: fact(fc.boolean()),
});
