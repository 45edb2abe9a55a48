import type { Sandbox } from '../../sandbox';
import type { Story } from '../story';
import { example } from '../workflows/example';
import { NEXT_AGENT } from './next-agent';
import { leads, passes } from './passing';

const MONDAY = '2026-03-02T10:00:00Z';

const ESCALATING = {
  agents: ['anna', 'bruno'],
  clock: MONDAY,
  server: { routing: 'Manual_Selection' as const, Site_Url: 'https://chat.example' },
  settings: { rules: example('6-no-answer-for-five-minutes'), agents: 'anna, bruno' },
};

const ESCALATE: readonly Story[] = [
  {
    title: 'Five minutes of silence: the leads are told, and then somebody else gets it',
    options: ESCALATING,
    async play(shop) {
      leads(shop);
      const customer = shop.customer('customer-1', { name: 'Maria' });
      await customer.writes('Hello?');
      await shop.settled();
      await shop.agent('anna').takes(customer);
      await shop.advance('PT2M');
      await customer.writes('Anybody?');
      await shop.advance('PT4M');
      await shop.advance('PT15M');
    },
    transcript: [
      '10:00:00  [1] customer-1 opens a conversation (widget)',
      '10:00:00  [1] customer-1: Hello?',
      '10:00:00  [1] → anna has the conversation',
      '10:02:00  [1] customer-1: Anybody?',
      '10:05:00  [2] workflow.bot: Maria has been waiting for 5 minutes for anna: https://chat.example/live/room-2',
      '10:17:00  [1] → bruno has the conversation',
      '10:17:00  [1] ← anna left it',
      '10:17:00  (only bruno) 📝 Passed on by “A quarter of an hour without an answer: somebody else takes it”: the customer had been waiting for 17 minutes.',
    ],
    runs: [
      'nobody-answers on customer_message: notify done',
      'quarter-of-an-hour on customer_message: assign done, note_conversation done',
    ],
  },
  {
    title: 'A rule that waited sees how long the customer has waited by then',
    options: {
      ...ESCALATING,
      settings: {
        rules: {
          rules: [
            {
              id: 'sorry',
              name: 'Sorry',
              on: 'customer_message',
              if: { field: 'conversation.age', operator: 'at_least', value: 'PT0S' },
              wait: { for: 'PT5M' },
              do: [{ action: 'send_message', text: 'Sorry, {{conversation.waiting}} already.' }],
            },
            {
              id: 'not-yet',
              name: 'Never',
              on: 'customer_message',
              if: { field: 'conversation.waiting', operator: 'at_least', value: 'PT5M' },
              do: [{ action: 'send_message', text: 'Never.' }],
            },
          ],
        },
      },
    },
    async play(shop) {
      await shop.customer('customer-1').writes('Hello?');
      await shop.advance('PT6M');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: Hello?',
      '10:05:00  workflow.bot: Sorry, 5 minutes already.',
    ],
    runs: ['sorry on customer_message: send_message done'],
  },
  {
    title: 'The agent answers within five minutes: nobody is told',
    options: ESCALATING,
    async play(shop) {
      leads(shop);
      const customer = shop.customer('customer-1');
      await customer.writes('Hello?');
      await shop.settled();
      await shop.agent('anna').takes(customer);
      await shop.advance('PT4M');
      await shop.agent('anna').writes('Hi, here I am.');
      await shop.advance('PT15M');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: Hello?',
      '10:00:00  → anna has the conversation',
      '10:04:00  anna: Hi, here I am.',
    ],
  },
  {
    title: 'It is closed before five minutes are over: nobody is told',
    options: ESCALATING,
    async play(shop) {
      leads(shop);
      const customer = shop.customer('customer-1');
      await customer.writes('Hello?');
      await shop.advance('PT4M');
      await customer.closes();
      await shop.advance('PT15M');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: Hello?',
      '10:04:00  — closed by customer-1',
    ],
  },
];

const silent = (wait: string, action: object) => ({
  on: 'agent_message',
  if: { field: 'conversation.status', operator: 'is', value: 'open' },
  wait: { for: wait, unless: ['customer_message'], restart: true },
  do: [action],
});
const SILENCE = {
  agents: ['anna'],
  clock: MONDAY,
  server: { routing: 'Manual_Selection' as const },
  settings: {
    rules: {
      rules: [
        {
          id: 'warning',
          name: 'An hour before the end',
          ...silent('PT23H', { action: 'send_message', text: 'Are you still there? We close this in an hour.' }),
        },
        { id: 'end', name: 'After a day', ...silent('P1D', { action: 'close', comment: 'A day without a word.' }) },
      ],
    },
  },
};
const answered = async (shop: Sandbox) => {
  const customer = shop.customer('customer-1');
  await customer.writes('Does it fit?');
  await shop.settled();
  await shop.agent('anna').takes(customer);
  await shop.agent('anna').writes('Yes, it does.');
  await shop.settled();
  return customer;
};

const CLOSE: readonly Story[] = [
  {
    title: 'A day of silence: a warning an hour before, then the end',
    options: SILENCE,
    async play(shop) {
      await answered(shop);
      await passes(shop, 'PT22H59M');
      await shop.advance('PT1M');
      await passes(shop, 'PT59M');
      await shop.advance('PT1M');
      await passes(shop, 'P1D');
    },
    transcript: [
      '2026-03-02 10:00:00  customer-1 opens a conversation (widget)',
      '2026-03-02 10:00:00  customer-1: Does it fit?',
      '2026-03-02 10:00:00  → anna has the conversation',
      '2026-03-02 10:00:00  anna: Yes, it does.',
      '2026-03-03 09:00:00  workflow.bot: Are you still there? We close this in an hour.',
      '2026-03-03 10:00:00  — closed by workflow.bot',
    ],
    runs: ['warning on agent_message: send_message done', 'end on agent_message: close done'],
  },
  {
    title: 'The customer writes after the warning: it stays open',
    options: SILENCE,
    async play(shop) {
      const customer = await answered(shop);
      await passes(shop, 'PT22H59M');
      await shop.advance('PT1M');
      await customer.writes('Yes, one moment.');
      await passes(shop, 'PT59M');
      await shop.advance('PT2M');
      await passes(shop, 'P1D');
    },
    transcript: [
      '2026-03-02 10:00:00  customer-1 opens a conversation (widget)',
      '2026-03-02 10:00:00  customer-1: Does it fit?',
      '2026-03-02 10:00:00  → anna has the conversation',
      '2026-03-02 10:00:00  anna: Yes, it does.',
      '2026-03-03 09:00:00  workflow.bot: Are you still there? We close this in an hour.',
      '2026-03-03 09:00:00  customer-1: Yes, one moment.',
    ],
    runs: ['warning on agent_message: send_message done'],
  },
  {
    title: 'The agent writes once more: the day begins anew',
    options: SILENCE,
    async play(shop) {
      const customer = await answered(shop);
      await passes(shop, 'PT20H');
      await shop.agent('anna').writes('And it comes in blue.', customer);
      await shop.settled();
      await passes(shop, 'PT22H58M');
      shop.says('(nothing until here)');
      await shop.advance('PT2M');
    },
    transcript: [
      '2026-03-02 10:00:00  customer-1 opens a conversation (widget)',
      '2026-03-02 10:00:00  customer-1: Does it fit?',
      '2026-03-02 10:00:00  → anna has the conversation',
      '2026-03-02 10:00:00  anna: Yes, it does.',
      '2026-03-03 06:00:00  anna: And it comes in blue.',
      '2026-03-04 04:58:00  (nothing until here)',
      '2026-03-04 05:00:00  workflow.bot: Are you still there? We close this in an hour.',
    ],
    runs: ['warning on agent_message: send_message done'],
  },
];

const FOLLOWING = {
  agents: ['anna'],
  clock: MONDAY,
  server: { routing: 'Manual_Selection' as const },
  settings: { rules: example('8-follow-up') },
};
const helped = async (shop: Sandbox) => {
  const customer = shop.customer('customer-1', { name: 'Maria Costa' });
  await customer.writes('It does not start.');
  await shop.settled();
  await shop.agent('anna').takes(customer);
  await shop.agent('anna').closes(customer, 'Solved.', ['follow-up']);
  await shop.settled();
  return customer;
};

const FOLLOW_UP: readonly Story[] = [
  {
    title: 'Three days after the end the customer is asked whether it worked',
    options: FOLLOWING,
    async play(shop) {
      await helped(shop);
      await passes(shop, 'P2DT23H59M');
      await shop.advance('PT1M');
      await shop.advance('PT1M');
    },
    transcript: [
      '2026-03-02 10:00:00  [1] customer-1 opens a conversation (widget)',
      '2026-03-02 10:00:00  [1] customer-1: It does not start.',
      '2026-03-02 10:00:00  [1] → anna has the conversation',
      '2026-03-02 10:00:00  [1] — closed by anna',
      '2026-03-05 10:00:00  [2] customer-1 opens a conversation (Workflow)',
      '2026-03-05 10:00:00  [2] workflow.bot: Hi Maria, three days ago we talked. Did everything work out?',
    ],
    runs: ['follow-up on conversation_closed: open done', 'follow-up-noted on conversation_started: note_contact done'],
  },
  {
    title: 'The customer is back already: no second conversation is opened',
    options: FOLLOWING,
    async play(shop) {
      const customer = await helped(shop);
      await passes(shop, 'P2D');
      await customer.writes('It is broken again.');
      await passes(shop, 'PT23H59M');
      await shop.advance('PT1M');
    },
    transcript: [
      '2026-03-02 10:00:00  [1] customer-1 opens a conversation (widget)',
      '2026-03-02 10:00:00  [1] customer-1: It does not start.',
      '2026-03-02 10:00:00  [1] → anna has the conversation',
      '2026-03-02 10:00:00  [1] — closed by anna',
      '2026-03-04 10:00:00  [2] customer-1 opens a conversation (widget)',
      '2026-03-04 10:00:00  [2] customer-1: It is broken again.',
    ],
    runs: ['follow-up on conversation_closed: open already (this customer already has an open conversation)'],
  },
];

const NIGHT: readonly Story[] = [
  {
    title: 'From a Friday evening to the Tuesday after a holiday, told to customers in three zones and languages',
    options: {
      agents: ['anna'],
      customFields: ['locale', 'timezone'],
      clock: '2026-04-03T20:00:00Z',
      server: { routing: 'Manual_Selection' },
      settings: {
        timezone: 'Europe/Berlin',
        hours: 'Mon-Fri 09:00-18:00',
        holidays: '2026-04-06 Easter Monday',
        rules: example('2-nobody-is-here'),
      },
    },
    async play(shop) {
      const customers = [
        shop.customer('jonas', { name: 'Jonas', locale: 'de', timezone: 'Europe/Berlin' }),
        shop.customer('maria', { name: 'Maria', locale: 'pt-BR', timezone: 'America/Sao_Paulo' }),
        shop.customer('kenji', { name: 'Kenji', locale: 'en', timezone: 'Asia/Tokyo' }),
        shop.customer('nobody', { name: 'Sam' }),
      ];
      const ask = async (): Promise<void> => {
        for (const customer of customers) {
          await customer.writes('Hello?');
          await shop.settled();
        }
      };
      await ask();
      // Easter Monday, ten in the morning in Berlin: a weekday, and nobody is there.
      await passes(shop, 'P2DT12H');
      await ask();
      // Tuesday, a minute before nine, and at nine.
      await passes(shop, 'PT22H59M');
      await ask();
      await passes(shop, 'PT1M');
      await ask();
    },
    transcript: [
      '2026-04-03 20:00:00  [1] jonas opens a conversation (widget)',
      '2026-04-03 20:00:00  [1] jonas: Hello?',
      '2026-04-03 20:00:00  [1] workflow.bot: Hallo Jonas, gerade ist niemand da. Wir sind wieder da: am Dienstag um 9:00 Uhr.',
      '2026-04-03 20:00:00  [2] maria opens a conversation (widget)',
      '2026-04-03 20:00:00  [2] maria: Hello?',
      '2026-04-03 20:00:00  [2] workflow.bot: Olá Maria, não há ninguém aqui agora. Voltamos na terça-feira às 4:00.',
      '2026-04-03 20:00:00  [3] kenji opens a conversation (widget)',
      '2026-04-03 20:00:00  [3] kenji: Hello?',
      '2026-04-03 20:00:00  [3] workflow.bot: Hi Kenji, nobody is here right now. We are back on Tuesday at 16:00.',
      '2026-04-03 20:00:00  [4] nobody opens a conversation (widget)',
      '2026-04-03 20:00:00  [4] nobody: Hello?',
      '2026-04-03 20:00:00  [4] workflow.bot: Hi Sam, nobody is here right now. We are back on Tuesday at 9:00.',
      '2026-04-06 08:00:00  [1] jonas: Hello?',
      '2026-04-06 08:00:00  [1] workflow.bot: Hallo Jonas, gerade ist niemand da. Wir sind wieder da: morgen um 9:00 Uhr.',
      '2026-04-06 08:00:00  [2] maria: Hello?',
      '2026-04-06 08:00:00  [2] workflow.bot: Olá Maria, não há ninguém aqui agora. Voltamos amanhã às 4:00.',
      '2026-04-06 08:00:00  [3] kenji: Hello?',
      '2026-04-06 08:00:00  [3] workflow.bot: Hi Kenji, nobody is here right now. We are back tomorrow at 16:00.',
      '2026-04-06 08:00:00  [4] nobody: Hello?',
      '2026-04-06 08:00:00  [4] workflow.bot: Hi Sam, nobody is here right now. We are back tomorrow at 9:00.',
      '2026-04-07 06:59:00  [1] jonas: Hello?',
      '2026-04-07 06:59:00  [1] workflow.bot: Hallo Jonas, gerade ist niemand da. Wir sind wieder da: heute um 9:00 Uhr.',
      '2026-04-07 06:59:00  [2] maria: Hello?',
      '2026-04-07 06:59:00  [2] workflow.bot: Olá Maria, não há ninguém aqui agora. Voltamos hoje às 4:00.',
      '2026-04-07 06:59:00  [3] kenji: Hello?',
      '2026-04-07 06:59:00  [3] workflow.bot: Hi Kenji, nobody is here right now. We are back today at 16:00.',
      '2026-04-07 06:59:00  [4] nobody: Hello?',
      '2026-04-07 06:59:00  [4] workflow.bot: Hi Sam, nobody is here right now. We are back today at 9:00.',
      '2026-04-07 07:00:00  [1] jonas: Hello?',
      '2026-04-07 07:00:00  [2] maria: Hello?',
      '2026-04-07 07:00:00  [3] kenji: Hello?',
      '2026-04-07 07:00:00  [4] nobody: Hello?',
    ],
    runs: [
      'after-hours on customer_message: send_message done, add_contact_tags done',
      'after-hours on customer_message: send_message done, add_contact_tags done',
      'after-hours on customer_message: send_message done, add_contact_tags done',
      'after-hours on customer_message: send_message done, add_contact_tags done',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
      'after-hours on customer_message: send_message done, add_contact_tags already (the contact already has these tags)',
    ],
  },
];

/** What happens later, with the clock moved. */
export const TIME: readonly { readonly name: string; readonly stories: readonly Story[] }[] = [
  { name: 'Escalate after five minutes', stories: ESCALATE },
  { name: 'Close after a day', stories: CLOSE },
  { name: 'Follow up', stories: FOLLOW_UP },
  { name: 'Out of hours', stories: NIGHT },
  { name: 'The next agent, and open time', stories: NEXT_AGENT },
];
