import { sandbox, seeded, type Shop } from '../sandbox';
import { hookSite, openAccounts } from './accounts';
import { OPTIONS } from './rules';
import { tally, type Tally } from './tally';
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
const HANGS_EVERY = 25;

/** Calls of the app that fail, fail after they had their effect, lie, are slow, or never come back. */
export async function failingCalls(times: number, seed: number): Promise<Tally> {
  const row = tally('failing, lying, slow and hanging calls to the server');
  const shop = await sandbox({ ...OPTIONS, timeout: 120_000 });
  try {
    await failing(shop, row, times, seeded(seed));
  } finally {
    await shop.stop();
  }
  return row;
}

async function failing(shop: Shop, row: Tally, times: number, random: () => number): Promise<void> {
  const hooks = hookSite(shop, () => (random() < 0.2 ? 503 : 200));
  const accounts = openAccounts(shop, hooks);
  const wire = watchWire(shop.instance());
  const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let written = 0;
  let hanging = 0;

  for (let round = 0; row.times < times; round++) {
    const planned: string[] = [];
    for (let fault = 0; fault < FAULTS; fault++) {
      const call = of(CALLS);
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
  }
  // What hangs is let go after twenty seconds, and what may pass is tried again within the hour.
  if (hanging > 0) await new Promise((resume) => setTimeout(resume, 21_000));
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
  accounts.close(row, told(shop, wire.answered, row));
  row.notes.push(`${written.toLocaleString('en')} messages, ${hanging} calls that never came back`);
}

function spoil(
  shop: Shop,
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

/** Messages of which the log says that their handling broke off are told of, not lost. */
function told(shop: Shop, answered: ReadonlySet<string>, row: Tally): ReadonlySet<string> {
  const broken = shop
    .logs()
    .filter(({ severity, text }) => severity === 'error' && /^conversation /.test(text))
    .map(({ text }) => text);
  if (broken.length > 0) row.notes.push(`${broken.length} events broke off and the log says so`);
  for (const line of new Set(broken)) row.faults.push(`broke off: ${line}`);
  return answered;
}
