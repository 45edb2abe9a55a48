import { loadRules } from '../../src/rules/load';
import { settingValues } from '../../settings/definitions';
import { median } from './measure';
import type { Row } from './row';
import { rulesOf } from './runtime/shops';

const MOST = 50;

/**
 * The longest that loading so many rules keeps everybody else waiting, in ms: of processor time, since what else runs
 * on the machine is none of ours.
 */
export async function longestBlock(rules: number): Promise<number> {
  const settings = settingValues({ rules: JSON.stringify({ rules: rulesOf(rules) }) });
  let longest = 0;
  let over = false;
  let since = process.cpuUsage();
  const look = (): void => {
    const { system, user } = process.cpuUsage(since);
    longest = Math.max(longest, (system + user) / 1000);
    since = process.cpuUsage();
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  const loaded = await loadRules(settings, undefined, { url: '', language: 'en', messageSize: 5_000 }, undefined);
  over = true;
  look();
  if (loaded.program.set.rules.length !== rules) throw new Error('not all of the rules are in force');
  return longest;
}

/** Loading 1,000 rules, several times. */
export async function benchLoading(times: number): Promise<readonly Row[]> {
  const figures: number[] = [];
  for (let round = 0; round < times; round++) figures.push(await longestBlock(1000));
  const ours = median(figures);
  const what = 'loading 1,000 rules: longest that anything else waits (other: the most allowed), ms';
  return [{ what, ours, other: MOST, ratio: ours / MOST, bar: '≤ 1', ok: ours <= MOST }];
}
