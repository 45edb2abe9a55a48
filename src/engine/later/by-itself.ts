import { beginsNewChain } from '../chain';
import type { Items, WaitItem } from './store';
import { written } from './missed-event';
import { plan, recordOf, type Match, type Wait } from '../run';
import type { Conversation } from '../../model/event';
import { MOST_BY_ITSELF } from '../../model/chains';
import { message, type Text } from '../../text/message';
import type { EngineParts } from '../parts';

/**
 * Has the rule run so often in this conversation, without a message of the customer or of a human agent in between,
 * that it is taken for one that sets itself off for ever (DESIGN.md, Chains and waits)?
 */
export async function tooOften(
  parts: EngineParts,
  items: Items,
  { rule, armed, due, event }: WaitItem,
  conversation: Conversation,
): Promise<boolean> {
  if (!beginsNewChain(due - armed)) return false;
  const { ends } = await items.ofRule(rule, conversation.id);
  const ran = ends.filter(({ how }) => how === 'ran');
  if (ran.length < MOST_BY_ITSELF) return false;
  const [history, records] = await Promise.all([
    parts.host.load('history', conversation, event),
    parts.journal.recordsOf(conversation.id),
  ]);
  const messages = [...written(history, records), ...(event.message ? [event.message] : [])];
  const last = Math.max(0, ...messages.flatMap(({ from, at }) => (from === 'bot' ? [] : at)));
  return ran.filter(({ ended }) => ended > last).length >= MOST_BY_ITSELF;
}

/** On record as skipped, so that it is seen beside the runs before it. Gives the reason. */
export async function skipRun(parts: EngineParts, match: Match, { id, waited }: Wait): Promise<Text> {
  const reason = message('reason_by_itself', { count: MOST_BY_ITSELF });
  const run = plan(match, id, parts.now(), waited);
  const actions = run.steps.map(({ action }) => ({ action: action.id, outcome: 'skipped' as const, reason, ms: 0 }));
  const record = recordOf(run, actions, parts.now());
  await parts.journal.note(record);
  parts.ran(record);
  return reason;
}
