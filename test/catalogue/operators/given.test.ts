import type { Fact, Kind } from '../../../src/model/value';
import { givenFact } from '../../../src/catalogue/operators/index';
import { FIELDS } from './fields';

test.each<[kind: Kind, given: unknown, fact: Fact]>([
  ['text', 'Refund', 'Refund'],
  ['text', null, undefined],
  ['text', { unknown: 'no connection' }, { unknown: 'no connection' }],
  ['locale', 'pt-BR', 'pt-BR'],
  ['phone', '+55 11', '+55 11'],
  ['custom', '5', '5'],
  ['username', 'ana', 'ana'],
  ['choice', 'open', 'open'],
  ['department', 'Sales', { id: 'Sales', name: 'Sales' }],
  ['list', ['vip', 'new'], ['vip', 'new']],
  ['list', 'vip', ['vip']],
  ['list', [], []],
  ['number', 2.5, 2.5],
  ['duration', 'PT5M', 300_000],
  ['duration', 'PT0S', 0],
  ['time', '08:30', 510],
  ['boolean', false, false],
])('%s given as %j', (kind, given, fact) => expect(givenFact(FIELDS[kind], given)).toEqual({ fact }));

test.each<[kind: Kind, given: unknown, key: string]>([
  ['text', 5, 'value_no_text'],
  ['text', ['a'], 'value_no_text'],
  ['text', { unknown: 5 }, 'value_no_text'],
  ['text', { unknown: 'x', more: 1 }, 'value_no_text'],
  ['custom', 5, 'value_no_text'],
  ['choice', 'opne', 'value_no_choice_near'],
  ['department', { id: 'a', name: 'b' }, 'value_no_text'],
  ['list', ['a', 1], 'given_no_list'],
  ['list', 1, 'given_no_list'],
  ['number', '5', 'value_no_number'],
  ['number', Infinity, 'value_no_number'],
  ['duration', '5m', 'value_no_duration'],
  ['duration', 300, 'value_no_duration'],
  ['time', '24:00', 'given_no_time'],
  ['time', '8:30', 'given_no_time'],
  ['boolean', 'true', 'value_no_boolean'],
])('%s given as %j is refused', (kind, given, key) => {
  expect(givenFact(FIELDS[kind], given)).toMatchObject({ problem: { key } });
});
