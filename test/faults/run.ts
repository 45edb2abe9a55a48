import path from 'node:path';
import { machineNow, writeTable } from '../support/measured';
import { asking } from './asking';
import { failingCalls } from './failing';
import { flood } from './flood';
import { instances, onceAtBoth } from './instances';
import { kills } from './kills';
import { outside } from './outside';
import { restIlls } from './rest';
import { deliveries } from './scheduler';
import { isClean, summary, table, type Tally } from './tally';
import { turns } from './turns';

/**
 * `npm run faults`: the whole campaign against the real runtime. Prints a row as each part ends and the table at the
 * end; status 1 when anything was lost, doubled or hung where the app promises that it is not.
 * `npm run faults -- 7` begins with another seed; `npm run faults -- 7 kills flood` plays these parts alone;
 * `npm run faults -- --write` puts the table into README.md beside this file.
 */
const args = process.argv.slice(2).filter((argument) => argument !== '--write');
const isWritten = args.length < process.argv.length - 2;
const [seed = 1, ...only] = args.map((argument, at) => (at === 0 ? Number(argument) : argument));
const from = Number(seed);

const PARTS: Readonly<Record<string, () => Promise<Tally>>> = {
  kills: () => kills(200, from * 1_000, 4),
  turns: () => turns(24),
  calls: () => failingCalls(500, from, 3),
  flood: () => flood(10_000, 1),
  crowd: () => flood(10_000, 1_000),
  instances: () => instances(400, from),
  rest: () => restIlls(10),
  deliveries: () => deliveries(60, from),
  outside: () => outside(24, from),
  asking: () => asking(24, from),
  once: () => onceAtBoth(42),
};
/** Sentences about one part. */
const MOST_TOLD = 20;

async function main(): Promise<number> {
  const rows: Tally[] = [];
  let clean = true;
  for (const [name, part] of Object.entries(PARTS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const begun = Date.now();
    const row = await part();
    rows.push(row);
    const seconds = Math.round((Date.now() - begun) / 1000);
    const more = row.faults.length - MOST_TOLD;
    const told = [...row.faults.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])];
    console.error([`${name}, ${seconds} s: ${summary(row)}`, ...told].join('\n  '));
    clean &&= isClean(row);
  }
  console.log(table(rows));
  if (isWritten) writeTable(path.join(__dirname, 'README.md'), [`Played on ${machineNow().said}.`, '', table(rows)]);
  return clean ? 0 : 1;
}

void main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
