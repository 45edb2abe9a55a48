import * as fc from 'fast-check';
import { compileCondition, compileRules, explain, learn, next, verdict, view } from '../../src/decide/index';
import type { SourceId } from '../../src/model/facts';
import { agree } from '../support/properties';
import { plainly } from './plain';
import { condition, world } from './random';
import { ALL_SOURCES, factsOf, FIELDS, fields, NOWHERE, ruleOf } from './world';

const SETTINGS = { seed: 20, numRuns: 1500 };
const rules = (most: number) =>
  fc
    .array(fc.oneof({ weight: 1, arbitrary: fc.constant('always' as const) }, { weight: 12, arbitrary: condition }), {
      maxLength: most,
    })
    .map((conditions) => conditions.map((each, index) => ruleOf(each, { id: `r${index}` })));

test('one condition says what it plainly means', () => {
  fc.assert(
    fc.property(condition, world, (each, facts) => {
      const compiled = compileCondition(each, fields, NOWHERE);
      agree(
        verdict(compiled, (field) => facts[field]),
        plainly(each, facts),
      );
    }),
    SETTINGS,
  );
});

test.each([6, 60])('up to %d rules together match where each would alone', (most) => {
  fc.assert(
    fc.property(rules(most), world, (some, facts) => {
      const set = compileRules(some, fields, NOWHERE);
      agree(set.broken, []);
      const on = view(set, factsOf(facts));
      const found: string[] = [];
      for (let from = 0; ;) {
        const step = next(set, 'customer_message', on, from);
        if (step.kind !== 'match') break;
        found.push(step.rule.rule.id);
        from = step.rule.position + 1;
      }
      const expected = some.filter((rule) => rule.if === 'always' || plainly(rule.if, facts) === true);
      agree(
        found,
        expected.map(({ id }) => id),
      );
    }),
    { ...SETTINGS, numRuns: 600 },
  );
});

test('what a set of rules said of one message changes nothing for the next', () => {
  // So few fields and values that most rules share them: with what they hang on, and with others than that.
  const value = fc.constantFrom('a', 'b', 'c');
  const FEW = ['plan', 'topic', 'agent', 'tags', 'slow'] as const;
  const is = fc.constantFrom(...FEW).chain((field) =>
    fc.record({
      field: fc.constant(field),
      operator: fc.constant(field === 'tags' ? 'includes' : 'is'),
      value: fc.uniqueArray(value, { minLength: 1, maxLength: 2 }),
    }),
  );
  const some = fc.uniqueArray(is, { minLength: 1, maxLength: 3, selector: ({ field }) => field });
  const groups = fc.oneof(
    { weight: 3, arbitrary: some.map((all) => ({ all })) },
    some.map((any) => ({ any })),
  );
  const text = fc.option(value, { nil: undefined });
  const message = fc.record({ plan: text, topic: text, agent: text, slow: text, tags: fc.uniqueArray(value) });
  const messages = fc.array(fc.tuple(message, fc.boolean()), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(groups, { maxLength: 40 }), messages, (conditions, all) => {
      const set = compileRules(
        conditions.map((each, index) => ruleOf(each, { id: `r${index}` })),
        fields,
        NOWHERE,
      );
      for (const [facts, isLate] of all) {
        const on = view(set, factsOf(facts, isLate ? [] : ALL_SOURCES));
        const found: number[] = [];
        for (let from = 0; ;) {
          const step = next(set, 'customer_message', on, from);
          if (step.kind === 'end') break;
          if (step.kind === 'needs') {
            learn(on, factsOf(facts));
            continue;
          }
          found.push(step.rule.position);
          from = step.rule.position + 1;
        }
        agree(
          found,
          conditions.flatMap((each, index) => (plainly(each, facts) === true ? [index] : [])),
        );
      }
    }),
    { ...SETTINGS, numRuns: 600 },
  );
});

test('keywords are found alike, looked for one by one or all in one pass', () => {
  const word = fc.constantFrom('a', 'ab', 'b', 'bc', 'cab', 'cc', 'd', 'da', 'e', 'éa');
  const aboutText = fc.record({
    field: fc.constant('text'),
    operator: fc.constantFrom('contains', 'not_contains', 'has_word', 'not_has_word', 'contains_all', 'starts_with'),
    value: fc.array(word, { minLength: 1, maxLength: 4 }),
  });
  const member = fc.oneof(
    { weight: 4, arbitrary: aboutText },
    {
      weight: 1,
      arbitrary: fc.record({
        field: fc.constant('plan'),
        operator: fc.constant('is'),
        value: fc.constantFrom('x', 'y'),
      }),
    },
  );
  const members = fc.array(member, { minLength: 1, maxLength: 3 });
  const groups = fc.oneof(
    members.map((all) => ({ all })),
    members.map((any) => ({ any })),
    members.map((none) => ({ none })),
  );
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  const messages = fc.array(fc.record({ text, plan: fc.constantFrom('x', 'Z') }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(groups, { maxLength: 40 }), messages, (some, all) => {
      const set = compileRules(
        some.map((each, index) => ruleOf(each, { id: `r${index}` })),
        fields,
        NOWHERE,
      );
      for (const facts of all) {
        const on = view(set, factsOf(facts));
        const found: number[] = [];
        for (let from = 0; ;) {
          const step = next(set, 'customer_message', on, from);
          if (step.kind !== 'match') break;
          found.push(step.rule.position);
          from = step.rule.position + 1;
        }
        agree(
          found,
          some.flatMap((each, index) => (plainly(each, facts) === true ? [index] : [])),
        );
      }
    }),
    { ...SETTINGS, numRuns: 600 },
  );
});

test('facts that are loaded when they are needed change nothing but the number of loads', () => {
  fc.assert(
    fc.property(rules(30), world, fc.subarray([...ALL_SOURCES]), (some, facts, loadedFirst) => {
      const set = compileRules(some, fields, NOWHERE);
      let loaded: readonly SourceId[] = loadedFirst;
      const on = view(set, factsOf(facts, loaded));
      const found: string[] = [];
      for (let from = 0; ;) {
        const step = next(set, 'customer_message', on, from);
        if (step.kind === 'end') break;
        if (step.kind === 'needs') {
          // Only what is lacking is asked for, and only where the answer hangs on it.
          const lacking = step.sources.filter((source) => !loaded.includes(source));
          agree({ some: lacking.length > 0, sources: step.sources }, { some: true, sources: lacking });
          const isAtHand = (field: string): boolean =>
            (FIELDS[field]?.needs ?? []).every((each) => loaded.includes(each));
          const { if: hanging } = step.rule.rule;
          agree(hanging !== 'always' && plainly(hanging, facts, isAtHand), 'pending');
          loaded = [...loaded, ...step.sources];
          learn(on, factsOf(facts, loaded));
          continue;
        }
        found.push(step.rule.rule.id);
        from = step.rule.position + 1;
      }
      const expected = some.filter((rule) => rule.if === 'always' || plainly(rule.if, facts) === true);
      agree(
        found,
        expected.map(({ id }) => id),
      );
    }),
    { ...SETTINGS, numRuns: 600 },
  );
});

test('an explanation is true exactly where a rule matches, also when not all was read', () => {
  fc.assert(
    fc.property(condition, world, fc.subarray([...ALL_SOURCES]), (each, facts, loaded) => {
      const set = compileRules([ruleOf(each)], fields, NOWHERE);
      const on = view(set, factsOf(facts, loaded));
      const { kind } = next(set, 'customer_message', on);
      const { verdict: shown } = explain(set.rules[0]!, on);
      agree(
        { matches: shown === true, needs: shown === 'not_read' },
        { matches: kind === 'match', needs: kind === 'needs' },
      );
    }),
    SETTINGS,
  );
});

test('an explanation agrees with the verdict, and is plain JSON', () => {
  fc.assert(
    fc.property(condition, world, (each, facts) => {
      const set = compileRules([ruleOf(each)], fields, NOWHERE);
      const explanation = explain(set.rules[0]!, view(set, factsOf(facts)));
      agree(explanation.verdict, plainly(each, facts));
      agree(JSON.parse(JSON.stringify(explanation)), explanation);
    }),
    SETTINGS,
  );
});
