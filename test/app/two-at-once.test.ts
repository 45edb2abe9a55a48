import { settingValues, type SettingId, type SettingValues } from '../../settings/definitions';
import { createRuleBook, type RuleBook } from '../../src/admin/rule-book/rule-book';
import type { RawDocument } from '../../src/admin/rule-book/raw-document';
import { createHistory } from '../../src/admin/rule-book/history';
import { createInForce, type InForce, type InForceParts } from '../../src/app/rules-in-force';
import { createOpeningHours } from '../../src/app/opening-hours';
import { readDocument } from '../../src/rules/read';
import { message } from '../../src/text/message';
import { fakeClock, fakeStore } from '../support/fakes';

const rule = (id: string, more: object = {}) => ({
  id,
  name: id,
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'note_conversation', text: id }],
  ...more,
});
const text = (...rules: readonly object[]): string => JSON.stringify({ rules });

// Reading rules lets others work when it takes long: here it never does, so that all is a matter of turns.
beforeAll(() => void jest.spyOn(Date, 'now').mockReturnValue(0));
afterAll(() => void jest.restoreAllMocks());

interface House {
  readonly inForce: InForce;
  readonly server: Record<string, unknown>;
  readonly errors: string[];
}

async function house(settings: Partial<SettingValues>, more: Partial<InForceParts> = {}): Promise<House> {
  const server: Record<string, unknown> = { ...settingValues({ hours: '', ...settings }) };
  const errors: string[] = [];
  const inForce = createInForce({
    serverSetting: () => Promise.resolve(undefined),
    write: async (id, value) => void (server[id] = value),
    keepGood: () => undefined,
    keptGood: () => Promise.resolve(undefined),
    forgetGood: () => undefined,
    keepChecked: () => undefined,
    keptChecked: () => Promise.resolve(undefined),
    hours: createOpeningHours({ keep: () => undefined, kept: async () => undefined, forget: () => undefined }),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (line) => errors.push(line) },
    now: () => 0,
    onRead: () => undefined,
    firstRules: () => '{"rules":[]}',
    ...more,
  });
  await inForce.readSettings((id) => Promise.resolve(server[id]), Promise.resolve({ notesField: '' }));
  await inForce.reload();
  return { inForce, server, errors };
}

function bookOf({ inForce }: House, store = fakeStore()): RuleBook {
  let id = 0;
  return createRuleBook({
    history: createHistory(store, fakeClock().now, () => `id-${id++}`),
    current: () => ({ text: inForce.settings().rules, loaded: inForce.loaded()! }),
    check: async (source) => readDocument(source, { settings: inForce.openingHours() }),
    save: (source) => inForce.save('rules', source),
  });
}

/** Until the change that brings a rule is being put into force. */
async function begun({ inForce }: House, id: string): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (inForce.settings().rules.includes(id)) return;
    await Promise.resolve();
  }
  throw new Error('nothing has begun');
}

const WHY = message('history_why_list');

/** Somebody adds a rule to what is there. */
function adding(book: RuleBook, id: string): ReturnType<RuleBook['change']> {
  const withIt = (document: RawDocument): RawDocument => ({ ...document, rules: [...document.rules, rule(id)] });
  return book.change('app', book.read().version, withIt, WHY);
}

test('a rule chosen while rules are being read is the rule that was shown, or nothing', async () => {
  const made = await house({ rules: text(rule('first'), rule('second'), rule('third')) });
  const book = bookOf(made);
  // Somebody takes the first rule out, on the settings screen.
  const taking = made.inForce.take('rules', text(rule('second'), rule('third')));
  // Meanwhile somebody else opens the list of rules, and removes "second" as soon as it is answered.
  const seen = book.read();
  const index = seen.rules.findIndex(({ id }) => id === 'second');
  await taking;
  const changed = await book.change(
    'app',
    seen.version,
    (document) => ({
      ...document,
      rules: document.rules.filter((_, at) => at !== index),
    }),
    WHY,
  );
  const left = (JSON.parse(made.inForce.settings().rules) as { rules: { id: string }[] }).rules.map(({ id }) => id);
  // Either a conflict, or what was seen was right.
  if (!changed.ok) expect(changed.reason).toBe('conflict');
  else expect(left).toEqual(['third']);
});

test('a change on the settings screen while another is being checked is a conflict, and not lost', async () => {
  const made = await house({ rules: text(rule('one')) });
  const book = bookOf(made);
  const changing = adding(book, 'two');
  await Promise.resolve();
  const taking = made.inForce.take('rules', text(rule('one'), rule('from-the-settings-screen')));
  const changed = await changing;
  await taking;
  if (changed.ok) expect(made.inForce.settings().rules).toContain('from-the-settings-screen');
  else expect(changed.reason).toBe('conflict');
});

test('what is saved on the settings screen while the history of a change is written is not lost', async () => {
  const made = await house({ rules: text(rule('one')) });
  const store = fakeStore();
  const book = bookOf(made, store);
  const written = store.create.bind(store);
  store.create = async (...entry) => {
    if (!made.inForce.settings().rules.includes('settings-screen'))
      await made.inForce.take('rules', text(rule('one'), rule('from-the-settings-screen')));
    await written(...entry);
  };
  expect(await adding(book, 'two')).toMatchObject({ ok: false, reason: 'conflict' });
  expect(made.inForce.settings().rules).toContain('from-the-settings-screen');
  expect((await book.history.list()).map(({ why }) => why.key)).toEqual(['history_why_first']);
});

test('a change that the server refuses to save is not in the history', async () => {
  const write = (): Promise<void> => Promise.reject(new Error('the server says no'));
  const made = await house({ rules: text(rule('one')), rules_report: '' }, { write });
  const book = bookOf(made);
  await expect(adding(book, 'two')).rejects.toThrow('says no');
  expect(made.inForce.settings().rules).not.toContain('two');
  expect((await book.history.list()).map(({ why }) => why.key)).toEqual(['history_why_first']);
});

test('the version told after a change is that of the change', async () => {
  const made = await house({ rules: text(rule('one')) });
  const book = bookOf(made);
  const changing = adding(book, 'two');
  await begun(made, 'two');
  const taking = made.inForce.take('rules', text(rule('one'), rule('from-the-settings-screen')));
  const changed = await changing;
  await taking;
  const next = await book.change(
    'app',
    (changed as { version: string }).version,
    (document) => ({ ...document, rules: [rule('one')] }),
    WHY,
  );
  expect(next).toMatchObject({ ok: false, reason: 'conflict' });
});

test('what is saved on the settings screen while a change is put into force stays on the server', async () => {
  const made = await house({ rules: text(rule('one')) });
  const book = bookOf(made);
  const changing = adding(book, 'two');
  await begun(made, 'two');
  for (let count = 0; count < 5; count++) await Promise.resolve();
  const later = text(rule('one'), rule('from-the-settings-screen'));
  made.server['rules'] = later;
  const taking = made.inForce.take('rules', later);
  await Promise.all([changing, taking]);
  expect(made.server['rules']).toBe(made.inForce.settings().rules);
});

test('a report that the server did not take is written with the next reading', async () => {
  let fails = 1;
  const server: Record<string, unknown> = {};
  const made = await house(
    { rules: text(rule('one')) },
    {
      write: async (id, value) => {
        if (id === 'rules_report' && server['armed'] && fails-- > 0) throw new Error('the database is gone');
        server[id] = value;
      },
    },
  );
  server['armed'] = true;
  await made.inForce.take('rules', '{ broken').catch(() => undefined);
  await made.inForce.reload();
  expect(server['rules_report']).toBe(made.inForce.settings().rules_report);
});

test.each([
  ['timezone', { timezone: 'Asia/Tokyo' }, 'night'],
  ['hours taken out', { hours: '' }, ''],
])('the last good rules go on with the settings as they are now: %s', async (_what, changed, calendar) => {
  const document = JSON.stringify({
    rules: [rule('one', { if: { field: 'operation.hours.night', operator: 'is', value: 'open' } })],
    calendars: { night: { hours: 'Mon-Sun 22:00-23:00' } },
  });
  const good = { timezone: 'UTC', hours: 'Mon-Fri 09:00-17:00' };
  const made = await house({ ...good, rules: document });
  await made.inForce.take('rules', '{ broken');
  for (const [id, value] of Object.entries(changed)) await made.inForce.take(id, value);
  const fresh = await house({ ...good, ...changed, rules: document });
  const of = ({ inForce }: House): unknown => inForce.loaded()!.program.environment.calendars.get(calendar);
  expect(of(made)).toEqual(of(fresh));
});

test('of two saves of one setting, the first of which fails, the second stands', async () => {
  let writes = 0;
  const made = await house(
    {},
    {
      write: async (id: SettingId) => {
        if (id !== 'timezone') return;
        if (writes++ === 0) throw new Error('the database is gone');
      },
    },
  );
  const one = made.inForce.save('timezone', 'Europe/Berlin').catch(() => 'failed');
  const two = made.inForce.save('timezone', 'Asia/Tokyo');
  expect(await one).toBe('failed');
  await two;
  expect(made.inForce.settings().timezone).toBe('Asia/Tokyo');
});
