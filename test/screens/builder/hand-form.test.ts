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
