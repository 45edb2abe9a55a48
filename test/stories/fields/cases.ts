import type { EventId } from '../../../src/model/event';
import type { CustomerSetup, Sandbox } from '../../sandbox';
import { placeOnHold } from '../../sandbox/workspace/hold';
import { sendAsVisitor } from '../../sandbox/workspace/messages';
import { ASKED, UNKNOWN, type Sight } from './reading';

/** A conversation in which something happens, and what rules see in the fields then. */
export interface Reading {
  readonly title: string;
  readonly customer?: CustomerSetup;
  /** Plays it with the customer of this id. */
  play(shop: Sandbox, id: string): Promise<unknown>;
  readonly on: EventId;
  readonly sees: Readonly<Record<string, Sight>>;
}

const writes =
  (...texts: readonly string[]) =>
  async (shop: Sandbox, id: string) => {
    for (const text of texts) await shop.customer(id).writes(text);
  };
const taken =
  (by: string, then?: (shop: Sandbox, id: string) => Promise<unknown>) =>
  async (shop: Sandbox, id: string): Promise<void> => {
    await shop.customer(id).writes('Where is my invoice?');
    await shop.settled();
    await shop.agent(by).takes(shop.customer(id));
    await shop.settled();
    await then?.(shop, id);
  };
const file = (type: string) => async (shop: Sandbox, id: string) => {
  const customer = shop.customer(id);
  await customer.starts();
  const { _id, token } = customer.profile();
  const attached = { _id: 'file-1', name: 'it', type };
  sendAsVisitor(
    shop.workspace,
    { _id, token },
    { msg: '', file: attached, files: [attached] },
    customer.conversation(),
  );
};

const QUESTIONS: readonly Reading[] = [
  {
    title: 'the customer has answered a question by typing',
    play: async (shop, id) => {
      await shop.customer(id).writes('Hello');
      await shop.settled();
      await shop.customer(id).writes('an invoice');
    },
    on: 'question_answered',
    sees: {
      'question.id': 'topic',
      'question.outcome': 'typed',
      'answer.topic': 'bill',
      'message.text': null,
      'conversation.first_message': false,
      'conversation.message_count': 3,
    },
  },
  {
    title: 'and by tapping a button',
    play: async (shop, id) => {
      await shop.customer(id).writes('Hello');
      await shop.settled();
      await shop.customer(id).taps('Something else');
    },
    on: 'question_answered',
    sees: { 'question.id': 'topic', 'question.outcome': 'tapped', 'answer.topic': 'other' },
  },
  {
    title: 'nobody has answered anything',
    play: writes('Hello'),
    on: 'customer_message',
    sees: { 'question.id': null, 'question.outcome': null, 'answer.topic': null },
  },
];

const PROFILE: readonly Reading[] = [
  {
    title: 'a customer of whom much is known writes for the first time',
    customer: {
      ...{ name: 'Maria Costa', email: 'maria@example.com', phone: '+55 11 5550', channel: 'whatsapp' },
      ...{ locale: 'pt-BR', timezone: 'America/Sao_Paulo', country: 'BR', city: 'São Paulo' },
      ...{ tags: 'vip, new', plan: 'gold', department: 'sales' },
    },
    play: writes('Where is my invoice?'),
    on: 'customer_message',
    sees: {
      'conversation.status': 'queued',
      'conversation.owner': 'nobody',
      'conversation.agent': null,
      'conversation.department': 'Sales',
      'conversation.topic': null,
      'conversation.tags': null,
      'conversation.text': 'Where is my invoice?',
      'conversation.message_count': 1,
      'conversation.first_message': true,
      'conversation.age': 'PT0S',
      'conversation.waiting': 'PT0S',
      'conversation.custom.crm': null,
      'message.text': 'Where is my invoice?',
      'message.type': 'text',
      'message.from': 'customer',
      'operation.hours': 'open',
      'operation.hours.night-team': 'closed',
      'operation.holiday': false,
      'operation.weekday': 'mon',
      'operation.time': '10:00',
      'operation.agents_online': true,
      'channel.type': 'app',
      'channel.name': 'whatsapp',
      'customer.name': 'Maria Costa',
      'customer.email': 'maria@example.com',
      'customer.phone': '+55 11 5550',
      'customer.locale': 'pt-BR',
      'customer.timezone': 'America/Sao_Paulo',
      'customer.country': 'BR',
      'customer.city': 'São Paulo',
      'customer.tags': ['vip', 'new'],
      'customer.returning': false,
      'customer.local_time': '07:00',
      'customer.custom.plan': 'gold',
      'agent.username': null,
      'agent.name': null,
      'agent.status': null,
      'agent.available': null,
      'agent.kind': null,
      'agent.open_conversations': null,
    },
  },
  {
    title: 'a customer of whom nothing is known opens the widget',
    play: async (shop, id) => {
      const customer = shop.customer(id);
      delete customer.profile().name;
      await customer.starts();
    },
    on: 'conversation_started',
    sees: {
      'conversation.status': 'queued',
      'conversation.department': null,
      'conversation.text': null,
      'conversation.message_count': 0,
      'conversation.first_message': false,
      'conversation.waiting': null,
      'message.text': null,
      'message.type': null,
      'message.from': null,
      'channel.type': 'widget',
      'channel.name': null,
      'customer.name': null,
      'customer.email': null,
      'customer.phone': null,
      'customer.locale': null,
      'customer.timezone': null,
      'customer.country': null,
      'customer.city': null,
      'customer.tags': null,
      'customer.local_time': null,
      'customer.custom.plan': null,
    },
  },
  {
    title: 'what agents wrote by hand into the fields is read as far as it can be',
    customer: { timezone: 'Berlin', tags: ' VIP ,,vip, ', plan: '  ', locale: 'pt_BR' },
    play: writes('Hi'),
    on: 'customer_message',
    sees: {
      'customer.timezone': 'Berlin',
      'customer.local_time': UNKNOWN,
      'customer.tags': ['VIP'],
      'customer.custom.plan': null,
      'customer.locale': 'pt_BR',
    },
  },
  {
    title: 'an agent has written the addresses on the contact, which the visitor does not have',
    play: async (shop, id) => {
      await shop.customer(id).starts();
      const { contactId } = shop.customer(id).conversation();
      const contact = shop.workspace.data.contacts.find(({ _id }) => _id === contactId);
      Object.assign(contact ?? {}, { emails: [{ address: 'on@contact.test' }], phones: [{ phoneNumber: '+49 30' }] });
      await writes('Hi')(shop, id);
    },
    on: 'customer_message',
    sees: { 'customer.email': 'on@contact.test', 'customer.phone': '+49 30' },
  },
  {
    title: 'the customer comes back',
    play: async (shop, id) => {
      await writes('Hi')(shop, id);
      await shop.settled();
      await shop.customer(id).closes();
      await shop.settled();
      await writes('Me again')(shop, id);
    },
    on: 'customer_message',
    sees: { 'customer.returning': true, 'conversation.first_message': true, 'conversation.message_count': 1 },
  },
  {
    title: 'the server has known the customer for longer than the app',
    play: async (shop, id) => {
      shop.customer(id).profile().ts = new Date('2025-01-01T00:00:00Z');
      await writes('Hi')(shop, id);
    },
    on: 'customer_message',
    sees: { 'customer.returning': UNKNOWN },
  },
];

const CONVERSATION: readonly Reading[] = [
  {
    title: 'an agent answers',
    play: taken('anna', async (shop, id) => {
      await shop.advance('PT2M');
      await shop.agent('anna').writes('Let me look', shop.customer(id));
    }),
    on: 'agent_message',
    sees: {
      'conversation.status': 'open',
      'conversation.owner': 'human',
      'conversation.agent': 'anna',
      'conversation.text': 'Where is my invoice?\nLet me look',
      'conversation.message_count': 2,
      'conversation.first_message': false,
      'conversation.age': 'PT2M',
      'conversation.waiting': null,
      'message.text': 'Let me look',
      'message.from': 'human',
      'actor.username': 'anna',
      'actor.name': 'Anna Silva',
      'agent.username': 'anna',
      'agent.name': 'Anna Silva',
      'agent.status': 'online',
      'agent.available': true,
      'agent.kind': 'human',
      'agent.open_conversations': 1,
    },
  },
  {
    title: 'the customer asks again while a bot has it: nobody has answered yet',
    play: taken('ai.bot', async (shop, id) => {
      await shop.agent('ai.bot').writes('Hello, I am a bot', shop.customer(id));
      await shop.advance('PT3M');
      await shop.customer(id).writes('A person, please');
    }),
    on: 'customer_message',
    sees: {
      'conversation.owner': 'bot',
      'conversation.waiting': 'PT3M',
      'conversation.first_message': false,
      'conversation.message_count': 3,
      'agent.kind': 'bot',
      'agent.available': true,
    },
  },
  ...(
    [
      ['input.amount', '30'],
      ['actor.username', 'anna'],
      ['conversation.agent', 'anna'],
    ] as const
  ).map(([field, seen]): Reading => ({
    title: `an agent runs a rule by hand that asks ${field}`,
    play: taken('anna', (shop, id) =>
      shop.agent('anna').runs(`/workflow run f-${ASKED.indexOf(field)} amount=30 now`, shop.customer(id)),
    ),
    on: 'manual',
    sees: { [field]: seen },
  })),
  {
    title: 'the bot writes',
    play: taken('ai.bot', (shop, id) => shop.agent('ai.bot').writes('Hello', shop.customer(id))),
    on: 'agent_message',
    sees: { 'message.from': 'bot', 'conversation.waiting': 'PT0S', 'conversation.owner': 'bot' },
  },
  ...(['away', 'offline'] as const).map((status): Reading => ({
    title: `its agent is ${status}`,
    play: taken('carla', async (shop, id) => {
      await (status === 'away' ? shop.agent('carla').goesAway() : shop.agent('carla').goesOffline());
      await shop.customer(id).writes('Hello?');
    }),
    on: 'customer_message',
    // The server does not look at presence as it comes: it would give them a conversation all the same.
    sees: { 'agent.status': status, 'agent.available': true, 'conversation.owner': 'human' },
  })),
  {
    title: 'the account of its agent was switched off',
    play: taken('dora', async (shop, id) => {
      shop.agent('dora').user().active = false;
      await shop.customer(id).writes('Hello?');
    }),
    on: 'customer_message',
    sees: { 'agent.username': 'dora', 'agent.available': false },
  },
  {
    title: 'it is on hold',
    play: taken('gina', async (shop, id) => {
      await shop.agent('gina').writes('One moment', shop.customer(id));
      placeOnHold(shop.workspace, shop.customer(id).conversation(), shop.agent('gina').user());
      await shop.customer(id).writes('I am back');
    }),
    on: 'customer_message',
    sees: { 'conversation.status': 'on_hold', 'conversation.owner': 'human' },
  },
  {
    title: 'it is closed with tags and a topic',
    play: taken('gina', async (shop, id) => {
      Object.assign(shop.customer(id).conversation(), { topic: 'Invoice 12', livechatData: { crm: 'C-7' } });
      await shop.agent('gina').closes(shop.customer(id), 'Bye', ['billing', 'done']);
    }),
    on: 'conversation_closed',
    sees: {
      'conversation.status': 'closed',
      'conversation.owner': 'human',
      'conversation.tags': ['billing', 'done'],
      'conversation.topic': 'Invoice 12',
      'conversation.custom.crm': 'C-7',
      'conversation.waiting': null,
      'message.text': null,
    },
  },
  {
    title: 'it goes to an agent, as the assignment shows it',
    play: taken('bruno'),
    on: 'conversation_assigned',
    sees: { 'conversation.status': 'open', 'conversation.agent': 'bruno', 'agent.username': 'bruno' },
  },
  {
    title: 'it goes to the queue of a department, as the transfer shows it',
    play: taken('gina', (shop, id) => shop.agent('gina').forwards(shop.customer(id), { department: 'Sales' })),
    on: 'conversation_transferred',
    sees: { 'conversation.department': 'Sales', 'conversation.owner': 'nobody', 'conversation.status': 'queued' },
  },
  {
    title: 'it comes back to the queue',
    play: taken('gina', (shop, id) => shop.agent('gina').returns(shop.customer(id))),
    on: 'conversation_unassigned',
    sees: { 'conversation.status': 'queued', 'conversation.owner': 'nobody', 'agent.username': null },
  },
  {
    title: 'the department of the conversation has nobody who takes conversations',
    customer: { department: 'support' },
    play: async (shop, id) => {
      await shop.customer(id).starts();
      await shop.agent('eve').switches('not-available');
      await writes('Hi')(shop, id);
    },
    on: 'customer_message',
    sees: { 'operation.agents_online': false, 'conversation.department': 'Support' },
  },
];

/** Somebody has had the customer, who comes again an hour later. */
const cameBack = async (shop: Sandbox, id: string): Promise<void> => {
  await taken('anna')(shop, id);
  await shop.agent('anna').closes(shop.customer(id));
  await shop.settled();
  await shop.advance('PT1H');
  await writes('Hello', 'Hello?')(shop, id);
};

const EARLIER: readonly Reading[] = [
  {
    title: 'a customer whom somebody has had comes again',
    play: cameBack,
    on: 'customer_message',
    sees: {
      'customer.last_agent': 'anna',
      'customer.conversations': 1,
      'customer.last_conversation': 'PT1H',
      'customer.messages_lately': 2,
      'customer.manager': null,
    },
  },
  {
    title: 'a new customer, whose contact somebody looks after',
    play: async (shop, id) => {
      await shop.customer(id).starts();
      const { contactId } = shop.customer(id).conversation();
      const contact = shop.workspace.data.contacts.find(({ _id }) => _id === contactId);
      Object.assign(contact ?? {}, { contactManager: shop.agent('bruno').user()._id });
      await writes('Hello')(shop, id);
    },
    on: 'customer_message',
    sees: {
      'customer.last_agent': null,
      'customer.conversations': 0,
      'customer.last_conversation': null,
      'customer.messages_lately': 1,
      'customer.manager': 'bruno',
    },
  },
];

const DESK: readonly Reading[] = [
  {
    title: 'gina had it, and bruno has it now',
    play: async (shop, id) => {
      await taken('gina')(shop, id);
      await shop.settled();
      await shop.agent('gina').forwards(shop.customer(id), { agent: 'bruno' });
      await shop.settled();
      await writes('Hello')(shop, id);
    },
    on: 'customer_message',
    sees: { 'conversation.previous_agent': 'gina' },
  },
  {
    title: 'nobody had it before gina',
    play: async (shop, id) => {
      await taken('gina')(shop, id);
      await writes('Hello')(shop, id);
    },
    on: 'customer_message',
    sees: { 'conversation.previous_agent': null },
  },
];

const CHANNELS: readonly Reading[] = [
  ...(
    [
      [{ type: 'email', id: 'inbox-1', alias: 'Support' }, 'email', 'Support'],
      [{ type: 'sms', label: 'twilio' }, 'sms', 'twilio'],
      [{ type: 'api' }, 'api', null],
      [{ type: 'widget', destination: 'shop.example' }, 'widget', null],
      [{ type: 'carrier-pigeon' }, 'other', null],
      [undefined, 'other', null],
    ] as const
  ).map(([source, type, name]): Reading => ({
    title: `it comes in by ${source?.type ?? 'a way that is not told'}`,
    play: async (shop, id) => {
      await shop.customer(id).starts();
      shop.customer(id).conversation().source = source;
      await writes('Hi')(shop, id);
    },
    on: 'customer_message',
    sees: { 'channel.type': type, 'channel.name': name },
  })),
  ...(
    [
      ['image/png', 'image'],
      ['audio/mpeg', 'audio'],
      ['video/mp4', 'video'],
      ['application/pdf', 'file'],
    ] as const
  ).map(([mime, type]): Reading => ({
    title: `the customer sends a file of type ${mime}`,
    play: file(mime),
    on: 'customer_message',
    sees: { 'message.type': type, 'message.text': null, 'message.from': 'customer' },
  })),
];

export const READINGS: readonly Reading[] = [
  ...QUESTIONS,
  ...PROFILE,
  ...CONVERSATION,
  ...EARLIER,
  ...DESK,
  ...CHANNELS,
];
