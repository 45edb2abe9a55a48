import { actionOf } from '../../catalogue/actions';
import { recordOfIntent } from '../run';
import { outcomeOfError } from '../perform';
import { passes } from '../../catalogue/actions/refusals';
import { message } from '../../text/message';
import type { Outcome } from '../../model/run';
import type { EngineParts, FollowUps } from '../parts';
import type { Claim } from '../instances/claims';
import type { FollowUpItem, Items } from './store';
import { tryAgainAt } from './deadlines';

/**
 * What an action leaves to be done later: the end of a hold. Kept like waits and retries, so a crash loses nothing. It
 * is for as long as the customer is silent: once they have written, it is over.
 */
export function createFollowUps(
  items: Items,
  { now }: Pick<EngineParts, 'now'>,
  wakeAt: (item: FollowUpItem) => void,
): FollowUps {
  return {
    plan: async (planned) => {
      const item: FollowUpItem = { v: 1, kind: 'follow_up', ...planned, armed: now(), tries: 0 };
      // Taken up after a crash, the same action plans the same again.
      if (!(await items.get(item.id))) await items.add(item);
      // What was planned before it was for a hold that is over.
      for (const { id, action } of await items.followUpsIn(item.conversation))
        if (action === item.action && id !== item.id) await items.remove(id);
      wakeAt(item);
      return () => items.remove(item.id);
    },
  };
}

/** It is due and this process has it. In the conversation's lane. */
export async function followUpIsDue(
  parts: EngineParts,
  items: Items,
  item: FollowUpItem,
  claim: Claim,
  wakeAt: (item: FollowUpItem) => void,
): Promise<void> {
  if (!claim.holdsLease()) return;
  const outcome = await done(parts, item);
  const again = outcome && againAt(parts, item, outcome);
  if (again !== undefined) {
    const tries = item.tries + 1;
    const next = { ...item, id: `${item.id}:${tries}`, due: again, tries };
    // The next one first: a crash in between leaves both, and doing it once more does no harm.
    await items.add(next);
    await items.remove(item.id);
    return wakeAt(next);
  }
  if (outcome) await tell(parts, item, outcome);
  await items.remove(item.id);
}

/** How it ended; undefined when there is nothing to be done any more. */
async function done(parts: EngineParts, item: FollowUpItem): Promise<Outcome | undefined> {
  const action = actionOf(item.action);
  if (!action) return undefined;
  // It is still wanted when rules run again.
  const suspended = await parts.suspended(item.conversation);
  if (suspended) return { outcome: 'failed', reason: message(`reason_${suspended}`), retry: true };
  try {
    const conversation = await parts.host.conversation(item.conversation);
    if (!conversation || conversation.status === 'closed') return undefined;
    const history = await parts.host.load('history', conversation, item.event);
    const since = item.armed;
    if (!('unknown' in history) && history.messages.some(({ from, at }) => from === 'customer' && at > since))
      return undefined;
    const { event, rule, id: key, due } = item;
    const { host, now, random } = parts;
    const context = { host, event: { ...event, conversation }, conversation, rule, key, due, now, random };
    const outcome = await action.perform({}, context);
    parts.changed(item.conversation);
    return outcome.outcome === 'already' ? undefined : outcome;
  } catch (error) {
    return outcomeOfError(error);
  }
}

function againAt(parts: EngineParts, item: FollowUpItem, outcome: Outcome): number | undefined {
  const action = actionOf(item.action);
  const later = outcome.retry === true || (outcome.outcome === 'failed' && passes(outcome.reason));
  return action && later ? tryAgainAt(action, item.tries + 1, item.planned, parts.now(), outcome) : undefined;
}

/** On record as a run of its rule, beside the one that has planned it. */
async function tell(parts: EngineParts, item: FollowUpItem, outcome: Outcome): Promise<void> {
  const { id, rule, event, chain, armed, planned, action } = item;
  const { reason, detail } = outcome;
  const at = parts.now();
  const waited = { since: armed, due: planned };
  const record = recordOfIntent(
    { run: id, rule: rule.id, print: '', event, at, due: planned, waited, chain, takenUp: 0 },
    rule.name,
    [{ action, outcome: outcome.outcome, reason, detail, ms: 0 }],
    at,
  );
  await parts.journal.note(record);
  parts.ran(record);
}
