import { on, readRule, told } from '../../support/read-rules';

const order = on('message.text', 'matches', 'order (?P<order>\\d+)');
const note = (text: string) => ({ do: [{ action: 'note_conversation', text }] });

/** Places of what is told of a rule with these parts. */
const places = (parts: Record<string, unknown>) => told(readRule(parts));

test('a text may print what a pattern of its rule names', () => {
  expect(places({ if: order, ...note('Order {{match.order}}') })).toEqual([]);
  const other = on('customer.name', 'is', 'Ana');
  expect(places({ if: { any: [other, { all: [order] }] }, ...note('{{#match.order}}x{{/match.order}}') })).toEqual([]);
});

test('a name that no pattern of the rule has is refused', () => {
  expect(places({ if: order, ...note('Order {{match.oder}}') })).toEqual(['error r do[0].text']);
  expect(places({ ...note('Order {{match.order}}') })).toEqual(['error r do[0].text']);
  expect(places({ if: on('message.text', 'not_matches', '(?P<a>x)'), ...note('{{match.a}}') })).toEqual([
    'error r do[0].text',
  ]);
  const { findings } = readRule({ if: order, ...note('{{match.oder}}') });
  expect(JSON.stringify(findings)).toContain('match.order');
});

test('a condition cannot ask for it', () => {
  expect(places({ if: { all: [order, on('match.order', 'is', '1')] } })).toEqual(['error r if.all[1].field']);
});

describe('a test says what they hold', () => {
  const given = { 'message.text': 'Where is ORDER 12345, from order 9?' };
  const run = (match: unknown, more: Record<string, unknown> = {}) =>
    places({ if: order, tests: [{ name: 't', given, expect: 'match', match, ...more }] });

  test.each<[string, unknown, ...string[]]>([
    ['the first place where it is found', { order: '12345' }],
    ['nothing need be named', {}],
    ['another text', { order: '9' }, 'error r tests[0].match.order'],
    ['a name that there is not', { number: '12345' }, 'error r tests[0].match.number'],
    ['no text', { order: 12345 }, 'error r tests[0].match.order'],
    ['no object', 'order', 'error r tests[0].match'],
  ])('%s', (_what, match, ...told) => expect(run(match)).toEqual(told));

  test('of the first comparison that is true and has the name', () => {
    const text = on('message.text', 'matches', ['bill (?P<number>\\d+)', '(?P<kind>[Oo]rder) (?P<number>\\d+)']);
    const condition = { any: [on('customer.name', 'matches', '(?P<number>\\d)'), text] };
    const ask = (facts: Record<string, unknown>, match: unknown) =>
      places({ if: condition, tests: [{ name: 't', given: facts, expect: 'match', match }] });
    expect(ask({ 'message.text': 'Order 7, bill 8' }, { number: '8', kind: 'Order' })).toEqual([]);
    expect(ask({ 'message.text': 'order 7', 'customer.name': 'Ana' }, { number: '7', kind: 'order' })).toEqual([]);
    expect(ask({ 'message.text': 'order 7', 'customer.name': 'R2' }, { number: '2' })).toEqual([]);
  });
});
