import * as fs from 'node:fs';
import { RUNTIMES, type Runtime } from '../../sandbox';
import { atMost, noMore, type Row } from '../row';
import { openPlace, REPLY_APP, rulesOf } from './shops';
import type { Size } from './size';

/** Messages of each customer. */
const EACH = 10;
/** A server far behind is not to give up on the app while this is measured, ms. */
const PATIENCE = 600_000;

/**
 * Messages as fast as the server takes them, which does not wait for the app: each is answered, and what does the app's
 * process need at most?
 */
export async function benchFlood({ flood }: Size): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const runtime of RUNTIMES) rows.push(...(await floodIn(runtime, flood)));
  return rows;
}

async function floodIn(runtime: Runtime, messages: number): Promise<readonly Row[]> {
  const ours = await flooded(runtime, messages);
  const other = await flooded(runtime, messages, REPLY_APP);
  const [many, some] = [messages.toLocaleString('en'), (messages / EACH).toLocaleString('en')];
  const crowd = `${many} messages of ${some} customers at once, ${runtime}`;
  return [
    atMost(`most memory, ${crowd}, MB (other: reads a setting and posts)`, ours.memory, other.memory, 1),
    noMore(`messages without an answer, ${crowd}`, messages - ours.answers, 0),
  ];
}

async function flooded(runtime: Runtime, messages: number, app?: string): Promise<{ memory: number; answers: number }> {
  const { shop } = await openPlace(app, app === undefined ? rulesOf(100) : undefined, { runtime, timeout: PATIENCE });
  try {
    const customers = Array.from({ length: messages / EACH }, (_, at) => shop.customer(`customer-${at}`));
    for (const customer of customers) await customer.starts();
    await shop.settled();
    for (let count = 0; count < messages; count++) await customers[count % customers.length]!.writes('#match please');
    await shop.settled();
    const answers = shop.workspace.data.messages.filter(({ msg }) => msg === 'Thank you, we have your message.').length;
    return { memory: peakMemory(shop.instance().controller().deno?.pid), answers };
  } finally {
    await shop.stop();
  }
}

/** The most that a process has had since it began, MB; as Linux counts it. */
function peakMemory(pid: number | undefined): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
