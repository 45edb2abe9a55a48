import { sandbox, seeded } from '../sandbox';
import { hookSite, openAccounts } from './accounts';
import { OPTIONS, REMIND } from './rules';
import { tally, type Tally } from './tally';

/** Waits whose wake-ups come twice, or never: then the sweep of each minute finds them. */
export async function deliveries(waits: number, seed: number): Promise<Tally> {
  const row = tally('waits whose wake-up came twice or never');
  const random = seeded(seed);
  const shop = await sandbox({ ...OPTIONS, settings: { rules: { rules: [REMIND] } } });
  try {
    const accounts = openAccounts(shop, hookSite(shop));
    for (let wait = 0; wait < waits; wait++) {
      accounts.wrote(await shop.customer(`customer-${wait}`).writes(`order ${wait}`));
      row.times++;
      if (random() < 0.4) shop.faults.doublesJobs();
      else if (random() < 0.7) shop.faults.losesJobs();
      if (wait % 5 === 4) await shop.advance('PT20S');
      accounts.look();
    }
    for (let minute = 0; minute < 5; minute++) await shop.advance('PT1M');
    shop.faults.clear();
    await shop.advance('PT3M');
    accounts.close(row, new Set());
    for (let wait = 0; wait < waits; wait++) {
      const reminders = shop
        .customer(`customer-${wait}`)
        .sees()
        .filter((line) => line.endsWith(`Still there, order ${wait}?`)).length;
      if (reminders === 0) {
        row.lost++;
        row.faults.push(`customer-${wait} was not reminded`);
      }
    }
  } finally {
    await shop.stop();
  }
  return row;
}
