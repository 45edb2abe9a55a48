import { unknownFactProblems } from '../../../src/admin/health/unknown-facts';
import { event, program, rule, START } from '../../support/fakes';
import { english } from '../../support/admin';
import type { EventTrace } from '../../../src/engine/parts';

const asks = rule({ id: 'a', if: { field: 'operation.agents_online', operator: 'is', value: true } });

function look(known: object, at = START): EventTrace {
  const seen = event('customer_message', at);
  const ready = program([asks]);
  const facts = {
    event: seen,
    now: at,
    environment: ready.environment,
    known: { conversation: seen.conversation, ...known },
  };
  return { event: seen, program: ready, seen: [{ from: 0, facts }], heldBack: new Map(), runs: [] };
}

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
