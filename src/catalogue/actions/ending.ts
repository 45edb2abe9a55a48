import { shorten } from '../../text/shorten';
import type { Conversation } from '../../model/event';
import { HostError, type Host } from '../../ports/host';
import { message, type Text } from '../../text/message';
import type { ActionContext } from './action';
import type { Outcome } from '../../model/run';

/** The ways in which an action ends, said shortly. */

export function done(detail?: Outcome['detail']): Outcome {
  return detail ? { outcome: 'done', detail } : { outcome: 'done' };
}

export function already(reason: Text): Outcome {
  return { outcome: 'already', reason };
}

export function skipped(reason: Text): Outcome {
  return { outcome: 'skipped', reason };
}

export function failed(reason: Text, detail?: Outcome['detail']): Outcome {
  return detail ? { outcome: 'failed', reason, detail } : { outcome: 'failed', reason };
}

/** A message that comes later than this is not what its rule still answers, ms. */
const JUST_WRITTEN = 60_000;

/**
 * On hold, the server does not move a conversation. The customer's message takes it off, a moment after it was told to
 * apps (HOST.md C.12): then it is tried again in seconds.
 */
export function onHold({ event, due }: Pick<ActionContext, 'event' | 'due'>): Outcome {
  const refused = failed(message('reason_conversation_on_hold'));
  const resumes = event.message?.from === 'customer' && due - event.at <= JUST_WRITTEN;
  return resumes ? { ...refused, retry: true, soon: true } : refused;
}

/**
 * The conversation as it is now: what the event showed may be old. Throws a HostError when there is none any more.
 */
export async function fresh(host: Host, conversation: Conversation): Promise<Conversation> {
  const now = await host.conversation(conversation.id);
  if (!now) throw new HostError(message('reason_conversation_gone'));
  return now;
}

/** What a change that cannot be found afterwards means, by where it should be. */
export function notThere(kept: 'field' | 'store'): Text {
  return message(kept === 'store' ? 'reason_record_not_kept' : 'reason_host_did_nothing');
}

/** For the record and the plan: the beginning of a long text. */
export const short = (long: string, most = 200): string => shorten(long, most);
