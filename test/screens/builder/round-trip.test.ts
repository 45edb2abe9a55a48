import * as fc from 'fast-check';
import { ACTIONS } from '../../../src/catalogue/actions/all';
import { FIELDS } from '../../../src/catalogue/fields';
import { newStep } from '../../../src/screens/builder/action-form';
import { fill, jsonField, jsonOf, openForm } from '../../../src/screens/builder/forms';
import { fromDraft, rowsOf, TABS, toDraft, type Draft } from '../../../src/screens/builder/draft';
import type { World } from '../../../src/screens/kit/form';
import { readDocument } from '../../../src/rules/read';
import { rule, wildRule } from './random-rules';

const SEED = { seed: 20261122, numRuns: 60 };

const BARE: World = { language: 'en', zone: 'UTC', calendars: [] };
const LISTED: World = {
  ...BARE,
  calendars: ['night'],
  agents: ['anna', 'bruno'],
  departments: ['Sales', 'Support'],
};

/** Every part of a rule, opened once. */
function* parts(draft: Draft): Iterable<Draft> {
  for (const tab of TABS) yield { ...draft, tab };
  for (const { node } of rowsOf(draft.condition)) yield { ...draft, tab: 'if', focus: node.n };
  for (const { n } of draft.steps ?? []) yield { ...draft, tab: 'then', focus: n };
}

/** Opens each part and submits it as it is shown. */
function openedAndSubmitted(raw: Record<string, unknown>, world: World): unknown {
  let draft = toDraft(raw, { version: 'v' });
  for (const part of parts(draft)) {
    for (const { id, shown } of openForm(part, world)?.inputs ?? []) draft = fill(draft, id, shown, world);
    draft = fill(draft, jsonField(draft), jsonOf(draft), world);
  }
  expect(draft.json).toBeUndefined();
  return fromDraft(draft);
}

describe('a rule that is opened and submitted as it is shown stays as it is', () => {
  test.each([
    ['typed', BARE],
    ['chosen from lists', LISTED],
  ])('values %s', (_how, world) => {
    fc.assert(
      fc.property(rule, (raw) => {
        expect(openedAndSubmitted(raw, world)).toEqual(raw);
      }),
      SEED,
    );
  });

  test('whatever stands where a rule should', () => {
    fc.assert(
      fc.property(wildRule, (raw) => {
        expect(openedAndSubmitted(raw, LISTED)).toEqual(raw);
      }),
      SEED,
    );
  });

  test('the random rules are what people may save: nearly all pass the check', () => {
    const rules = fc.sample(rule, { seed: 1, numRuns: 200 });
    const calendars = { night: { hours: 'Mon-Fri 22:00-06:00' } };
    const good = rules.filter((each) => {
      const { findings } = readDocument(JSON.stringify({ rules: [each], calendars }));
      return findings.every(({ level, place }) => level === 'warning' || place.startsWith('tests'));
    });
    expect(good.length).toBeGreaterThan(150);
  });
});

describe('what the builder cannot show is said', () => {
  const open = (change: object, part: Partial<Draft>): boolean | undefined => {
    const raw = { id: 'a', name: 'A', on: 'customer_message', if: 'always', do: [{ action: 'unassign' }], ...change };
    const draft = { ...toDraft(raw, { version: 'v' }), ...part };
    return openForm(draft, LISTED)?.hidden;
  };
  test.each<[string, object, Partial<Draft>, boolean]>([
    [
      'a value of two lines',
      { if: { field: 'message.text', operator: 'is', value: 'a\nb' } },
      { tab: 'if', focus: 1 },
      true,
    ],
    [
      'a value of one line',
      { if: { field: 'message.text', operator: 'is', value: 'a' } },
      { tab: 'if', focus: 1 },
      false,
    ],
    [
      'an unknown key',
      { if: { field: 'message.text', operator: 'is', value: 'a', x: 1 } },
      { tab: 'if', focus: 1 },
      true,
    ],
    ['an unknown action', { do: [{ action: 'fly' }] }, { tab: 'then', focus: 1 }, true],
    ['an action’s unknown key', { do: [{ action: 'unassign', x: 1 }] }, { tab: 'then', focus: 1 }, true],
    [
      'two kinds of target',
      { do: [{ action: 'assign', to: { agent: 'a', department: 'b' } }] },
      { tab: 'then', focus: 1 },
      true,
    ],
    ['an action as it should be', { do: [{ action: 'assign', to: { agent: 'a' } }] }, { tab: 'then', focus: 1 }, false],
    ['a wait that is no object', { wait: 5 }, { tab: 'more' }, true],
    ['an unknown event', { on: ['customer_message', 'x'] }, { tab: 'when' }, true],
    ['nothing strange', {}, { tab: 'more' }, false],
  ])('%s', (_what, change, part, hidden) => {
    expect(open(change, part)).toBe(hidden);
  });
});

describe('every entry of the catalogue can be edited in fields', () => {
  test.each(ACTIONS.map(({ id, example }) => [id, example] as const))('%s', (_id, example) => {
    const draft = { ...toDraft({ do: [example] }, { version: 'v' }), tab: 'then' as const, focus: 1 };
    const form = openForm(draft, BARE);
    expect(form?.hidden).toBe(false);
    expect(form?.inputs.length ?? 0).toBeGreaterThanOrEqual(Object.keys(example).length - 1);
  });

  test.each(ACTIONS.map(({ id }) => [id]))('%s is filled in from nothing: each of its fields', (id) => {
    const draft = { ...toDraft({ do: [newStep(id)] }, { version: 'v' }), tab: 'then' as const, focus: 1 };
    for (const input of openForm(draft, BARE)?.inputs ?? []) {
      const [sent = 'one: One\ntwo: Two'] =
        input.choices?.map(([each]) => each).filter((each) => each !== input.shown) ?? [];
      const value = Array.isArray(input.shown) ? [sent] : input.choices || input.multiline ? sent : 'one';
      expect(fromDraft(fill(draft, input.id, value, BARE))).not.toEqual(fromDraft(draft));
    }
  });

  test.each(FIELDS.map((field) => [field.id, field] as const))('%s', (id, { example }) => {
    const { operator, value } = example;
    const condition = { field: id.replace('*', 'plan'), operator, ...(value !== undefined && { value }) };
    const draft = { ...toDraft({ if: condition }, { version: 'v' }), tab: 'if' as const, focus: 1 };
    const form = openForm(draft, BARE);
    expect(form?.hidden).toBe(false);
    expect(form?.inputs.map(({ place }) => place)).toEqual(expect.arrayContaining(['.field', '.operator']));
  });
});
