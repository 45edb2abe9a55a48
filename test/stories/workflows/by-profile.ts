import type { Story } from '../story';
import { example } from './example';

const OPTIONS = {
  agents: ['maria', 'joao', 'bruno', 'anna'],
  server: { routing: 'Manual_Selection' as const },
  settings: { rules: example('5-by-profile'), agents: 'maria, joao, bruno, anna' },
};

/** 5. Country and city decide who gets the conversation, with a fallback for everybody else. */
export const BY_PROFILE: readonly Story[] = [
  {
    title: 'City, country and everybody else',
    options: OPTIONS,
    async play(shop) {
      await shop.customer('ana', { country: 'Brazil', city: 'são paulo' }).writes('Oi!');
      await shop.settled();
      await shop.customer('luiz', { country: 'BR', city: 'Recife' }).writes('Olá!');
      await shop.settled();
      await shop.customer('john', { country: 'Canada' }).writes('Hello!');
    },
    transcript: [
      '10:00:00  [1] ana opens a conversation (widget)',
      '10:00:00  [1] ana: Oi!',
      '10:00:00  [1] → joao has the conversation',
      '10:00:00  [2] luiz opens a conversation (widget)',
      '10:00:00  [2] luiz: Olá!',
      '10:00:00  [2] → bruno has the conversation',
      '10:00:00  [3] john opens a conversation (widget)',
      '10:00:00  [3] john: Hello!',
      '10:00:00  [3] → anna has the conversation',
    ],
    runs: [
      'sao-paulo on conversation_started: assign done',
      'brazil on conversation_started: assign done',
      'everybody-else on conversation_started: assign done',
    ],
  },
  {
    title: 'A person has handed it on: it stays there',
    options: OPTIONS,
    async play(shop) {
      const customer = shop.customer('luiz', { country: 'Brazil', city: 'Recife' });
      await customer.writes('Olá!');
      await shop.settled();
      await shop.agent('bruno').forwards(customer, { agent: 'anna' });
      await shop.settled();
      await customer.writes('Ainda está aí?');
    },
    transcript: [
      '10:00:00  luiz opens a conversation (widget)',
      '10:00:00  luiz: Olá!',
      '10:00:00  → bruno has the conversation',
      '10:00:00  → anna has the conversation',
      '10:00:00  ← bruno left it',
      '10:00:00  luiz: Ainda está aí?',
    ],
    runs: ['brazil on conversation_started: assign done'],
  },
];
