import { sandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import { answered, choose, idOn, look, press } from '../support/look';
import { runRecords } from './runs';

/** Everybody who has asked for a refund: a topic, which needs the connection, and a tag. */
const REFUNDS = {
  id: 'refunds',
  name: 'Refunds have a topic',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: 'refund' },
  do: [
    { action: 'set_topic', topic: 'Refund' },
    { action: 'add_contact_tags', tags: ['refund'] },
  ],
};
const BROKEN = { ...REFUNDS, id: 'broken', name: 'Broken', if: { field: 'message.txt', operator: 'is', value: 'x' } };

const SHOP: SandboxOptions = {
  agents: ['anna'],
  managers: ['mia', 'max'],
  server: { routing: 'Manual_Selection' },
  clock: '2026-03-02T09:00:00Z',
  connected: true,
  settings: { rules: { rules: [] } },
};

async function withShop(play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox(SHOP);
  try {
    await play(shop);
  } finally {
    await shop.stop();
  }
}

/** So many conversations from before there was the rule; every second one asks for a refund. */
async function fill(shop: Sandbox, count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await shop.customer(`customer-${n}`).writes(n % 2 === 0 ? 'I want a refund' : 'Hello there');
  await shop.settled();
  await shop.setting('rules', JSON.stringify({ rules: [REFUNDS, BROKEN] }));
  await shop.settled();
}

const topics = (shop: Sandbox): number => shop.workspace.data.rooms.filter(({ topic }) => topic === 'Refund').length;

describe('/workflow apply, on the real runtime', () => {
  test('on a screen: where it would run, then there; a second press runs nothing twice', () =>
    withShop(async (shop) => {
      await fill(shop, 6);
      const mia = shop.agent('mia');
      await mia.runs('/workflow apply refunds');
      await shop.advance('PT1M');
      await press(mia, 'reload');
      expect(look(mia)).toContain('“Refunds have a topic” would run in 3 of 6 conversations. Nothing was done.');
      expect(look(mia)).toContain('• customer-4');
      expect(look(mia)).not.toContain('• customer-5');
      expect(topics(shop)).toBe(0);
      const run = idOn(mia, 'run');
      await Promise.all([mia.presses(run), mia.presses(run)]);
      await shop.advance('PT1M');
      expect(await answered(shop, 'max', '/workflow why', shop.customer('customer-4'))).toContain(
        'Refunds have a topic',
      );
      await press(mia, 'reload');
      expect(look(mia)).toContain('“Refunds have a topic” has gone through 3 of 3 conversations.\n  ran: 3');
      expect(topics(shop)).toBe(3);
      expect(runRecords(shop).map(({ by, rule }) => `${rule} ${String(by)}`)).toEqual(Array(3).fill('refunds mia'));
    }));

  test('from the list of rules; what was changed meanwhile is not run', () =>
    withShop(async (shop) => {
      await fill(shop, 2);
      const mia = shop.agent('mia');
      await mia.runs('/workflow rules');
      await choose(mia, 'Refunds have a topic', 'apply');
      await shop.advance('PT1M');
      await press(mia, 'reload');
      await shop.setting('rules', JSON.stringify({ rules: [{ ...REFUNDS, stop: true }] }));
      await press(mia, 'run');
      await shop.advance('PT1M');
      await press(mia, 'reload');
      expect(look(mia)).toContain('It did not go to the end: the rule was changed in the meantime.');
      expect(topics(shop)).toBe(0);
    }));

  test('of the team it sees the newest message that is not the app’s own, and who wrote it', () =>
    withShop(async (shop) => {
      const thanks = { action: 'send_message', text: 'You are welcome!' };
      const polite = { ...REFUNDS, id: 'polite', on: 'customer_message', if: 'always', do: [thanks] };
      const actor = { field: 'actor.username', operator: 'is', value: 'anna' };
      const answer = { ...REFUNDS, id: 'anna', on: 'agent_message', if: actor };
      const customer = shop.customer('customer-1');
      await customer.writes('Where is my refund?');
      await shop.agent('anna').takes(customer);
      await shop.agent('anna').writes('It is on its way.', customer);
      await shop.setting('rules', JSON.stringify({ rules: [polite] }));
      await shop.settled();
      await customer.writes('Thanks');
      await shop.settled();
      await shop.setting('rules', JSON.stringify({ rules: [answer] }));
      await shop.settled();
      const mia = shop.agent('mia');
      await mia.runs('/workflow apply anna');
      await shop.advance('PT1M');
      await press(mia, 'reload');
      expect(look(mia)).toContain('would run in 1 of 1 conversation.');
      const tried = await answered(shop, 'mia', '/workflow dry-run anna', customer);
      expect(tried).toMatch(/would run 1 time, for 1 event in 1 conversation\.[^]*“It is on its way/);
    }));

  test('who may not change rules may not apply them, and what has errors is not applied', () =>
    withShop(async (shop) => {
      await fill(shop, 1);
      expect(await answered(shop, 'anna', '/workflow apply refunds')).toContain('is for administrators');
      expect(await answered(shop, 'mia', '/workflow apply broken')).toContain('Broken is switched off or has errors');
      expect(await answered(shop, 'mia', '/workflow apply refund')).toContain('refunds');
      expect(await answered(shop, 'mia', '/workflow apply refunds stop')).toContain('Nothing is running');
      expect(runRecords(shop)).toEqual([]);
    }));

  test('somebody else stops it, in words', () =>
    withShop(async (shop) => {
      await fill(shop, 40);
      shop.faults.rest('counts', Infinity);
      const mia = shop.agent('mia');
      await mia.runs('/workflow apply refunds');
      await shop.advance('PT1M');
      await press(mia, 'reload');
      await press(mia, 'run');
      await shop.advance('PT1M');
      expect(await answered(shop, 'max', '/workflow apply refunds stop')).toContain('It stops after the conversation');
      await shop.advance('PT3M');
      await press(mia, 'reload');
      expect(look(mia)).toContain('It did not go to the end: stopped by max.');
      expect(topics(shop)).toBeGreaterThan(5);
      expect(topics(shop)).toBeLessThan(20);
      const stopped = topics(shop);
      await shop.advance('PT5M');
      expect(topics(shop)).toBe(stopped);
    }));

  test(
    '500 conversations on a server that lets ten calls a minute through: none lost, none doubled',
    () =>
      withShop(async (shop) => {
        await fill(shop, 500);
        shop.faults.rest('counts', Infinity);
        const mia = shop.agent('mia');
        await mia.runs('/workflow apply refunds');
        await shop.advance('PT2M');
        await press(mia, 'reload');
        expect(look(mia)).toContain('would run in 250 of 500 conversations');
        await press(mia, 'run');
        await shop.advance('PT10M');
        await press(mia, 'reload');
        expect(look(mia)).toMatch(/is running: \d\d of 250 conversations/);
        expect(look(mia)).toContain('It waits for the server, until');
        const before = topics(shop);
        expect(before).toBeGreaterThan(40);
        expect(before).toBeLessThan(110);
        // It is killed in the middle, and goes on.
        await shop.kill();
        await shop.advance('PT40M');
        expect(topics(shop)).toBe(250);
        expect(runRecords(shop)).toHaveLength(250);
        expect(new Set(runRecords(shop).map(({ conversation }) => conversation)).size).toBe(250);
        const outcomes = runRecords(shop).flatMap(({ actions }) => actions.map(({ outcome }) => outcome));
        expect(new Set(outcomes)).toEqual(new Set(['done']));
      }),
    300_000,
  );
});
