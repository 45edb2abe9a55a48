/**
 * Deciding alone, without a host: ours beside json-rules-engine, json-logic-engine, sift, and the limit written by
 * hand for these rules. All must give the same answers before any is timed.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Figures } from './deciding/alone';
import { TEXTS_SOURCE } from './deciding/workload';
import { atMost, noMore, type Row } from './row';

const COUNTS = [10, 100, 1000] as const;

/** The rows of deciding, from one run. Throws an Error when somebody answers differently. */
export function benchDeciding(log: (line: string) => void): readonly Row[] {
  log(`Texts: ${TEXTS_SOURCE}`);
  const figures = new Map<number, Figures>();
  for (const count of COUNTS) figures.set(count, measure(count));
  const at = (count: (typeof COUNTS)[number]): Figures => figures.get(count)!;

  const rows: Row[] = [];
  for (const count of COUNTS) {
    for (const name of ['json-rules-engine', 'json-logic-engine', 'sift'] as const) {
      const [us, them] = [at(count).ours, at(count)[name]];
      const least = name === 'json-rules-engine' && count === 1000 ? 1000 : 1;
      const ratio = them / us;
      rows.push({
        what: `deciding alone, ${written(count)} rules, against ${name}, µs`,
        ours: us,
        other: them,
        ratio,
        bar: `≥ ${written(least)}`,
        ok: ratio >= least,
      });
    }
    rows.push(
      atMost(
        `deciding alone, ${written(count)} rules, against the limit written by hand, µs`,
        at(count).ours,
        at(count).limit,
        2,
      ),
    );
  }
  rows.push(noMore('deciding alone, 10 rules, µs', at(10).ours, 1));
  const grows = (who: 'ours' | 'limit'): number => at(1000)[who] / at(10)[who];
  rows.push(
    atMost('deciding alone, 1,000 rules against 10, times (other: the limit)', grows('ours'), grows('limit'), 1.25),
  );
  return rows;
}

const written = (count: number): string => count.toLocaleString('en');

/** Runs deciding/alone.ts, by what runs this file. Throws an Error when somebody answers differently. */
function measure(count: number): Figures {
  const script = [path.join(__dirname, 'deciding/alone.ts'), String(count)];
  const printed = execFileSync(process.execPath, [...process.execArgv, ...script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(printed) as Figures;
}
