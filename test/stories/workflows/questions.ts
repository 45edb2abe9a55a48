import type { Story } from '../story';
import { example } from './example';

/** 19 to 21. Questions to the customer, and what comes of the answers. */
export const QUESTIONS: readonly Story[] = [
  {
    title: 'A menu of two levels, one by button and one by typing, ends in the right department',
    options: {
      server: { routing: 'Manual_Selection' },
      agents: ['anna', { username: 'bruno', in: ['Billing'] }],
      connected: true,
      settings: { rules: example('19-menu-of-departments') },
    },
    async play(shop) {
      const customer = shop.customer('customer-1', { name: 'Maria Costa' });
      await customer.writes('Hello');
      await shop.settled();
      await customer.taps('My order');
      await shop.settled();
      await customer.writes('the invoice, please');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: Hello',
      '10:00:00  workflow.bot: Hi Maria! What is it about?',
      '1. I want to buy something',
      '2. My order',
      '3. Something else',
      '10:00:00  customer-1: My order',
      '10:00:00  workflow.bot: What is the matter with your order?',
      '1. It has not arrived',
      '2. I want to send it back',
      '3. The invoice',
      '10:00:00  customer-1: the invoice, please',
      '10:00:00  → moved to department Billing',
      '10:00:00  → bruno has the conversation',
    ],
    runs: [
      'menu-topic on customer_message: ask done (answered with a button)',
      'menu-order on question_answered: ask done (answered by typing)',
      'menu-to-billing on question_answered: assign done',
    ],
  },
  {
    title: 'Out of hours the address and the order number are asked for, and noted for the morning',
    options: {
      agents: ['anna'],
      // A Friday evening.
      clock: '2026-03-06T22:58:00Z',
      server: { routing: 'Manual_Selection' },
      customFields: ['last_order'],
      settings: {
        timezone: 'Europe/Berlin',
        hours: 'Mon-Fri 09:00-18:00',
        rules: example('20-collect-out-of-hours'),
      },
    },
    async play(shop) {
      const customer = shop.customer('customer-1', { name: 'Maria Costa' });
      await customer.writes('Where is my parcel?');
      await shop.settled();
      await customer.writes('no idea');
      await shop.settled();
      await customer.writes('maria@example.com');
      await shop.settled();
      await customer.writes('A-1234');
      await shop.settled();
      const { visitorEmails, livechatData } = customer.profile();
      shop.says(`kept: ${visitorEmails?.[0]?.address}, ${String(livechatData?.last_order)}`);
    },
    transcript: [
      '22:58:00  customer-1 opens a conversation (widget)',
      '22:58:00  customer-1: Where is my parcel?',
      '22:58:00  workflow.bot: Nobody is here right now. Where can we write to you? Please tell us your e-mail address.',
      '22:58:00  customer-1: no idea',
      '22:58:00  workflow.bot: That does not look like an e-mail address. Please write it like name@example.com.',
      '22:58:00  customer-1: maria@example.com',
      '22:58:00  workflow.bot: Thank you. If it is about an order: what is its number? You find it in the confirmation. Just write “none” if there is none.',
      '22:58:00  customer-1: A-1234',
      '22:58:00  · last_order of customer-1 is now "A-1234"',
      '22:58:00  workflow.bot: Thank you, we have noted it. We are back on Monday at 9:00.',
      '22:58:00  kept: maria@example.com, A-1234',
    ],
    runs: [
      'collect-email on customer_message: ask done (answered by typing)',
      'collect-order on question_answered: ask done (answered by typing)',
      'collected on question_answered: send_message done, note_conversation done',
    ],
  },
  {
    title: 'Before a silent conversation is closed the customer rates it; a low one is told',
    options: {
      agents: ['anna'],
      server: { routing: 'Manual_Selection', Site_Url: 'https://chat.example' },
      customFields: ['last_rating'],
      settings: { rules: example('21-rating-before-closing') },
    },
    async play(shop) {
      const [one, two] = [shop.customer('customer-1', { name: 'Maria' }), shop.customer('customer-2')];
      const anna = shop.agent('anna');
      for (const customer of [one, two]) {
        await customer.writes('Hi');
        await anna.takes(customer);
        await anna.writes('Done!', customer);
        // Of two at one moment either may come first.
        await shop.advance('PT1M');
      }
      await shop.advance('PT2H');
      await one.taps('Bad');
      await shop.advance('PT15M');
      shop.says(`rating: ${String(one.profile().livechatData?.last_rating)}`);
    },
    transcript: [
      '10:00:00  [1] customer-1 opens a conversation (widget)',
      '10:00:00  [1] customer-1: Hi',
      '10:00:00  [1] → anna has the conversation',
      '10:00:00  [1] anna: Done!',
      '10:01:00  [2] customer-2 opens a conversation (widget)',
      '10:01:00  [2] customer-2: Hi',
      '10:01:00  [2] → anna has the conversation',
      '10:01:00  [2] anna: Done!',
      '12:00:00  [1] workflow.bot: Before we close: how did we do?',
      '1. Very bad',
      '2. Bad',
      '3. All right',
      '4. Good',
      '5. Very good',
      '12:01:00  [2] workflow.bot: Before we close: how did we do?',
      '1. Very bad',
      '2. Bad',
      '3. All right',
      '4. Good',
      '5. Very good',
      '12:02:00  [1] customer-1: Bad',
      '12:02:00  [1] · last_rating of customer-1 is now "2"',
      '12:02:00  [3] workflow.bot: Maria rated us 2 of 5: https://chat.example/live/room-2',
      '12:02:00  [1] — closed by workflow.bot',
      '12:11:00  [2] — closed by workflow.bot',
      '12:17:00  rating: 2',
    ],
    runs: [
      'ask-rating on agent_message: ask done (answered with a button)',
      'ask-rating on agent_message: ask done (left unanswered)',
      'low-rating on question_answered: notify done, add_contact_tags done',
      'close-rated on question_answered: close done',
      'close-rated on question_answered: close done',
    ],
  },
];
