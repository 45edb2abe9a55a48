import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkedOf, fingerprintOf, resultOf, type Checked } from '../../src/rules/checked';
import { readDocument } from '../../src/rules/read';

const SETTINGS = { timezone: 'America/Sao_Paulo', hours: 'Mon-Fri 09:00-18:00', holidays: '2026-12-25 Christmas' };
const HOST = { agents: ['anna'], departments: [{ id: 'd1', name: 'Support' }] };
const REPORT = { language: 'en', text: '1 rule active.' } as const;
const RULE = { id: 'one', name: 'One', on: 'customer_message', if: 'always', do: [{ action: 'unassign' }] };
const LOOKUPS = {
  order: { get: 'https://shop.example/{{customer.name}}', read: '/state', headers: { authorization: 'Bearer secret' } },
  wrong: { ask: '', choices: [] },
};

/** As the store gives it back. */
const stored = (checked: Checked | undefined): Checked => JSON.parse(JSON.stringify(checked)) as Checked;

const examples = path.resolve(__dirname, '../../settings/examples');
const documents: readonly (readonly [string, string])[] = [
  ...fs.readdirSync(examples).map((file) => [file, fs.readFileSync(path.join(examples, file), 'utf8')] as const),
  ['nothing', '  '],
  ['a byte order mark', `\ufeff${JSON.stringify({ rules: [RULE] })}`],
  [
    'what is set aside',
    JSON.stringify({
      rules: [5, { ...RULE, if: {} }, { ...RULE, id: 'A b' }, RULE, { ...RULE, id: 'x', on: 'manual' }],
    }),
  ],
  [
    'calendars',
    JSON.stringify({ rules: [RULE], calendars: { night: { hours: 'Mon-Fri 22:00-06:00' }, bad: { hours: 'x' } } }),
  ],
  ['lookups', JSON.stringify({ rules: [RULE], lookups: LOOKUPS })],
];

it.each(documents)('what was checked before is the same: %s', (_name, text) => {
  const read = readDocument(text, { settings: SETTINGS, host: HOST });
  const checked = checkedOf(read, fingerprintOf(text, SETTINGS), HOST, REPORT);
  expect(resultOf(text, stored(checked))).toEqual(read);
});

it.each([
  ['a list is gone', { aside: undefined }],
  ['a calendar is something else', { calendars: [['night', 5]] }],
  ['an earlier version wrote it', { sum: undefined }],
])('what was damaged is checked again: %s', (_what, damage) => {
  const text = JSON.stringify({ rules: [RULE], calendars: { night: { hours: 'Mon-Fri 22:00-06:00' } } });
  const checked = stored(checkedOf(readDocument(text), '', {}, REPORT));
  expect(resultOf(text, checked)).toBeDefined();
  expect(resultOf(text, { ...checked, ...damage } as never)).toBeUndefined();
});

it('nothing is kept of a document that is refused, nor where there is too much to say', () => {
  expect(checkedOf(readDocument('{'), '', {}, REPORT)).toBeUndefined();
  const wrong = Array.from({ length: 1000 }, (_, at) => ({
    ...RULE,
    id: `rule-${at}`,
    name: '',
    do: [{}, {}],
    other: 1,
  }));
  expect(checkedOf(readDocument(JSON.stringify({ rules: wrong })), '', {}, REPORT)).toBeUndefined();
});

it('keeps no secret of a lookup', () => {
  const read = readDocument(JSON.stringify({ rules: [RULE], lookups: LOOKUPS }));
  expect(JSON.stringify(checkedOf(read, '', {}, REPORT))).not.toContain('secret');
});

it('another text and other settings are not the same', () => {
  const all = [
    fingerprintOf('{}', SETTINGS),
    fingerprintOf('{ }', SETTINGS),
    fingerprintOf('{}', { ...SETTINGS, hours: '' }),
    fingerprintOf('{}', { ...SETTINGS, timezone: 'UTC' }),
    fingerprintOf('{}', { ...SETTINGS, holidays: '' }),
  ];
  expect(new Set(all).size).toBe(all.length);
});
