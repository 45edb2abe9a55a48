import { ACTIONS } from '../../../src/catalogue/actions/all';
import { FIELDS } from '../../../src/catalogue/fields';
import { on, readRule, said } from '../../support/read-rules';

describe('what the entries give as examples passes the check', () => {
  test.each(FIELDS.map(({ id, example, events, family }) => ({ id, example, events, family })))('$id', (entry) => {
    const { id, example, family } = entry;
    const field = id.replace('*', 'night');
    // Some examples fit only one of the events, or need a wait.
    const events = entry.events ?? ['customer_message', 'agent_message'];
    const tests = [
      { name: 'match', on: events[0], given: { [field]: example.match }, expect: 'match' },
      { name: 'no match', on: events[0], given: { [field]: example.noMatch }, expect: 'no_match' },
    ];
    const condition = on(field, example.operator, example.value);
    const asks = (question: unknown) => ({ action: 'ask', id: question, text: 'Well?' });
    const asked = family === 'question' ? 'night' : id === 'question.id' ? example.value : undefined;
    const inputs = events.includes('manual') && { inputs: [{ id: 'night', label: 'Night', kind: 'text' }] };
    const more = {
      on: events,
      ...inputs,
      wait: { for: 'PT10M' },
      ...(asked !== undefined && { do: [asks(asked)] }),
    };
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
