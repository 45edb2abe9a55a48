import { sandbox, seeded, type Sandbox } from '../sandbox';
import { hookSite, openAccounts } from './accounts';
import { OPTIONS } from './rules';
import { add, tally, type Tally } from './tally';
import { opening } from './together';
import { watchWire } from './watching';

const CUSTOMERS = 6;
/** Messages of a burst. */
const BURST = 4;
/** The app answers a message with about so many calls: a kill comes somewhere within a burst and its aftermath. */
const CALLS = 120;
/** After so many kills everything is let come to an end, as it does between two crashes in the real world. */
const REST_AFTER = 8;

/**
 * Kills at random moments while customers write: in the middle of runs, of waits, and of recoveries.
 * @param shops so many at the same time, each with its share: most of it is waiting
 */
export async function kills(times: number, seed: number, shops = 1): Promise<Tally> {
  const row = tally('kill -9 at a random moment');
  const { open, ready } = opening(shops);
  const one = async (share: number, own: number): Promise<void> => {
    const mine = tally('');
    const shop = await open(() => sandbox({ ...OPTIONS, shuffle: own }));
    try {
      await ready();
      await killing(shop, mine, share, seeded(own));
    } finally {
      await shop.stop();
    }
    add(row, mine);
  };
  await Promise.all(Array.from({ length: shops }, (_, at) => one(Math.ceil(times / shops), seed + at)));
  return row;
}

/** Kills one workspace so often while customers write, and lets everything come to an end. */
export async function killing(shop: Sandbox, row: Tally, times: number, random: () => number): Promise<void> {
  const accounts = openAccounts(shop, hookSite(shop));
  const wire = watchWire(shop.instance());
  const upTo = (most: number): number => Math.floor(random() * most);
  let written = 0;
  let inVain = 0;

  async function write(generation: number): Promise<void> {
    const customer = shop.customer(`customer-${generation}-${upTo(CUSTOMERS)}`);
    accounts.wrote(await customer.writes(`order ${written++}`));
  }

  for (let kill = 0; kill < times; kill++) {
    const generation = Math.floor(kill / REST_AFTER);
    const killed = wire.killAt(1 + upTo(CALLS), random() < 0.5 ? 'happens' : 'does not');
    for (let count = 0; count < BURST; count++) await write(generation);
    // A minute passes: what an earlier crash has left is taken up now, in the middle of everything else.
    const passed = shop.advance(random() < 0.5 ? 'PT1M' : 'PT20S');
    await Promise.race([killed, passed.catch(() => undefined)]);
    if (wire.pending()) inVain++;
    await wire.killNow();
    await passed.catch(() => undefined);
    await shop.settled();
    accounts.look();
    row.times++;
    if ((kill + 1) % REST_AFTER === 0) for (let minute = 0; minute < 3; minute++) await shop.advance('PT1M');
  }
  for (let minute = 0; minute < 6; minute++) await shop.advance('PT1M');

  // Everybody is served as before.
  const probes = await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, at) => shop.customer(`customer-0-${at}`).writes(`probe ${at}`)),
  );
  await shop.settled();
  for (const probe of probes) {
    accounts.wrote(probe);
    if (!wire.answered.has(probe._id)) {
      row.hung++;
      row.faults.push(`hung: "${probe.msg}" was not answered for`);
    }
  }
  for (let minute = 0; minute < 4; minute++) await shop.advance('PT1M');
  accounts.close(row, wire.answered);
  row.notes.push(`${written} messages`, `${inVain} kills found nothing under way`);
}
