import type { IRoomRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { MessageHistory } from '../model/facts';
import type { Conversation, Message } from '../model/event';
import { messageType, textOf } from './convert';
import type { OwnMessages } from './own-messages';
import { required } from './refusal';
import { asObject, asString, asMoment, type JsonObject } from '../util/json';

/** What the server gives at once at the most. */
export const PAGE = 100;
/** Messages counted at the most: a conversation longer than this counts as this long. */
const COUNTED = 2_000;

/** Who is a bot, by user id; undefined when there is no such user. */
export type IsBot = (userId: string) => Promise<boolean | undefined>;

/** The newest 100 messages of customer and agents, oldest first; the server leaves system messages out. */
export async function readHistory(
  rooms: IRoomRead,
  conversation: Conversation,
  isBot: IsBot,
  own: Pick<OwnMessages, 'isOwn'>,
): Promise<MessageHistory> {
  const page = await readPage(rooms, conversation.id, 0);
  const messages = await Promise.all(page.map((raw) => toHistoryMessage(raw, conversation, isBot, own)));
  return {
    messages: messages.filter((message) => message !== undefined).sort((a, b) => a.at - b.at),
    more: page.length === PAGE,
  };
}

/** How many messages customer and agents have written. */
export async function countMessages(rooms: IRoomRead, conversation: Conversation): Promise<number> {
  for (let count = 0; ; count += PAGE) {
    const page = await readPage(rooms, conversation.id, count);
    if (page.length < PAGE || count + page.length >= COUNTED) return count + page.length;
  }
}

/** The newest 100 as the server gives them, the latest first. */
export async function newestMessages(rooms: IRoomRead, id: string): Promise<readonly JsonObject[]> {
  return (await readPage(rooms, id, 0)).map((each) => asObject(each) ?? {});
}

/** The id of who wrote a message of such a list. */
export function authorOf(raw: JsonObject): string | undefined {
  const sender = asObject(raw['sender']);
  return asString(sender?.['_id']) ?? asString(sender?.['id']);
}

async function readPage(rooms: IRoomRead, id: string, skip: number): Promise<readonly unknown[]> {
  // An app that may not read messages is given nothing, which is not the same as there being none.
  return required('room.read', () => rooms.getMessages(id, { limit: PAGE, skip, sort: { createdAt: 'desc' } }));
}

/** The senders of a list of messages are short: whether somebody is a bot has to be asked. */
async function toHistoryMessage(
  raw: unknown,
  conversation: Conversation,
  isBot: IsBot,
  own: Pick<OwnMessages, 'isOwn'>,
): Promise<Message | undefined> {
  const from = asObject(raw);
  const sender = asObject(from?.['sender']);
  const id = asString(from?.['id']);
  const author = from && authorOf(from);
  if (!from || !id || !author) return undefined;
  const customer = author === conversation.customer.id;
  const text = textOf(from);
  return {
    id,
    text,
    type: messageType(from),
    from: customer ? 'customer' : (await isBot(author)) ? 'bot' : 'human',
    author: customer ? author : (asString(sender?.['username']) ?? author),
    at: asMoment(from['createdAt']) ?? 0,
    own: own.isOwn({ id, roomId: conversation.id, text, senderId: author }) || undefined,
  };
}
