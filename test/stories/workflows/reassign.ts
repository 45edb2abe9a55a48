import type { Story } from '../story';
import { example } from './example';

const OPTIONS = {
  agents: ['anna', 'bruno', 'carla'],
  server: { routing: 'Manual_Selection' as const },
  settings: { rules: example('4-reassign-to-online'), agents: 'anna, bruno, carla' },
};

/** 4. The customer writes, the agent is away: somebody online gets the conversation, least busy first. */
export const REASSIGN: readonly Story[] = [
  {
    title: 'The agent is away: whoever has the least to do gets the conversation',
    options: OPTIONS,
    async play(shop) {
      const [first, second] = [shop.customer('customer-1'), shop.customer('customer-2')];
      await first.writes('My order is late.');
      await shop.agent('anna').takes(first);
      await second.writes('Something else.');
      await shop.agent('bruno').takes(second);
      await shop.settled();
      await shop.agent('anna').goesAway();
      await first.writes('Are you still there?');
    },
    transcript: [
      '10:00:00  [1] customer-1 opens a conversation (widget)',
      '10:00:00  [1] customer-1: My order is late.',
      '10:00:00  [1] → anna has the conversation',
      '10:00:00  [2] customer-2 opens a conversation (widget)',
      '10:00:00  [2] customer-2: Something else.',
      '10:00:00  [2] → bruno has the conversation',
      '10:00:00  anna is away',
      '10:00:00  [1] customer-1: Are you still there?',
      '10:00:00  [1] → carla has the conversation',
      '10:00:00  [1] ← anna left it',
    ],
    runs: ['reassign on customer_message: assign done'],
  },
  {
    title: 'The agent is online: the conversation stays',
    options: OPTIONS,
    async play(shop) {
      const customer = shop.customer('customer-1');
      await customer.writes('My order is late.');
      await shop.agent('anna').takes(customer);
      await customer.writes('Are you still there?');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: My order is late.',
      '10:00:00  → anna has the conversation',
      '10:00:00  customer-1: Are you still there?',
    ],
  },
];
