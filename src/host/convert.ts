import {
  AGENT_STATUSES,
  CHANNEL_TYPES,
  type Agent,
  type Conversation,
  type Customer,
  type Message,
} from '../model/event';
import { unmapped } from './wire';
import { type JsonObject, asObject, asString, asList, asStrings, asMoment } from '../util/json';

/** The server's users, rooms, visitors and messages in the app's own words. Pure; what is missing stays missing. */

/** A user of the server as an agent. Undefined when there is no usable user. */
export function toAgent(user: unknown): Agent | undefined {
  const from = asObject(user);
  const id = asString(from?.['id']);
  const username = asString(from?.['username']);
  if (!from || !id || !username) return undefined;
  const status = asString(from['status']);
  return {
    id,
    username,
    name: asString(from['name']),
    status: AGENT_STATUSES.find((each) => each === status),
    kind: isBot(from) ? 'bot' : 'human',
    enabled: from['isEnabled'] !== false,
  };
}

/** A bot is a user of type bot or app, or with the role bot (DESIGN.md, Exact meanings). */
export function isBot(user: JsonObject): boolean {
  return user['type'] === 'bot' || user['type'] === 'app' || asStrings(user['roles']).includes('bot');
}

export function toCustomer(visitor: unknown, contact?: unknown): Customer | undefined {
  const from = asObject(visitor);
  const id = asString(from?.['id']) ?? asString(from?.['_id']);
  const token = asString(from?.['token']);
  if (!from || !id || !token) return undefined;
  const known = asObject(contact);
  return {
    id,
    token,
    // Conversations are called by the contact (HOST-CASES-8.md 4). One made of a nameless visitor is called by the
    // visitor's username, guest-12: that is no name.
    name: (known?.['name'] === from['username'] ? undefined : asString(known?.['name'])) ?? asString(from['name']),
    visitorName: asString(from['name']),
    emails: textsAt(from['visitorEmails'], 'address'),
    phones: textsAt(from['phone'], 'phoneNumber'),
    // From 7.1 on agents edit the contact, whose fields are therefore newer than the visitor's.
    custom: { ...asObject(from['livechatData']), ...asObject(known?.['customFields']) },
    contactId: asString(known?.['_id']) ?? asString(known?.['id']) ?? asString(unmapped(from)['contactId']),
    contactEmail: textsAt(known?.['emails'], 'address')[0],
    contactPhone: textsAt(known?.['phones'], 'phoneNumber')[0],
    managerId: asString(known?.['contactManager']),
    since: asMoment(unmapped(from)['ts']),
  };
}

/** The texts under a key of each entry of a list. */
export function textsAt(value: unknown, key: string): readonly string[] {
  return asStrings(asList(value).map((entry) => asObject(entry)?.[key]));
}

/** An omnichannel room as a conversation; undefined for any other room, or one whose customer cannot be told. */
export function toConversation(room: unknown): Conversation | undefined {
  const from = asObject(room);
  const id = asString(from?.['id']);
  if (!from || !id || from['type'] !== 'l') return undefined;
  const rest = unmapped(from);
  // A disabled visitor is not converted, but the room keeps its own short copy (HOST.md B.2).
  const customer = toCustomer(from['visitor'], from['contact']) ?? toCustomer(rest['v'], from['contact']);
  if (!customer) return undefined;
  const agent = toAgent(from['servedBy']);
  const department = asObject(from['department']);
  const departmentId = asString(department?.['id']);
  const source = asObject(from['source']);
  const type = asString(source?.['type']);
  return {
    id,
    status: from['isOpen'] !== true ? 'closed' : rest['onHold'] === true ? 'on_hold' : agent ? 'open' : 'queued',
    agent,
    department: departmentId ? { id: departmentId, name: asString(department?.['name']) ?? departmentId } : undefined,
    topic: asString(rest['topic']),
    tags: asStrings(rest['tags']),
    custom: { ...asObject(from['customFields']), ...asObject(from['livechatData']) },
    createdAt: asMoment(from['createdAt']) ?? 0,
    closedAt: asMoment(from['closedAt']),
    priorityId: asString(rest['priorityId']),
    queuedAt: asMoment(rest['queuedAt']),
    customer,
    channel: {
      type: CHANNEL_TYPES.find((channel) => channel === type) ?? 'other',
      name: asString(source?.['alias']) ?? asString(source?.['label']),
    },
  };
}

/**
 * A message as the hook gives it. The customer's carry the visitor's token, or are sent by the visitor (HOST.md A.5).
 * Undefined for a system message or one without an id.
 */
export function toMessage(message: unknown, conversation: Conversation): Message | undefined {
  const from = asObject(message);
  const id = asString(from?.['id']);
  const sender = asObject(from?.['sender']);
  if (!from || !id || isSystemMessage(from)) return undefined;
  const author = asString(sender?.['id']) ?? asString(sender?.['_id']) ?? '';
  const fromCustomer = author === conversation.customer.id || from['token'] === conversation.customer.token;
  return {
    id,
    text: textOf(from),
    type: messageType(from),
    from: fromCustomer ? 'customer' : sender && isBot(sender) ? 'bot' : 'human',
    author: fromCustomer ? author : (asString(sender?.['username']) ?? author),
    at: asMoment(from['createdAt']) ?? 0,
  };
}

/** Newer servers name the type; older ones leave it among the unmapped (HOST.md A.5). */
function isSystemMessage(message: JsonObject): boolean {
  return Boolean(asString(message['type']) ?? asString(unmapped(message)['t']));
}

/** Before the words of a message that quotes others, the clients put a link to each of those, with nothing to read. */
const QUOTES = /^(\s*\[ \]\((?=\S+?msg=)\S+?\))+\s*/;

/** What a message says; files that somebody sends with words have them as descriptions, and it has no text of its own. */
export function textOf(message: JsonObject): string {
  return asString(message['text'])?.replace(QUOTES, '') || textsAt(message['attachments'], 'description').join('\n');
}

/** What kind of message it is, as the hook gives it or a list of messages. */
export function messageType(message: JsonObject): Message['type'] {
  const attachment = asObject(asList(message['attachments'])[0]);
  // Messages of today have several files, and `file` beside them; those of before leave them among the unmapped.
  // A small picture of another file says nothing.
  const files = asList(message['files'] ?? unmapped(message)['files']).map((each) => asObject(each));
  const file = files.find((each) => each?.['typeGroup'] !== 'thumb') ?? asObject(message['file']);
  const mime = asString(file?.['type']) ?? '';
  if (mime.startsWith('image/') || attachment?.['imageUrl']) return 'image';
  if (mime.startsWith('audio/') || attachment?.['audioUrl']) return 'audio';
  if (mime.startsWith('video/') || attachment?.['videoUrl']) return 'video';
  return file || asObject(attachment?.['title'])?.['link'] ? 'file' : 'text';
}
