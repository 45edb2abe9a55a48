import { sandbox, type Sandbox } from '../sandbox';
import { OPTIONS, GREET } from './rules';
import { tally, type Tally } from './tally';
import { watchWire, type Watched } from './watching';

/** Each message would get words of its own: what the other run has said is not taken for what this one would. */
const RULE = { ...GREET, do: [{ action: 'send_message', text: 'Welcome to {{message.text}}.', also: true }] };

/**
 * Killed between the slot of a run and the mark of its `once`, or just after the mark; then the customer writes again,
 * before anybody has taken the run up. Exactly one of the two runs; more is doubled, none is lost.
 */
export async function turns(times: number): Promise<Tally> {
  const row = tally('kill -9 between the slot and the mark of `once`, then another message');
  const shop = await sandbox({ ...OPTIONS, settings: { rules: { rules: [RULE] } } });
  try {
    const wire = watchWire(shop.instance());
    for (; row.times < times; row.times++) await one(shop, wire, row, row.times % 4 === 3 ? 'happens' : 'does not');
  } finally {
    await shop.stop();
  }
  return row;
}

/** @param mark does it still reach the store? */
async function one(shop: Sandbox, wire: Watched, row: Tally, mark: 'happens' | 'does not'): Promise<void> {
  const customer = shop.customer(`customer-${row.times}`, { name: `Customer ${row.times}` });
  await customer.starts();
  await shop.settled();
  const killed = wire.killWhen(isMark, mark);
  await customer.writes('one');
  await killed;
  await customer.writes('two');
  await shop.settled();
  // Recovery waits until the dead one's lease is over.
  for (let minute = 0; minute < 3; minute++) await shop.advance('PT1M');
  const greetings = customer.sees().filter((line) => line.includes('Welcome to ')).length;
  if (greetings === 0) row.lost++;
  if (greetings > 1) row.doubled += greetings - 1;
  if (greetings !== 1) row.faults.push(`the mark ${mark}: ${greetings} greetings of customer ${row.times}`);
}

/** The mark of the rule's turn is about to be written. */
function isMark(message: string): boolean {
  return message.includes('updateByAssociations') && message.includes(`once:${GREET.id}:`);
}
