import { sandbox, seeded, type Sandbox } from '../sandbox';
import { hookSite, openAccounts } from './accounts';
import { OPTIONS, RULES } from './rules';
import { add, tally, type Tally } from './tally';
import { opening } from './together';
import { watchWire } from './watching';

/** Calls that the rules of the campaign lead to, by the names of `shop.calls()`. */
const CALLS = [
  'message.create',
  'message.create',
  'livechat.transferVisitor',
  'livechat.setCustomFields',
  'room.getById',
  'room.getByName',
  'user.getById',
  'user.getByUsername',
  'persistence.readByAssociations',
  'persistence.updateByAssociations',
  'persistence.createWithAssociations',
  'scheduler.scheduleOnce',
  'http.call',
];
/** What a server says when it fails; a refusal comes before anything is done. */
const FAILURES = ['read ECONNRESET', 'MongoNetworkError: connection 7 closed', 'Cannot read properties of undefined'];
const REFUSALS = ['Not allowed [error-not-allowed]', ...FAILURES];
const CUSTOMERS = 5;
const MESSAGES = 4;
const FAULTS = 8;
/** A call that never comes back holds its conversation for as long as the app waits for it, so few do. */
const HANGS_EVERY = 8;

/**
 * Calls of the app that fail, fail after they had their effect, lie, are slow, or never come back.
 * @param shops so many at the same time, each with its share: most of it is waiting
 */
export async function failingCalls(times: number, seed: number, shops = 1): Promise<Tally> {
  const row = tally('failing, lying, slow and hanging calls to the server');
  const { open, ready } = opening(shops);
  const one = async (own: number): Promise<void> => {
    const mine = tally('');
    const shop = await open(() => sandbox({ ...OPTIONS, timeout: 120_000 }));
    try {
      await ready();
      await failing(shop, mine, times / shops, seeded(own));
    } finally {
      await shop.stop();
    }
    add(row, mine);
  };
  await Promise.all(Array.from({ length: shops }, (_, at) => one(seed + at)));
  return row;
}

async function failing(shop: Sandbox, row: Tally, times: number, random: () => number): Promise<void> {
  const hooks = hookSite(shop, () => (random() < 0.2 ? 503 : 200));
  const accounts = openAccounts(shop, hooks);
  const wire = watchWire(shop.instance());
  const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let written = 0;
  let hanging = 0;

  for (let round = 0; row.times < times; round++) {
    const planned: string[] = [];
    /** A call of the store is made three times: as long as not all of them fail, nobody notices. */
    let ofTheStore = 0;
    for (let fault = 0; fault < FAULTS; fault++) {
      const call = of(CALLS);
      if (call.startsWith('persistence.') && ++ofTheStore > 2) continue;
      // Somewhere among the next calls of this name, not always the first.
      for (let before = Math.floor(random() * 4); before > 0; before--) shop.faults.slow(call, 0);
      spoil(shop, call, of(['fails', 'fails after', 'lies', 'slow'] as const), of, random);
      planned.push(call);
    }
    if (round % HANGS_EVERY === HANGS_EVERY - 1) {
      shop.faults.hangs('message.create');
      planned.push('message.create');
      hanging++;
    }
    const before = shop.calls();
    for (let count = 0; count < MESSAGES; count++) {
      const customer = shop.customer(`customer-${round % 10}-${Math.floor(random() * CUSTOMERS)}`);
      accounts.wrote(await customer.writes(`order ${written++}`));
    }
    await shop.advance('PT30S');
    const after = shop.calls();
    for (const call of new Set(planned)) {
      const met = (after[call] ?? 0) - (before[call] ?? 0);
      row.times += Math.min(met, planned.filter((each) => each === call).length);
    }
    shop.faults.clear();
    accounts.look();
    // After three failures in a row a rule puts itself on watch: whoever looks after it puts it back.
    if ((shop.setting('rules') as string).includes('"watch"')) await shop.setting('rules', RULES);
  }
  // What hangs is let go after twenty seconds, and what may pass is tried again within the hour.
  for (let quarter = 0; quarter < 6; quarter++) await shop.advance('PT15M');

  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const probe = await shop.customer(`customer-0-${customer}`).writes(`probe ${customer}`);
    accounts.wrote(probe);
    await shop.settled();
    if (wire.answered.has(probe._id)) continue;
    row.hung++;
    row.faults.push(`hung: "${probe.msg}" was not answered for`);
  }
  await shop.advance('PT5M');
  told(shop, row);
  accounts.close(row, wire.answered);
  row.notes.push(`${written} messages`, `${hanging} calls never came back`);
}

function spoil(
  shop: Sandbox,
  call: string,
  how: 'fails' | 'fails after' | 'lies' | 'slow',
  of: <T>(list: readonly T[]) => T,
  random: () => number,
): void {
  if (how === 'fails') shop.faults.fails(call, 1, of(REFUSALS));
  else if (how === 'fails after') shop.faults.failsAfter(call, 1, of(FAILURES));
  else if (how === 'lies' && call === 'livechat.transferVisitor') shop.faults.lies(call, true);
  else shop.faults.slow(call, Math.floor(random() * 200));
}

/** Events whose handling broke off: the log says so, and the health page counts them. */
function told(shop: Sandbox, row: Tally): void {
  const broken = shop.logs().filter(({ severity, text }) => severity === 'error' && /^conversation /.test(text));
  if (broken.length > 0) row.notes.push(`${broken.length} events broke off, and the log says so`);
  for (const { text } of broken) row.faults.push(`broke off: ${text}`);
}
