import { settingValues } from '../../../settings/definitions';
import { leavingNotes } from '../../../src/admin/health/leaves';
import { desk, english, RULE } from '../../support/admin';

const ASKING = {
  rules: [{ ...RULE, if: { field: 'lookup.intent', operator: 'is', value: 'refund' } }],
  lookups: { intent: { ask: 'What is it about?', choices: ['refund', 'other'] } },
};

test.each([
  ['https://model.example/v1?key=hush', 'sends Message: text to https://model.example'],
  [' http://localhost:11434/v1 ', 'sends Message: text to http://localhost:11434'],
  ['https://me:hush@model.example/v1', 'sends Message: text to https://model.example'],
  ['localhost:11434/v1', 'asks a language model, and the settings name none'],
  ['“https://model.example”', 'asks a language model, and the settings name none'],
])('a lookup that asks a model, with the address %s', async (model_url, said) => {
  const { admin } = await desk(ASKING);
  const notes = leavingNotes(admin.book.read(), settingValues({ model_url, model_name: 'small' }));
  const [line = ''] = english(notes.map(({ text }) => text));
  expect(line).toContain(`okup “intent” ${said}`);
  expect(line).not.toContain('hush');
});

test.each([
  ['no field', '', '–'],
  ['a field twice', '?mail={{#customer.email}}{{customer.email}}{{/customer.email}}', 'customer.email'],
])('a lookup whose address names %s', async (_what, query, sent) => {
  const lookups = { intent: { get: `https://crm.example/x${query}`, read: '/intent' } };
  const { admin } = await desk({ ...ASKING, lookups });
  const notes = leavingNotes(admin.book.read(), settingValues({}));
  expect(english(notes.map(({ text }) => text))).toEqual([
    `Leaves the server: lookup “intent” sends ${sent} to https://crm.example`,
  ]);
});

test('where no lookup may be asked, nothing leaves', async () => {
  const { admin } = await desk(ASKING);
  const model = { model_url: 'https://model.example/v1', model_name: 'small' };
  const notes = (perMinute: number) =>
    leavingNotes(admin.book.read(), settingValues({ ...model, lookups_per_minute: perMinute }));
  expect([notes(1).length, notes(0)]).toEqual([1, []]);
});
