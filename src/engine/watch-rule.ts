import { plansOf, whyNotEach } from './perform';
import { factsOf, needsOf, plan, recordOf, takeTurn, type Match, type Wait } from './run';
import type { ActionRecord, RunRecord } from '../model/run';
import { message } from '../text/message';
import type { EngineParts, HeldBack } from './parts';

/** A rule in watch mode: what it would do, on record. It minds `once` and manners as if it were live. */
export async function watchRule(parts: EngineParts, match: Match, wait?: Wait): Promise<RunRecord | HeldBack> {
  const { factsLoader, link } = match;
  const { rule } = match.rule;
  const turn = await takeTurn(parts, match);
  if (turn === 'taken') return 'once';
  link.chain.rules.add(rule.id);
  try {
    const at = parts.now();
    await factsLoader.load(needsOf(match));
    const run = plan(match, wait?.id ?? parts.newId(), at, wait?.waited);
    const reasons = whyNotEach(parts, run);
    const plans = plansOf(run.steps, factsOf(run), rule, reasons);
    const actions = run.steps.map((step, index): ActionRecord => {
      const { fallbackOf } = step;
      const reason = reasons[index];
      const would = { outcome: 'planned', reason: plans[index] ?? message('plan_nothing') } as const;
      return {
        action: step.action.id,
        ...(reason ? { outcome: 'skipped', reason } : would),
        ms: 0,
        ...(fallbackOf !== undefined && { fallbackOf }),
      };
    });
    const record = recordOf(run, actions, parts.now());
    if (turn && !(await turn.confirm())) return 'once';
    await parts.journal.note(record);
    parts.ran(record);
    return record;
  } catch (error) {
    turn?.release();
    throw error;
  }
}
