import { on, readRule, said, told } from '../../support/read-rules';

type Json = Record<string, unknown>;
const INTENT = { ask: 'What is wanted?', choices: ['refund', 'delivery'] };
const ORDER = { get: 'https://shop.example/orders/{{customer.email}}', read: '/open/0/id' };
const SUMMARY = { ask: 'What was it about?', text: 200, about: 'conversation' };

describe('a lookup', () => {
  it.each<[string, Json]>([
    ['with choices', INTENT],
    ['with a text', SUMMARY],
    ['with an address', ORDER],
    ['with everything', { ...ORDER, headers: { 'X-Key': 'k' }, within: 'PT10S', keep: 'P1D', local: true }],
    ['at home, said so', { ...ORDER, get: 'http://10.0.0.4:8080/x', local: true }],
  ])('%s is right', (_, entry) => expect(told(readRule({}, {}, { lookups: { it: entry } }))).toEqual([]));

  it.each<[string, unknown, string]>([
    ['of no object', 'https://x.example', 'it'],
    ['that neither gets nor asks', { read: '/x' }, 'it.get'],
    ['that gets without reading', { get: ORDER.get }, 'it.read'],
    ['whose pointer is none', { ...ORDER, read: 'open' }, 'it.read'],
    ['whose host a customer names', { ...ORDER, get: 'https://{{customer.name}}/x' }, 'it.get'],
    ['whose host a customer ends', { ...ORDER, get: 'https://shop.example{{customer.name}}' }, 'it.get'],
    ['with a user in its address', { ...ORDER, get: 'https://a:b@shop.example/' }, 'it.get'],
    ['with a file', { ...ORDER, get: 'file:///etc/passwd' }, 'it.get'],
    ['without https', { ...ORDER, get: 'http://shop.example/' }, 'it.get'],
    ['at home', { ...ORDER, get: 'https://192.168.1.4/' }, 'it.get'],
    ['on this machine', { ...ORDER, get: 'https://localhost:3000/' }, 'it.get'],
    ['with an unknown name', { ...ORDER, get: 'https://shop.example/{{customer.nme}}' }, 'it.get'],
    ['that hangs on another', { ...ORDER, get: 'https://shop.example/{{lookup.it}}' }, 'it.get'],
    ['with a template in a header', { ...ORDER, headers: { 'X-Key': '{{customer.name}}' } }, 'it.headers.X-Key'],
    ['that came without its token', { ...ORDER, headers: { 'X-Key': '***' } }, 'it.headers.X-Key'],
    ['that may say nothing', { ask: 'What?' }, 'it'],
    ['that may say both', { ...INTENT, text: 5 }, 'it'],
    ['with one choice', { ...INTENT, choices: ['refund'] }, 'it.choices'],
    ['of eleven seconds', { ...INTENT, within: 'PT11S' }, 'it.within'],
    ['with a key too many', { ...INTENT, temperature: 1 }, 'it.temperature'],
  ])('%s is refused', (_, entry, place) => {
    expect(told(readRule({}, {}, { lookups: { it: entry } }))).toEqual([`error - lookups.${place}`]);
  });

  it('that is refused takes only the rules along that name it', () => {
    const lookups = { it: { ask: 'What?' } };
    expect(readRule({}, {}, { lookups }).active).toHaveLength(1);
    expect(readRule({ if: on('lookup.it', 'is', 'x') }, {}, { lookups }).active).toEqual([]);
  });
});

describe('a rule', () => {
  const lookups = { intent: INTENT, order: ORDER, summary: SUMMARY };
  const asks = (parts: Json) => readRule(parts, {}, { lookups });

  it('may ask what there is', () => {
    expect(told(asks({ if: on('lookup.intent', 'is', ['refund', 'Delivery']) }))).toEqual([]);
    expect(told(asks({ if: on('lookup.order', 'greater_than', 5) }))).toEqual([]);
    expect(told(asks({ do: [{ action: 'note_conversation', text: '{{lookup.summary}}' }] }))).toEqual([]);
  });

  it('may not ask what there is not', () => {
    const result = asks({ if: on('lookup.intnt', 'is', 'refund') });
    expect(said(result)).toEqual(['there is no lookup "intnt" in "lookups"; did you mean "intent"?']);
  });

  it('may not wait for an answer that never comes', () => {
    expect(told(asks({ if: on('lookup.intent', 'is', 'refnd') }))).toEqual(['error r if.value']);
    const test = { name: 't', given: { 'lookup.intent': 'money' }, expect: 'no_match' };
    const result = asks({ if: on('lookup.intent', 'is', 'refund'), tests: [test] });
    expect(told(result)).toEqual(['error r tests[0].given.lookup.intent']);
  });

  test('a test gives a number as it is: the answer may be one', () => {
    const given = { 'lookup.order': 7 };
    const tests = [{ name: 'seven', given, expect: 'match' }];
    expect(told(asks({ if: on('lookup.order', 'greater_than', 5), tests }))).toEqual([]);
    expect(told(asks({ if: on('lookup.order', 'is', '7'), tests }))).toEqual([]);
  });

  it('may not hope for none: without a usable answer it is unknown, never missing', () => {
    const result = asks({ if: on('lookup.order', 'is_not_set') });
    expect(said(result)).toEqual(['this condition on "lookup.order" is never true']);
    expect(told(asks({ if: on('lookup.order', 'is_set') }))).toEqual([]);
  });

  it.each<[string, Json]>([
    ['leaves it out', {}],
    ['says null', { 'lookup.order': null }],
    ['says unknown', { 'lookup.order': { unknown: 'no answer in time' } }],
  ])('is not told by a test that %s', (_, given) => {
    const test = (expect: string) => ({ name: 't', given, expect });
    const parts = { if: on('lookup.order', 'is_not', '5') };
    expect(told(asks({ ...parts, tests: [test('no_match')] }))).toEqual([]);
    expect(said(asks({ ...parts, tests: [test('match')] }))).toEqual([expect.stringContaining('is unknown')]);
  });

  it('may not tell customers the words of a model', () => {
    const says = asks({ do: [{ action: 'send_message', text: '{{lookup.summary}}' }], once: { per: 'conversation' } });
    expect(told(says)).toEqual(['error r do[0].text']);
  });
});
