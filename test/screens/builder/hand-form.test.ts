import { sandbox, type Device, type Sandbox } from '../../sandbox';
import { look, press, saved } from '../../support/look';
import { fill, openForm } from '../../../src/screens/builder/forms';
import { fromDraft, toDraft, type Draft } from '../../../src/screens/builder/draft';
import type { RawRule } from '../../../src/admin/rule-book/raw-document';
import type { World } from '../../../src/screens/kit/form';

const WORLD: World = { language: 'en', zone: 'UTC', calendars: [] };
const RULE: RawRule = { id: 'refund', name: 'Refund', on: 'manual', if: 'always', do: [] };

const opened = (rule: RawRule): Draft => ({ ...toDraft(rule, { version: '1' }), tab: 'more' });
const fields = (draft: Draft): readonly string[] => openForm(draft, WORLD)!.inputs.map(({ id }) => id);
const filled = (draft: Draft, values: Readonly<Record<string, unknown>>): Draft =>
  Object.entries(values).reduce((now, [name, sent]) => fill(now, `o${now.epoch}.${name}`, sent, WORLD), draft);

test('a rule on other events has none of these fields', () => {
  expect(fields(opened({ ...RULE, on: 'customer_message' })).join()).not.toMatch(/button|who|in0/);
});

test('what is left of it when a rule listens to something else can be cleared', () => {
  const inputs = [{ id: 'sum', label: 'Amount', kind: 'text' }];
  const left = opened({ ...RULE, on: 'customer_message', button: 'Refund', who: ['admin'], inputs });
  expect(fromDraft(filled(left, { button: '', who: [], 'in0-label': '' }))).toEqual({
    ...RULE,
    on: 'customer_message',
  });
});

test('button, roles and inputs are filled in; a field that is named gets its others', () => {
  const named = filled(opened(RULE), { button: 'Refund', who: ['livechat-manager'], 'in0-label': 'Ämount in EUR' });
  expect(fields(named)).toContain(`o${named.epoch}.in0-kind`);
  const done = filled(named, {
    'in0-required': 'yes',
    'in1-label': 'Paid by',
    'in1-kind': 'choice',
    'in1-choices': 'card\ntransfer\n',
  });
  expect(fromDraft(done)).toEqual({
    ...RULE,
    button: 'Refund',
    who: ['livechat-manager'],
    inputs: [
      { id: 'amount-in-eur', label: 'Ämount in EUR', kind: 'text', required: true },
      { id: 'paid-by', label: 'Paid by', kind: 'choice', choices: ['card', 'transfer'] },
    ],
  });
});

test.each([
  ['Сумма', 'Причина', ['input', 'input-2']],
  ['金額', '理由', ['input', 'input-2']],
  ['Amount', 'Amount', ['amount', 'amount-2']],
])('inputs named “%s” and “%s” have ids of their own, without which the rule could not be saved', (one, other, ids) => {
  const named = filled(opened(RULE), { 'in0-label': one, 'in1-label': other });
  expect((fromDraft(named).inputs as RawRule[]).map(({ id }) => id)).toEqual(ids);
});

test('an id that was made of the name follows it, also where it was taken at first', () => {
  const typing = filled(opened(RULE), { 'in0-label': 'Order', 'in1-label': 'Order' });
  const done = filled(typing, { 'in1-label': 'Order date' });
  expect((fromDraft(done).inputs as RawRule[]).map(({ id }) => id)).toEqual(['order', 'order-date']);
});

test('an id of its own stays when the name changes; a last input without a name goes', () => {
  const inputs = [
    { id: 'sum', label: 'Amount', kind: 'text' },
    { id: 'note', label: 'Note', kind: 'text' },
  ];
  const renamed = filled(opened({ ...RULE, inputs }), { 'in0-label': 'Amount in EUR', 'in1-label': '' });
  expect(fromDraft(renamed).inputs).toEqual([{ id: 'sum', label: 'Amount in EUR', kind: 'text' }]);
  expect(fromDraft(filled(renamed, { 'in0-label': '' }))).toEqual(RULE);
});

test('what fields cannot show stays as it is', () => {
  for (const part of [{ inputs: [{ id: 'a' }] }, { who: 'admin' }, { button: 3 }]) {
    const draft = opened({ ...RULE, ...part });
    expect(openForm(draft, WORLD)!.hidden).toBe(true);
    expect(fields(draft).join()).not.toMatch(/button|who|in0/);
    expect(fromDraft(draft)).toEqual({ ...RULE, ...part });
  }
});

test('at most five', () => {
  const inputs = [1, 2, 3, 4, 5].map((n) => ({ id: `i${n}`, label: `I ${n}`, kind: 'text' }));
  expect(fields(opened({ ...RULE, inputs })).filter((id) => id.endsWith('label'))).toHaveLength(5);
});

describe.each<Device>(['web', 'phone'])('a rule for people to run, built on the %s', (client) => {
  let shop: Sandbox;
  const RUN = { ...RULE, do: [{ action: 'note_conversation', text: 'Refund of {{input.amount}}' }], mode: 'off' };
  const INPUTS = [{ id: 'amount', label: 'Amount', kind: 'text', required: true }];
  beforeAll(async () => {
    shop = await sandbox({ client, settings: { rules: { rules: [{ ...RUN, inputs: INPUTS }] } } });
  });
  afterAll(() => shop.stop());

  test('its button, who may press it, and another input; what is wrong stands at its field', async () => {
    const admin = shop.agent('admin');
    const field = (key: string): string => new RegExp(`\\[(o\\d+\\.${key})\\]`).exec(look(admin))![1]!;
    await admin.runs('/workflow edit refund');
    await press(admin, 'tab.more');
    await admin.submits({ [field('button')]: 'x'.repeat(41) });
    expect(Object.keys(admin.errors())).toEqual([field('button')]);
    await admin.submits({
      [field('button')]: 'Refund it',
      [field('who')]: ['livechat-manager'],
      [field('in1-label')]: 'Paid by',
    });
    expect(saved(shop)[0]).toMatchObject({
      button: 'Refund it',
      who: ['livechat-manager'],
      inputs: [...INPUTS, { id: 'paid-by', label: 'Paid by', kind: 'text' }],
    });
  });
});
