import { sandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import { answered, look } from '../support/look';
import { runLines, runRecords } from './runs';
import { playStory, type Story } from './story';
import { example } from './workflows/example';

/** Six in the evening, on working days: who waits for an answer is told that it will be tomorrow. */
const EVENING = {
  id: 'evening',
  name: 'Every evening at six',
  on: 'schedule',
  schedule: { at: 'Mon-Fri 18:00' },
  if: { field: 'conversation.waiting', operator: 'at_least', value: 'PT1M' },
  do: [
    { action: 'send_message', text: 'We answer tomorrow.' },
    { action: 'note_conversation', text: 'Told at six.' },
  ],
  once: { per: 'conversation', within: 'P1D' },
};

/** A Monday, at half past five in São Paulo. */
const SHOP: SandboxOptions = {
  agents: ['anna'],
  managers: ['mia'],
  server: { routing: 'Manual_Selection' },
  settings: { timezone: 'America/Sao_Paulo', rules: { rules: [EVENING] } },
  clock: '2026-03-02T20:30:00Z',
  connected: true,
};

async function withShop(options: Partial<SandboxOptions>, play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({ ...SHOP, ...options });
  try {
    await play(shop);
  } finally {
    await shop.stop();
  }
}

const told = (shop: Sandbox, ...names: readonly string[]): readonly number[] =>
  names.map(
    (name) =>
      shop
        .customer(name)
        .sees()
        .filter((line) => line.endsWith('We answer tomorrow.')).length,
  );

/** What mia sees on the screen that a command opens. */
async function shownFor(shop: Sandbox, command: string): Promise<string> {
  const mia = shop.agent('mia');
  await mia.runs(command);
  await shop.settled();
  const seen = look(mia);
  await mia.dismisses();
  return seen;
}

async function write(shop: Sandbox, ...names: readonly string[]): Promise<void> {
  for (const name of names) await shop.customer(name).writes('Hello?');
  await shop.settled();
}

/** Ana waits, Bia has been answered, Caio was closed. */
async function begin(shop: Sandbox): Promise<void> {
  await write(shop, 'ana', 'bia', 'caio');
  const anna = shop.agent('anna');
  for (const name of ['bia', 'caio']) {
    await anna.takes(shop.customer(name));
    await anna.writes('Done.', shop.customer(name));
  }
  await anna.closes(shop.customer('caio'));
  await shop.settled();
}

test('the example: every evening at six, who has no answer gets a word and a note', async () => {
  const story: Story = {
    title: 'example 26',
    options: {
      ...SHOP,
      settings: {
        timezone: 'America/Sao_Paulo',
        hours: 'Mon-Fri 09:00-18:00',
        rules: example('26-every-evening'),
      },
    },
    async play(shop) {
      await begin(shop);
      await shop.advance('PT31M');
    },
    transcript: [
      '20:30:00  [1] ana opens a conversation (widget)',
      '20:30:00  [1] ana: Hello?',
      '20:30:00  [2] bia opens a conversation (widget)',
      '20:30:00  [2] bia: Hello?',
      '20:30:00  [3] caio opens a conversation (widget)',
      '20:30:00  [3] caio: Hello?',
      '20:30:00  [2] → anna has the conversation',
      '20:30:00  [2] anna: Done.',
      '20:30:00  [3] → anna has the conversation',
      '20:30:00  [3] anna: Done.',
      '20:30:00  [3] — closed by anna',
      '21:00:00  [1] workflow.bot: We have not forgotten you. We go on tomorrow at 9:00.',
    ],
    runs: ['every-evening on schedule: send_message done, note_conversation done'],
  };
  expect((await playStory(story)).differences).toEqual([]);
});

describe('rules whose time comes, on the real runtime', () => {
  test('at six, by the zone of the settings, whoever waits: once, with record, why, and the list of the times', () =>
    withShop({}, async (shop) => {
      await begin(shop);
      await shop.advance('PT29M');
      expect(runLines(shop)).toEqual([]);
      await shop.advance('PT2M');
      expect(told(shop, 'ana', 'bia', 'caio')).toEqual([1, 0, 0]);
      expect(runLines(shop)).toEqual(['evening on schedule: send_message done, note_conversation done']);
      const why = await answered(shop, 'mia', '/workflow why', shop.customer('bia'));
      expect(why).toContain('At set times');
      expect(why).toMatch(/✗.*Every evening at six/);
      expect(await shownFor(shop, '/workflow runs evening')).toContain(
        '“Every evening at six” has gone through 2 of 2 conversations',
      );
      await shop.advance('PT1H');
      expect(told(shop, 'ana')).toEqual([1]);
    }));

  test('a server that lists two at once: all of those who wait', () =>
    withShop({}, async (shop) => {
      shop.serverSetting('API_Upper_Count_Limit', 2);
      await write(shop, 'ana', 'bia', 'caio');
      await shop.advance('PT31M');
      expect(told(shop, 'ana', 'bia', 'caio')).toEqual([1, 1, 1]);
    }));

  test('without a connection: those that the app knows of, and the record says so', () =>
    withShop({ connected: false }, async (shop) => {
      await begin(shop);
      await shop.advance('PT31M');
      expect(told(shop, 'ana', 'bia', 'caio')).toEqual([1, 0, 0]);
      expect(await shownFor(shop, '/workflow runs evening')).toContain('only conversations that the app knows of');
    }));

  test('without a connection, after a restart: those that were there before it, too', () =>
    withShop({ connected: false }, async (shop) => {
      await write(shop, 'ana');
      await shop.advance('PT2M');
      await shop.restart();
      await shop.advance('PT29M');
      expect(told(shop, 'ana')).toEqual([1]);
    }));

  test.each<[string, (shop: Sandbox) => void]>([
    ['jobs come twice', (shop) => shop.faults.doublesJobs(20)],
    ['jobs are lost', (shop) => shop.faults.losesJobs(2)],
  ])('two instances, %s: once', (_what, before) =>
    withShop({}, async (shop) => {
      const second = await shop.secondInstance();
      await begin(shop);
      await shop.advance('PT28M');
      before(shop);
      await shop.advance('PT6M');
      expect(told(shop, 'ana', 'bia')).toEqual([1, 0]);
      expect(runRecords(shop)).toHaveLength(1);
      await second.stop();
    }),
  );

  test('the app is killed in the middle: it goes on, and nobody is told twice', () =>
    withShop({}, async (shop) => {
      const names = ['ana', 'bia', 'caio', 'davi'];
      await write(shop, ...names);
      await shop.advance('PT29M');
      shop.faults.hangs('message.create', 1);
      await shop.advance('PT1M');
      expect(told(shop, ...names)).not.toContain(1);
      await shop.kill();
      shop.faults.clear();
      await shop.advance('PT5M');
      expect(told(shop, ...names)).toEqual([1, 1, 1, 1]);
      expect(runRecords(shop)).toHaveLength(4);
    }));

  test('a pause, and a mute: nothing is said, and the record has the reason', () =>
    withShop({ settings: { rules: { rules: [{ ...EVENING, schedule: { every: 'PT30M' } }] } } }, async (shop) => {
      await write(shop, 'ana', 'bia');
      await shop.agent('mia').runs('/workflow mute', shop.customer('bia'));
      await shop.settled();
      await shop.advance('PT31M');
      expect(told(shop, 'ana', 'bia')).toEqual([1, 0]);
      await shop.agent('mia').runs('/workflow pause', shop.customer('bia'));
      await shop.settled();
      await shop.advance('PT31M');
      expect(told(shop, 'ana', 'bia')).toEqual([1, 0]);
      expect(await shownFor(shop, '/workflow runs evening')).toContain('the app is paused');
    }));
});

test('another zone in the settings: times that are over by its clock are not made up for', () => {
  const { once: _once, ...rule } = EVENING;
  const twice = { ...rule, schedule: { at: 'Mon-Fri 18:00,19:00' } };
  return withShop({ settings: { ...SHOP.settings, rules: { rules: [twice] } } }, async (shop) => {
    await write(shop, 'ana');
    await shop.advance('PT35M');
    expect(told(shop, 'ana')).toEqual([1]);
    // Twenty past six in New York, and twenty past eight where it was before.
    await shop.advance('PT2H15M');
    expect(told(shop, 'ana')).toEqual([2]);
    await shop.setting('timezone', 'America/New_York');
    await shop.advance('PT5M');
    expect(told(shop, 'ana')).toEqual([2]);
    await shop.advance('PT40M');
    expect(told(shop, 'ana')).toEqual([3]);
  });
});
