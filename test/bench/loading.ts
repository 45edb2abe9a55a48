import { loadRules } from '../../src/rules/load';
import { settingValues } from '../../settings/definitions';
import { LARGE } from './large-documents';
import { median } from './measure';
import type { Row } from './row';
import { rulesOf } from './runtime/shops';

const MOST = 50;

/** The longest that loading so many rules keeps everybody else waiting, in ms. */
export async function longestBlock(rules: number): Promise<number> {
  const { longest, active } = await longestWhileLoading(JSON.stringify({ rules: rulesOf(rules) }));
  if (active !== rules) throw new Error('not all of the rules are in force');
  return longest;
}

async function longestWhileLoading(document: string): Promise<{ readonly longest: number; readonly active: number }> {
  const settings = settingValues({ rules: document });
  let longest = 0;
  let over = false;
  let worked = working();
  const look = (): void => {
    longest = Math.max(longest, worked());
    worked = working();
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  const loaded = await loadRules(settings, undefined, { url: '', language: 'en', messageSize: 5_000 }, undefined);
  over = true;
  look();
  return { longest, active: loaded.program.set.rules.length };
}

/**
 * How long others have been kept waiting from now on, in ms: no longer than it lasts, and no longer than all threads of
 * the process have worked. What else runs on the machine is none of ours, and what V8's helpers do at the same time
 * counts once.
 */
export function working(): () => number {
  const begun = performance.now();
  const since = process.cpuUsage();
  return () => {
    const { system, user } = process.cpuUsage(since);
    return Math.min(performance.now() - begun, (system + user) / 1000);
  };
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
