import * as fs from 'node:fs';
import { RUNS } from '../../src/engine/journal';
import type { RunRecord } from '../../src/model/run';
import { sandbox, type Sandbox } from '../sandbox';
import { stored } from './accounts';
import { tally, type Tally } from './tally';

const ECHO = {
  id: 'echo',
  name: 'Echo',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'has_word', value: 'flood' },
  do: [{ action: 'send_message', text: 'Got {{message.text}}.' }],
};

/** MB of memory that the app's process takes; undefined where the system does not tell. */
function memory(shop: Sandbox): number | undefined {
  const file = `/proc/${shop.instance().controller().deno?.pid}/status`;
  if (!fs.existsSync(file)) return undefined;
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024);
}

/**
 * So many messages as fast as the server takes them, in turn from so many customers, in a minute of the app's time.
 * Each is answered once and in its conversation's order; or dropped, and then it was an old one of a conversation that
 * had too many waiting, and the count that the health page shows has it; or its answer got no answer from the server
 * within twenty seconds, and its run says so.
 */
export async function flood(messages: number, customers: number): Promise<Tally> {
  const row = tally(
    customers === 1
      ? 'a flood of messages from one customer'
      : `a flood of messages from ${customers.toLocaleString('en')} customers`,
  );
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    managers: ['mara'],
    settings: { rules: { rules: [ECHO] } },
    timeout: 600_000,
    // Ten thousand messages at once keep a call waiting for longer than the app would, were its seconds cut short.
    clock: { mode: 'still', pace: 1 },
  });
  try {
    await flooded(shop, row, messages, customers);
  } finally {
    await shop.stop();
  }
  return row;
}

async function flooded(shop: Sandbox, row: Tally, messages: number, customers: number): Promise<void> {
  const rooms: string[] = [];
  const all = Array.from({ length: customers }, (_, at) => shop.customer(`customer-${at}`));
  for (const customer of all) rooms.push(await customer.starts());
  await shop.settled();
  const before = memory(shop);
  let most = before ?? 0;
  const watch = setInterval(() => (most = Math.max(most, memory(shop) ?? 0)), 200);
  const second = Math.max(1, Math.ceil(messages / 60));
  const begun = Date.now();
  for (let count = 0; count < messages; count++) {
    if (count % second === second - 1) {
      shop.clock.set(new Date(shop.clock.now().getTime() + 1_000));
      await new Promise((resume) => setTimeout(resume, 5));
    }
    await all[count % customers]!.writes(`flood ${count}`);
    row.times++;
  }
  await shop.settled();
  clearInterval(watch);
  const took = (Date.now() - begun) / 1000;
  const answersIn = (room: string): readonly number[] =>
    shop.workspace.data.messages
      .filter(({ rid, msg }) => rid === room && msg.startsWith('Got flood'))
      .map(({ msg }) => Number(/\d+/.exec(msg)?.[0]));
  for (const [at, room] of rooms.entries())
    if (answersIn(room).some((answer, index, all) => answer <= (all[index - 1] ?? -1)))
      row.faults.push(`out of order for customer-${at}`);

  // What a server that is far behind has not answered in time is taken up again in the minutes after.
  for (let minute = 0; minute < 5; minute++) await shop.advance('PT1M');
  let answered = 0;
  const behind: number[] = [];
  for (const [at, room] of rooms.entries()) {
    const answers = answersIn(room);
    answered += new Set(answers).size;
    row.doubled += answers.length - new Set(answers).size;
    if (!answers.includes(Math.floor((messages - 1 - at) / customers) * customers + at)) behind.push(at);
  }
  const dropped = await toldInStatus(shop, /([\d,.]+) events were dropped/);
  const broken = await toldInStatus(shop, /broke off with an error since the last start: ([\d,.]+)/);
  row.uncertain = unanswered(shop);
  const missing = messages - answered - dropped - row.uncertain;
  // Of those that broke off some had been written down, and have been taken up since.
  row.lost = Math.max(0, missing - broken);
  const told = `${dropped} told as dropped, ${row.uncertain} as uncertain, ${broken} as broken off`;
  if (missing > broken || missing < 0) row.faults.push(`${messages} messages, ${answered} answered, ${told}`);

  // Everybody is served as before, and nothing is held on to.
  await all[0]!.writes('flood 1000000');
  await shop.settled();
  if (!all[0]!.sees().some((line) => line.endsWith('Got flood 1000000.'))) row.hung++;
  row.notes.push(`${answered.toLocaleString('en')} answered, ${dropped.toLocaleString('en')} dropped and told`);
  // What is dropped is old: the newest message is not.
  if (row.uncertain + broken === 0)
    for (const at of behind) row.faults.push(`customer-${at} has no answer to the newest message`);
  if (missing > 0) row.notes.push(`${missing} broke off, told in the log and by /workflow status`);
  row.notes.push(`${took.toFixed(0)} s`);
  if (before) row.notes.push(`${before} MB before, at most ${most} MB`);
}

/** Messages whose answer is not there, and whose run says that it cannot be known. */
function unanswered(shop: Sandbox): number {
  const said = new Set(shop.workspace.data.messages.map(({ rid, msg }) => `${rid} ${msg}`));
  const texts = new Map(shop.workspace.data.messages.map(({ _id, msg }) => [`message:${_id}`, msg]));
  return stored<RunRecord>(shop, RUNS).filter(
    ({ event, conversation, actions }) =>
      actions[0]?.outcome === 'uncertain' && !said.has(`${conversation} Got ${texts.get(event.id)}.`),
  ).length;
}

/** A number that `/workflow status` says. */
async function toldInStatus(shop: Sandbox, sentence: RegExp): Promise<number> {
  const seen = shop.agent('mara').sees().length;
  await shop.agent('mara').runs('/workflow status');
  await shop.settled();
  const said = shop.agent('mara').sees().slice(seen).join('\n');
  return Number((sentence.exec(said)?.[1] ?? '0').replace(/[,.]/g, ''));
}
