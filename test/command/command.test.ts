import type { RawDocument } from '../../src/admin/rule-book/raw-document';
import { SUBCOMMANDS } from '../../src/command';
import { messagesOf } from '../../src/host/reply';
import { LANGUAGES } from '../../src/text/message';
import { desk, RULE, type Desk, type Typist } from '../support/admin';
import { conversation, event } from '../support/fakes';

const AGENT: Partial<Typist> = { username: 'anna', roles: ['livechat-agent'] };
const MANAGER: Partial<Typist> = { username: 'mia', roles: ['user', 'livechat-manager'] };
const MONITOR: Partial<Typist> = { username: 'moni', roles: ['user', 'livechat-monitor'] };
const NOBODY: Partial<Typist> = { username: 'nick', roles: ['user'] };
const here = { room: 'c1' };

describe('who may type what', () => {
  test.each(SUBCOMMANDS.map(({ id, right }) => [id, right] as const))('%s', async (id, right) => {
    const one = await desk();
    const place = { ...here, room: 'c1' };
    expect(await one.types(id, { ...NOBODY, ...place })).toEqual([
      expect.stringContaining('agents, livechat managers, monitors'),
    ]);
    const ofAgent = (await one.types(id, { ...AGENT, ...place })).join('\n');
    const refused = /is for administrators and livechat managers/;
    if (right === 'change') expect(ofAgent).toMatch(refused);
    else expect(ofAgent).not.toMatch(refused);
    expect((await one.types(id, { ...MANAGER, ...place })).join('\n')).not.toMatch(refused);
  });

  test.each(SUBCOMMANDS.filter(({ inConversation }) => inConversation).map(({ id, right }) => [id, right] as const))(
    '%s: who may see the conversation, whatever room a command names',
    async (id, right) => {
      const one = await desk();
      const anna = { id: 'anna', username: 'anna', kind: 'human', enabled: true } as const;
      one.server.conversations.set('queued', conversation('queued'));
      one.server.conversations.set('hers', conversation('hers', { agent: anna, status: 'open' }));
      one.server.conversations.set('was-hers', conversation('was-hers', { agent: anna, status: 'closed' }));
      one.server.conversations.set('joined', conversation('joined', { agent: { ...anna, id: 'x', username: 'x' } }));
      one.members.set('joined', ['anna']);
      const refused = async (room: string, by: Partial<Typist>): Promise<boolean> =>
        /^You cannot see this conversation|is for administrators/.test(
          (await one.types(id, { ...by, room })).join('\n'),
        );
      const rooms = ['hers', 'was-hers', 'joined', 'queued', 'gone'];
      const seen = async (by: Partial<Typist>): Promise<readonly string[]> => {
        const answers = await Promise.all(rooms.map(async (room) => [room, await refused(room, by)] as const));
        return answers.flatMap(([room, no]) => (no ? [] : [room]));
      };
      expect(await seen(AGENT)).toEqual(right === 'change' ? [] : ['hers', 'was-hers', 'joined']);
      expect(await seen({ ...AGENT, username: 'bruno' })).toEqual([]);
      expect(await seen(MONITOR)).toEqual(right === 'change' ? [] : rooms);
      expect(await seen(MANAGER)).toEqual(rooms);
    },
  );

  test('a mute that was refused has muted nothing', async () => {
    const one = await desk();
    one.server.conversations.set('c2', conversation('c2'));
    await one.types('mute', { ...AGENT, room: 'c2' });
    expect(one.admin.mutes.isMuted('c2')).toBe(false);
    await one.types('mute', { ...MANAGER, room: 'c2' });
    await one.types('unmute', { ...AGENT, room: 'c2' });
    expect(one.admin.mutes.isMuted('c2')).toBe(true);
  });

  test('the help lists what somebody may use, a line each', async () => {
    const { types } = await desk();
    expect(await types('help')).toHaveLength(SUBCOMMANDS.length + 2);
    expect(await types('')).toEqual(await types('help'));
    expect((await types('help', AGENT)).join('\n')).not.toMatch(/restore|pause/);
    expect(await types('help', NOBODY)).toHaveLength(1);
  });
});

describe('what is answered', () => {
  test.each<[string, string, Partial<Typist>, RegExp]>([
    ['a wrong word', 'statsu', {}, /Did you mean `\/workflow status`\?/],
    ['a wrong word that an agent may not use', 'statsu', AGENT, /There is no `\/workflow statsu`/],
    ['a word that is near nothing', 'xyzzyplugh', {}, /`\/workflow help` lists/],
    ['capital letters', 'STATUS', {}, /Workflow is running/],
    ['an underscore', 'dry_run hello', here, /would run 0 times/],
    ['marks in the word', '`*x', {}, /There is no `\/workflow x`/],
    ['why outside a conversation', 'why', {}, /type it there/],
    ['why of nothing', 'why', here, /Nothing is known/],
    ['why of a wrong rule', 'why nothing-like-it', here, /There is no rule `nothing-like-it`\. `\/workflow why` shows/],
    [
      'why of a rule that no event concerned',
      'why hello',
      here,
      /None of the newest 20 events here concerned “Say hello”/,
    ],
    ['why of more events', 'why 40', here, /Nothing is known/],
    ['why of no events', 'why 0', here, /There is no rule/],
    ['setup without screens', 'setup', {}, /screen cannot be opened/],
    ['runs of nothing', 'runs', here, /No rule has run/],
    ['notes of a conversation that is gone', 'notes', { room: 'gone' }, /no longer shows/],
    ['edit without an id', 'edit', {}, /the ids are: hello/],
    ['edit of a wrong id', 'edit helo', {}, /Did you mean `hello`\?/],
    ['edit by name', 'edit say hello', {}, /screen cannot be opened/],
    ['edit by name between quotes', 'edit “Say hello”', {}, /screen cannot be opened/],
    ['edit of an id in capitals', 'edit HELLO', {}, /screen cannot be opened/],
    [
      'runs of a rule, which is not for agents: those of the conversation are',
      'runs hello',
      AGENT,
      /^`\/workflow runs hello` is for administrators/,
    ],
    ['help, with what may stand behind each', 'help', {}, /test \[<id>\]`[^]*why \[<id> \| <number>\]`/],
    ['runs by name, and more behind it', 'runs Say hello please', {}, /has never run/],
    ['dry-run by name, of so many', 'dry-run Say hello 30', here, /would run 0 times/],
    ['apply by name, and what is to be done', 'apply Say hello stop', {}, /Nothing is running|not running/],
    ['new without screens', 'new', {}, /screen cannot be opened/],
    ...['0', '501', 'many', '-3'].map((number): [string, string, object, RegExp] => [
      `dry-run of ${number} conversations`,
      `dry-run hello ${number}`,
      here,
      new RegExp(`“${number}” is no number of conversations: one from 1 to 500 is meant`),
    ]),
    ['dry-run of a wrong id', 'dry-run nothing-like-it', {}, /There is no rule .* `\/workflow rules` shows/],
    ['dry-run without conversations', 'dry-run hello', {}, /No conversations are on record/],
    ['test without tests', 'test', {}, /The rules have no tests/],
    ['history of nothing', 'history', {}, /not been changed yet/],
    ['restore without a number', 'restore', {}, /Which change\?/],
    ['restore of a wrong number', 'restore 99', {}, /There is no change 99/],
    ['restore of no number', 'restore last', {}, /Which change\?/],
    ['import of nothing', 'import', {}, /Type the JSON/],
    ['import without a preview', 'import now', {}, /There is nothing to import/],
    ['import of no JSON', 'import { "rules": [,] }', {}, /not JSON: something is wrong at line 1, column 13/],
    ['import of no document', 'import []', {}, /must be an object: \{ "rules": \[ … \] \}/],
    ['import of a rule alone', 'import {"id":"a","on":"manual"}', {}, /"rules" is missing; the document is an object/],
    ['status', 'status', {}, /1 live, 0 watching, 0 off, 0 set aside/],
    ['resume while running', 'resume', {}, /not paused/],
    ['unmute while not muted', 'unmute', here, /is not muted/],
  ])('%s', async (_name, line, by, expected) => {
    const one = await desk();
    expect((await one.types(line, by)).join('\n')).toMatch(expected);
  });

  describe('why tells of an event as it was then', () => {
    /** One that no rule in force listens to. */
    async function afterEvent(rules: readonly object[]) {
      const one = await desk({ rules });
      const room = conversation('c1');
      one.server.conversations.set('c1', room);
      const { program } = one.loaded();
      const traced = { event: event('customer_message', one.clock.now(), 'hello', room), program, seen: [] };
      one.traces.keep({ ...traced, heldBack: new Map(), runs: ['run-0'] });
      return one;
    }
    const aside = { ...RULE, if: { field: 'message.txt', operator: 'is_set' } };
    const asks = async (one: Desk): Promise<string> => (await one.types('why', { room: 'c1' })).join('\n');

    test('with the rules that were set aside, though they are mended', async () => {
      const one = await afterEvent([aside]);
      await one.saves('rules', JSON.stringify({ rules: [RULE] }));
      expect(await asks(one)).toMatch(/⛔ \*Say hello\*[^]*set aside, did not run: if/);
    });

    test('without those that were set aside since', async () => {
      const one = await afterEvent([{ ...RULE, mode: 'off' }]);
      await one.saves('rules', JSON.stringify({ rules: [aside] }));
      expect(await asks(one)).toMatch(/No rule reacts to this event/);
    });

    test('with what ran, however much has run since', async () => {
      const one = await afterEvent([RULE]);
      for (let count = 0; count < 60; count++) one.ran({ rule: 'hello', at: one.clock.now() + count });
      const { events } = await one.admin.why('c1', 100);
      expect(events.flatMap(({ rules }) => rules.flatMap(({ run }) => run?.id ?? []))).toContain('run-0');
    });
  });

  describe('while a document that cannot be used stands in the settings, of the rules that go on', () => {
    test.each<[what: string, text: string]>([
      ['no JSON', '{ "rules": ['],
      ['no object', '[]'],
      ['more rules than there may be', JSON.stringify({ rules: Array.from({ length: 1001 }, () => RULE) })],
      ['larger than it may be', JSON.stringify({ rules: [RULE], x: 'x'.repeat(2 ** 20) })],
    ])('%s', async (_what, text) => {
      const one = await desk();
      one.ran({ rule: 'hello', name: 'Say hello' });
      await one.saves('rules', text);
      const said = async (line: string): Promise<string> => (await one.types(line, here)).join('\n');
      expect(await said('status')).toMatch(
        /1 live, 0 watching, 0 off, 0 set aside\.\n🔴 .*what was in force before keeps/,
      );
      expect(await said('rules')).toMatch(/what was in force before keeps running[^]*Error[^]*1\. \*Say hello\*/);
      expect(await said('why hello')).toMatch(/✅ \*Say hello\* \(`hello`\): ran/);
      expect(await said('dry-run hello')).toMatch(/would run 0 times/);
      const why = /^The rules in the settings cannot be read; what was in force before keeps running[^]*\nError/;
      for (const line of ['test', 'test hello', 'edit hello', 'edit', 'new', 'setup'])
        expect([line, await said(line)]).toEqual([line, expect.stringMatching(why)]);
    });

    test('where none do, it is not said that there are no rules', async () => {
      const one = await desk('{');
      for (const line of ['dry-run', 'dry-run hello', 'apply', 'apply hello', 'why hello', 'runs hello'])
        expect([line, (await one.types(line, here)).join('\n')]).toEqual([
          line,
          expect.stringMatching(/^The rules in the settings cannot be read/),
        ]);
    });

    test('what leaves the server is still told', async () => {
      const lookups = { plan: { get: 'https://crm.example/{{customer.email}}', read: '/plan' } };
      const asks = { ...RULE, if: { field: 'lookup.plan', operator: 'is', value: 'gold' } };
      const one = await desk({ rules: [asks], lookups });
      const [before] = (await one.types('status')).filter((line) => line.includes('crm.example'));
      expect(before).toBeDefined();
      await one.saves('rules', '{');
      expect(await one.types('status')).toContain(before);
    });
  });

  test('why of a rule whose id is a number', async () => {
    const one = await desk({ rules: [RULE, { ...RULE, id: '40', name: 'Forty' }] });
    one.ran({ rule: 'hello' });
    one.ran({ rule: '40' });
    const said = (await one.types('why 40', here)).join('\n');
    expect(said).toMatch(/\*40\* \(`40`\): ran/);
    expect(said).not.toContain('hello');
  });

  describe('of two rules of one name', () => {
    const others = [
      { ...RULE, id: 'two', name: 'Say Hi' },
      { ...RULE, id: 'three', name: 'say hi ' },
    ];
    const asks = async (line: string): Promise<string> =>
      (await (await desk({ rules: [RULE, ...others] })).types(line, here)).join('\n');

    test.each(['edit', 'test', 'dry-run', 'why', 'runs', 'apply'])('%s takes neither, and says which', async (word) => {
      expect(await asks(`${word} Say hi`)).toBe(`Which rule? \`/workflow ${word} <id>\`; the ids are: two, three`);
      expect(await asks(`${word} three`)).not.toMatch(/Which rule/);
    });

    test('also where the name of one is the id of another', async () => {
      const one = await desk({ rules: [{ ...RULE, id: 'two', name: 'Hello' }, RULE] });
      expect((await one.types('why Hello', here)).join()).toMatch(/Which rule\?.* two, hello$/);
      expect((await one.types('why hello', here)).join()).toMatch(/“Say hello”/);
    });

    test('but not of those that share the id as well', async () => {
      const one = await desk({ rules: [RULE, RULE] });
      expect((await one.types('test Say hello')).join()).toMatch(/have no tests/);
    });
  });

  test('why of a rule that does not run says so first, whatever was seen of it', async () => {
    const one = await desk({
      rules: [
        { ...RULE, mode: 'off' },
        { ...RULE, id: 'bad', name: 'Bad', on: 'mesage' },
      ],
    });
    expect((await one.types('why hello', here)).join()).toMatch(/^“Say hello” is switched off/);
    expect((await one.types('why bad', here)).join()).toMatch(/^Rule “Bad” is set aside: "mesage" is not an event/);
  });

  test('rules, in words, with what they did', async () => {
    const one = await desk({ rules: [RULE, { id: 'bad', name: 'Bad' }] });
    one.ran({ rule: 'hello' });
    const lines = (await one.types('rules')).join('\n');
    expect(lines).toMatch(/1\. \*Say hello\* \(`hello`\) · Live · A customer writes/);
    expect(lines).toMatch(/When a customer writes/);
    expect(lines).toMatch(/last run .*: done · 7 days: 1 run, 0 failed/);
    expect(lines).toMatch(/2\. \*Bad\*.*\n.*set aside: has errors/);
  });

  test('tests, passed and failed', async () => {
    const tests = [
      { name: 'greets', given: { 'message.text': 'hi' }, expect: 'match' },
      { name: 'greets all', given: { 'message.text': 'x' }, expect: 'match' },
    ];
    const one = await desk({ rules: [{ ...RULE, tests }] });
    const lines = await one.types('test');
    expect(lines.slice(0, 3)).toEqual(['1 of 2 tests passed', '🟢 `hello` greets', '🔴 `hello` greets all']);
    expect(lines[3]).toMatch(/tests\[1\]/);
  });

  test('pause and resume, mute and unmute', async () => {
    const one = await desk();
    one.server.conversations.set('c1', conversation());
    expect((await one.types('pause')).join()).toMatch(/is paused: no rule runs/);
    expect(one.settings().enabled).toBe(false);
    expect((await one.types('pause')).join()).toMatch(/already/);
    expect((await one.types('status')).join()).toMatch(/is paused/);
    expect((await one.types('resume')).join()).toMatch(/run again/);
    expect(one.settings().enabled).toBe(true);
    expect((await one.types('mute', { ...AGENT, ...here })).join()).toMatch(/Rules no longer run/);
    expect((await one.types('mute', here)).join()).toMatch(/anna has already muted/);
    expect((await one.types('unmute', { ...AGENT, ...here })).join()).toMatch(/run in this conversation again/);
  });

  test('an import: preview, then now; not when somebody was faster', async () => {
    const one = await desk();
    const other = JSON.stringify({ rules: [RULE, { ...RULE, id: 'two', mode: 'watch' }] });
    expect((await one.types(`import ${other}`)).join('\n')).toMatch(/This would change:\n.*added: Say hello \(two\)/);
    expect(one.settings().rules).not.toContain('two');
    expect((await one.types('import now')).join('\n')).toMatch(/have been imported/);
    expect(one.settings().rules).toContain('two');
    expect((await one.types(`import ${other}`)).join()).toMatch(/nothing would change/);

    await one.types('import { "rules": [] }');
    await one.saves('rules', JSON.stringify({ rules: [RULE] }));
    expect((await one.types('import now')).join()).toMatch(/changed in the meantime, by settings screen/);
    expect(one.settings().rules).toContain('hello');
  });

  test('a preview is kept for ten minutes, for the one who made it', async () => {
    const one = await desk();
    await one.types('import { "rules": [] }');
    expect((await one.types('import now', MANAGER)).join()).toMatch(/There is nothing to import/);
    await one.clock.pass(11 * 60_000);
    expect((await one.types('import now')).join()).toMatch(/There is nothing to import/);
  });

  test('history and restore', async () => {
    const one = await desk();
    const before = JSON.parse(one.settings().rules) as RawDocument;
    await one.saves('rules', JSON.stringify({ rules: [{ ...RULE, name: 'Hallo' }] }));
    const listed = (await one.types('history')).join('\n');
    expect(listed).toMatch(/\*2\* · Changed: Hallo \(hello\)\n +saved in the settings · settings screen · /);
    expect((await one.types('restore 1')).join('\n')).toMatch(/what they were after change 1:\n.*name/);
    expect(JSON.parse(one.settings().rules)).toEqual(before);
    expect((await one.types('restore 1')).join('\n')).toMatch(/already as they were/);
    expect((await one.types('history')).join('\n')).toMatch(/\*3\* · Changed: .*\n +back to change 1 · @boss/);
  });

  test('a secret is exported by nobody, and lost in no way back', async () => {
    const hook = { action: 'webhook', url: 'https://hooks.example', secret: 's3cret' };
    const one = await desk({ rules: [{ ...RULE, do: [hook] }] });
    const exported = await one.types('export');
    expect(exported.join('\n')).not.toContain('s3cret');
    const json = exported.slice(1, -1).join('\n').replaceAll('\n', ' ').replace('"Say hello"', '"Say hi"');
    await one.types(`import ${json}`);
    await one.types('import now');
    expect(one.settings().rules).toMatch(/Say hi[^]*s3cret/);
    await one.types('restore 1');
    expect(one.settings().rules).toMatch(/Say hello[^]*s3cret/);
    expect(JSON.stringify(one.store.kept)).not.toContain('s3cret');
  });

  test.each<[what: string, back: (one: Desk, exported: string) => Promise<unknown>]>([
    ['a restore', (one) => one.types('restore 1')],
    ['an import', async (one, exported) => [await one.types(`import ${exported}`), await one.types('import now')]],
  ])('%s, out of a document that is no JSON, finds the secrets in the last good rules', async (_what, back) => {
    const hook = { action: 'webhook', url: 'https://hooks.example', secret: 's3cret' };
    const get = { get: 'https://crm.example/x', headers: { Authorization: 'hush' }, read: '/x' };
    const asks = { ...RULE, if: { field: 'lookup.plan', operator: 'is', value: 'gold' }, do: [hook] };
    const one = await desk({ rules: [asks], lookups: { plan: get } });
    const before: unknown = JSON.parse(one.settings().rules);
    const exported = (await one.types('export')).slice(1, -1).join(' ').replaceAll('\n', ' ');
    await one.saves('rules', '{ "rules": [');
    await back(one, exported);
    expect(JSON.parse(one.settings().rules)).toEqual(before);
  });

  test('a preview tells of the rules that go on what becomes of them, while the document cannot be used', async () => {
    const lines = async (rules: readonly object[]): Promise<readonly string[]> => {
      const one = await desk();
      await one.saves('rules', '{ "rules": [');
      return (await one.types(`import ${JSON.stringify({ rules })}`)).slice(1, -1).map((line) => line.trim());
    };
    const again = 'the document can be read again';
    expect(await lines([RULE])).toEqual([again]);
    expect(await lines([])).toEqual([again, 'removed: Say hello (hello)']);
    expect(await lines([{ ...RULE, mode: 'off' }])).toEqual([again, expect.stringContaining('from “Live” to “Off”')]);
  });

  test('a failure, in words', async () => {
    const one = await desk();
    one.store.read = () => Promise.reject(new Error('no store'));
    expect(await one.types('runs', here)).toEqual([
      'No rule has run in this conversation. `/workflow why` shows what was checked.',
    ]);
    expect(await one.types('history')).toEqual(['That did not work: Error: no store']);
  });
});

test.each(LANGUAGES.map((language) => [language]))(
  'everything is said in %s, with no key or placeholder left',
  async (language) => {
    const one = await desk({
      rules: [{ ...RULE, tests: [{ name: 'x', given: {}, expect: 'no_match' }] }, { id: 'bad' }],
    });
    one.ran({ rule: 'hello' });
    await one.saves('hours', 'sometimes');
    await one.saves('rules', JSON.stringify({ rules: [RULE] }));
    for (const line of [
      ...SUBCOMMANDS.map(({ id }) => id),
      'help',
      'restore 1',
      'edit nix',
      'nix',
      'import {}',
      'pause',
    ])
      for (const room of ['general', 'c1']) {
        const said = (await one.types(line, { language, room })).join('\n');
        expect(said).not.toMatch(/\{[a-z_]+\}|\b(command|history|health|why|dry_run|outcome|reason|finding)_[a-z]+/);
        expect(said).not.toBe('');
      }
  },
);

describe('an answer as messages', () => {
  test('is cut at lines, and a block of code goes on', () => {
    const long = Array.from({ length: 300 }, (_, line) => `line ${line} ${'x'.repeat(30)}`);
    const messages = messagesOf(['```json', ...long, '```']);
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) {
      expect(message.length).toBeLessThan(5_000);
      expect(message.startsWith('```json\n')).toBe(true);
      expect(message.endsWith('\n```')).toBe(true);
    }
    const inner = messages.flatMap((message) => message.split('\n').slice(1, -1));
    expect(inner).toEqual(long);
  });

  test('ends, however long it is', () => {
    expect(messagesOf(['y'.repeat(1_000_000)]).length).toBeLessThan(15);
  });
});
