import type { Customer, SandboxOptions, Sandbox } from '../sandbox';
import { playStory, type Story } from './story';

/** A hold that ends by itself: kept over crashes, over when the customer writes, tried again when it is refused. */
const OFFICE = {
  agents: ['anna'],
  clock: '2026-03-02T10:00:00Z',
  server: { routing: 'Manual_Selection' as const, edition: 'EE' as const },
  connected: true,
} satisfies SandboxOptions;

/** On hold once somebody of the team has answered; the end of it, if there is one, as given. */
const onAnswer = (hold: object) => ({
  rules: [
    {
      id: 'hold',
      name: 'Hold',
      on: 'agent_message',
      if: { field: 'conversation.status', operator: 'is', value: 'open' },
      do: [{ action: 'hold', ...hold }],
    },
  ],
});

async function putOnHold(shop: Sandbox): Promise<Customer> {
  const ana = shop.customer('Ana');
  await ana.writes('Hello');
  await shop.agent('anna').takes(ana);
  await shop.agent('anna').writes('I will look it up.', ana);
  await shop.settled();
  return ana;
}
const ON_HOLD = [
  '10:00:00  Ana opens a conversation (widget)',
  '10:00:00  Ana: Hello',
  '10:00:00  → anna has the conversation',
  '10:00:00  anna: I will look it up.',
  '10:00:00  · omnichannel_placed_chat_on_hold',
];

const STORIES: readonly Story[] = [
  {
    title: 'it ends when its time is over, though the app was killed twice in between',
    options: { ...OFFICE, settings: { rules: onAnswer({ for: 'PT40M' }) } },
    play: async (shop) => {
      await putOnHold(shop);
      await shop.kill();
      await shop.advance('PT30M');
      await shop.kill();
      await shop.advance('PT20M');
    },
    transcript: [...ON_HOLD, '10:40:00  · omnichannel_on_hold_chat_resumed'],
    runs: ['hold on agent_message: hold done', 'hold on agent_message: resume done'],
  },
  {
    title: 'the customer writes: what somebody puts on hold by hand afterwards stays so',
    options: { ...OFFICE, settings: { rules: onAnswer({ for: 'PT40M' }) } },
    play: async (shop) => {
      const ana = await putOnHold(shop);
      await shop.advance('PT10M');
      await ana.writes('Any news?');
      await shop.settled();
      ana.conversation().onHold = true;
      await shop.advance('PT50M');
      shop.says(`· on hold: ${String(ana.conversation().onHold)}`);
    },
    transcript: [
      ...ON_HOLD,
      '10:10:00  Ana: Any news?',
      '10:10:00  · omnichannel_on_hold_chat_resumed',
      '11:00:00  · on hold: true',
    ],
    runs: ['hold on agent_message: hold done'],
  },
  {
    title: 'two instances, both woken, and woken twice: it ends once',
    options: { ...OFFICE, settings: { rules: onAnswer({ for: 'PT1H' }) } },
    play: async (shop) => {
      const second = await shop.secondInstance();
      await putOnHold(shop);
      await shop.advance('PT59M');
      shop.faults.doublesJobs(20);
      await shop.advance('PT5M');
      const asked = shop.rest.requests().filter((each) => each.endsWith('resumeOnHold'));
      shop.says(`· asked to resume: ${asked.length}`);
      await second.stop();
    },
    transcript: [...ON_HOLD, '11:00:00  · omnichannel_on_hold_chat_resumed', '11:04:00  · asked to resume: 1'],
    runs: ['hold on agent_message: hold done', 'hold on agent_message: resume done'],
  },
  {
    title: 'the connection is away when it is due: it is resumed a little later',
    options: { ...OFFICE, settings: { rules: onAnswer({ for: 'PT1H' }) } },
    play: async (shop) => {
      await putOnHold(shop);
      shop.faults.rest('dead', 2, /resumeOnHold/);
      await shop.advance('PT70M');
    },
    transcript: [...ON_HOLD, '11:02:30  · omnichannel_on_hold_chat_resumed'],
    runs: ['hold on agent_message: hold done', 'hold on agent_message: resume done'],
  },
  {
    title: 'the agent takes no chats when it is due, and the server resumes none for them: once they do again',
    options: { ...OFFICE, settings: { rules: onAnswer({ for: 'PT1H' }) } },
    play: async (shop) => {
      await putOnHold(shop);
      await shop.agent('anna').switches('not-available');
      await shop.advance('PT70M');
      await shop.agent('anna').switches('available');
      await shop.advance('PT30M');
    },
    transcript: [...ON_HOLD, '11:22:30  · omnichannel_on_hold_chat_resumed'],
    runs: ['hold on agent_message: hold done', 'hold on agent_message: resume done'],
  },
];

it.each(STORIES)('$title', async (story) => expect((await playStory(story)).differences).toEqual([]), 60_000);
