import { unknownFactProblems } from '../../../src/admin/health/unknown-facts';
import type { Environment } from '../../../src/model/facts';
import { notAsked, lookupSource } from '../../../src/model/lookup';
import { compileLookups } from '../../../src/rules/lookups';
import { neutralise } from '../../../src/rules/template';
import { message, type Text } from '../../../src/text/message';
import { conversation, event, program, rule, START } from '../../support/fakes';
import { english } from '../../support/admin';
import type { EventTrace } from '../../../src/engine/parts';

const asks = rule({ id: 'a', if: { field: 'operation.agents_online', operator: 'is', value: true } });

function look(known: object, at = START, of = asks): EventTrace {
  const seen = event('customer_message', at);
  const ready = program([of]);
  const facts = {
    event: seen,
    now: at,
    environment: ready.environment,
    known: { conversation: seen.conversation, ...known },
  };
  return { event: seen, program: ready, seen: [{ from: 0, facts }], heldBack: new Map(), runs: [] };
}

test('a condition that was unknown is told, though a later rule has changed something and all is read again', () => {
  const [before, after] = [look({ agents_online: { unknown: 'no connection' } }), look({})];
  const trace = { ...before, seen: [...before.seen, ...after.seen] };
  expect(unknownFactProblems([trace], START)).toHaveLength(1);
});

test('what a customer wrote in place of a number is told, and neither mentions nor links', () => {
  const adult = rule({ id: 'a', if: { field: 'customer.custom.age', operator: 'at_least', value: 18 } });
  const { customer } = conversation();
  const custom = { age: '@all [x](http://x.example)' };
  const trace = look({ conversation: conversation('c1', { customer: { ...customer, custom } }) }, START, adult);
  expect(english(unknownFactProblems([trace], START).map(({ text }) => text))).toEqual([
    `“customer.custom.age” could not be determined lately: ${neutralise('@all [x](http://x.example)')}`,
  ]);
});

test.each<[string, EventTrace[], readonly string[]]>([
  ['known', [look({ agents_online: false })], []],
  ['never read', [look({})], []],
  [
    'unknown, however often, once',
    [look({ agents_online: { unknown: 'no connection' } }), look({ agents_online: { unknown: 'no connection' } })],
    ['“operation.agents_online” could not be determined lately: no connection'],
  ],
  ['unknown two hours ago', [look({ agents_online: { unknown: 'x' } }, START - 7_200_000)], []],
])('a condition that was %s', (_name, traces, expected) => {
  expect(english(unknownFactProblems(traces, START).map(({ text }) => text))).toEqual(expected);
});

describe('a lookup about the message', () => {
  const intent = { ask: 'What?', choices: ['a', 'b'] };
  const ready = program([rule({ id: 'a', if: { field: 'lookup.intent', operator: 'is', value: 'a' } })]);
  const lookups = compileLookups({ intent }, ready.environment);
  const environment: Environment = { ...ready.environment, lookups };

  function told(words: string, why?: Text) {
    const seen = event('customer_message', START, words);
    const facts = { event: seen, now: START, environment, known: { conversation: seen.conversation } };
    const asked = why ?? (lookups.get('intent')!.question(facts) as Text);
    const known = { ...facts.known, [lookupSource('intent')]: notAsked('intent', asked) };
    const trace = { event: seen, program: ready, seen: [{ from: 0, facts: { ...facts, known } }], runs: [] };
    return english(unknownFactProblems([{ ...trace, heldBack: new Map() }], START).map(({ text }) => text));
  }

  test('is no fault where a photo came without words', () => {
    expect(told(' ')).toEqual([]);
  });

  test('is one where the model cannot be asked', () => {
    const why = message('reason_rest_timeout');
    const said = [expect.stringContaining('“lookup.intent” could not be determined lately')];
    expect(told('Hello', why)).toEqual(said);
    expect(told('', why)).toEqual(said);
  });
});
