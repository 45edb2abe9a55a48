import { loadRules } from '../../src/rules/load';
import { settingValues } from '../../settings/definitions';
import { LARGE } from './large-documents';
import { median } from './measure';
import type { Row } from './row';
import { rulesOf } from './runtime/shops';

const MOST = 50;

/**
 * The longest that loading so many rules keeps everybody else waiting, in ms. A turn keeps them no longer than it lasts,
 * and no longer than all threads of the process have worked in it: what else runs on the machine is none of ours, and
 * what V8's helpers do at the same time counts once.
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
  let since = process.cpuUsage();
  const look = (): void => {
    const { system, user } = process.cpuUsage(since);
    longest = Math.max(longest, Math.min(performance.now() - begun, (system + user) / 1000));
    begun = performance.now();
    since = process.cpuUsage();
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  const loaded = await loadRules(settings, undefined, { url: '', language: 'en', messageSize: 5_000 }, undefined);
  over = true;
  look();
  return { longest, active: loaded.program.set.rules.length };
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
