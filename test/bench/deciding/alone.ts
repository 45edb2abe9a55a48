/**
 * Times each decider with so many rules, in a process of its own, as an app has one set of rules: what the compiler has
 * learned from another set would change the figures. Prints them as JSON, µs a message; says on the error output what
 * it checked. Run by ../deciding.ts, with the count as its argument.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Facts } from '../../../src/model/facts';
import { median } from '../measure';
import type { Decider } from './deciders';
import type { DECIDERS } from './index';
import { asFacts, workload, type Incoming, type Trio } from './workload';

const MESSAGES = 400;
/** Enough for the slowest to be checked; the others are checked with all. */
const CHECKED_BY_SLOWEST = 60;
/**
 * Each is timed so often, for so long (ms); the median of the last ones counts. In the first ones the compiler is still
 * at work on the code, on ours and on json-logic's for up to half a second, and what it takes would count.
 */
const ROUNDS = 22;
const COUNTED = 10;
const ROUND = 60;
/** Asking for the time takes some microseconds, as long as deciding does many times over. */
const BATCH = 1000;

type Deciders = typeof DECIDERS;
/** By name of the decider, µs a message. */
export type Figures = Record<keyof Deciders, number>;

async function measure(count: number): Promise<Figures> {
  const { messages, rules } = workload(count, MESSAGES);
  const inputs = messages.map((message) => [message, asFacts(message)] as const);
  const deciders = Object.entries(inOneFile()).map(([name, make]) => ({ name, decide: make(rules) }));
  const matches = await sameAnswers(rules, inputs, deciders);
  console.error(`${count} rules: all give the same answers, ${matches} matches in ${MESSAGES} messages`);
  const rounds = new Map<string, number[]>(deciders.map(({ name }) => [name, []]));
  const play = async ({ decide, name }: (typeof deciders)[number]): Promise<void> => {
    rounds.get(name)!.push(await time(decide, inputs));
  };
  // The fast ones in turns: the machine is not as fast in every second. What the others leave behind, they would clear.
  const isFast = ({ name }: { readonly name: string }): boolean =>
    ['ours', 'limit', 'json-logic-engine'].includes(name);
  for (let round = 0; round < ROUNDS; round++) for (const each of deciders.filter(isFast)) await play(each);
  for (const each of deciders) for (let round = 0; !isFast(each) && round < ROUNDS; round++) await play(each);
  return Object.fromEntries([...rounds].map(([name, each]) => [name, median(each.slice(-COUNTED))])) as Figures;
}

/**
 * All of them in one file each with what it imports, as the app is: run as many files, every call from one to another
 * would go through a getter, which only ours does often. Loaded as it stands: what runs this file would take it apart
 * once more, and give each function that is made its name.
 */
function inOneFile(): Deciders {
  const outfile = path.join(__dirname, '../../../.cache/bench/deciding.cjs');
  const entryPoints = [path.join(__dirname, 'index.ts')];
  const external = ['nlp-corpus'];
  buildSync({ entryPoints, external, outfile, bundle: true, minify: true, platform: 'node', target: 'es2022' });
  const made = { exports: {} as { DECIDERS: Deciders } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- as the host evaluates an app
  const load = new Function('module', 'require', readFileSync(outfile, 'utf8')) as (...given: unknown[]) => void;
  load(made, createRequire(__filename));
  return made.exports.DECIDERS;
}

/** How many matches there are. Throws an Error when a decider does not find just these. */
async function sameAnswers(
  rules: readonly Trio[],
  inputs: readonly (readonly [Incoming, Facts])[],
  deciders: readonly { name: string; decide: Decider }[],
): Promise<number> {
  let matches = 0;
  for (const [index, [message, facts]] of inputs.entries()) {
    const expected = rules
      .filter(({ channel, plan }) => channel === message.channel && plan === message.plan)
      .filter(({ keywords }) => keywords.some((word) => message.text.toLowerCase().includes(word)))
      .map(({ id }) => id);
    matches += expected.length;
    for (const { decide, name } of deciders) {
      if (name === 'json-rules-engine' && index >= CHECKED_BY_SLOWEST) continue;
      const answer = await decide(message, facts);
      if (answer.join() !== expected.join()) {
        throw new Error(`${name} says ${answer.join()} where ${expected.join()} is right: ${JSON.stringify(message)}`);
      }
    }
  }
  return matches;
}

/** µs of processor time a message, of one round; what else runs on the machine does not count. */
async function time(decide: Decider, inputs: readonly (readonly [Incoming, Facts])[]): Promise<number> {
  const isAsync = decide(...inputs[0]!) instanceof Promise;
  const start = processorTime();
  let messages = 0;
  do {
    for (let batch = isAsync ? 1 : BATCH; batch > 0; batch--, messages++) {
      const [message, facts] = inputs[messages % inputs.length]!;
      const answer = decide(message, facts);
      // A decider that must be waited for is waited for.
      if (isAsync) await answer;
    }
  } while (processorTime() - start < ROUND * 1000);
  return (processorTime() - start) / messages;
}

function processorTime(): number {
  const { system, user } = process.cpuUsage();
  return system + user;
}

measure(Number(process.argv[2])).then(
  (figures) => console.log(JSON.stringify(figures)),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
