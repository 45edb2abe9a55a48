import { sandbox, type Sandbox } from '../sandbox';
import { look, press } from '../support/look';
import { TEXTS } from '../support/texts';
import { runRecords } from './runs';
import { passes } from './time/passing';

const LATE = {
  id: 'late',
  name: 'Four working hours without an answer',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'send_message', text: 'Sorry for the wait' }],
  wait: { for: 'PT4H', in: 'hours', unless: ['agent_message'] },
};

async function withSandbox(settings: Record<string, unknown>, play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { timezone: 'Europe/Berlin', rules: { rules: [LATE] }, ...settings },
    // A Friday.
    clock: '2026-03-27T16:30:00Z',
  });
  try {
    await play(shop);
  } finally {
    await shop.stop();
  }
}

describe('a wait in open time, on the real runtime', () => {
  it('counts over a weekend on which the clock changes, and over half a day', () =>
    withSandbox({ hours: 'Mon-Fri 09:00-18:00', holidays: '2026-03-30 09:00-12:00 Inventory' }, async (shop) => {
      const customer = shop.customer('customer-1');
      // 17:30 in Berlin: half an hour is left of Friday; of Monday 12:00 to 15:30 (13:30 UTC in summer) are the rest.
      await customer.writes('hi');
      await shop.settled();
      const anna = shop.agent('anna');
      await anna.takes(customer);
      await anna.presses('workflow-room', customer);
      await press(anna, 'tab.waits');
      expect(look(anna)).toMatch(/⏳ Four working hours without an answer · 3\/30\/26, 3:30:0\d/);
      await anna.dismisses();
      await passes(shop, 'P2DT20H59M');
      expect(customer.sees().some((line) => line.endsWith('Sorry for the wait'))).toBe(false);
      await shop.advance('PT2M');
      expect(customer.sees().some((line) => line.endsWith('Sorry for the wait'))).toBe(true);
      const [run] = runRecords(shop);
      expect(new Date(run!.waited!.due).toISOString()).toMatch(/^2026-03-30T13:30:0/);
    }));

  it('without opening hours the rule does not run, and why says so', () =>
    withSandbox({ hours: '' }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('hi');
      await shop.settled();
      await shop.agent('anna').takes(customer);
      await shop.settled();
      await shop.agent('anna').runs('/workflow why', customer);
      await shop.settled();
      expect(shop.agent('anna').sees().join('\n')).toContain('matched, but there are no opening hours to wait in');
      // As the setting says: the report warns of rules that use them, and sets none aside.
      expect(TEXTS.en['setting_hours_description']).toMatch(/Empty: .*; the report warns of rules that use them\.$/);
      expect(shop.setting('rules_report')).toMatch(
        /^Active rules: 1\. Set aside: 0\.\n[^]*^Warning .*opening hours is empty/m,
      );
      expect(runRecords(shop)).toEqual([]);
    }));
});
