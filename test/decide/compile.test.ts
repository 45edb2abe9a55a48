import { compileRules, compileRulesAsync, next, view } from '../../src/decide/index';
import { factsOf, fields, NOWHERE, ruleOf } from './world';

const RULES = Array.from({ length: 200 }, (_, index) =>
  ruleOf({ field: 'text', operator: 'contains', value: [`one${index}!`, `other${index}!`] }, { id: `r${index}` }),
);

afterEach(() => jest.restoreAllMocks());

test('compiling in turns lets others work every few milliseconds, and gives the same', async () => {
  let now = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => (now += 1));
  let pauses = 0;
  const set = await compileRulesAsync(RULES, fields, NOWHERE, async () => {
    pauses++;
    await Promise.resolve();
  });
  // Each look at the clock takes a millisecond here, and a pause comes after eight of them.
  expect(pauses).toBeGreaterThan(RULES.length / 10);
  const atOnce = compileRules(RULES, fields, NOWHERE);
  expect(set.rules.map(({ rule, sources }) => [rule.id, sources])).toEqual(
    atOnce.rules.map(({ rule, sources }) => [rule.id, sources]),
  );
  const facts = factsOf({ text: 'the other150! please' });
  for (const each of [set, atOnce]) {
    expect(next(each, 'customer_message', view(each, facts))).toMatchObject({ rule: { rule: { id: 'r150' } } });
  }
});

test('no rules are a set as well', async () => {
  const set = await compileRulesAsync([], fields, NOWHERE);
  expect(next(set, 'customer_message', view(set, factsOf({})))).toEqual({ kind: 'end' });
});
