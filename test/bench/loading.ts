import fs from 'node:fs';
import { loadRules } from '../../src/rules/load';
import { settingValues } from '../../settings/definitions';
import { LARGE } from './large-documents';
import { median } from './measure';
import type { Row } from './row';
import { rulesOf } from './runtime/shops';

const MOST = 50;

/**
 * The longest that loading so many rules keeps everybody else waiting, in ms. A turn keeps them as long as it lasts; what
 * else runs on the machine is none of ours, so that no more counts than what this thread has worked in it.
 */
export async function longestBlock(rules: number): Promise<number> {
  const { longest, active } = await longestWhileLoading(JSON.stringify({ rules: rulesOf(rules) }));
  if (active !== rules) throw new Error('not all of the rules are in force');
  return longest;
}

async function longestWhileLoading(document: string): Promise<{ readonly longest: number; readonly active: number }> {
  const settings = settingValues({ rules: document });
  let longest = 0;
  let over = false;
  let begun = performance.now();
  let since = worked();
  const look = (): void => {
    longest = Math.max(longest, Math.min(performance.now() - begun, worked() - since));
    begun = performance.now();
    since = worked();
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  const loaded = await loadRules(settings, undefined, { url: '', language: 'en', messageSize: 5_000 }, undefined);
  over = true;
  look();
  return { longest, active: loaded.program.set.rules.length };
}

/** How long this thread has worked so far, ms; where the system does not say so (Linux does), all of the process. */
function worked(): number {
  try {
    return Number(fs.readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { system, user } = process.cpuUsage();
    return (system + user) / 1000;
  }
}

/** Loading 1,000 rules, and documents as large as they may be, several times. */
export async function benchLoading(times: number): Promise<readonly Row[]> {
  const rows = [await longestOf('loading 1,000 rules', times, () => longestBlock(1000))];
  for (const [full, document] of Object.entries(LARGE)) {
    const text = document();
    const longest = async (): Promise<number> => (await longestWhileLoading(text)).longest;
    rows.push(await longestOf(`checking 1 MB of ${full}`, times, longest));
  }
  return rows;
}

async function longestOf(does: string, times: number, longest: () => Promise<number>): Promise<Row> {
  const figures: number[] = [];
  for (let round = 0; round < times; round++) figures.push(await longest());
  const ours = median(figures);
  const what = `${does}: longest that anything else waits (other: the most allowed), ms`;
  return { what, ours, other: MOST, ratio: ours / MOST, bar: '≤ 1', ok: ours <= MOST };
}
