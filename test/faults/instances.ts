import { sandbox, seeded, type SecondInstance, type Sandbox } from '../sandbox';
import { hookSite, openAccounts } from './accounts';
import { OPTIONS, RULES } from './rules';
import { tally, type Tally } from './tally';
import { watchWire } from './watching';

const CUSTOMERS = 8;

/**
 * Two instances over one store: each message reaches one of them, the scheduler's deliveries come twice or never, and
 * either is killed now and then.
 */
export async function instances(messages: number, seed: number): Promise<Tally> {
  const row = tally('messages to either of two instances');
  const shop = await sandbox({ ...OPTIONS, shuffle: seed });
  try {
    const second = await shop.secondInstance();
    await interleaved(shop, second, row, messages, seeded(seed));
  } finally {
    await shop.stop();
  }
  return row;
}

async function interleaved(
  shop: Sandbox,
  second: SecondInstance,
  row: Tally,
  messages: number,
  random: () => number,
): Promise<void> {
  const accounts = openAccounts(shop, hookSite(shop));
  const first = watchWire(shop.instance());
  const upTo = (most: number): number => Math.floor(random() * most);
  /** Messages whose instance was killed: the server never handed them over again. */
  let kills = 0;
  const written: { readonly _id: string; readonly msg: string }[] = [];
  const generation = (): number => Math.floor(row.times / 40);

  while (row.times < messages) {
    // At the same time, each in a conversation of its own.
    const who = [...Array(CUSTOMERS).keys()].filter(() => random() < 0.6);
    for (const at of who) {
      const write = () => shop.customer(`customer-${generation()}-${at}`).writes(`order ${row.times++}`);
      const message = await (random() < 0.5 ? second.does(write) : write());
      accounts.wrote(message);
      written.push(message);
    }
    if (random() < 0.3) shop.faults.doublesJobs(1 + upTo(3));
    if (random() < 0.3) shop.faults.losesJobs(1 + upTo(2));
    if (random() < 0.1) {
      kills++;
      await (random() < 0.5 ? second.kill() : shop.kill());
    }
    await shop.advance(random() < 0.5 ? 'PT30S' : 'PT70S');
    accounts.look();
  }
  shop.faults.clear();
  for (let minute = 0; minute < 6; minute++) await shop.advance('PT1M');

  // A change of a setting reaches both.
  await shop.setting('rules', { rules: [{ ...RULES.rules[0], do: [{ action: 'send_message', text: 'New rules.' }] }] });
  await shop.settled();
  for (const [at, where] of [undefined, second].entries()) {
    const write = () => shop.customer(`probe-${at}`).writes('probe');
    await (where ? where.does(write) : write());
    await shop.settled();
    const seen = shop.customer(`probe-${at}`).sees();
    if (seen.length !== 2 || !seen[1]?.endsWith('New rules.')) {
      row.hung++;
      row.faults.push(`instance ${at + 1} did not hear of the new rules: ${seen.join(' | ')}`);
    }
  }
  await shop.setting('rules', RULES);
  accounts.close(row, kills === 0 ? new Set(written.map(({ _id }) => _id)) : first.answered);
  row.notes.push(`${kills} kills, jobs delivered twice or never`);
}

/**
 * `once`, asked by two instances for one conversation within milliseconds, over a store that gives no way to tell who was
 * first (`engine/once.ts`). Doubled means: both had the turn.
 */
export async function onceAtBoth(pairs: number): Promise<Tally> {
  const row = tally('`once` asked at two instances at the same moment');
  const shop = await sandbox({ ...OPTIONS, settings: { rules: { rules: [RULES.rules[1]] } } });
  try {
    const second = await shop.secondInstance();
    for (let pair = 0; pair < pairs; pair++) {
      const customer = shop.customer(`customer-${pair}`, { name: `Customer ${pair}` });
      await customer.starts();
      await shop.settled();
      // Further apart each time, from none to 20 ms.
      await customer.writes('one');
      await new Promise((resume) => setTimeout(resume, pair % 21));
      await second.does(() => customer.writes('two'));
      await shop.settled();
      const greetings = customer.sees().filter((line) => line.endsWith(`Welcome Customer ${pair}.`)).length;
      row.times++;
      if (greetings === 0) row.lost++;
      if (greetings > 1) row.doubled += greetings - 1;
    }
  } finally {
    await shop.stop();
  }
  return row;
}
