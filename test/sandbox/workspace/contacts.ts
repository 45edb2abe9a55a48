import { validFields } from './custom-fields';
import { mergeIntoContact, channelOf, sameChannel } from './contact-merge';
import { asText } from './text';
import type { ContactChannel, ContactDoc, RoomDoc, VisitorDoc, Workspace } from './types';

/** Where a conversation comes from: the channel's type and, for apps, its id. */
export interface Source {
  type: string;
  id?: string;
  [key: string]: unknown;
}

/** A contact that was not deleted. */
export const enabledContact = (ws: Workspace, id: string | undefined): ContactDoc | undefined =>
  ws.data.contacts.findLast((contact) => contact._id === id && contact.enabled !== false);

/** The visitor's channels by this source, each with its contact; plain loops, since every message asks. */
function* channelsOf(ws: Workspace, visitorId: string, source: Source): Generator<[ContactDoc, ContactChannel]> {
  for (const contact of ws.data.contacts) {
    if (contact.channels === undefined) continue;
    for (const channel of contact.channels) {
      if (channel.visitor.visitorId === visitorId && sameChannel(channel, visitorId, source)) yield [contact, channel];
    }
  }
}

/** The contact that knows this visitor by this source; a deleted one that still has the channel counts. */
export function contactByChannel(ws: Workspace, visitorId: string, source: Source): ContactDoc | undefined {
  for (const [contact] of channelsOf(ws, visitorId, source)) return contact;
  return undefined;
}

/** Every contact with a channel of the visitor. */
export const contactsOfVisitor = (ws: Workspace, visitorId: string): ContactDoc[] =>
  ws.data.contacts.filter((contact) => contact.channels?.some((channel) => channel.visitor.visitorId === visitorId));

/** True when somebody blocked the channel by which this visitor comes. */
export function isChannelBlocked(ws: Workspace, visitorId: string | undefined, source: Source): boolean {
  if (!ws.traits.contacts || visitorId === undefined) return false;
  for (const [, channel] of channelsOf(ws, visitorId, source)) if (channel.blocked) return true;
  return false;
}

/** The same of a conversation; its own contact is where the channel stands. */
export function isRoomBlocked(ws: Workspace, room: RoomDoc): boolean {
  if (!room.v || !room.source) return false;
  const { _id: visitorId } = room.v;
  const own = enabledContact(ws, room.contactId)?.channels?.find((channel) =>
    sameChannel(channel, visitorId, room.source as Source),
  );
  return own === undefined ? isChannelBlocked(ws, visitorId, room.source) : own.blocked;
}

/**
 * The id of the visitor's contact for this source. A missing one is made now, or the visitor's channel is added to a
 * contact that was registered beforehand with the same e-mail or phone; older rooms of the visitor get the contact too.
 * Throws for a visitor who is not stored. Looks first and writes a moment later, so that two calls at once make two.
 */
export async function contactFor(ws: Workspace, visitorId: string, source: Source): Promise<string | undefined> {
  if (!ws.traits.contacts) return undefined;
  const known = contactByChannel(ws, visitorId, source);
  if (known) return known._id;
  const visitor = ws.data.visitors.findLast((candidate) => candidate._id === visitorId);
  if (visitor === undefined) {
    if (!ws.traits.visitorMustBeStored) return undefined;
    throw new Error('Failed to migrate visitor data into Contact information: visitor not found.');
  }
  await Promise.resolve();
  const registered = registeredFor(ws, visitor);
  if (registered) mergeIntoContact(ws, registered, visitor, { source });
  const contact = registered ?? createFrom(ws, visitor, source);
  for (const room of ws.data.rooms) {
    if (room.t !== 'l' || room.v?._id !== visitorId || room.source?.type !== source.type) continue;
    if (source.id !== undefined && room.source.id !== source.id) continue;
    room.contactId = contact._id;
    if (contact.name) room.fname = contact.name;
  }
  return contact._id;
}

/** A contact made over REST that nobody has met yet, with the visitor's e-mail or phone. */
function registeredFor(ws: Workspace, visitor: VisitorDoc): ContactDoc | undefined {
  const emails = (visitor.visitorEmails ?? []).map(({ address }) => address).filter(Boolean);
  const phones = (visitor.phone ?? []).map(({ phoneNumber }) => phoneNumber).filter(Boolean);
  return ws.data.contacts.find(
    (contact) =>
      contact.preRegistration === true &&
      (contact.emails?.some(({ address }) => emails.includes(address)) ||
        contact.phones?.some(({ phoneNumber }) => phones.includes(phoneNumber))),
  );
}

/** A contact made of what is known of the visitor; unknown until somebody has answered them. */
function createFrom(ws: Workspace, visitor: VisitorDoc, source: Source): ContactDoc {
  const manager = ws.data.users.find((user) => user.username === visitor.contactManager?.username)?._id;
  const contact: ContactDoc = {
    _id: ws.newId('contact'),
    name: visitor.name || visitor.username || '',
    ...(visitor.visitorEmails && { emails: visitor.visitorEmails.map(({ address }) => ({ address })) }),
    ...(visitor.phone && { phones: visitor.phone.map(({ phoneNumber }) => ({ phoneNumber })) }),
    ...(visitor.contactManager && manager && { contactManager: manager }),
    channels: [{ ...channelOf(visitor._id, source), lastChat: visitor.lastChat }],
    customFields: visitor.livechatData ? validFields(ws, visitor.livechatData, { lenient: true }) : {},
    ...(visitor.lastChat && { lastChat: visitor.lastChat }),
    unknown: !visitor.activity?.length,
    createdAt: ws.now(),
    _updatedAt: ws.now(),
    preRegistration: false,
  };
  ws.data.contacts.push(contact);
  return contact;
}

/** True when the contact's channel of this conversation is verified. */
export function isVerified(contact: ContactDoc | undefined, visitorId: string, source: Source): boolean {
  return contact?.channels?.some((channel) => channel.verified && sameChannel(channel, visitorId, source)) ?? false;
}

/** The new conversation becomes the last one of the contact and of its channel. */
export function noteLastChat(ws: Workspace, room: RoomDoc): void {
  const contact = ws.data.contacts.findLast((candidate) => candidate._id === room.contactId);
  if (!contact || !room.v || !room.source) return;
  const lastChat = { _id: room._id, ts: ws.now() };
  contact.lastChat = lastChat;
  const { _id: visitorId } = room.v;
  const channel = contact.channels?.find((candidate) => sameChannel(candidate, visitorId, room.source as Source));
  if (channel) channel.lastChat = lastChat;
}

/** Somebody answered: the contact counts as active in this month ('YYYY-MM'), the last twelve are kept. */
export function markContactActive(ws: Workspace, room: RoomDoc, month: string): void {
  if (!room.v || !room.source) return;
  const own = enabledContact(ws, room.contactId);
  const contact = own ?? contactByChannel(ws, room.v._id, room.source);
  if (contact && !contact.activity?.includes(month)) contact.activity = [...(contact.activity ?? []), month].slice(-12);
}

/** Adds an address to the contact unless it is there; gives the contact as it was before. Throws for an unknown one. */
export function addContactEmail(ws: Workspace, contactId: string, email: string): ContactDoc {
  const contact = ws.data.contacts.findLast((candidate) => candidate._id === contactId);
  if (contact === undefined) throw new Error('error-contact-not-found');
  const before = structuredClone(contact);
  contact.emails ??= [];
  if (!contact.emails.some(({ address }) => address === email)) contact.emails.push({ address: asText(email) });
  return before;
}
