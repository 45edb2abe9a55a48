import { ACTIONS } from '../../../src/catalogue/actions';
import { FIELDS } from '../../../src/catalogue/fields';
import { on, readRule, said } from '../../support/read-rules';

describe('what the entries give as examples passes the check', () => {
  test.each(FIELDS.map(({ id, events, example }) => ({ id, events, example })))('$id', ({ id, events, example }) => {
    const field = id.replace('*', 'night');
    // Some examples fit only one of the events, or need a wait.
    const heard = events ?? ['customer_message', 'agent_message'];
    const [first] = heard;
    const tests = [
      { name: 'match', on: first, given: { [field]: example.match }, expect: 'match' },
      { name: 'no match', on: first, given: { [field]: example.noMatch }, expect: 'no_match' },
    ];
    const condition = on(field, example.operator, example.value);
    const inputs = heard.includes('manual') && { inputs: [{ id: 'night', label: 'Night', kind: 'text' }] };
    const more = { on: heard, wait: { for: 'PT10M' }, ...inputs };
    const result = readRule({ if: condition, tests, ...more }, {}, { calendars: { night: { hours: 'agents' } } });
    expect(said(result)).toEqual([]);
    expect(result.tests.map(({ passed }) => passed)).toEqual([true, true]);
  });

  test.each(ACTIONS.map(({ id, example }) => ({ id, example })))('$id', ({ example }) => {
    expect(said(readRule({ do: [example], once: { per: 'conversation' } }))).toEqual([]);
  });
});
