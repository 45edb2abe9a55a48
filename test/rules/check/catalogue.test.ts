import { ACTIONS } from '../../../src/catalogue/actions';
import { FIELDS } from '../../../src/catalogue/fields';
import { on, readRule, said } from '../../support/read-rules';

describe('what the entries give as examples passes the check', () => {
  test.each(FIELDS.map(({ id, example }) => ({ id, example })))('$id', ({ id, example }) => {
    const field = id.replace('*', 'night');
    const tests = [
      { name: 'match', on: 'customer_message', given: { [field]: example.match }, expect: 'match' },
      { name: 'no match', on: 'customer_message', given: { [field]: example.noMatch }, expect: 'no_match' },
    ];
    const condition = on(field, example.operator, example.value);
    // Some examples fit only one of the events, or need a wait.
    const more = { on: ['customer_message', 'agent_message'], wait: { for: 'PT10M' } };
    const result = readRule(
      { if: condition, tests, ...more },
      {},
      {
        calendars: { night: { hours: 'agents' } },
        lookups: { night: { ask: 'What is wanted?', choices: ['refund', 'delivery'] } },
      },
    );
    expect(said(result)).toEqual([]);
    expect(result.tests.map(({ passed }) => passed)).toEqual([true, true]);
  });

  test.each(ACTIONS.map(({ id, example }) => ({ id, example })))('$id', ({ example }) => {
    expect(said(readRule({ do: [example], once: { per: 'conversation' } }))).toEqual([]);
  });
});
