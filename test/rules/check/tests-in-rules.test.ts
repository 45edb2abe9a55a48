import { on, readRule, said, told } from '../../support/read-rules';
import type { RuleSettings } from '../../../src/rules/result';

const settings: RuleSettings = {
  timezone: 'Europe/Berlin',
  hours: 'Mon-Fri 09:00-17:00',
  holidays: '2026-12-25 Christmas',
};
const calendars = {
  night: { timezone: 'America/Sao_Paulo', hours: 'Mon-Fri 22:00-06:00' },
  staffed: { hours: 'agents' },
  server: { hours: 'workspace', holidays: '' },
};

/** What a rule with this condition makes of what is given. */
function outcome(condition: unknown, test: object, parts: object = {}, at: RuleSettings = settings) {
  const whole = { name: 't', given: {}, expect: 'match', ...test };
  const result = readRule({ if: condition, tests: [whole], ...parts }, { settings: at }, { calendars });
  told(result);
  return result.tests[0]?.got ?? said(result).join('\n');
}

describe('what is given', () => {
  const text = on('message.text', 'contains', 'price');
  const cases: readonly (readonly [what: string, condition: unknown, given: object, got: string])[] = [
    ['a text', text, { 'message.text': 'the PRICE?' }, 'match'],
    ['another text', text, { 'message.text': 'hello' }, 'no_match'],
    ['nothing: missing', text, {}, 'no_match'],
    ['null: missing', text, { 'message.text': null }, 'no_match'],
    ['missing, for a negative operator', on('message.text', 'not_contains', 'x'), {}, 'match'],
    ['unknown', text, { 'message.text': { unknown: 'why' } }, 'no_match'],
    [
      'unknown, for a negative operator',
      on('message.text', 'not_contains', 'x'),
      { 'message.text': { unknown: '' } },
      'no_match',
    ],
    [
      'unknown beside true',
      { any: [text, on('customer.city', 'is', 'x')] },
      { 'message.text': { unknown: 'w' }, 'customer.city': 'X' },
      'match',
    ],
    ['unknown in none', { none: [text] }, { 'message.text': { unknown: 'w' } }, 'no_match'],
    ['a duration', on('conversation.waiting', 'at_least', 'PT5M'), { 'conversation.waiting': 'PT300S' }, 'match'],
    ['a time', on('operation.time', 'between', ['18:00', '08:00']), { 'operation.time': '07:59' }, 'match'],
    ['a list', on('customer.tags', 'includes', 'vip'), { 'customer.tags': ['new', 'VIP'] }, 'match'],
    ['one text for a list', on('customer.tags', 'includes', 'vip'), { 'customer.tags': 'vip' }, 'match'],
    ['an empty list: missing', on('customer.tags', 'is_set'), { 'customer.tags': [] }, 'no_match'],
    ['a blank text: missing', on('customer.name', 'is_set'), { 'customer.name': ' \u200b' }, 'no_match'],
    [
      'a department by its name',
      on('conversation.department', 'is', 'sales'),
      { 'conversation.department': 'Sales' },
      'match',
    ],
    ['a number', on('conversation.message_count', 'between', [1, 3]), { 'conversation.message_count': 3 }, 'match'],
    ['a custom field as number', on('customer.custom.age', 'at_least', 18), { 'customer.custom.age': '21' }, 'match'],
    [
      'a custom field that is none',
      on('customer.custom.age', 'at_least', 18),
      { 'customer.custom.age': 'old' },
      'no_match',
    ],
    ['a locale', on('customer.locale', 'is', 'pt'), { 'customer.locale': 'pt_BR' }, 'match'],
  ];
  test.each(cases)('%s', (_what, condition, given, got) => {
    expect(outcome(condition, { given, expect: got })).toBe(got);
  });
});

describe('what follows from at, calendars and settings', () => {
  const open = on('operation.hours', 'is', 'open');
  const closed = on('operation.hours', 'is', 'closed');
  const night = on('operation.hours.night', 'is', 'open');
  const either = on('operation.hours.staffed', 'is', ['open', 'closed']);
  const none = on('operation.hours', 'is_not', 'open');
  const cases: readonly (readonly [what: string, condition: unknown, test: object, got: string])[] = [
    ['open, in the zone of the setting', open, { at: '2026-12-24T09:00' }, 'match'],
    ['closed a minute before', closed, { at: '2026-12-24T08:59' }, 'match'],
    ['with an offset', open, { at: '2026-12-24T08:00:00Z' }, 'match'],
    ['with another offset', open, { at: '2026-12-24T07:59:59+00:00' }, 'no_match'],
    ['in summer', open, { at: '2026-07-01T07:00Z' }, 'match'],
    ['on a holiday', closed, { at: '2026-12-25T10:00' }, 'match'],
    ['a day is its midnight', closed, { at: '2026-12-24' }, 'match'],
    ['missing without at', none, {}, 'match'],
    ['what is given wins', open, { at: '2026-12-25T10:00', given: { 'operation.hours': 'open' } }, 'match'],
    ['null given wins, too', open, { at: '2026-12-24T10:00', given: { 'operation.hours': null } }, 'no_match'],
    ['a calendar of its own zone', night, { at: '2026-12-23T01:00Z' }, 'match'],
    ['and before it opens', night, { at: '2026-12-23T00:59Z' }, 'no_match'],
    ['by agents: unknown', either, { at: '2026-12-24T10:00' }, 'no_match'],
    ['by agents: unknown without at', { none: [either] }, {}, 'no_match'],
    ['by agents, given', either, { given: { 'operation.hours.staffed': 'open' } }, 'match'],
    [
      'by the workspace: unknown',
      { none: [on('operation.hours.server', 'is', 'open')] },
      { at: '2026-12-24T10:00' },
      'no_match',
    ],
    ['a holiday', on('operation.holiday', 'is', true), { at: '2026-12-25T23:59' }, 'match'],
    ['no holiday', on('operation.holiday', 'is', false), { at: '2026-12-26T00:00' }, 'match'],
    ['no day at all', on('operation.holiday', 'is', false), {}, 'no_match'],
    ['the weekday', on('operation.weekday', 'is', 'thu'), { at: '2026-12-24T23:59' }, 'match'],
    ['the weekday elsewhere', on('operation.weekday', 'is', 'fri'), { at: '2026-12-24T23:00Z' }, 'match'],
    ['the time', on('operation.time', 'between', ['10:00', '10:01']), { at: '2026-12-24T10:00:59' }, 'match'],
    [
      "the customer's time",
      on('customer.local_time', 'between', ['06:00', '06:01']),
      { at: '2026-12-24T10:00', given: { 'customer.timezone': 'America/Sao_Paulo' } },
      'match',
    ],
    [
      "the customer's time without a zone: missing",
      on('customer.local_time', 'not_between', ['06:00', '07:00']),
      { at: '2026-12-24T10:00' },
      'match',
    ],
    [
      "the customer's time with a zone that is none: unknown",
      on('customer.local_time', 'not_between', ['06:00', '07:00']),
      { at: '2026-12-24T10:00', given: { 'customer.timezone': 'Mars' } },
      'no_match',
    ],
  ];
  test.each(cases)('%s', (_what, condition, test_, got) => {
    expect(outcome(condition, { expect: got, ...test_ })).toBe(got);
  });

  const without: readonly (readonly [what: string, condition: unknown, at: string, got: string])[] = [
    ['UTC', on('operation.time', 'between', ['10:00', '10:01']), '2026-12-24T10:00', 'match'],
    ['no hours: missing', { none: [open, closed] }, '2026-12-24T10:00', 'match'],
    ['no holidays', on('operation.holiday', 'is', false), '2026-12-25T10:00', 'match'],
  ];
  test.each(without)('without settings: %s', (_what, condition, at, got) => {
    expect(outcome(condition, { at, expect: got }, {}, {})).toBe(got);
  });
});

describe('the event', () => {
  const cases: readonly (readonly [what: string, parts: object, test: object, got: string])[] = [
    ['the only one', {}, {}, 'match'],
    ['the only one of a list', { on: ['customer_message'] }, {}, 'match'],
    ['one of several', { on: ['customer_message', 'agent_message'] }, { on: 'agent_message' }, 'match'],
    ['another one', {}, { on: 'agent_message' }, 'no_match'],
    [
      'mode, once, wait and stop play no part',
      { mode: 'off', once: { per: 'customer' }, wait: { for: 'PT1H' }, stop: true },
      {},
      'match',
    ],
  ];
  test.each(cases)('%s', (_what, parts, test_, got) => {
    expect(outcome('always', { expect: got, ...test_ }, parts)).toBe(got);
  });
});

describe('tests that are an error of their rule', () => {
  const fine = { name: 't', given: {}, expect: 'match' };
  const { name: _name, ...unnamed } = fine;
  const cases: readonly (readonly [what: string, tests: unknown, place: string, sentence: string | RegExp])[] = [
    [
      'one that fails',
      [fine, { ...fine, expect: 'no_match' }],
      'tests[1]',
      'the test "t" fails: it expects no_match, but gets match; correct the rule or the test',
    ],
    ['one for another event', [{ ...fine, on: 'agent_message' }], 'tests[0]', /does not react to agent_message/],
    ['no list', {}, 'tests', /must be a list/],
    ['no object', ['match'], 'tests[0]', /must be an object/],
    ['no name', [unnamed], 'tests[0].name', /"name" is missing/],
    ['nothing given', [{ name: 't', expect: 'match' }], 'tests[0].given', /"given" is missing/],
    ['nothing expected', [{ name: 't', given: {} }], 'tests[0].expect', /"expect" is missing/],
    ['another expectation', [{ ...fine, expect: 'matches' }], 'tests[0].expect', /did you mean "match"/],
    ['an unknown key', [{ ...fine, when: 1 }], 'tests[0].when', /not known here/],
    ['an unknown event', [{ ...fine, on: 'message' }], 'tests[0].on', /not an event/],
    ['no moment', [{ ...fine, at: 'noon' }], 'tests[0].at', /not a moment/],
    ['a day that is none', [{ ...fine, at: '2026-02-29T10:00' }], 'tests[0].at', /not a moment/],
    ['an hour that is none', [{ ...fine, at: '2026-02-28T25:00' }], 'tests[0].at', /not a moment/],
    ['given as a list', [{ ...fine, given: [] }], 'tests[0].given', /must be an object/],
    [
      'an unknown field',
      [{ ...fine, given: { 'message.txt': 'x' } }],
      'tests[0].given.message.txt',
      /did you mean "message.text"/,
    ],
    [
      'an unknown calendar',
      [{ ...fine, given: { 'operation.hours.day': 'open' } }],
      'tests[0].given.operation.hours.day',
      /no calendar "day"/,
    ],
    ['a number for a text', [{ ...fine, given: { 'message.text': 5 } }], 'tests[0].given.message.text', /./],
    [
      'a text for a number',
      [{ ...fine, given: { 'conversation.message_count': '5' } }],
      'tests[0].given.conversation.message_count',
      /./,
    ],
    [
      'a number for a duration',
      [{ ...fine, given: { 'conversation.age': 5 } }],
      'tests[0].given.conversation.age',
      /./,
    ],
    [
      'another choice',
      [{ ...fine, given: { 'conversation.status': 'opened' } }],
      'tests[0].given.conversation.status',
      /./,
    ],
    ['24:00 as a time', [{ ...fine, given: { 'operation.time': '24:00' } }], 'tests[0].given.operation.time', /./],
    [
      'an object for a text',
      [{ ...fine, given: { 'message.text': { text: 'x' } } }],
      'tests[0].given.message.text',
      /./,
    ],
    ['a list for a text', [{ ...fine, given: { 'message.text': ['x'] } }], 'tests[0].given.message.text', /./],
    ['a number in a list', [{ ...fine, given: { 'customer.tags': ['x', 5] } }], 'tests[0].given.customer.tags', /./],
  ];
  test.each(cases)('%s', (_what, tests, place, sentence) => {
    const result = readRule({ tests });
    expect(told(result)).toEqual([`error r ${place}`]);
    expect(said(result)[0]).toMatch(sentence);
    expect(result.rules[0]?.state).toBe('set_aside');
  });

  test('several events and no on', () => {
    const result = readRule({ on: ['customer_message', 'agent_message'], tests: [fine] });
    expect(told(result)).toEqual(['error r tests[0].on']);
    expect(result.tests).toEqual([{ rule: 'r', name: 't', passed: false, got: null }]);
  });

  test('unknown that was expected to match says so', () => {
    const given = { 'message.text': { unknown: 'no connection' } };
    const result = readRule({ if: on('message.text', 'is', 'x'), tests: [{ ...fine, given }] });
    expect(said(result)[0]).toMatch(/the condition is unknown/);
    expect(result.tests).toEqual([{ rule: 'r', name: 't', passed: false, got: 'no_match' }]);
  });

  test('a rule that is wrong elsewhere has its tests run; one whose condition is wrong has not', () => {
    expect(readRule({ name: '', tests: [fine] }).tests).toEqual([{ rule: 'r', name: 't', passed: true, got: 'match' }]);
    expect(readRule({ if: {}, tests: [fine] }).tests).toEqual([{ rule: 'r', name: 't', passed: false, got: null }]);
  });
});

test.each([null, 5, ['2026-12-24']])('a moment that is no text, %j, is told once', (at) => {
  const result = readRule({ tests: [{ name: 't', given: {}, at, expect: 'match' }] });
  expect(told(result)).toEqual(['error r tests[0].at']);
});
