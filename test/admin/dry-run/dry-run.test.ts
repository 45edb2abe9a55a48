import { dryRun } from '../../../src/admin/dry-run';
import { dryRunLines } from '../../../src/admin/dry-run/lines';
import { createTraces } from '../../../src/engine/recent-traces';
import type { Event, Message } from '../../../src/model/event';
import { HostError, type Host } from '../../../src/ports/host';
import { keepEnd } from '../../../src/ports/question-records';
import type { Rule } from '../../../src/catalogue/document';
import { conversation, createWorld, event, program, rule, START } from '../../support/fakes';
import { calendarOf } from '../../calendar/helpers';
import { english } from '../../support/admin';
import type { EventTrace } from '../../../src/engine/parts';

const { environment } = program([]);

const message = (text: string, from: Message['from'], minute: number): Message => ({
  id: `m${minute}`,
  text,
  type: 'text',
  from,
  author: from,
  at: START + minute * 60_000,
});

/** A server with one conversation, in which these things were said. */
function world(...said: readonly Message[]) {
  const made = createWorld();
  const { server } = made;
  server.conversations.set('c1', conversation('c1'));
  server.said.set('c1', [...said]);
  return made;
}

const run = (host: Host, tried: Rule, traces: readonly EventTrace[] = [], ids = ['c1']) =>
  dryRun({ host, environment, traces: () => traces, now: () => START }, tried, ids);

const asksPrice = rule({ id: 'price', if: { field: 'message.text', operator: 'has_word', value: 'price' } });

describe('a dry run', () => {
  test('says how often a rule would have run, where, and what it would have said', async () => {
    const { server } = world(
      message('hello', 'customer', 1),
      message('hi', 'human', 2),
      message('the price?', 'customer', 3),
    );
    const result = await run(server.host, {
      ...asksPrice,
      do: [{ action: 'send_message', text: 'Hello {{customer.name}}' }],
    });
    expect(result).toMatchObject({ conversations: 1, events: 2, matched: 1, left: 0 });
    const [match] = result.matches;
    expect(match).toMatchObject({ on: 'customer_message', message: 'the price?', customer: 'Ana' });
    expect(english(match?.actions.map(({ plan }) => plan) ?? [])).toEqual(['send the customer “Hello Ana”']);
  });

  test('what it would have said after a step says what that step would have left', async () => {
    const { server } = world(message('the price?', 'customer', 1));
    const topic = { action: 'set_topic', topic: 'Prices' };
    const says = { action: 'send_message', text: 'About {{conversation.topic}}' };
    const [match] = (await run(server.host, { ...asksPrice, do: [topic, says] })).matches;
    expect(english(match?.actions.map(({ plan }) => plan) ?? []).at(-1)).toBe('send the customer “About Prices”');
  });

  test('a photo or a voice message without words has nothing to quote', async () => {
    const { server } = world({ ...message('', 'customer', 1), type: 'audio' });
    const tried = rule({ id: 'voice', if: { field: 'message.type', operator: 'is', value: 'audio' } });
    const result = await run(server.host, tried);
    expect(result.matched).toBe(1);
    expect(dryRunLines(result, 'Voice', 'en', 'UTC')[1]).toMatch(/Ana · A customer writes$/);
  });

  test.each<[string, Partial<Rule>]>([
    ['live', { mode: 'live' }],
    ['watch', { mode: 'watch' }],
    ['off', { mode: 'off' }],
  ])('tries a rule that is %s', async (_mode, more) => {
    const { server } = world(message('the price?', 'customer', 1));
    expect((await run(server.host, { ...asksPrice, ...more })).matched).toBe(1);
  });

  test('changes nothing: every change and every write is refused', async () => {
    const { server } = world(message('the price?', 'customer', 1));
    const refuse = (): never => {
      throw new Error('something was changed');
    };
    const changes = new Proxy({} as Host['changes'], { get: () => refuse });
    const store = {
      ...server.host.store,
      write: refuse,
      create: refuse,
      remove: refuse,
    };
    const host = { ...server.host, changes, store } as unknown as Host;
    const everything = {
      ...asksPrice,
      if: { any: [asksPrice.if, { field: 'customer.returning', operator: 'is', value: true }] },
      do: [
        { action: 'send_message', text: 'a' },
        { action: 'close', comment: 'b' },
        { action: 'assign', to: { anyone: true } },
        { action: 'add_contact_tags', tags: ['c'] },
        { action: 'note_conversation', text: 'd' },
        { action: 'webhook', url: 'https://hooks.example' },
      ],
    } as Rule;
    const result = await run(host, everything);
    expect(result.matches[0]?.actions).toHaveLength(6);
    expect(server.sent).toEqual([]);
  });

  test('sees what had been said by then, not what came later', async () => {
    const { server } = world(message('one', 'customer', 1), message('two', 'customer', 2));
    const counting = rule({ id: 'a', if: { field: 'conversation.message_count', operator: 'equals', value: 1 } });
    expect((await run(server.host, counting)).matches.map(({ message: said }) => said)).toEqual(['one']);
  });

  test('knows who of the team wrote a message, and that what the app itself wrote was no event', async () => {
    const { server } = world(
      message('the price?', 'customer', 1),
      { ...message('Welcome!', 'bot', 2), own: true },
      { ...message('It is 5 EUR.', 'human', 3), author: 'anna' },
    );
    const said = rule({ id: 'a', on: 'agent_message' });
    expect(await run(server.host, said)).toMatchObject({ events: 1, matches: [{ message: 'It is 5 EUR.' }] });
    const byAnna = { ...said, if: { field: 'actor.username', operator: 'is', value: 'anna' } };
    expect(await run(server.host, byAnna)).toMatchObject({ matched: 1 });
  });

  test('what was taken for the answer to a question was no message of the customer’s', async () => {
    const { server } = world(
      message('refund', 'customer', 1),
      message('what?', 'customer', 3),
      message('2', 'customer', 4),
      message('thanks', 'customer', 6),
    );
    const [asked, ended] = [START + 2 * 60_000, START + 5 * 60_000];
    const about = {
      v: 1,
      kind: 'question_end',
      question: 'q',
      rule: 'a',
      conversation: 'c1',
      customer: 'ana',
    } as const;
    await keepEnd(server.host.store, { ...about, id: 'one', asked, ended, how: 'typed', value: 'card' });
    const { matches } = await run(server.host, rule({ id: 'a' }));
    expect(matches.map(({ message: said }) => said)).toEqual(['refund', 'thanks']);
  });

  test('when a conversation began, nobody had it and nothing had been said', async () => {
    const { server } = world(message('one', 'customer', 1), message('two', 'customer', 2));
    const agent = await server.host.agent('anna');
    server.conversations.set('c1', conversation('c1', { status: 'open', agent }));
    const is = (field: string, operator: string, value: unknown) => ({ field, operator, value });
    const tried = rule({
      id: 'a',
      on: ['conversation_started', 'customer_message'],
      if: {
        all: [
          is('conversation.owner', 'is', 'nobody'),
          is('conversation.status', 'is', 'queued'),
          is('conversation.message_count', 'equals', 0),
        ],
      },
    });
    expect((await run(server.host, tried)).matches.map(({ on }) => on)).toEqual(['conversation_started']);
  });

  test('makes no lookups, and says so in the reader’s language', async () => {
    const { server } = world(message('the price?', 'customer', 1));
    const asking = rule({ id: 'a', if: { field: 'lookup.intent', operator: 'is', value: 'order' } });
    const result = await run(server.host, asking);
    expect(result).toMatchObject({ matched: 0, unclear: 1 });
    expect(dryRunLines(result, 'A', 'de', 'UTC')).toContainEqual(
      expect.stringContaining('beim Testen wird nichts abgefragt'),
    );
  });

  test('lets once hold back', async () => {
    const { server } = world(
      message('price', 'customer', 1),
      message('price', 'customer', 2),
      message('price', 'customer', 90),
    );
    const once = (within?: string): Rule => ({
      ...asksPrice,
      once: { per: 'conversation', ...(within && { within }) },
    });
    expect(await run(server.host, once())).toMatchObject({ matched: 1, heldBack: 2 });
    expect(await run(server.host, once('PT1H'))).toMatchObject({ matched: 2, heldBack: 1 });
  });

  test('the turn of a customer is that of the first event, in whatever conversation', async () => {
    const { server } = world(message('price', 'customer', 3 * 1_440));
    server.conversations.set('c2', conversation('c2'));
    server.said.set('c2', [message('price', 'customer', 1), message('price', 'customer', 2)]);
    const within = (days: string): Rule => ({ ...asksPrice, once: { per: 'customer', within: days } });
    expect(await run(server.host, within('P1D'), [], ['c1', 'c2'])).toMatchObject({ matched: 2, heldBack: 1 });
    const [match, ...more] = (await run(server.host, within('P7D'), [], ['c1', 'c2'])).matches;
    expect([match?.conversation, more]).toEqual(['c2', []]);
  });

  test.each(['schedule', 'manual'] as const)('the events %s of another rule are none of this one', async (on) => {
    const { server } = world();
    server.conversations.set('c1', conversation('c1', { status: 'closed' }));
    const of = event(on, START);
    const seen = [{ from: 0, facts: { event: of, now: START, environment, known: { conversation: of.conversation } } }];
    const look = { event: of, program: program([]), heldBack: new Map(), runs: [], seen };
    const traces = ['a', 'b'].map((only): EventTrace => ({ ...look, only }));
    expect(await run(server.host, rule({ id: 'a', on }), traces)).toMatchObject({ events: 1, matched: 1 });
  });

  test('reads a message anew of which only the beginning is kept', async () => {
    const long = message(`${'x '.repeat(1_500)} price`, 'customer', 1);
    const { server } = world(long);
    const of: Event = { ...event('customer_message', long.at), message: long };
    const known = { conversation: of.conversation };
    const seen = [{ from: 0, facts: { event: of, now: long.at, environment, known } }];
    const look = createTraces().keep({ event: of, program: program([]), heldBack: new Map(), runs: [], seen });
    expect(await run(server.host, asksPrice, [look])).toMatchObject({ events: 1, matched: 1 });
  });

  test('says that a second message would not be sent', async () => {
    const { server } = world(message('the price?', 'customer', 1));
    const text = (said: string, more = {}) => ({ action: 'send_message', text: said, ...more });
    const [match] = (await run(server.host, { ...asksPrice, do: [text('a'), text('b'), text('c', { also: true })] }))
      .matches;
    expect(english(match?.actions.map(({ plan }) => plan) ?? [])).toEqual([
      'send the customer “a”',
      expect.stringMatching(/already got an automatic reply/),
      'send the customer “c”',
    ]);
  });

  test('counts what cannot be told, and conversations that are gone', async () => {
    const { server } = world(message('price', 'customer', 1));
    const online = rule({ id: 'a', if: { field: 'operation.agents_online', operator: 'is', value: true } });
    expect(await run(server.host, online, [], ['c1', 'gone'])).toMatchObject({ matched: 0, unclear: 1, left: 1 });
  });

  test('knows the beginning and the end of a conversation, and says which events it cannot see', async () => {
    const { server } = world(message('price', 'customer', 1));
    server.conversations.set('c1', conversation('c1', { status: 'closed', closedAt: START + 9 }));
    const all = rule({
      id: 'a',
      on: ['conversation_started', 'conversation_closed', 'conversation_assigned'],
      do: [{ action: 'note_conversation', text: 'x' }],
    });
    const result = await run(server.host, all);
    expect(result.matches.map(({ on }) => on)).toEqual(['conversation_started', 'conversation_closed']);
    expect(result.unseen).toEqual(['conversation_assigned']);
    const queued = rule({ id: 'b', if: { field: 'conversation.status', operator: 'is', value: 'queued' } });
    expect((await run(server.host, queued)).matched).toBe(1);
  });

  test('uses what was known when the app saw the event', async () => {
    const { server } = world();
    const seen = event('conversation_assigned', START, '', conversation('c1'));
    const facts = {
      event: seen,
      now: START,
      environment,
      known: { conversation: seen.conversation, agents_online: true },
    };
    const look: EventTrace = {
      event: seen,
      program: program([]),
      seen: [{ from: 0, facts }],
      heldBack: new Map(),
      runs: [],
    };
    const tried = rule({
      id: 'a',
      on: 'conversation_assigned',
      if: { field: 'operation.agents_online', operator: 'is', value: true },
    });
    expect(await run(server.host, tried, [look])).toMatchObject({ matched: 1, unseen: [] });
  });

  test('where nothing matched, names what was nearest, the nearest first', async () => {
    const { server } = world(
      message('good morning', 'customer', 1),
      message('the price of a refund', 'customer', 2),
      message('refund', 'customer', 3),
    );
    const says = (value: string) => ({ field: 'message.text', operator: 'contains', value });
    const tried = rule({ id: 'a', if: { all: [says('price'), says('refund'), says('please')] } });
    const result = await run(server.host, tried);
    expect(result.nearest.map(({ message: said }) => said)).toEqual([
      'the price of a refund',
      'refund',
      'good morning',
    ]);
    const lines = dryRunLines(result, 'A', 'en', 'UTC').flatMap((line) =>
      typeof line === 'string' ? line : english([line]),
    );
    expect(lines.slice(0, 7)).toEqual([
      '“A” would run 0 times, for 3 events in 1 conversation. Nothing was done.',
      'Nearest to it:',
      expect.stringMatching(/Ana · A customer writes “the price of a refund”$/),
      '    ✗ all of these:',
      '        ✅ the message contains “price” – it was “the price of a refund”',
      '        ✅ the message contains “refund” – it was “the price of a refund”',
      '        ✗ the message contains “please” – it was “the price of a refund”',
    ]);
    expect((await run(server.host, rule({ id: 'b', if: says('price') }))).nearest).toEqual([]);
  });

  test('goes on when a conversation cannot be read', async () => {
    const { server } = world(message('price', 'customer', 1));
    server.fail('conversation', 1, new HostError({ key: 'reason_no_answer' }, 'passing'));
    server.conversations.set('c2', conversation('c2'));
    server.said.set('c2', [message('price', 'customer', 2)]);
    expect(await run(server.host, asksPrice, [], ['c1', 'c2'])).toMatchObject({ left: 1, matched: 1 });
  });

  describe('of a rule that waits', () => {
    const MINUTES = (count: number) => `PT${count}M`;
    const reminds = (wait: Partial<NonNullable<Rule['wait']>> = {}, more: Partial<Rule> = {}): Rule => ({
      ...rule({ id: 'remind', ...more }),
      wait: { for: MINUTES(5), ...wait },
    });
    const told = async (host: Host, tried: Rule, traces: readonly EventTrace[] = []) => {
      const { matches, waited } = await run(host, tried, traces);
      return { ran: matches.map(({ message: said }) => said), waited };
    };

    test('a match counts only when nothing ends the wait before it is over', async () => {
      const { server } = world(
        message('answered', 'customer', 1),
        message('here I am', 'human', 4),
        message('too late', 'customer', 20),
        message('sorry', 'human', 26),
        message('never', 'customer', 40),
      );
      const rules = reminds({ unless: ['agent_message'] });
      expect(await told(server.host, rules)).toEqual({ ran: ['too late', 'never'], waited: 1 });
    });

    test('a close ends it, but for a rule that listens to the close', async () => {
      const { server } = world(message('bye', 'customer', 1));
      server.conversations.set('c1', conversation('c1', { status: 'closed', closedAt: START + 2 * 60_000 }));
      expect(await told(server.host, reminds())).toEqual({ ran: [], waited: 1 });
      const outlives = reminds({}, { on: ['customer_message', 'conversation_closed'] });
      expect(await told(server.host, outlives)).toEqual({ ran: ['bye'], waited: 1 });
    });

    test('matches during a wait begin none, or begin it anew where the rule says so', async () => {
      const { server } = world(
        message('one', 'customer', 1),
        message('two', 'customer', 3),
        message('three', 'customer', 7),
      );
      expect(await told(server.host, reminds())).toEqual({ ran: ['one', 'three'], waited: 1 });
      expect(await told(server.host, reminds({ restart: true }))).toEqual({ ran: ['three'], waited: 2 });
    });

    test('an event that ends a wait may begin the next one', async () => {
      const { server } = world(message('one', 'customer', 1), message('two', 'customer', 3));
      const quiet = reminds({ unless: ['customer_message'] });
      expect(await told(server.host, quiet)).toEqual({ ran: ['two'], waited: 1 });
    });

    test('an answer to a question ends a wait as a message of the customer’s, and begins none', async () => {
      const { server } = world(message('hello', 'customer', 1), message('2', 'customer', 3));
      const [asked, ended] = [START + 2 * 60_000, START + 4 * 60_000];
      const about = { question: 'q', rule: 'a', conversation: 'c1', customer: 'ana' };
      await keepEnd(server.host.store, {
        ...about,
        v: 1,
        kind: 'question_end',
        id: 'one',
        asked,
        ended,
        how: 'typed',
        value: 'card',
      });
      expect(await told(server.host, reminds({ unless: ['customer_message'] }))).toEqual({ ran: [], waited: 1 });
    });

    test('only open time counts where the wait says so', async () => {
      const { server } = world(message('at night', 'customer', 1), message('here', 'human', 64));
      const calendars = new Map([['', calendarOf('UTC', 'Mon-Sun 11:00-12:00')]]);
      const tried = { in: 'hours', unless: ['agent_message'] } as const;
      const parts = { host: server.host, traces: () => [], now: () => START };
      const result = await dryRun({ ...parts, environment: { ...environment, calendars } }, reminds(tried), ['c1']);
      expect(result).toMatchObject({ matched: 0, waited: 1 });
    });

    test('the turn of `once` is taken when the wait is over', async () => {
      const { server } = world(message('one', 'customer', 1), message('two', 'customer', 12));
      const once = reminds({}, { once: { per: 'conversation', within: MINUTES(10) } });
      expect(await run(server.host, once)).toMatchObject({ matched: 1, heldBack: 1, waited: 0 });
    });

    test('what cannot be told of it is said', async () => {
      const { server } = world(message('answered', 'customer', 1), message('here I am', 'human', 4));
      const result = await run(server.host, reminds({ unless: ['agent_message', 'conversation_assigned'] }));
      expect(result).toMatchObject({ nearest: [], unseen: ['conversation_assigned'] });
      const lines = dryRunLines(result, 'R', 'en', 'UTC').map((line) =>
        typeof line === 'string' ? line : english([line])[0],
      );
      expect(lines).toContainEqual(
        expect.stringMatching(/^"wait" would have held back 1 more match\. .* cannot be told/),
      );
      const unwaited = await run(server.host, rule({ id: 'a' }));
      expect(unwaited.waited).toBeUndefined();
    });
  });
});
