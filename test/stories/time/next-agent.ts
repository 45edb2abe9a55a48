import type { SandboxOptions } from '../../sandbox';
import type { Story } from '../story';
import { example } from '../workflows/example';
import { leads, passes } from './passing';

const TEAM = {
  agents: ['anna', 'bruno'],
  clock: '2026-03-02T10:00:00Z',
  server: { routing: 'Manual_Selection' as const, Site_Url: 'https://chat.example' },
} satisfies SandboxOptions;

/** Examples 23 and 24: a rule that arms itself again, open time, and what is done when nobody could take it. */
export const NEXT_AGENT: readonly Story[] = [
  {
    title: 'five minutes an agent, then the next, and back; an answer ends it',
    options: { ...TEAM, settings: { rules: example('23-five-minutes-each'), agents: 'anna, bruno' } },
    async play(shop) {
      const ana = shop.customer('Ana');
      await ana.writes('Hello');
      await shop.agent('anna').takes(ana);
      await shop.advance('PT12M');
      await shop.agent('anna').writes('Here I am.', ana);
      await shop.advance('PT1H');
    },
    transcript: [
      '10:00:00  Ana opens a conversation (widget)',
      '10:00:00  Ana: Hello',
      '10:00:00  → anna has the conversation',
      '10:05:00  → bruno has the conversation',
      '10:05:00  ← anna left it',
      '10:10:00  → anna has the conversation',
      '10:10:00  ← bruno left it',
      '10:12:00  anna: Here I am.',
    ],
    runs: [
      'five-minutes-each on conversation_assigned: assign done',
      'five-minutes-each on conversation_assigned: assign done',
    ],
  },
  {
    title: 'nobody else is there: the leads are told instead',
    options: { ...TEAM, settings: { rules: example('23-five-minutes-each'), agents: 'anna, bruno' } },
    async play(shop) {
      leads(shop);
      const ana = shop.customer('Ana');
      await ana.writes('Hello');
      await shop.agent('anna').takes(ana);
      await shop.agent('bruno').goesOffline();
      await shop.advance('PT6M');
    },
    transcript: [
      '10:00:00  [1] Ana opens a conversation (widget)',
      '10:00:00  [1] Ana: Hello',
      '10:00:00  [1] → anna has the conversation',
      '10:00:00  bruno is offline',
      '10:05:00  [2] workflow.bot: anna has not answered Ana for five minutes, and nobody else can: https://chat.example/live/room-2',
    ],
    runs: [
      'five-minutes-each on conversation_assigned: assign failed (none of anna, bruno could take it: they are offline, have enough conversations, or already have this one), notify done',
    ],
  },
  {
    title: 'four working hours count from Friday to Monday; the department is not there, so the leads are told',
    options: {
      ...TEAM,
      clock: '2026-03-06T17:00:00Z',
      settings: { rules: example('24-four-working-hours'), hours: 'Mon-Fri 09:00-18:00', timezone: 'UTC' },
    },
    async play(shop) {
      leads(shop);
      const ana = shop.customer('Ana');
      await ana.writes('Hello');
      await shop.agent('anna').takes(ana);
      await passes(shop, 'P2DT18H59M');
      shop.says('Monday 11:59');
      await shop.advance('PT2M');
    },
    transcript: [
      '2026-03-06 17:00:00  [1] Ana opens a conversation (widget)',
      '2026-03-06 17:00:00  [1] Ana: Hello',
      '2026-03-06 17:00:00  [1] → anna has the conversation',
      '2026-03-09 11:59:00  Monday 11:59',
      '2026-03-09 12:00:00  [2] workflow.bot: Ana has been waiting for 2 days, 19 hours, and nobody could take it: https://chat.example/live/room-2',
      '2026-03-09 12:00:00  (only anna) 📝 Escalated by “Four working hours without an answer: escalate”.',
    ],
    runs: [
      'four-working-hours on customer_message: assign failed (there is no department "Escalations", or it is disabled), notify done, note_conversation done',
    ],
  },
];
