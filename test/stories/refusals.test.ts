import { sandbox, type Sandbox } from '../sandbox';
import { runLines, runRecords } from './runs';

const TO_ANNA = {
  id: 'to-anna',
  name: 'To Anna',
  on: 'customer_message',
  if: { field: 'conversation.owner', operator: 'is', value: 'nobody' },
  do: [{ action: 'assign', to: { agents: ['anna'] } }],
};

async function atNight(rules: readonly object[], play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({
    agents: ['anna', 'bea'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules }, agents: 'anna, bea' },
  });
  try {
    await shop.agent('anna').goesOffline();
    await play(shop);
  } finally {
    await shop.stop();
  }
}

const CUSTOMERS = ['customer-1', 'customer-2', 'customer-3', 'customer-4'];

async function allWrite(shop: Sandbox): Promise<void> {
  for (const customer of CUSTOMERS) await shop.customer(customer).writes('hi');
  await shop.settled();
}

describe('a refusal that passes', () => {
  it('on a quiet night breaks no rule: what waits is done in the morning', () =>
    atNight([TO_ANNA], async (shop) => {
      await allWrite(shop);
      expect(runRecords(shop).map(({ actions }) => actions.map(({ again }) => again !== undefined))).toEqual(
        CUSTOMERS.map(() => [true]),
      );
      expect(JSON.stringify(shop.setting('rules'))).not.toContain('watch');
      // Five tries take an hour: so it is tried on.
      await shop.advance('PT90M');
      expect(runLines(shop)[0]).toMatch(/^to-anna on customer_message: assign failed \(none of anna could take it/);
      await shop.agent('anna').comesOnline();
      await shop.advance('PT31M');
      expect(runLines(shop)).toEqual(CUSTOMERS.map(() => 'to-anna on customer_message: assign done'));
    }));

  it('whoever took the conversation in the meantime keeps it', () =>
    atNight([TO_ANNA], async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('hi');
      await shop.settled();
      await shop.agent('bea').takes(customer);
      await shop.agent('anna').comesOnline();
      await shop.advance('PT2M');
      expect(runLines(shop)).toEqual([
        'to-anna on customer_message: assign skipped (bea has taken the conversation in the meantime and keeps it)',
      ]);
    }));
});
