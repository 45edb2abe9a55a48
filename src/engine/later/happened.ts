import type { ActionContext, Outcome } from '../../actions/action';
import { text } from '../../text/say';
import type { Step } from '../steps';

/** The server's clock and this one may differ by so much, ms. */
const CLOCKS_DIFFER = 2_000;

/**
 * After a crash in the middle of an action: how did it end? Undefined: it did not happen, or doing it once more is
 * the same as doing it once. An action that can look does so before it is repeated.
 * @param since ms since 1970 when it was about to be done
 */
export async function alreadyHappened(
  step: Step | undefined,
  parameters: never,
  context: ActionContext,
  since: number,
): Promise<Outcome | undefined> {
  if (!step) return undefined;
  const { action } = step;
  const happened = await action.happened?.(parameters, context, since - CLOCKS_DIFFER);
  if (happened === true) return { outcome: 'done', reason: text('reason_done_before_restart') };
  if (happened === false || action.repeatable) return undefined;
  return { outcome: 'uncertain', reason: text('reason_uncertain_after_restart') };
}
