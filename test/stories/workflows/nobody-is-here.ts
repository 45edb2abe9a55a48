import type { Story } from '../story';
import { example } from './example';

const HOURS = { timezone: 'Europe/Berlin', hours: 'Mon-Fri 09:00-18:00', rules: example('2-nobody-is-here') };

/** 2. Out of hours the customer is told when somebody will be back, once. */
export const NOBODY_IS_HERE: readonly Story[] = [
  {
    title: 'Out of hours, the customer reads once when somebody is back',
    // A Friday evening.
    options: {
      agents: ['anna'],
      clock: '2026-03-06T22:58:00Z',
      server: { routing: 'Manual_Selection' },
      settings: HOURS,
    },
    async play(shop) {
      const customer = shop.customer('customer-1', { name: 'Maria Costa' });
      await customer.writes('Hello?');
      await shop.settled();
      await shop.advance('PT1M');
      await customer.writes('Nobody there?');
    },
    transcript: [
      '22:58:00  customer-1 opens a conversation (widget)',
      '22:58:00  customer-1: Hello?',
      '22:58:00  workflow.bot: Hi Maria, nobody is here right now. We are back on Monday at 9:00.',
      '22:59:00  customer-1: Nobody there?',
    ],
    runs: ['after-hours on customer_message: send_message done, add_contact_tags done'],
  },
  {
    title:
      'Out of hours, routing gives the conversation to somebody who is offline: the customer reads it all the same',
    options: {
      agents: [{ username: 'anna', status: 'offline', statusConnection: 'offline' }],
      clock: '2026-03-06T22:58:00Z',
      settings: HOURS,
    },
    async play(shop) {
      await shop.customer('customer-1', { name: 'Maria Costa' }).writes('Hello?');
    },
    transcript: [
      '22:58:00  customer-1 opens a conversation (widget)',
      '22:58:00  → anna has the conversation',
      '22:58:00  customer-1: Hello?',
      '22:58:00  workflow.bot: Hi Maria, nobody is here right now. We are back on Monday at 9:00.',
    ],
    runs: ['after-hours on customer_message: send_message done, add_contact_tags done'],
  },
  {
    title: 'In hours nothing is said',
    options: {
      agents: ['anna'],
      clock: '2026-03-06T10:00:00Z',
      server: { routing: 'Manual_Selection' },
      settings: HOURS,
    },
    async play(shop) {
      await shop.customer('customer-1').writes('Hello?');
    },
    transcript: ['10:00:00  customer-1 opens a conversation (widget)', '10:00:00  customer-1: Hello?'],
  },
];
