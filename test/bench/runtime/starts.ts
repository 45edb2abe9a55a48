import { execFileSync } from 'node:child_process';
import { openPackage, RUNTIMES, type Runtime } from '../../sandbox';
import { median } from '../measure';
import { atMost, noMore, type Row } from '../row';
import { CONFIGURED_APP, EMPTY_APP, openPlace, rulesOf, type Place } from './shops';
import type { Size } from './size';

/** From being enabled until the first message is handled, ms: then the app is opened. */
const OPENED_WITHIN = 200;
/** What the app may need besides what its settings and its commands cost any app, MB. */
const OWN_MEMORY = 15;

/** A process that has just started is still being tidied up: it is looked at after so long, ms. */
const AT_REST = 1_500;

/** What it costs to have the app: its package, the time to start, the memory when nothing happens. */
export async function benchStarts(size: Size): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const runtime of RUNTIMES) rows.push(...(await startsIn(runtime, size)));
  return [...rows, noMore('package, kB', openPackage().zip.length / 1000, 300)];
}

async function startsIn(runtime: Runtime, { starts }: Size): Promise<readonly Row[]> {
  const empty = await openPlace(EMPTY_APP, undefined, { runtime });
  const configured = await openPlace(CONFIGURED_APP, rulesOf(100), { runtime });
  const ours = await openPlace(undefined, rulesOf(100), { runtime });
  const figures = { empty: [] as Start[], configured: [] as Start[], ours: [] as Start[] };
  try {
    for (let round = 0; round < starts; round++) {
      figures.empty.push(await startOf(empty));
      figures.configured.push(await startOf(configured));
      figures.ours.push(await startOf(ours));
    }
  } finally {
    await empty.shop.stop();
    await configured.shop.stop();
    await ours.shop.stop();
  }
  const of = (who: keyof typeof figures, what: keyof Start): number => median(figures[who].map((each) => each[what]));
  // Beside an empty app it is only told: that one has nothing to register, and nothing to open for a message.
  const same = 'the same (other: registers and reads the same)';
  const beside = (what: string, unit: string, figure: keyof Start, bar?: number): readonly Row[] => [
    atMost(`${what}, 100 rules, ${runtime}, ${unit}`, of('ours', figure), of('empty', figure)),
    atMost(`${same}, ${unit}`, of('ours', figure), of('configured', figure), bar),
  ];
  return [
    ...beside('start to enabled', 'ms', 'ms', 1.25),
    ...beside('start to the first message handled', 'ms', 'handled', 1.6),
    noMore(
      `enabled to the first message handled, 100 rules, ${runtime}, ms`,
      median(figures.ours.map(({ handled, ms }) => handled - ms)),
      OPENED_WITHIN,
    ),
    ...beside('memory idle', 'MB', 'memory'),
    noMore(
      `memory idle above an app that registers and reads the same, ${runtime}, MB`,
      of('ours', 'memory') - of('configured', 'memory'),
      OWN_MEMORY,
    ),
  ];
}

export interface Start {
  /** From the beginning of the server's loading the app until it is enabled. */
  readonly ms: number;
  /** From there until a message of a customer that comes at once has been handled: rules have been read by then. */
  readonly handled: number;
  /** MB. */
  readonly memory: number;
}

/** The server goes down and comes up, and a message is there at once. */
export async function startOf({ shop, says }: Place): Promise<Start> {
  // The customer is known before, so that only the message is handed over.
  await says('hello');
  const before = shop.instance();
  const { stop } = before;
  let began = 0;
  before.stop = async () => {
    await stop();
    began = performance.now();
  };
  await shop.restart();
  const ms = performance.now() - began;
  await says('hello');
  const handled = performance.now() - began;
  await shop.settled();
  await new Promise((resolve) => setTimeout(resolve, AT_REST));
  return { ms, handled, memory: residentMemory(shop.instance().controller().deno?.pid) };
}

/** Of a process, MB. */
export function residentMemory(pid: number | undefined): number {
  if (pid === undefined) throw new Error("the app's process is not running");
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}
