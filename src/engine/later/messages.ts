import { conversationClosed, customerMessage, manual } from '../../catalogue/events';
import { DAY } from '../../model/calendar';
import type { Conversation, Event } from '../../model/event';
import type { Environment } from '../../model/facts';
import { longestIn } from '../../rules/compile-actions';
import { message, type Text } from '../../text/message';
import type { EngineParts, Messages } from '../parts';
import type { MessageItem, Writer } from './message-item';
import { lostBy } from './message-due';
import type { Items } from './store';

export interface MessageTools {
  readonly items: Items;
  parts(): EngineParts;
  /** False: the server takes no jobs. */
  wakeAt(item: MessageItem): Promise<boolean>;
  /** Has it end for this reason, by one instance. */
  conclude(id: string, reason: Text): Promise<void>;
}

/** So far ahead a message may be planned, ms. */
const MOST_AHEAD = 60 * DAY;
/** In one conversation. */
const MOST = 10;

export function createMessages({ items, parts, wakeAt, conclude }: MessageTools): Messages {
  /** Conversations in which something is planned, as far as this process knows. */
  const planned = new Set<string>();

  async function end(conversation: string, reason: (item: MessageItem) => Text | undefined): Promise<void> {
    const found = await items.messagesIn(conversation);
    if (found.length === 0) planned.delete(conversation);
    for (const item of found) {
      const why = reason(item);
      if (why) void conclude(item.id, why);
    }
  }

  return {
    plan: async ({ conversation: id, writer, text, at }) => {
      const { host, now, newId, suspended, program } = parts();
      const [conversation, before] = await Promise.all([host.conversation(id), items.messagesIn(id)]);
      const wrong = whyNot(conversation, writer, text, program().environment, at - now());
      if (wrong ?? !conversation) return wrong;
      const quiet = await suspended(id);
      if (quiet) return message(`reason_${quiet}`);
      if (before.length >= MOST) return message('later_many', { count: MOST });
      const armed = now();
      const event: Event = { id: `${manual.id}:${newId()}`, on: manual.id, at: armed, conversation };
      const item: MessageItem = {
        v: 1,
        kind: 'message',
        id: newId(),
        conversation: id,
        writer,
        text,
        event,
        armed,
        planned: at,
        due: at,
        step: 0,
      };
      await items.add(item);
      const woken = await wakeAt(item);
      // Without a permission the server drops what it is given, and says nothing.
      if (!(await items.get(item.id))) return message('reason_record_not_kept');
      if (!woken) {
        await items.remove(item.id);
        return message('reason_app_lacks_permission', { permission: 'scheduler' });
      }
      planned.add(id);
      return undefined;
    },
    list: async (conversation) => (await items.messagesIn(conversation)).toSorted((a, b) => a.planned - b.planned),
    cancel: async (conversation, id, who) => {
      if (!(await items.messagesIn(conversation)).some((each) => each.id === id)) return false;
      await conclude(id, message('wait_ended_by_hand', { who }));
      return true;
    },
    concerns: ({ conversation }) => planned.has(conversation.id),
    any: () => planned.size > 0,
    onEvent: (event) => end(event.conversation.id, (item) => endedBy(item, event)),
    muted: (conversation) => end(conversation, () => message('wait_ended_muted')),
    know: (found) => {
      for (const item of found) if (item.kind === 'message') planned.add(item.conversation);
    },
  };
}

function whyNot(
  conversation: Conversation | undefined,
  writer: Writer,
  text: string,
  environment: Environment,
  ahead: number,
): Text | undefined {
  if (!conversation) return message('reason_conversation_gone');
  if (conversation.status === 'closed') return message('reason_conversation_closed');
  if (conversation.agent?.id !== writer.id) return message('later_not_yours');
  if (text.trim() === '') return message('later_no_text');
  const most = longestIn(environment, conversation);
  if (text.length > most) return message('finding_too_long', { length: text.length, most });
  if (ahead <= 0) return message('later_over');
  return ahead > MOST_AHEAD ? message('later_far', { days: MOST_AHEAD / DAY }) : undefined;
}

function endedBy(item: MessageItem, { on, conversation }: Event): Text | undefined {
  if (on === customerMessage.id) return message('later_ended_wrote');
  return on === conversationClosed.id ? message('wait_ended_closed') : lostBy(item, conversation);
}
