import { versionOf, type RawDocument } from '../../../src/admin/rule-book/raw-document';
import { newRuleId } from '../../../src/admin/rule-book/rule-book';
import { createHistory, type Change, type RuleHistory } from '../../../src/admin/rule-book/history';
import { exportText, previewImport } from '../../../src/admin/rule-book/transfer';
import { message } from '../../../src/text/message';
import { fakeStore } from '../../support/fakes';
import { desk, english, RULE } from '../../support/admin';

const ANNA = { id: 'anna', username: 'anna' };
const BEN = { id: 'ben', username: 'ben' };
const WHY = message('history_why_imported');
const add =
  (rule: object) =>
  (document: RawDocument): RawDocument => ({ ...document, rules: [...document.rules, rule] });

describe('the book of rules', () => {
  test('shows every entry with its state, its findings and its source', async () => {
    const { admin } = await desk({ rules: [RULE, { id: 'bad', name: 'Bad', future: 1 }, 7] });
    const book = admin.book.read();
    expect(book.rules.map(({ id, state, mode }) => [id, state, mode])).toEqual([
      ['hello', 'active', 'live'],
      ['bad', 'set_aside', 'live'],
      [null, 'set_aside', 'live'],
    ]);
    expect(book.rules[1]?.findings.map(({ place }) => place)).toContain('future');
    expect(book.rules[2]?.findings.length).toBeGreaterThan(0);
    expect(book.rules[0]?.findings).toEqual([]);
  });

  test('changes a rule, keeps what it does not understand, and writes the history', async () => {
    const { admin, settings } = await desk({ $future: [1], rules: [RULE, { id: 'later', newer: { x: 1 } }] });
    const { version } = admin.book.read();
    const changed = await admin.book.change(ANNA, version, add({ ...RULE, id: 'two' }), WHY);
    expect(changed).toMatchObject({ ok: true });
    expect(JSON.parse(settings().rules)).toEqual({
      $future: [1],
      rules: [RULE, { id: 'later', newer: { x: 1 } }, { ...RULE, id: 'two' }],
    });
    const [entry, first] = await admin.book.history.list();
    expect(entry).toMatchObject({ n: 2, by: ANNA });
    expect(english(entry?.changes ?? [])).toEqual(['added: Say hello (two), in place 3']);
    expect(first).toMatchObject({ n: 1, by: 'app' });
  });

  test('saves another order of languages: the first one is what everybody else reads', async () => {
    const greeting = (text: object): object => ({ ...RULE, do: [{ action: 'send_message', text }] });
    const { admin, settings } = await desk({ rules: [greeting({ en: 'Hi', de: 'Hallo' })] });
    const edit = () => ({ rules: [greeting({ de: 'Hallo', en: 'Hi' })] });
    expect(await admin.book.change(ANNA, admin.book.read().version, edit, WHY)).toMatchObject({ ok: true });
    expect(settings().rules).toMatch(/"de"[^]*"en"/);
  });

  test('tells the second of two who save at once, and loses neither', async () => {
    const { admin, settings } = await desk();
    const { version } = admin.book.read();
    const [one, two] = await Promise.all([
      admin.book.change(ANNA, version, add({ ...RULE, id: 'of-anna' }), WHY),
      admin.book.change(BEN, version, add({ ...RULE, id: 'of-ben' }), WHY),
    ]);
    expect(one.ok).toBe(true);
    expect(two).toMatchObject({ ok: false, reason: 'conflict', last: { by: ANNA } });
    expect(settings().rules).toContain('of-anna');
    expect(settings().rules).not.toContain('of-ben');
    const again = await admin.book.change(BEN, admin.book.read().version, add({ ...RULE, id: 'of-ben' }), WHY);
    expect(again.ok).toBe(true);
    expect(settings().rules).toMatch(/of-anna[^]*of-ben/);
  });

  test.each<[string, (document: RawDocument) => RawDocument, RegExp]>([
    ['a rule that would be set aside', add({ ...RULE, id: 'new', if: { field: 'message.txt' } }), /message\.txt/],
    ['an id that is taken', add(RULE), /hello/],
    ['a rule without an id', add({ name: 'x' }), /id/],
    ['a calendar that a rule needs', ({ rules }) => ({ rules }), /night/],
  ])('refuses %s and changes nothing', async (_name, edit, expected) => {
    const night = { ...RULE, id: 'n', if: { field: 'operation.hours.night', operator: 'is', value: 'open' } };
    const before = { rules: [RULE, night], calendars: { night: { hours: 'Mon-Fri 22:00-06:00' } } };
    const { admin, settings } = await desk(before);
    const changed = await admin.book.change(ANNA, admin.book.read().version, edit, WHY);
    if (changed.ok || changed.reason !== 'refused') throw new Error('it was not refused');
    expect(english(changed.findings.map(({ text }) => text)).join('\n')).toMatch(expected);
    expect(JSON.parse(settings().rules)).toEqual(before);
    expect(await admin.book.history.list()).toEqual([]);
  });

  test('lets others be changed beside a rule that is set aside already', async () => {
    const { admin } = await desk({ rules: [RULE, { id: 'broken' }] });
    const { version } = admin.book.read();
    const turned = await admin.book.change(ANNA, version, ({ rules }) => ({ rules: [...rules].reverse() }), WHY);
    expect(turned.ok).toBe(true);
  });

  test('changes nothing of a document that cannot be read, unless it is replaced', async () => {
    const { admin, settings } = await desk('{ "rules": [');
    const { version } = admin.book.read();
    expect(await admin.book.change(ANNA, version, add(RULE), WHY)).toMatchObject({ ok: false, reason: 'refused' });
    expect(settings().rules).toBe('{ "rules": [');
    const replaced = await admin.book.change(ANNA, version, () => ({ rules: [RULE] }), WHY, { replace: true });
    expect(replaced.ok).toBe(true);
  });

  test('does not write a change that changes nothing', async () => {
    const { admin, settings } = await desk();
    const before = settings().rules;
    const { version } = admin.book.read();
    expect(await admin.book.change(ANNA, version, (same) => same, WHY)).toMatchObject({ ok: true, version });
    expect(settings().rules).toBe(before);
    expect(await admin.book.history.list()).toEqual([]);
  });

  test('leaves the rules alone when the history cannot be written', async () => {
    const { admin, settings, store } = await desk();
    const before = settings().rules;
    store.create = () => Promise.reject(new Error('the store is gone'));
    await expect(admin.book.change(ANNA, versionOf(before), add({ ...RULE, id: 'x' }), WHY)).rejects.toThrow('gone');
    expect(settings().rules).toBe(before);
  });
});

describe('the history', () => {
  test('knows what was saved on the settings screen, once though two instances tell of it', async () => {
    const one = await desk();
    const two = await desk(undefined, { clock: one.clock, store: one.store, server: one.server });
    const after = JSON.stringify({ rules: [{ ...RULE, mode: 'off' }] });
    await one.saves('rules', after);
    await two.saves('rules', after);
    const list = await two.admin.book.history.list();
    expect(list.map(({ n, by }) => [n, by])).toEqual([
      [2, 'settings_screen'],
      [1, 'app'],
    ]);
    expect(english(list[0]?.changes ?? [])).toEqual(['Say hello (hello): from “Live” to “Off”']);
  });

  test('does not take a change of its own for one of the settings screen', async () => {
    const { admin, settings } = await desk();
    const before = settings().rules;
    await admin.book.change(ANNA, versionOf(before), add({ ...RULE, id: 'x' }), WHY);
    await admin.book.noticed(before, settings().rules);
    expect((await admin.book.history.list()).map(({ by }) => by)).toEqual([ANNA, 'app']);
  });

  test('keeps the last hundred changes and their texts, and nothing else', async () => {
    const { admin, store, saves } = await desk();
    for (let count = 0; count < 104; count++) await saves('rules', JSON.stringify({ rules: [], count }));
    const list = await admin.book.history.list();
    expect(list).toHaveLength(100);
    expect(list[0]?.n).toBe(105);
    expect(store.kept.filter(({ keys }) => keys.at(-1) === 'history')).toHaveLength(200);
    expect(await admin.book.history.document(list[99]!)).toEqual({ rules: [], count: 4 });
  });

  test('gives two changes of one number two numbers', async () => {
    const one = await desk();
    const entry = { v: 1, at: 1, by: 'app', why: WHY, changes: [], before: '', version: '' };
    await one.store.create(['entry:a', 'entry', 'history'], { ...entry, id: 'a', n: 1, version: 'x' } as never);
    await one.store.create(['entry:b', 'entry', 'history'], { ...entry, id: 'b', n: 1, version: 'y' } as never);
    expect((await one.admin.book.history.list()).map(({ id, n }) => [id, n])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });

  test('of two instances that write at once keeps its numbers, whatever is pruned, and leaves none out', async () => {
    const store = fakeStore();
    let id = 0;
    const [one, two] = [0, 1].map(() =>
      createHistory(
        store,
        () => 0,
        () => `id-${id++}`,
      ),
    ) as [RuleHistory, RuleHistory];
    const changes = (before: number, after: number): Change => ({
      by: ANNA,
      why: WHY,
      before: `{"rules":[],"count":${before}}`,
      after: `{"rules":[],"count":${after}}`,
    });
    // Both tell of the same change; then of two at once.
    await Promise.all([one.add(changes(0, 1)), two.add(changes(0, 1))]);
    await Promise.all([one.add(changes(1, 2)), two.add(changes(1, 3))]);
    await one.add(changes(3, 4));
    const numbers = async () => new Map((await two.list()).map(({ id: each, n }) => [each, n]));
    const before = await numbers();
    expect([...before.values()]).toEqual([5, 4, 3, 2, 1]);
    for (let count = 4; count < 101; count++) {
      await one.add(changes(count, count + 1));
      const moved = [...(await numbers())].filter(([each, n]) => n !== (before.get(each) ?? n));
      expect(moved).toEqual([]);
    }
    expect(store.kept).toHaveLength(200);
  });
});

test('a lookup that is imported without its token says so, and is not asked', async () => {
  const lookups = { order: { get: 'https://shop.example/o', read: '/state', headers: { authorization: 'hush' } } };
  const asking = { ...RULE, if: { field: 'lookup.order', operator: 'is', value: 'sent' } };
  const exported = exportText((await desk({ rules: [asking], lookups })).admin.book.read());
  const previewed = await previewImport((await desk()).admin.book, exported!);
  if (!previewed.ok) throw new Error('it was refused');
  expect(english(previewed.preview.findings.map(({ text }) => text))).toContainEqual(
    expect.stringContaining('Enter the secret again'),
  );
});

test.each([
  ['plain', (text: string) => text],
  ['behind a byte order mark', (text: string) => `\ufeff${text}`],
  ['in a block of code', (text: string) => `\`\`\`json${text}\n\`\`\``],
])('a document %s in which a key stands twice is shown with that, before the first loses its value', async (_, as) => {
  const text = as(`{"rules": [],\n "rules": [${JSON.stringify(RULE)}]}`);
  const previewed = await previewImport((await desk()).admin.book, text);
  if (!previewed.ok) throw new Error('it was refused');
  expect(english(previewed.preview.findings.map(({ text }) => text))).toContainEqual(
    expect.stringMatching(/^"rules" stands twice in the same object, again at line 2, column 2; only the last/),
  );
});

test.each([
  ['Tell customers nobody is here', 'tell-customers-nobody-is-here'],
  ['Ação: não responder!', 'acao-nao-responder'],
  ['hello', 'hello-2'],
  ['你好', 'rule'],
  ['x'.repeat(80), 'x'.repeat(50)],
])('an id for “%s” is %s', (name, id) => {
  expect(newRuleId(name, { rules: [RULE] })).toBe(id);
});
