import { DAY, HOUR, MINUTE } from '../../model/calendar';
import type { Action } from '../../catalogue/actions/action';
import type { Outcome } from '../../model/run';

/** A message to the customer is sent up to so late (the server was down), ms; later it would only puzzle them. */
const MESSAGE_LATE = HOUR;

/** Anything else is done up to so late, ms. */
export const ANYTHING_LATE = 3 * DAY;

/** How late this action may be done, ms. */
export function mostLate(action: Pick<Action, 'messagesCustomer'>): number {
  return action.messagesCustomer ? MESSAGE_LATE : ANYTHING_LATE;
}

/**
 * How long after each failure an action is tried again, ms: five times, and a message within `MESSAGE_LATE`. What still
 * makes sense later is tried on, with the last of these pauses, until it is too late.
 */
const TRY_AGAIN_AFTER: readonly number[] = [MINUTE / 2, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE];

/** The same for what passes within seconds, such as a conversation that its customer's message takes off hold. */
const TRY_SOON_AFTER: readonly number[] = [2_000, 5_000, 15_000];

/**
 * When to try again, ms since 1970; undefined: no more.
 * @param tries how often it has been tried
 * @param due when it should have been done
 */
export function tryAgainAt(
  action: Pick<Action, 'messagesCustomer' | 'later'>,
  tries: number,
  due: number,
  now: number,
  { notBefore = 0, soon = false }: Pick<Outcome, 'notBefore' | 'soon'> = {},
): number | undefined {
  const after = soon
    ? TRY_SOON_AFTER[tries - 1]
    : (TRY_AGAIN_AFTER[tries - 1] ?? (action.later && TRY_AGAIN_AFTER.at(-1)));
  if (after === undefined) return undefined;
  const at = Math.max(now + after, notBefore);
  return at - due <= mostLate(action) ? at : undefined;
}
