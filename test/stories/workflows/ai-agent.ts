import type { Story } from '../story';
import { example } from './example';

/** 1. A conversation that nobody has goes to the bot agent. */
export const AI_AGENT: readonly Story[] = [
  {
    title: 'A new conversation in the queue goes to the AI agent',
    options: {
      agents: ['anna'],
      bots: ['ai.bot'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: example('1-ai-agent') },
    },
    async play(shop) {
      const customer = shop.customer('customer-1');
      await customer.writes('Hi, is anybody there?');
      await shop.settled();
      await shop.agent('ai.bot').writes('Hello! I am the assistant. What can I do for you?');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: Hi, is anybody there?',
      '10:00:00  → ai.bot has the conversation',
      '10:00:00  ai.bot: Hello! I am the assistant. What can I do for you?',
    ],
    runs: ['ai-agent on conversation_started: assign done'],
  },
  {
    title: 'The assistant gives it back and a person takes it: it stays with them',
    options: {
      agents: ['anna'],
      bots: ['ai.bot'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: example('1-ai-agent') },
    },
    async play(shop) {
      const customer = shop.customer('customer-1');
      await customer.writes('I want to talk to a person.');
      await shop.settled();
      await shop.agent('ai.bot').returns(customer);
      await shop.settled();
      await shop.agent('anna').takes(customer);
      await customer.writes('Hi Anna!');
    },
    transcript: [
      '10:00:00  customer-1 opens a conversation (widget)',
      '10:00:00  customer-1: I want to talk to a person.',
      '10:00:00  → ai.bot has the conversation',
      '10:00:00  ← ai.bot left it',
      '10:00:00  → anna has the conversation',
      '10:00:00  customer-1: Hi Anna!',
    ],
    runs: ['ai-agent on conversation_started: assign done'],
  },
];
