import type { Rule } from '../../src/catalogue/document';
import { sandbox, type Sandbox } from '../sandbox';

/**
 * How often the app calls the server: on a real one calls are what an app costs, each is a query or more of its
 * database. Every call of every row has its reason; one more is a loss that must be argued for.
 */

type Calls = Readonly<Record<string, number>>;
interface Case {
  readonly what: string;
  readonly rule: Partial<Rule>;
  /** Before the calls are counted. */
  readonly before?: (shop: Sandbox) => Promise<unknown>;
  readonly does: (shop: Sandbox) => Promise<unknown>;
  readonly calls: Calls;
}

let count = 0;
/** The customer of this case. */
const ana = (shop: Sandbox) => shop.customer(`ana-${count}`, { channel: 'whatsapp', plan: 'gold' });
const writes = (text: string) => (shop: Sandbox) => ana(shop).writes(text);
const word = { field: 'message.text', operator: 'contains', value: 'refund' };
const says = { action: 'send_message', text: 'Hello {{customer.first_name}}' };

/** What is about to be done is written down before, what was done after. */
const written = { 'persistence.updateByAssociations': 1, 'persistence.createWithAssociations': 1 };

const cases: readonly Case[] = [
  {
    what: 'a message that no rule matches: the event carries everything',
    rule: {
      if: {
        all: [
          word,
          { field: 'channel.name', operator: 'is', value: 'whatsapp' },
          { field: 'customer.custom.plan', operator: 'is', value: 'gold' },
          { field: 'conversation.owner', operator: 'is_not', value: 'human' },
          { field: 'operation.hours', operator: 'is', value: 'closed' },
        ],
      },
      do: [says],
    },
    does: writes('good morning'),
    calls: {},
  },
  {
    what: 'a message of an agent that no rule listens to',
    rule: { if: word, do: [says] },
    before: async (shop) => {
      await shop.agent('anna').takes(ana(shop));
      await shop.settled();
    },
    does: async (shop) => shop.agent('anna').writes('refund', ana(shop)),
    calls: {},
  },
  {
    what: 'one match that sends one message: that message, and what is written down',
    rule: { if: word, do: [says] },
    does: writes('a refund please'),
    calls: { 'message.create': 1, ...written },
  },
  {
    what: 'the same in the name of the agent: is the account still active?',
    rule: { if: word, do: [{ ...says, as: 'agent' }] },
    before: async (shop) => {
      await shop.agent('anna').takes(ana(shop));
      await shop.settled();
    },
    does: writes('a refund please'),
    calls: { 'message.create': 1, 'user.getById': 1, ...written },
  },
  {
    what: 'the same once a customer: has the turn been taken, it is taken now, and did another instance take it, too',
    rule: { if: word, do: [says], once: { per: 'customer' } },
    does: writes('a refund please'),
    calls: {
      'message.create': 1,
      'persistence.readByAssociations': 2,
      'persistence.createWithAssociations': 1,
      'persistence.updateByAssociations': 2,
    },
  },
  {
    what: 'a match whose turn has been taken: remembered',
    rule: { if: word, do: [says], once: { per: 'customer' } },
    before: writes('a refund please'),
    does: writes('my refund please'),
    calls: {},
  },
  {
    what: 'a rule that needs the history: one page of it',
    rule: { if: { all: [word, { field: 'conversation.text', operator: 'contains', value: 'the moon' }] }, do: [says] },
    does: writes('a refund please'),
    calls: { 'room.getMessages': 1 },
  },
  {
    what: 'several facts: each once, however many conditions ask',
    rule: {
      if: {
        all: [
          word,
          { field: 'conversation.text', operator: 'not_contains', value: 'the moon' },
          { field: 'conversation.waiting', operator: 'greater_than', value: 'PT1H' },
          { field: 'customer.returning', operator: 'is', value: true },
        ],
      },
      do: [says],
    },
    does: writes('a refund please'),
    // That the customer is here is noted with the conversation's first event, and remembered.
    calls: { 'room.getMessages': 1 },
  },
  {
    what: 'one match that assigns: who could take it, the room as the server wants it back, and did it work?',
    rule: { if: word, do: [{ action: 'assign', to: { agents: ['anna', 'ben'], pick: 'first' } }] },
    does: writes('a refund please'),
    calls: {
      'user.getByUsername': 2,
      'user.getById': 1,
      'livechat.transferVisitor': 1,
      // Which presence the server wants, and from 8.4 on whether it gives to people who are offline; kept for ten seconds.
      'serverSetting.getOneById': 2,
      // With the transfer, and after it.
      'room.getById': 2,
      // Who is in it, before and after: nothing guards it on the server.
      'room.getMembers': 2,
      ...written,
      // Its own run, and who has it now.
      'persistence.readByAssociations': 1,
      'persistence.updateByAssociations': 2,
    },
  },
  {
    what: 'an agent who is taken off, when no rule wants to know',
    rule: { if: word, do: [says] },
    before: async (shop) => {
      await shop.agent('anna').takes(ana(shop));
      await shop.settled();
    },
    does: async (shop) => shop.agent('anna').forwards(ana(shop), { agent: 'ben' }),
    // Who had it before is noted in the background, whatever rules there are: rules of later ask for it.
    calls: {
      'persistence.readByAssociations': 1,
      'persistence.updateByAssociations': 1,
    },
  },
  {
    what: 'a rule that waits: is it waiting already, a note of it, and the alarm',
    rule: { if: word, do: [says], wait: { for: 'PT5M' } },
    does: writes('a refund please'),
    calls: {
      'persistence.readByAssociations': 1,
      'persistence.createWithAssociations': 1,
      'scheduler.scheduleOnce': 1,
    },
  },
];

describe('calls to the server', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({ agents: ['anna', 'ben'], server: { routing: 'Manual_Selection' } });
  });
  afterAll(() => shop.stop());

  it.each(cases)('$what', async ({ rule, before, does, calls }) => {
    count += 1;
    const complete = { id: `rule-${count}`, name: 'The rule', on: 'customer_message', ...rule };
    await shop.setting('rules', { rules: [complete] });
    // What is asked once for all conversations is known from their first message on, and for half a minute.
    await shop.advance('PT1M');
    await ana(shop).writes('hello');
    await shop.settled();
    await before?.(shop);
    await shop.settled();
    // What was learned for one event is forgotten by then.
    await shop.advance('PT10S');
    shop.resetCalls();
    await does(shop);
    await shop.settled();
    expect(shop.calls()).toEqual(calls);
    await ana(shop).closes();
    await shop.settled();
  });

  it('the first message of a conversation after a start, before the first sweep: what waits there', async () => {
    const [one, other] = [shop.customer('one'), shop.customer('other')];
    for (const customer of [one, other]) await customer.writes('hello');
    await shop.settled();
    await shop.restart();
    await one.writes('good morning');
    await shop.settled();
    shop.resetCalls();
    await other.writes('good morning');
    await shop.settled();
    expect(shop.calls()).toEqual({ 'persistence.readByAssociations': 1 });
    await other.writes('anybody there?');
    await shop.settled();
    expect(shop.calls()).toEqual({ 'persistence.readByAssociations': 1 });
  });
});
