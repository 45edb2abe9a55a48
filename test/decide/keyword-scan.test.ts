import { compileRulesAsync, next, view } from '../../src/decide/index';
import { factsOf, fields, NOWHERE, ruleOf } from './world';

/** Everything that a pause is asked for between is one step. */
async function stepsOf(words: number): Promise<number> {
  let now = 0;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
  let steps = 0;
  const value = Array.from({ length: words }, (_, at) => `word${at}x`);
  const rule = ruleOf({ field: 'topic', operator: 'contains', value });
  const set = await compileRulesAsync([rule], fields, NOWHERE, () => Promise.resolve(void steps++));
  clock.mockRestore();
  expect(next(set, 'customer_message', view(set, factsOf({ topic: `a word${words - 1}x` }))).kind).toBe('match');
  return steps;
}

test('a list of words is compiled in the more steps the longer it is', async () => {
  const [few, many] = [await stepsOf(5_000), await stepsOf(50_000)];
  // Numbering and sorting words, numbering their letters, making and linking states: without one of them fewer.
  expect(many - few).toBeGreaterThan(104);
});
