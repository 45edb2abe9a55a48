import type { Sandbox } from '../sandbox';
import { runRecords, withSandbox } from './runs';

const SORRY = 'Sorry, we will be with you soon';
const ESCALATE = {
  id: 'escalate',
  name: 'Nobody answers',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'send_message', text: SORRY }],
  wait: { for: 'PT5M', unless: ['agent_message'] },
};

const sorry = (shop: Sandbox): number =>
  shop
    .customer('customer-1')
    .sees()
    .filter((line) => line.endsWith(SORRY)).length;

describe('what happens later, on the real runtime', () => {
  it.each<[what: string, before: (shop: Sandbox) => void]>([
    ['woken once', () => undefined],
    ['woken twice', (shop) => shop.faults.doublesJobs(10)],
    ['woken never', (shop) => shop.faults.losesJobs(2)],
  ])('a rule waits, and runs once: %s', (_what, before) =>
    withSandbox([ESCALATE], async (shop) => {
      await shop.customer('customer-1').writes('hi');
      await shop.settled();
      before(shop);
      await shop.advance('PT4M');
      expect(sorry(shop)).toBe(0);
      await shop.advance('PT4M');
      expect(sorry(shop)).toBe(1);
      await shop.advance('PT1H');
      expect(sorry(shop)).toBe(1);
    }),
  );

  it('two instances share the store: still once, whoever is woken', () =>
    withSandbox([ESCALATE], async (shop) => {
      const second = await shop.secondInstance();
      const customer = shop.customer('customer-1');
      await customer.writes('hi');
      await shop.settled();
      shop.faults.doublesJobs(10);
      await shop.advance('PT6M');
      expect(sorry(shop)).toBe(1);
      expect(runRecords(shop)).toHaveLength(1);
      await second.stop();
    }));

  it('an answer ends the wait', () =>
    withSandbox([ESCALATE], async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('hi');
      const anna = shop.agent('anna');
      await anna.takes(customer);
      await anna.writes('Here I am', customer);
      await shop.settled();
      await shop.advance('PT1H');
      expect(sorry(shop)).toBe(0);
    }));

  it('a wait outlives the process, and a restart of the server', () =>
    withSandbox([ESCALATE], async (shop) => {
      await shop.customer('customer-1').writes('hi');
      await shop.settled();
      await shop.kill();
      await shop.advance('PT2M');
      await shop.restart();
      await shop.advance('PT5M');
      expect(sorry(shop)).toBe(1);
    }));

  it('a run that was killed in the middle is gone on with, and nothing is said twice', () =>
    withSandbox(
      [
        {
          id: 'greet',
          name: 'Greet',
          on: 'customer_message',
          if: 'always',
          do: [
            { action: 'send_message', text: SORRY },
            { action: 'add_contact_tags', tags: ['seen'] },
          ],
        },
      ],
      async (shop) => {
        const customer = shop.customer('customer-1');
        const { reached } = shop.faults.hangs('message.create');
        void customer.writes('hi');
        await reached;
        await shop.kill();
        shop.faults.clear();
        await shop.advance('PT3M');
        expect(sorry(shop)).toBe(1);
        expect(runRecords(shop).map(({ takenUp }) => takenUp)).toEqual([1]);
      },
    ));
});
