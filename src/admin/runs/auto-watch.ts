import { outcomeOf, type RunRecord } from '../../model/run';
import { message, type Text } from '../../text/message';
import type { RunCounts } from './run-counts';
import { idOf, isRawRule } from '../rule-book/raw-document';
import type { RuleBook } from '../rule-book/rule-book';
import type { Log } from '../../ports/log';

/** A rule that fails so often in a row goes to `watch` by itself. */
export const MOST_FAILURES = 3;

export interface FailingParts {
  readonly book: RuleBook;
  readonly runCounts: Pick<RunCounts, 'failuresInARow' | 'forgive'>;
  readonly log: Log;
  readonly tell: (sentences: readonly Text[]) => Promise<boolean>;
}

/** Looks at each run that is over, and takes a rule that fails again and again out of the way. */
export function watchFailing({ book, runCounts, log, tell }: FailingParts): (run: RunRecord) => void {
  const switching = new Set<string>();

  async function toWatch({ rule: id, name, actions }: RunRecord): Promise<void> {
    const reason = actions.find(({ outcome }) => outcome === 'failed')?.reason ?? '-';
    const why = message('history_why_failing', { times: MOST_FAILURES, reason });
    for (let tries = 0; tries < 3; tries++) {
      const now = book.read();
      if (now.rules.find((rule) => rule.id === id)?.mode !== 'live') return;
      const changed = await book.change(
        'app',
        now.version,
        (document) => ({
          ...document,
          rules: document.rules.map((rule) =>
            isRawRule(rule) && idOf(rule) === id ? { ...rule, mode: 'watch' } : rule,
          ),
        }),
        why,
        { tolerant: true },
      );
      if (changed.ok) break;
    }
    runCounts.forgive(id);
    await tell([message('health_switched_to_watch', { rule: name, id, times: MOST_FAILURES, reason })]);
  }

  return (run) => {
    const { rule } = run;
    if (run.mode !== 'live' || outcomeOf(run) !== 'failed' || switching.has(rule)) return;
    if (runCounts.failuresInARow(rule) < MOST_FAILURES) return;
    switching.add(rule);
    toWatch(run)
      .catch((error: unknown) => log.error(`rule "${rule}" could not be switched to watch: ${String(error)}`))
      .finally(() => switching.delete(rule));
  };
}
