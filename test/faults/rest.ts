import type { RunRecord } from '../../src/model/run';
import { RUNS } from '../../src/engine/journal';
import { sandbox, type RestFault, type Sandbox } from '../sandbox';
import { stored } from './accounts';
import { tally, type Tally } from './tally';
import { opening, type Opening } from './together';

const LABEL = {
  id: 'label',
  name: 'Label',
  on: 'customer_message',
  if: 'always',
  do: [
    { action: 'tag_conversation', add: ['seen'] },
    { action: 'send_message', text: 'Got {{message.text}}.' },
  ],
};

const ILLS: readonly RestFault[] = [
  { kind: 'dead' },
  { kind: 'dead-after' },
  { kind: 'slow', ms: 300 },
  { kind: 'limited', seconds: 42 },
  { kind: 'html', statusCode: 502 },
  { kind: 'html', statusCode: 200 },
  { kind: 'lies' },
  { kind: 'hangs' },
];
/** Requests that a server which does not answer may get while the circuit closes, and one to see if it is back. */
const MOST_REQUESTS = 5;

/** A connection that is dead, slow, lying, a page of a proxy, or has had enough: each for a while, then it is back. */
export async function restIlls(each: number, ills: readonly RestFault[] = ILLS): Promise<Tally> {
  const row = tally('actions over a dead, slow, lying or limited connection');
  const together = opening(ills.length);
  await Promise.all(ills.map((ill) => oneIll(ill, each, row, together)));
  return row;
}

async function oneIll(ill: RestFault, times: number, row: Tally, { open, ready }: Opening): Promise<void> {
  const shop = await open(() =>
    sandbox({
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      connected: true,
      settings: { rules: { rules: [LABEL] } },
    }),
  );
  try {
    await ready();
    shop.faults.rest(ill, Infinity);
    const asked = shop.rest.requests().length;
    const begun = Date.now();
    for (let count = 0; count < times; count++) {
      await shop.customer(`customer-${count}`).writes(`order ${count}`);
      await shop.settled();
      // After three failures a rule puts itself on watch: whoever looks after it puts it back.
      await live(shop);
      row.times++;
    }
    const requests = shop.rest.requests().length - asked;
    const seconds = (Date.now() - begun) / 1000;
    const dead = ['dead', 'dead-after', 'hangs', 'limited'].includes(ill.kind);
    if (dead && requests > MOST_REQUESTS)
      row.faults.push(`${ill.kind}: ${requests} requests for ${times} messages in ${seconds} s`);
    shop.faults.clear();
    for (let minute = 0; minute < 70; minute += 10) await shop.advance('PT10M');
    audit(shop, ill, times, row);
    await shop.customer('probe').writes('probe');
    await shop.settled();
    if (shop.customer('probe').conversation().tags?.[0] !== 'seen') {
      row.hung++;
      row.faults.push(`${ill.kind}: the connection is not used again`);
    }
    if (dead) row.notes.push(`${ill.kind}: ${requests} requests for ${times} messages`);
  } finally {
    await shop.stop();
  }
}

/** Each message was answered, whatever the connection did; each tag is there, or the record says why not. */
function audit(shop: Sandbox, ill: RestFault, times: number, row: Tally): void {
  const runs = stored<RunRecord>(shop, RUNS).filter(({ event }) => event !== undefined);
  let failed = 0;
  for (let count = 0; count < times; count++) {
    const customer = shop.customer(`customer-${count}`);
    const room = customer.conversation();
    const run = runs.find(({ conversation, mode }) => conversation === room._id && mode === 'live');
    const answers = customer.sees().filter((line) => line.endsWith(`Got order ${count}.`)).length;
    const [tag] = run?.actions ?? [];
    const said = `${ill.kind}: order ${count}: ${tag?.outcome} ${tag?.reason?.key} after ${tag?.tries ?? 1} tries`;
    if (answers > 1) row.doubled++;
    if (answers === 0 || !run || tag?.again !== undefined) {
      row.lost++;
      row.faults.push(`lost: ${said}, ${answers} answers`);
    }
    const there = (room.tags ?? []).includes('seen');
    if (tag?.outcome === 'uncertain') row.uncertain++;
    else if ((tag?.outcome === 'done' || tag?.outcome === 'already') !== there) {
      row.lost++;
      row.faults.push(`told wrong: ${said}, the tag is ${there ? 'there' : 'not there'}`);
    }
    if (tag?.outcome === 'failed') failed++;
  }
  if (failed > 0)
    row.notes.push(`${ill.kind}${ill.kind === 'html' ? ` ${ill.statusCode}` : ''}: ${failed} told as failed`);
}

async function live(shop: Sandbox): Promise<void> {
  if ((shop.setting('rules') as string).includes('"watch"')) await shop.setting('rules', { rules: [LABEL] });
}
