import { compileRules, explain, view, type Explanation } from '../../src/decide/index';
import type { Condition } from '../../src/catalogue/document';
import { factsOf, fields, NOWHERE, ruleOf, type World } from './world';

function explained(condition: 'always' | Condition, world: World, loaded?: Parameters<typeof factsOf>[1]): Explanation {
  const set = compileRules([ruleOf(condition)], fields, NOWHERE);
  return explain(set.rules[0]!, view(set, factsOf(world, loaded)));
}

test('an explanation has the conditions as written, each with the value seen and its verdict', () => {
  const world = { text: 'My REFUND', owner: 'bot', topic: { unknown: 'no connection' } };
  expect(
    explained(
      {
        all: [
          { field: 'text', operator: 'contains', value: ['refund', 'money'] },
          { field: 'text', operator: 'contains', value: 'Refund', case_sensitive: true },
          {
            any: [
              { field: 'topic', operator: 'is_set' },
              { field: 'slower', operator: 'is', value: true },
            ],
          },
          { none: [{ field: 'locale', operator: 'is', value: 'pt' }] },
        ],
      },
      world,
      [],
    ),
  ).toEqual({
    group: 'all',
    verdict: false,
    conditions: [
      { field: 'text', operator: 'contains', value: ['refund', 'money'], verdict: true, seen: 'My REFUND' },
      { field: 'text', operator: 'contains', value: 'Refund', case_sensitive: true, verdict: false, seen: 'My REFUND' },
      {
        group: 'any',
        verdict: 'not_read',
        conditions: [
          { field: 'topic', operator: 'is_set', verdict: 'unknown', seen: null, why: 'no connection' },
          { field: 'slower', operator: 'is', value: true, verdict: 'not_read', seen: null },
        ],
      },
      {
        group: 'none',
        verdict: true,
        conditions: [{ field: 'locale', operator: 'is', value: 'pt', verdict: false, seen: null }],
      },
    ],
  });
});

test('a rule without conditions is explained too', () => {
  expect(explained('always', {})).toEqual({ always: true, verdict: true });
});

test('what can no more become true is unknown, though not all was read', () => {
  const [topic, slow] = [
    { field: 'topic', operator: 'is_set' },
    { field: 'slow', operator: 'is_set' },
  ];
  expect(explained({ all: [topic, slow] }, { topic: { unknown: 'why' } }, []).verdict).toBe('unknown');
});

test.each<[comparison: Condition, world: World, seen: unknown]>([
  [{ field: 'age', operator: 'at_least', value: 'PT1M' }, { age: 90_500 }, 'PT1M30S'],
  [{ field: 'time', operator: 'between', value: ['08:00', '18:00'] }, { time: 510 }, '08:30'],
  [{ field: 'count', operator: 'equals', value: 1 }, { count: 2 }, 2],
  [{ field: 'first', operator: 'is', value: true }, { first: false }, false],
  [{ field: 'tags', operator: 'includes', value: 'vip' }, { tags: ['VIP', ' ', 'new'] }, ['VIP', 'new']],
  [{ field: 'department', operator: 'is', value: 'x' }, { department: { id: 'd', name: 'Sales' } }, 'Sales'],
  [{ field: 'owner', operator: 'is', value: 'bot' }, { owner: 'human' }, 'human'],
  [{ field: 'text', operator: 'is', value: 'x' }, { text: '😀'.repeat(201) }, `${'😀'.repeat(199)}…`],
  [{ field: 'text', operator: 'is', value: 'x' }, { text: '😀'.repeat(200) }, '😀'.repeat(200)],
  [{ field: 'text', operator: 'is', value: 'x' }, {}, null],
])('%j over %j shows %j', (comparison, world, seen) => expect(explained(comparison, world)).toMatchObject({ seen }));
