import { why } from '../../../src/admin/runs/why';
import { whyLines } from '../../../src/admin/why-lines';
import { whyRuleLines } from '../../../src/admin/why-lines';
import { createTraces } from '../../../src/engine/recent-traces';
import type { Condition, Rule } from '../../../src/catalogue/document';
import type { SetAside } from '../../../src/admin/runs/why';
import { message, translate, type Text } from '../../../src/text/message';
import { conversation, createWorld, event, program, rule, START, type Instance } from '../../support/fakes';

/** Plays events through an engine, and asks why. */
async function asked(
  rules: readonly Rule[],
  words: readonly string[],
  forget = false,
  setAside: readonly SetAside[] = [],
) {
  const world = createWorld();
  const { clock } = world;
  const { engine, traces, runs } = await world.instance(rules);
  for (const said of words) {
    const handled = engine.handle(event('customer_message', clock.now(), said));
    await clock.pass(1_000);
    await handled;
  }
  const newest = [...runs].reverse();
  const parts = {
    traces: () => (forget ? [] : [...traces].reverse()),
    kept: async () => [],
    runs: async () => newest,
    setAside: () => setAside,
  };
  return why(parts, 'c1');
}

const saying = (value: string): Condition => ({ field: 'message.text', operator: 'contains', value });

describe('why', () => {
  test('tells of every rule that listens, whether it ran or not, with the values seen', async () => {
    const { events, seen } = await asked(
      [
        rule({ id: 'price', if: saying('price') }),
        rule({ id: 'other', on: 'agent_message' }),
        rule({ id: 'no', if: saying('x') }),
      ],
      ['what is the price?'],
    );
    expect(seen).toBe(true);
    expect(events).toHaveLength(1);
    const [{ message, rules, complete } = { rules: [] }] = events;
    expect([message, complete]).toEqual(['what is the price?', true]);
    expect(rules.map(({ id, verdict, run }) => [id, verdict, run?.actions[0]?.outcome])).toEqual([
      ['price', true, 'done'],
      ['no', false, undefined],
    ]);
    expect(rules[1]?.conditions).toMatchObject({ field: 'message.text', verdict: false, seen: 'what is the price?' });
  });

  test.each<[string, readonly Rule[], readonly string[], string, string]>([
    [
      'held back by once',
      [rule({ id: 'a', once: { per: 'conversation' } })],
      ['one', 'two'],
      'a',
      'matched, but has already run as often as allowed ("once")',
    ],
    ['waiting', [rule({ id: 'a', wait: { for: 'PT5M' } })], ['one'], 'a', 'matched, and is waiting'],
    ['watching', [rule({ id: 'a', mode: 'watch' })], ['one'], 'a', 'would run'],
    [
      'unknown',
      [rule({ id: 'a', if: { field: 'operation.agents_online', operator: 'is', value: true } })],
      ['one'],
      'a',
      'something could not be determined',
    ],
    ['not matching', [rule({ id: 'a', if: saying('x') })], ['one'], 'a', 'did not match'],
  ])('says of a rule that it is %s', async (_name, rules, words, id, expected) => {
    const lines = whyLines(await asked(rules, words), 'en', 'UTC');
    expect(lines.find((line) => line.includes(`\`${id}\``))).toContain(expected);
  });

  test('an older event, of which a line is all there is, does not look as if what was held back had run', async () => {
    const answer = await asked(
      [
        rule({ id: 'a', name: 'Greet', once: { per: 'conversation' } }),
        rule({ id: 'b', name: 'Remind', wait: { for: 'PT5M' } }),
      ],
      ['one', 'two', 'three', 'four', 'five'],
    );
    const lines = whyLines(answer, 'en', 'UTC').map((line) => line.replaceAll('\u2060', ''));
    expect(lines.slice(-2).map((line) => line.split('” · ')[1])).toEqual([
      '⚪ Greet, ⏳ Remind',
      '✅ Greet, ⏳ Remind',
    ]);
    expect(lines.find((line) => line.includes('(`a`)'))).toMatch(/^⚪ .*already run as often as allowed/);
  });

  test('names those that were not looked at, because an earlier rule stopped', async () => {
    const answer = await asked([rule({ id: 'a', stop: true }), rule({ id: 'b', name: 'Late' })], ['one']);
    expect(whyLines(answer, 'en', 'UTC')).toContain('⚪ not checked, because an earlier rule stopped: Late');
  });

  test('where nothing matched, the nearest rule is told in full, and the others are named', async () => {
    const far = rule({ id: 'far', name: 'Far', if: { all: [saying('x'), saying('y')] } });
    const near = rule({ id: 'near', name: 'Near', if: { all: [saying('one'), saying('y')] } });
    const lines = whyLines(await asked([far, near], ['one']), 'en', 'UTC');
    expect(lines.slice(1).map((line) => line.replaceAll('\u2060', ''))).toEqual([
      '✗ *Near* (`near`): did not match',
      '    ✗ all of these:',
      '        ✅ the message contains “one” – it was “one”',
      '        ✗ the message contains “y” – it was “one”',
      '✗ did not match: Far',
    ]);
  });

  test('a rule in watch mode stops nothing', async () => {
    const { events } = await asked([rule({ id: 'a', stop: true, mode: 'watch' }), rule({ id: 'b' })], ['one']);
    expect(events[0]?.rules.map(({ verdict }) => verdict)).toEqual([true, true]);
  });

  test('names rules that are set aside, each with its reason, where they listen to the event', async () => {
    const reason: Text = { key: 'finding_blank' };
    const aside = (id: string, on: unknown) => ({ id, name: id, on, reason });
    const answer = await asked([rule({ id: 'a' })], ['one'], false, [
      aside('bad', 'customer_message'),
      aside('list', ['conversation_closed', 'customer_message']),
      aside('other', 'conversation_closed'),
      aside('odd', { x: 1 }),
      // It had no error when the event was looked at.
      aside('a', 'customer_message'),
    ]);
    expect(answer.events[0]?.rules.map(({ id }) => id)).toEqual(['a', 'bad', 'list']);
    expect(whyLines(answer, 'en', 'UTC')).toContain(
      `⛔ *bad* (\`bad\`): set aside, did not run: ${translate('en', reason)}`,
    );
  });

  test('sees each rule with what was known when it was its turn', async () => {
    const tagged: Rule['if'] = { field: 'customer.tags', operator: 'includes', value: 'seen' };
    const { events } = await asked(
      [rule({ id: 'tag', do: [{ action: 'add_contact_tags', tags: ['seen'] }] }), rule({ id: 'after', if: tagged })],
      ['one'],
    );
    expect(events[0]?.rules.map(({ id }) => id)).toEqual(['tag', 'after']);
  });

  test('knows runs alone after a restart, and says so', async () => {
    const answer = await asked([rule({ id: 'a' }), rule({ id: 'no', if: saying('x') })], ['one'], true);
    expect(answer.seen).toBe(false);
    expect(answer.events[0]).toMatchObject({ complete: false, rules: [{ id: 'a', verdict: true }] });
    expect(whyLines(answer, 'en', 'UTC').join('\n')).toMatch(
      /Nothing is kept of the events of this conversation.*only rules that ran/s,
    );
  });

  test('has a sentence for a conversation of which nothing is known', async () => {
    expect(whyLines(await asked([rule({ id: 'a' })], []), 'en', 'UTC')).toEqual([
      expect.stringMatching(/^Nothing is known about this conversation/),
    ]);
  });

  test.each(['paused', 'muted'] as const)('says that everything was %s', async (suspended) => {
    const world = createWorld();
    const { clock } = world;
    const { engine, traces } = await world.instance([rule({ id: 'a' })], { suspended: () => suspended });
    const handled = engine.handle(event('customer_message', START, 'hello', conversation()));
    await clock.pass(1);
    await handled;
    const lines = whyLines(
      await why({ traces: () => traces, kept: async () => [], runs: async () => [], setAside: () => [] }, 'c1'),
      'en',
      'UTC',
    );
    expect(lines[1]).toMatch(new RegExp(`No rule was checked: .*${suspended}`));
    const parts = { traces: () => traces, kept: async () => [], runs: async () => [], setAside: () => [] };
    expect(whyRuleLines(await why(parts, 'c1'), 'a', 'en', 'UTC')).toEqual(lines);
  });

  describe('an event of which not every rule was looked at', () => {
    const listening = [rule({ id: 'a', name: 'Greet' }), rule({ id: 'b', name: 'Late' })];
    const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll('\u2060', ''));
    const asking = async ({ traces, runs }: Pick<Instance, 'traces' | 'runs'>) =>
      why(
        { traces: () => traces.toReversed(), kept: async () => [], runs: async () => runs, setAside: () => [] },
        'c1',
      );

    test('because it was dropped in a flood, is told with its moment and why', async () => {
      const { clock, instance } = createWorld();
      const app = await instance(listening, { lanes: { waiting: 1 } });
      for (const said of ['one', 'two', 'three']) void app.engine.handle(event('customer_message', START, said));
      await clock.pass(1);
      const answer = await asking(app);
      const events = answer.events.filter(({ suspended }) => suspended);
      expect(whyLines({ ...answer, events }, 'en', 'UTC')).toEqual([
        expect.stringMatching(/10:00.*two/),
        expect.stringMatching(/^No rule was checked: too many events/),
      ]);
    });

    test.each([
      ['', listening],
      [', also where no rule listens', [rule({ id: 'b', on: 'agent_message' })]],
    ])('because it broke off, is told with the error%s', async (_where, rules) => {
      const { clock, instance } = createWorld();
      const app = await instance(rules, {
        suspended: () => {
          throw new Error('*no* database');
        },
      });
      void app.engine.handle(event('customer_message', START, 'one'));
      await clock.pass(1);
      expect(app.errors).toEqual(['c1: Error: *no* database']);
      const answer = await asking(app);
      const told = [
        expect.stringMatching(/10:00.*one/),
        expect.stringMatching(/an error in this app: .*no.* database/),
      ];
      expect(whyLines(answer, 'en', 'UTC')).toEqual(told);
      expect(whyLines(answer, 'en', 'UTC')[1]).not.toContain('*no*');
      expect(whyRuleLines(answer, 'b', 'en', 'UTC')).toEqual(rules === listening ? told : []);
    });

    test('because it broke off behind a rule that ran, is told with that rule', async () => {
      const { clock, instance } = createWorld();
      const app = await instance(listening);
      void app.engine.handle(event('customer_message', START, 'one'));
      await clock.pass(1_000);
      const [ran] = app.runs;
      const suspended = message('reason_fault', { error: 'no database' });
      const answer = await asking({ runs: [ran!], traces: [{ ...app.traces[0]!, seen: [], runs: [], suspended }] });
      expect(plain(whyLines(answer, 'en', 'UTC')).slice(1)).toEqual([
        'an error in this app: no database',
        '✅ *Greet* (`a`): ran',
        '    ✅ always',
        '    → Send a message: done',
      ]);
    });
  });

  describe('a rule that waits', () => {
    /** Says this, a second apart, and asks six minutes later. */
    async function later(words: readonly string[], more: Partial<Rule>) {
      const { clock, server, instance } = createWorld();
      server.conversations.set('c1', conversation());
      const { engine, later, traces, runs } = await instance([rule({ id: 'a', wait: { for: 'PT5M' }, ...more })]);
      for (const said of words) {
        void engine.handle(event(said === 'close' ? 'conversation_closed' : 'customer_message', clock.now(), said));
        await clock.pass(1_000);
      }
      await clock.pass(360_000);
      const ends = async () => (await later.waits.list('c1')).ends;
      const parts = { traces: () => [...traces].reverse(), kept: async () => [], runs: async () => runs, ends };
      return whyRuleLines(await why({ ...parts, setAside: () => [] }, 'c1'), 'a', 'en', 'UTC');
    }
    const states = (lines: readonly string[]) => lines.filter((line) => line.includes('(`a`)'));

    test('has run when its wait is over, and says when, for each event that it waited for', async () => {
      const ran = '✅ *a* (`a`): ran · 3/4/26, 10:05:01 AM';
      expect(states(await later(['one', 'two'], {}))).toEqual([ran, ran]);
    });

    test('tells why its wait has ended without a run', async () => {
      const [line] = states(await later(['one', 'close'], {}));
      expect(line).toBe('⚪ *a* (`a`): cancelled because the conversation was closed');
    });

    test('with the conditions as they were then', async () => {
      const lines = await later(['one'], { if: { field: 'conversation.age', operator: 'at_most', value: 'PT1M' } });
      expect(lines.slice(1)).toEqual([
        expect.stringContaining('cancelled because the conditions were no longer true'),
        expect.stringContaining('✗ '),
      ]);
    });
  });

  test.each([undefined, 'b'])(
    'says what ran, although an earlier rule says stop by now (by hand: %s)',
    async (only) => {
      const { clock, instance } = createWorld();
      const { engine, traces, runs } = await instance([rule({ id: 'a' }), rule({ id: 'b' }), rule({ id: 'c' })]);
      void engine.handle(event('customer_message', clock.now()));
      await clock.pass(1_000);
      const today = program([rule({ id: 'a', stop: true }), rule({ id: only ? 'd' : 'b' })]);
      const kept = async () => traces.map((trace) => ({ ...trace, program: today, changed: true, only }));
      const ran = runs.filter((run) => !only || run.rule === only);
      const { events } = await why({ traces: () => [], kept, runs: async () => ran, setAside: () => [] }, 'c1');
      expect(events[0]?.rules.map(({ id, run }) => [id, run?.rule])).toEqual(
        (only ? ['b'] : ['a', 'b', 'c']).map((id) => [id, id]),
      );
    },
  );

  test('says what a rule did, also where the text is not kept whole that it was about', async () => {
    const { clock, instance } = createWorld();
    const { engine, traces, runs } = await instance([
      rule({ id: 'ran', if: saying('refund') }),
      rule({ id: 'not', if: { field: 'message.text', operator: 'not_contains', value: 'refund' }, stop: true }),
      rule({ id: 'stops', if: saying('refund'), once: { per: 'customer' }, stop: true }),
      rule({ id: 'behind' }),
    ]);
    const { keep } = createTraces();
    for (const _ of [1, 2]) {
      void engine.handle(event('customer_message', clock.now(), `${'x '.repeat(1_500)} refund`));
      await clock.pass(1_000);
    }
    const parts = { traces: () => traces.map(keep), kept: async () => [], runs: async () => runs };
    const { events } = await why({ ...parts, setAside: () => [] }, 'c1');
    for (const { rules } of events)
      expect(rules.map(({ id, verdict }) => [id, verdict])).toEqual([
        ['ran', true],
        ['not', 'not_read'],
        ['stops', true],
        ['behind', 'not_looked_at'],
      ]);
  });

  test.each(['PT5M', 'P1 is down'])('quotes what a customer wrote as they wrote it: %s', async (words) => {
    const lines = whyLines(await asked([rule({ id: 'a', if: saying('x') })], [words]), 'en', 'UTC');
    expect(lines.at(-1)).toContain(`it was “${words}”`);
  });

  test.each(['en', 'pt-BR', 'es', 'de'] as const)(
    'is said in %s without a key or a placeholder left',
    async (language) => {
      const rules = [
        rule({ id: 'all', if: { all: [saying('o'), { none: [saying('x')] }, { any: [saying('o'), saying('n')] }] } }),
        rule({ id: 'unknown', if: { field: 'operation.agents_online', operator: 'is', value: true } }),
        rule({ id: 'missing', if: { field: 'customer.email', operator: 'is_set' } }),
        rule({ id: 'stop', stop: true }),
        rule({ id: 'late' }),
      ];
      const lines = whyLines(await asked(rules, ['one', 'two']), language, 'Europe/Berlin').join('\n');
      expect(lines).not.toMatch(/\{[a-z_]+\}|\b(why|outcome|reason|event|action)_[a-z_]+/);
    },
  );
});
