import {
  AGENT_STATUSES,
  CHANNEL_TYPES,
  type Agent,
  type Conversation,
  type Customer,
  type Message,
} from '../model/event';
import { list, moment, object, string, strings, unmapped, type Wire } from './wire';

/** The server's users, rooms, visitors and messages in the app's own words. Pure; what is missing stays missing. */

/** A user of the server as an agent. Undefined when there is no usable user. */
export function toAgent(user: unknown): Agent | undefined {
  const from = object(user);
  const id = string(from?.['id']);
  const username = string(from?.['username']);
  if (!from || !id || !username) return undefined;
  const status = string(from['status']);
  return {
    id,
    username,
    name: string(from['name']),
    status: AGENT_STATUSES.find((each) => each === status),
    kind: isBot(from) ? 'bot' : 'human',
    enabled: from['isEnabled'] !== false,
  };
}

/** A bot is a user of type bot or app, or with the role bot (DESIGN.md, Exact meanings). */
export function isBot(user: Wire): boolean {
  return user['type'] === 'bot' || user['type'] === 'app' || strings(user['roles']).includes('bot');
}

export function toCustomer(visitor: unknown, contact?: unknown): Customer | undefined {
  const from = object(visitor);
  const id = string(from?.['id']) ?? string(from?.['_id']);
  const token = string(from?.['token']);
  if (!from || !id || !token) return undefined;
  const known = object(contact);
  return {
    id,
    token,
    // A contact made of a nameless visitor is called by the visitor's username, guest-12: that is no name.
    name: string(from['name']) ?? (known?.['name'] === from['username'] ? undefined : string(known?.['name'])),
    emails: each(from['visitorEmails'], 'address'),
    phones: each(from['phone'], 'phoneNumber'),
    // From 7.1 on agents edit the contact, whose fields are therefore newer than the visitor's.
    custom: { ...object(from['livechatData']), ...object(known?.['customFields']) },
    contactId: string(known?.['_id']) ?? string(known?.['id']) ?? string(unmapped(from)['contactId']),
    contactEmail: each(known?.['emails'], 'address')[0],
    contactPhone: each(known?.['phones'], 'phoneNumber')[0],
    since: moment(unmapped(from)['ts']),
  };
}

function each(value: unknown, key: string): readonly string[] {
  return strings(list(value).map((entry) => object(entry)?.[key]));
}

/** An omnichannel room as a conversation; undefined for any other room, or one whose customer cannot be told. */
export function toConversation(room: unknown): Conversation | undefined {
  const from = object(room);
  const id = string(from?.['id']);
  if (!from || !id || from['type'] !== 'l') return undefined;
  const rest = unmapped(from);
  // A disabled visitor is not converted, but the room keeps its own short copy (HOST.md B.2).
  const customer = toCustomer(from['visitor'], from['contact']) ?? toCustomer(rest['v'], from['contact']);
  if (!customer) return undefined;
  const agent = toAgent(from['servedBy']);
  const department = object(from['department']);
  const departmentId = string(department?.['id']);
  const source = object(from['source']);
  const type = string(source?.['type']);
  return {
    id,
    status: from['isOpen'] !== true ? 'closed' : rest['onHold'] === true ? 'on_hold' : agent ? 'open' : 'queued',
    agent,
    department: departmentId ? { id: departmentId, name: string(department?.['name']) ?? departmentId } : undefined,
    topic: string(rest['topic']),
    tags: strings(rest['tags']),
    custom: { ...object(from['customFields']), ...object(from['livechatData']) },
    createdAt: moment(from['createdAt']) ?? 0,
    closedAt: moment(from['closedAt']),
    queuedAt: moment(rest['queuedAt']),
    customer,
    channel: {
      type: CHANNEL_TYPES.find((channel) => channel === type) ?? 'other',
      name: string(source?.['alias']) ?? string(source?.['label']),
    },
  };
}

/**
 * A message as the hook gives it. The customer's carry the visitor's token, or are sent by the visitor (HOST.md A.5).
 * Undefined for a system message or one without an id.
 */
export function toMessage(message: unknown, conversation: Conversation): Message | undefined {
  const from = object(message);
  const id = string(from?.['id']);
  const sender = object(from?.['sender']);
  if (!from || !id || isSystemMessage(from)) return undefined;
  const author = string(sender?.['id']) ?? string(sender?.['_id']) ?? '';
  const fromCustomer = author === conversation.customer.id || from['token'] === conversation.customer.token;
  return {
    id,
    text: string(from['text']) ?? '',
    type: messageType(from),
    from: fromCustomer ? 'customer' : sender && isBot(sender) ? 'bot' : 'human',
    author: fromCustomer ? author : (string(sender?.['username']) ?? author),
    at: moment(from['createdAt']) ?? 0,
  };
}

/** Newer servers name the type; older ones leave it among the unmapped (HOST.md A.5). */
export function isSystemMessage(message: Wire): boolean {
  return Boolean(string(message['type']) ?? string(unmapped(message)['t']));
}

function messageType(message: Wire): Message['type'] {
  const attachment = object(list(message['attachments'])[0]);
  const file = object(message['file']) ?? object(list(unmapped(message)['files'])[0]);
  const mime = string(file?.['type']) ?? '';
  if (mime.startsWith('image/') || attachment?.['imageUrl']) return 'image';
  if (mime.startsWith('audio/') || attachment?.['audioUrl']) return 'audio';
  if (mime.startsWith('video/') || attachment?.['videoUrl']) return 'video';
  return file || object(attachment?.['title'])?.['link'] ? 'file' : 'text';
}
