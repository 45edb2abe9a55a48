import { differences } from '../../../src/admin/rule-book/differences';
import type { RawDocument } from '../../../src/admin/rule-book/raw-document';
import { english } from '../../support/admin';

const rule = (id: string, more: object = {}): object => ({
  id,
  name: id.toUpperCase(),
  on: 'customer_message',
  ...more,
});
const document = (...rules: unknown[]): RawDocument => ({ rules });

describe('the difference between two documents', () => {
  test.each<[string, RawDocument | undefined, RawDocument | undefined, readonly string[]]>([
    ['the same', document(rule('a')), document(rule('a')), []],
    ['keys in another order', document({ id: 'a', name: 'A' }), document({ name: 'A', id: 'a' }), []],
    [
      'languages in another order: the first one is what everybody else reads',
      document(rule('a', { do: [{ text: { en: 'Hi', de: 'Hallo' } }] })),
      document(rule('a', { do: [{ text: { de: 'Hallo', en: 'Hi' } }] })),
      ['changed: A (a): do'],
    ],
    ['one more', document(rule('a')), document(rule('a'), rule('b')), ['added: B (b), in place 2']],
    ['one less', document(rule('a'), rule('b')), document(rule('b')), ['removed: A (a)']],
    ['another mode', document(rule('a')), document(rule('a', { mode: 'off' })), ['A (a): from “Live” to “Off”']],
    [
      'several keys, one of them unknown',
      document(rule('a', { x: 1 })),
      document(rule('a', { on: 'agent_message', y: 2 })),
      ['changed: A (a): on, x, y'],
    ],
    [
      'the last goes to the front: one rule has moved, not all',
      document(rule('a'), rule('b'), rule('c')),
      document(rule('c'), rule('a'), rule('b')),
      ['moved: C (c), from place 3 to 1'],
    ],
    ['a rule without an id', document({ name: 'x' }), document({ name: 'y' }), ['changed: y (#1): name']],
    ['an entry that is no rule', document(1), document(2), ['changed: #1: -']],
    [
      'two of one id',
      document(rule('a'), rule('a', { x: 1 })),
      document(rule('a'), rule('a', { x: 2 })),
      ['changed: A (a): x'],
    ],
    [
      'calendars',
      { rules: [], calendars: { day: { hours: 'a' }, night: {} } },
      { rules: [], calendars: { day: { hours: 'b' }, week: {} } },
      ['changed: calendar day', 'removed: calendar night', 'added: calendar week'],
    ],
    ['a key at the top', { rules: [] }, { rules: [], $schema: 'x' }, ['changed: "$schema" in the document']],
    [
      'a key named like what every object has',
      { rules: [] },
      JSON.parse('{"rules":[],"__proto__":1}') as RawDocument,
      ['changed: "__proto__" in the document'],
    ],
    ['no document any more', document(), undefined, ['the document can no longer be read']],
    ['a document again', undefined, document(), ['the document can be read again']],
  ])('%s', (_name, before, after, expected) => {
    expect(english(differences(before, after))).toEqual(expected);
  });

  test('says no more than fifty things and how many more there are', () => {
    const many = Array.from({ length: 80 }, (_, index) => rule(`r-${index}`));
    const said = english(differences(document(), document(...many)));
    expect(said).toHaveLength(51);
    expect(said.at(-1)).toBe('and 30 more');
  });
});
