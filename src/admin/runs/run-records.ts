import { DAY, HOUR } from '../../model/calendar';
import { laterFirst, type Journal } from '../../engine/journal';
import type { RunRecord } from '../../model/run';
import { dayKey, hourKey, utcDay, type Keys } from '../../ports/keys';
import type { Store } from '../../ports/store';
import type { RunCounts, RuleStats, Totals } from './run-counts';
import type { StoredRecord } from '../../model/record';

/** What the rules have done (DESIGN.md 2.8). No secrets are in it. */
export interface RunRecords {
  /** Newest first. */
  readonly ofConversation: (conversation: string, most?: number) => Promise<readonly RunRecord[]>;
  /** Of a rule, newest first, from fourteen days. */
  readonly ofRule: (rule: string, most?: number) => Promise<readonly RunRecord[]>;
  readonly run: (id: string) => Promise<RunRecord | undefined>;
  /** By rule id: the last run, and runs and failures of seven days. */
  readonly stats: () => Promise<ReadonlyMap<string, RuleStats>>;
  /** What they have done in seven days, all together. */
  readonly totals: () => Promise<Totals>;
  /** Conversations that the app knows of, newest first, at most 500. */
  readonly conversations: () => Promise<readonly string[]>;
  /** Removes records that are older than so many days; false when it has been done today, and nothing was asked. */
  readonly prune: (keepDays: number) => Promise<boolean>;
}

interface Pruned extends StoredRecord {
  readonly v: 1;
  /** The last day whose records are gone. */
  readonly day: string;
}

const PRUNED = ['pruned', 'run_records'] as const satisfies Keys;
/** Days removed in one go, hour by hour: the rest waits for the next time. */
const AT_ONCE = 4;
const MOST = 50;
/** No record of this app is older, ms since 1970: whoever keeps them for 999,999 days means for ever. */
const FIRST = 1.75e12;

export function createRunRecords(
  store: Store,
  journal: Pick<Journal, 'record' | 'recordsOf' | 'recordsOfRule'>,
  runCounts: Pick<RunCounts, 'stats' | 'totals' | 'conversations'>,
  now: () => number,
): RunRecords {
  let prunedTo: string | undefined;

  /** Runs and ends of waits. The server hands over what it removes, so it is asked for an hour at a time. */
  async function removeDay(day: number): Promise<void> {
    for (let hour = 0; hour < 24; hour++) await store.remove([hourKey(day + hour * HOUR)]);
    await store.remove([dayKey(day)]);
  }

  return {
    ofConversation: async (conversation, most = MOST) =>
      newestFirst(await journal.recordsOf(conversation)).slice(0, most),
    ofRule: async (rule, most = MOST) => {
      const days = (await runCounts.stats()).get(rule)?.days ?? [];
      const found: RunRecord[] = [];
      // Only days on which it has run are asked for.
      for (const [ago, runs] of [...days].reverse().entries()) {
        if (found.length >= most) break;
        if (runs > 0) found.push(...newestFirst(await journal.recordsOfRule(rule, now() - ago * DAY)));
      }
      return found.slice(0, most);
    },
    run: (id) => journal.record(id),
    stats: () => runCounts.stats(),
    totals: () => runCounts.totals(),
    conversations: () => runCounts.conversations(),
    prune: async (keepDays) => {
      const last = Math.max(FIRST, now() - (keepDays + 1) * DAY);
      const to = utcDay(last);
      if (prunedTo !== undefined && prunedTo >= to) return false;
      // The first time nothing can be older: the app has just been installed.
      prunedTo ??= (await store.read<Pruned>(PRUNED))[0]?.day ?? to;
      for (let count = 0; prunedTo < to && count < AT_ONCE; count++) {
        const next = Date.parse(prunedTo) + DAY;
        await removeDay(next);
        prunedTo = utcDay(next);
      }
      await store.write(PRUNED, { v: 1, day: prunedTo });
      return true;
    },
  };
}

function newestFirst(records: readonly RunRecord[]): readonly RunRecord[] {
  return [...records]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : laterFirst(a, b)))
    .filter(({ id }, index, all) => all.findIndex((each) => each.id === id) === index);
}
