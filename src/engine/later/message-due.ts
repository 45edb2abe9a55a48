import type { Conversation } from '../../model/event';
import { message, translate, type Text } from '../../text/message';
import { HOUR } from '../../model/calendar';
import type { Claim } from '../instances/claims';
import type { EngineParts } from '../parts';
import { CLOCKS_DIFFER } from '../../ports/clock';
import { neutralise } from '../../rules/template';
import { shortenUnits } from '../../text/shorten';
import { outcomeOfError } from '../perform';
import { tryAgainAt } from './deadlines';
import type { MessageItem } from './message-item';
import type { Items } from './store';

/** Claims are kept for so long, ms: of what is later nobody knows whether it was begun. */
const CLAIMS_KEPT = HOUR;

type Parts = Pick<EngineParts, 'host' | 'now' | 'suspended' | 'failed' | 'program' | 'changed'>;

/** It is due and this process has it. In the conversation's lane. */
export async function messageIsDue(
  parts: Parts,
  items: Items,
  item: MessageItem,
  claim: Claim,
  wakeAt: (item: MessageItem) => void,
): Promise<void> {
  if (!claim.holdsLease()) return;
  const { host, now } = parts;
  const conversation = await host.conversation(item.conversation);
  if (await isSettled(parts, items, item, claim, conversation)) return;
  const against = await whyNot(parts, item, conversation);
  if (against || !conversation) {
    await tellWriter(parts, item, 'later_not_sent', against ?? message('wait_ended_gone'));
    return items.remove(item.id);
  }
  if (!claim.holdsLease()) return;
  try {
    await host.changes.sendMessage(conversation, item.text, 'agent');
  } catch (error) {
    const outcome = outcomeOfError(error);
    // What may have come through is looked for before it is sent again.
    const later = outcome.retry === true || outcome.outcome === 'uncertain';
    const step = item.step + 1;
    const due = later ? tryAgainAt({ messagesCustomer: true }, step, item.planned, now(), outcome) : undefined;
    if (due !== undefined) {
      const again = { ...item, due, step };
      await items.replace(item, again);
      return wakeAt(again);
    }
    await tellWriter(parts, item, 'later_not_sent', outcome.reason ?? message('wait_ended_late'));
  }
  parts.changed(item.conversation);
  await items.remove(item.id);
}

/** It is called off. Of one that was begun before a crash it is asked whether it was sent. */
export async function endMessage(
  parts: Parts,
  items: Items,
  item: MessageItem,
  reason: Text,
  claim: Claim,
): Promise<void> {
  if (await isSettled(parts, items, item, claim, await parts.host.conversation(item.conversation))) return;
  // Who calls off their own message knows.
  const byThemselves = reason.key === 'wait_ended_by_hand' && reason.params?.['who'] === item.writer.username;
  if (!byThemselves) await tellWriter(parts, item, 'later_not_sent', reason);
  await items.remove(item.id);
}

/** True: somebody may have sent it before, and it is over. */
async function isSettled(
  parts: Parts,
  items: Items,
  item: MessageItem,
  { round }: Claim,
  conversation: Conversation | undefined,
): Promise<boolean> {
  const mayHaveBegun = round > 1 || item.step > 0 || parts.now() - item.planned > CLAIMS_KEPT;
  if (!mayHaveBegun || !conversation) return false;
  const seen = await parts.host.wrote(conversation, item.text, item.planned - CLOCKS_DIFFER);
  if (seen === false) return false;
  if (seen === undefined) await tellWriter(parts, item, 'later_unclear', message('reason_uncertain_after_restart'));
  await items.remove(item.id);
  return true;
}

/** What speaks against it, by what is so now: what has ended it may not have been heard. */
async function whyNot(
  { host, now, suspended }: Parts,
  item: MessageItem,
  conversation: Conversation | undefined,
): Promise<Text | undefined> {
  const quiet = await suspended(item.conversation);
  if (quiet) return message(`wait_ended_${quiet}`);
  if (!conversation) return message('wait_ended_gone');
  if (conversation.status === 'closed') return message('wait_ended_closed');
  // Later than this it would only puzzle the customer.
  if (tryAgainAt({ messagesCustomer: true }, 1, item.planned, now()) === undefined) return message('wait_ended_late');
  const lost = lostBy(item, conversation);
  if (lost) return lost;
  const history = await host.load('history', conversation, item.event);
  if ('unknown' in history) return undefined;
  const since = item.armed;
  const wrote = history.messages.some(({ from, at }) => from === 'customer' && at > since);
  return wrote ? message('later_ended_wrote') : undefined;
}

/** Has whoever planned it lost the conversation? */
export function lostBy({ writer }: Pick<MessageItem, 'writer'>, { agent }: Conversation): Text | undefined {
  if (agent?.id === writer.id) return undefined;
  return agent ? message('later_ended_agent', { agent: agent.username }) : message('later_ended_nobody');
}

/** To whoever has planned it: it was not sent. What cannot be told is on the log. */
async function tellWriter(
  { host, failed, program }: Pick<EngineParts, 'host' | 'failed' | 'program'>,
  { writer, text, event }: MessageItem,
  how: 'later_not_sent' | 'later_unclear',
  reason: Text,
): Promise<void> {
  const { customer, id } = event.conversation;
  const { server } = program().environment;
  const said = translate(
    writer.language,
    message(how, {
      text: neutralise(text),
      reason,
      customer: neutralise(customer.name ?? '–'),
      url: server ? `${server.url}/live/${id}` : '',
    }),
  );
  // With the whole of a long text it would be too long itself.
  const fits = shortenUnits(said, server?.messageSize ?? Infinity);
  await host.changes.notify({ user: writer.username }, fits).catch((error: unknown) => failed('a note', error));
}
