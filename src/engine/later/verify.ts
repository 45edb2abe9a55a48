import type { ActionContext } from '../../catalogue/actions/action';
import { CLOCKS_DIFFER } from '../../ports/clock';
import { message } from '../../text/message';
import type { CompiledStep } from '../../rules/compile-actions';
import type { Outcome } from '../../model/run';

/**
 * After a crash in the middle of an action: how did it end? Undefined: it did not happen, or doing it once more is
 * the same as doing it once. An action that can look does so before it is repeated.
 * @param since ms since 1970 when it was about to be done
 */
export async function alreadyHappened(
  step: CompiledStep | undefined,
  parameters: never,
  context: ActionContext,
  since: number,
): Promise<Outcome | undefined> {
  if (!step) return undefined;
  const { action } = step;
  const verify = await action.verify?.(parameters, context, since - CLOCKS_DIFFER);
  if (verify === true) return { outcome: 'done', reason: message('reason_done_before_restart') };
  if (verify === false || action.repeatable) return undefined;
  return { outcome: 'uncertain', reason: message('reason_uncertain_after_restart') };
}

/**
 * Before an action that failed is tried again: the server may have done it and lost its answer. An action that looks
 * before it changes, or that names what it sends, needs no look.
 * @param since ms since 1970 when it was first about to be done
 */
export async function verifyAfterwards(
  step: CompiledStep | undefined,
  parameters: never,
  context: ActionContext,
  since: number,
): Promise<Outcome | undefined> {
  if (!step?.action.verify || step.action.repeatable || step.action.keyed) return undefined;
  const verify = await step.action.verify(parameters, context, since - CLOCKS_DIFFER);
  if (verify === false) return undefined;
  return verify
    ? { outcome: 'done', reason: message('reason_earlier_try_came_through') }
    : { outcome: 'uncertain', reason: message('reason_earlier_try_unclear') };
}
