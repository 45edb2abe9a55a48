import { createFactsLoader } from '../../src/engine/facts-loader';
import { compileRules, learn, next, view } from '../../src/decide';
import { fieldOf } from '../../src/catalogue/fields';
import type { Rule } from '../../src/catalogue/document';
import type { Environment } from '../../src/model/facts';
import type { Answer, Question } from '../../src/model/lookup';
import { compileLookups } from '../../src/rules/lookups';
import type { Reads } from '../../src/ports/host';
import { conversation, event, rule } from '../support/fakes';

const BASE: Environment = {
  profile: { locale: '', timezone: '', country: '', city: '', tags: '' },
  zone: 'UTC',
  calendars: new Map(),
};
const LOOKUPS = compileLookups(
  { a: { ask: 'A?', choices: ['yes', 'no'] }, b: { get: 'https://shop.example/b', read: '/b' } },
  BASE,
);
const HERE: Environment = { ...BASE, lookups: LOOKUPS };

/** Goes through the rules as the engine does; gives the rules that match, and what was asked outside, in order. */
async function decided(rules: readonly Rule[], environment = HERE) {
  const asked: Question[] = [];
  let open = 0;
  let most = 0;
  const reads = {
    conversation: () => Promise.resolve(undefined),
    load: () => Promise.reject(new Error('nothing else is asked')),
    lookUp: async (question: Question): Promise<Answer> => {
      asked.push(question);
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return { shown: question.shown, said: { value: 'yes' }, ms: 1, from: 'asked' };
    },
  } as unknown as Reads;
  const happened = event('customer_message', 0, 'Hello', conversation('c1'));
  const set = compileRules(rules, fieldOf, environment);
  const loader = createFactsLoader(happened, 0, environment, reads, true);
  const seen = view(set, loader.facts());
  const matched: string[] = [];
  for (let from = 0; ;) {
    const step = next(set, 'customer_message', seen, from);
    if (step.kind === 'end') return { matched, asked: asked.map(({ shown }) => shown), most };
    if (step.kind === 'needs') {
      await loader.load(step.sources);
      learn(seen, loader.facts());
      continue;
    }
    matched.push(step.rule.rule.id);
    loader.forget(['conversation', 'history']);
    from = step.rule.position + 1;
  }
}

const asks = (id: string, field: string, value = 'yes'): Rule => rule({ id, if: { field, operator: 'is', value } });

describe('lookups', () => {
  it('are asked once for a thousand rules, also when actions have changed things', async () => {
    const rules = Array.from({ length: 1_000 }, (_, index) => asks(`r-${index}`, 'lookup.a'));
    const { matched, asked } = await decided(rules);
    expect(matched).toHaveLength(1_000);
    expect(asked).toEqual(['A?']);
  });

  it('are not asked where the rest of a condition tells already', async () => {
    const no = { field: 'message.text', operator: 'contains', value: 'nonsense' };
    const yes = { ...no, value: 'hello' };
    const lookup = { field: 'lookup.a', operator: 'is', value: 'yes' };
    const { matched, asked } = await decided([
      rule({ id: 'no', if: { all: [lookup, no] } }),
      rule({ id: 'yes', if: { any: [lookup, yes] } }),
      rule({ id: 'other-event', on: 'agent_message', if: lookup }),
    ]);
    expect([matched, asked]).toEqual([['yes'], []]);
  });

  it('of one condition are asked side by side', async () => {
    const both = ['lookup.a', 'lookup.b'].map((field) => ({ field, operator: 'is', value: 'yes' }));
    const { asked, most } = await decided([rule({ id: 'both', if: { all: both } })]);
    expect([asked.length, most]).toEqual([2, 2]);
  });

  it('that are not in the document any more are unknown', async () => {
    const { matched, asked } = await decided([asks('r', 'lookup.a')], BASE);
    expect([matched, asked]).toEqual([[], []]);
  });
});
