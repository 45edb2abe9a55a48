import {
  compileRules,
  explain,
  isUnclear,
  learn,
  next,
  view,
  type RuleSet,
  type FactView,
} from '../../src/decide/index';
import type { EventId } from '../../src/model/event';
import type { Condition, Rule } from '../../src/catalogue/document';
import { factsOf, fields, NOWHERE, ruleOf, type World } from './world';

const setOf = (...rules: Rule[]): RuleSet => compileRules(rules, fields, NOWHERE);

/** The ids of all rules that match, in the order they are found. */
function matching(set: RuleSet, on: FactView, event: EventId = 'customer_message'): string[] {
  const ids: string[] = [];
  for (let step = next(set, event, on); step.kind === 'match'; step = next(set, event, on, step.rule.position + 1)) {
    ids.push(step.rule.rule.id);
  }
  return ids;
}

/** What one condition says of a world where only some sources are loaded. */
function stepOf(condition: Condition, world: World, loaded: Parameters<typeof factsOf>[1] = []): unknown {
  const set = setOf(ruleOf(condition));
  const step = next(set, 'customer_message', view(set, factsOf(world, loaded)));
  return step.kind === 'needs' ? step.sources : step.kind;
}

const YES: Condition = { field: 'owner', operator: 'is', value: 'bot' };
const NO: Condition = { field: 'owner', operator: 'is', value: 'human' };
const UNKNOWN: Condition = { field: 'topic', operator: 'is', value: 'x' };
const SLOW: Condition = { field: 'slow', operator: 'contains', value: 'x' };
const SLOWER: Condition = { field: 'slower', operator: 'is', value: true };
const WORLD: World = { owner: 'bot', topic: { unknown: 'why' }, slow: 'x', slower: true };

describe('rules are found', () => {
  it('in document order, those that listen, live and watching ones', () => {
    const set = setOf(
      ruleOf('always', { id: 'one' }),
      ruleOf('always', { id: 'closed', on: 'conversation_closed' }),
      ruleOf('always', { id: 'off', mode: 'off' }),
      ruleOf(NO, { id: 'no' }),
      ruleOf(YES, { id: 'watch', mode: 'watch' }),
      ruleOf('always', { id: 'both', on: ['conversation_closed', 'customer_message'] }),
    );
    expect(matching(set, view(set, factsOf(WORLD)))).toEqual(['one', 'watch', 'both']);
    expect(matching(set, view(set, factsOf(WORLD)), 'conversation_closed')).toEqual(['closed', 'both']);
    expect(matching(set, view(set, factsOf(WORLD)), 'agent_message')).toEqual([]);
  });

  it('for several events from one view', () => {
    const set = setOf(ruleOf(YES, { id: 'a' }), ruleOf(YES, { id: 'b', on: 'agent_message' }));
    const on = view(set, factsOf(WORLD));
    expect(matching(set, on)).toEqual(['a']);
    expect(matching(set, on, 'agent_message')).toEqual(['b']);
    expect(matching(set, on)).toEqual(['a']);
  });

  it('while other conversations are decided in between', () => {
    const words = 'abcdefghij'.split('').map((letter) => `word${letter}`);
    const set = setOf(
      ...words.map((word) => ruleOf({ field: 'text', operator: 'contains', value: word }, { id: word })),
    );
    const [one, other] = [view(set, factsOf({ text: 'worda wordb' })), view(set, factsOf({ text: 'wordc wordd' }))];
    const first = next(set, 'customer_message', one);
    expect(matching(set, other)).toEqual(['wordc', 'wordd']);
    expect(first.kind === 'match' && next(set, 'customer_message', one, first.rule.position + 1)).toMatchObject({
      rule: { rule: { id: 'wordb' } },
    });
  });
});

describe('what is not at hand', () => {
  test.each<[what: string, condition: Condition, step: unknown]>([
    ['is asked for when the answer hangs on it', SLOW, ['history']],
    ['is asked for at once', { all: [SLOW, SLOWER] }, ['history', 'returning']],
    ['is not asked for when all is false without it', { all: [SLOW, NO] }, 'end'],
    ['is not asked for when any is true without it', { any: [SLOW, YES] }, 'match'],
    ['is not asked for when none is false without it', { none: [SLOW, YES] }, 'end'],
    ['is not asked for when all is at best unknown without it', { all: [SLOW, UNKNOWN] }, 'end'],
    ['is asked for when any is unknown without it', { any: [SLOW, UNKNOWN] }, ['history']],
    ['is asked for where a group is still open', { any: [{ all: [SLOW, NO] }, SLOWER] }, ['returning']],
    ['is asked for inside none', { none: [{ any: [NO, SLOW] }] }, ['history']],
    ['is not asked for when none is at best unknown', { none: [SLOW, UNKNOWN] }, 'end'],
    ['is not asked for when all inside none can no more be true', { none: [{ all: [SLOW, NO] }] }, 'match'],
  ])('%s', (_, condition, step) => expect(stepOf(condition, WORLD)).toEqual(step));

  it('holds back the rules behind it, not those before it', () => {
    const set = setOf(ruleOf(YES, { id: 'a' }), ruleOf(SLOW, { id: 'b' }), ruleOf(YES, { id: 'c' }));
    const on = view(set, factsOf(WORLD, []));
    expect(matching(set, on)).toEqual(['a']);
    expect(next(set, 'customer_message', on, 1)).toMatchObject({ kind: 'needs', sources: ['history'] });
    learn(on, factsOf(WORLD, ['history']));
    expect(matching(set, on)).toEqual(['a', 'b', 'c']);
  });

  it('is known of a rule beforehand', () => {
    const [rule] = setOf(ruleOf({ any: [YES, SLOW, { none: [SLOWER, SLOW] }] })).rules;
    expect(rule?.sources).toEqual(['history', 'returning']);
  });
});

describe('unknown', () => {
  test.each<[what: string, condition: Condition, matches: boolean]>([
    ['is no match', UNKNOWN, false],
    ['is no match when it is not so either', { none: [UNKNOWN] }, false],
    ['is no match as a negative operator', { field: 'topic', operator: 'is_not', value: 'x' }, false],
    ['is no match as is_set', { field: 'topic', operator: 'is_set' }, false],
    ['is no match as is_not_set', { field: 'topic', operator: 'is_not_set' }, false],
    ['does not matter beside true in any', { any: [UNKNOWN, YES] }, true],
    ['matters beside true in all', { all: [UNKNOWN, YES] }, false],
    ['does not matter beside false in all inside none', { none: [{ all: [UNKNOWN, NO] }] }, true],
    ['matters beside false in any inside none', { none: [{ any: [UNKNOWN, NO] }] }, false],
  ])('%s', (_, condition, matches) => expect(stepOf(condition, WORLD)).toBe(matches ? 'match' : 'end'));

  it('is told, with the reason', () => {
    const set = setOf(ruleOf({ any: [UNKNOWN, NO] }));
    const on = view(set, factsOf(WORLD));
    next(set, 'customer_message', on);
    expect(isUnclear(on)).toBe(true);
    expect(explain(set.rules[0]!, on)).toMatchObject({ conditions: [{ field: 'topic', why: 'why' }, {}] });
  });

  it('is what a field says that fails', () => {
    const failing: typeof fields = (id) => {
      const ref = fields(id);
      return (
        ref && {
          ...ref,
          field: {
            ...ref.field,
            read: () => {
              throw new Error('broken');
            },
          },
        }
      );
    };
    const set = compileRules([ruleOf(YES, { id: 'a' }), ruleOf('always', { id: 'b' })], failing, NOWHERE);
    const on = view(set, factsOf(WORLD));
    expect(matching(set, on)).toEqual(['b']);
    expect(isUnclear(on)).toBe(true);
    expect(explain(set.rules[0]!, on)).toMatchObject({ field: 'owner', why: 'broken' });
  });
});

test('a rule that does not compile is set aside, and named', () => {
  const set = setOf(
    ruleOf({ field: 'weather', operator: 'is', value: 'fine' }, { id: 'a' }),
    ruleOf({ field: 'owner', operator: 'exceeds', value: 'x' }, { id: 'b' }),
    ruleOf({ field: 'owner', operator: 'is', value: 'x' }, { id: 'c' }),
    ruleOf('always', { id: 'd' }),
  );
  expect(set.broken.map(({ rule }) => rule.id)).toEqual(['a', 'b', 'c']);
  expect(matching(set, view(set, factsOf({})))).toEqual(['d']);
});

test('a language as long as a book is looked at once, and not once for each of its parts', () => {
  const set = setOf(ruleOf({ field: 'locale', operator: 'is', value: 'pt' }));
  const on = view(set, factsOf({ locale: 'pt-'.repeat(10_000) }));
  const before = process.cpuUsage().user;
  expect(next(set, 'customer_message', on).kind).toBe('match');
  // Made of all ranges that it lies in, it took seconds.
  expect(process.cpuUsage().user - before).toBeLessThan(500_000);
});
