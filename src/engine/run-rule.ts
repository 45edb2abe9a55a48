import { endOfChain } from './chain';
import { intentOf, needsOf, plan, recordOf, takeTurn, type Match, type Run, type Wait } from './run';
import { Abandoned, perform } from './perform';
import { isOnce } from './once';
import { watchRule } from './watch-rule';
import { fingerprint } from '../rules/fingerprint';
import type { ActionRecord, RunRecord } from '../model/run';
import type { HeldBack, EngineParts } from './parts';

/**
 * Runs a rule that matched: its turn of `once`, the plan, the journal, its actions, the record.
 * Undefined: the run is left to whoever takes it up (`Abandoned`).
 * @param wait for a rule that waited
 */
export async function runRule(
  parts: EngineParts,
  match: Match,
  wait?: Wait,
): Promise<RunRecord | HeldBack | undefined> {
  const { rule, link, factsLoader } = match;
  const end = endOfChain(link, rule.rule.id);
  if (end) return end;
  if (rule.rule.mode === 'watch') return watchRule(parts, match, wait);

  const turn = await takeTurn(parts, match);
  if (turn === 'taken') return 'once';
  link.chain.rules.add(rule.rule.id);
  const at = parts.now();
  let run: Run;
  try {
    await factsLoader.load(needsOf(match));
    run = plan(match, wait?.id ?? parts.newId(), at, wait?.waited);
    await parts.journal.begin(intentOf(run));
  } catch (error) {
    turn?.release();
    throw error;
  }
  try {
    // After the intent: a turn that is used up belongs to a run that is taken up after a crash.
    if (turn && !(await turn.confirm())) {
      await parts.journal.forget(run.id);
      return 'once';
    }
    return await record(parts, run, await perform(parts, run));
  } catch (error) {
    parts.journal.abandon(run.id);
    if (error instanceof Abandoned) return undefined;
    throw error;
  }
}

/** After the last action: what is to be tried again is put down first, then the run is over. */
export async function record(parts: EngineParts, run: Run, actions: readonly ActionRecord[]): Promise<RunRecord> {
  const { rule } = run.rule;
  const { event, chain, texts } = run;
  const over = recordOf(run, actions, parts.now());
  if (actions.some(({ again }) => again !== undefined))
    await parts.retries?.plan({ record: over, print: fingerprint(rule), event, chain, texts });
  await parts.journal.finish(over);
  if (isOnce(rule) && nothingCame(actions)) await parts.once.giveBack(rule, event, run.at);
  parts.ran(over);
  return over;
}

/** Every action failed for good or was skipped: then a rule with `once` may run again (`once.ts`). */
export function nothingCame(actions: readonly ActionRecord[]): boolean {
  return actions.every(({ outcome, again }) => outcome === 'skipped' || (outcome === 'failed' && again === undefined));
}
