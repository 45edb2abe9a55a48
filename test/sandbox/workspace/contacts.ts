import { asText } from './text';
import type { ContactDoc, RoomDoc, VisitorDoc, Workspace } from './types';
import { since } from './versions';

/** The contact that one of the visitor's channels belongs to; none before 7.1 (HOST B.4). */
export function contactOfVisitor(ws: Workspace, visitorId: string | undefined): ContactDoc | undefined {
  if (!since(ws.version, 'contacts') || visitorId === undefined) return undefined;
  return ws.data.contacts.find((contact) =>
    contact.channels?.some((channel) => channel.visitor.visitorId === visitorId),
  );
}

/** The contact of a visitor who opens a conversation: known by a channel of his, or made now (from 7.1 on). */
export function contactForRoom(ws: Workspace, visitorId: string | undefined): ContactDoc | undefined {
  const visitor = ws.data.visitors.findLast((candidate) => candidate._id === visitorId);
  if (!since(ws.version, 'contacts') || visitor === undefined) return undefined;
  return contactOfVisitor(ws, visitorId) ?? createFrom(ws, visitor);
}

/** A visitor without a contact gets one with his first conversation; unknown until somebody names him. */
function createFrom(ws: Workspace, visitor: VisitorDoc): ContactDoc {
  const given = ws.data.contacts.findLast((contact) => contact._id === visitor.contactId);
  if (given) return given;
  const contact: ContactDoc = {
    _id: ws.newId('contact'),
    name: visitor.name || visitor.username || '',
    emails: visitor.visitorEmails ? structuredClone(visitor.visitorEmails) : undefined,
    phones: visitor.phone ? structuredClone(visitor.phone) : undefined,
    unknown: !visitor.visitorEmails?.length && !visitor.phone?.length,
    channels: [],
    ...(visitor.livechatData && { customFields: structuredClone(visitor.livechatData) }),
    createdAt: ws.now(),
  };
  ws.data.contacts.push(contact);
  return contact;
}

/** The room's channel is written into the contact: verified where it is, `lastChat` on both. */
export function noteChannel(ws: Workspace, room: RoomDoc): void {
  const contact = ws.data.contacts.findLast((candidate) => candidate._id === room.contactId);
  if (!contact || !room.v || !room.source) return;
  const lastChat = { _id: room._id, ts: room.ts };
  const source = { type: room.source.type, ...(room.source.id ? { id: asText(room.source.id) } : {}) };
  contact.channels ??= [];
  const known = contact.channels.find(
    (channel) => channel.visitor.visitorId === room.v?._id && channel.visitor.source.type === source.type,
  );
  if (known) known.lastChat = lastChat;
  else {
    contact.channels.push({
      name: asText(room.source.label ?? room.source.type),
      verified: false,
      blocked: false,
      visitor: { visitorId: room.v._id, source },
      details: { ...source },
      lastChat,
    });
  }
  contact.lastChat = lastChat;
}

export interface ContactChange {
  contactId: string;
  name?: string;
  emails?: string[];
  phones?: string[];
  customFields?: Record<string, string>;
  contactManager?: string;
}

/**
 * Updates a contact as omnichannel/contacts.update does: arrays replace, unknown custom fields are refused, a new name
 * renames rooms, inquiries and subscriptions (HOST C.11).
 */
export function updateContact(ws: Workspace, change: ContactChange): ContactDoc {
  const contact = ws.data.contacts.findLast((candidate) => candidate._id === change.contactId);
  if (contact === undefined) throw new Error('error-contact-not-found');
  if (change.contactManager) {
    const manager = ws.data.users.find((user) => user._id === change.contactManager);
    if (!manager?.roles.includes('livechat-agent')) throw new Error('error-contact-manager-not-found');
  }
  const fields = change.customFields;
  if (fields) {
    const known = ws.data.customFields.filter((field) => field.scope === 'visitor');
    const stranger = Object.keys(fields).find((key) => !known.some((field) => field._id === key));
    if (stranger !== undefined) throw new Error(`Custom field ${stranger} is not allowed`);
    for (const field of known) {
      const value = fields[field._id];
      if (value && field.regexp && !new RegExp(field.regexp).test(value)) {
        throw new Error(`Invalid value for ${field.label} field`);
      }
    }
    contact.customFields = { ...fields };
  }
  if (change.emails) contact.emails = change.emails.map((address) => ({ address }));
  if (change.phones) contact.phones = change.phones.map((phoneNumber) => ({ phoneNumber }));
  if (change.contactManager !== undefined) contact.contactManager = change.contactManager;
  contact.unknown = false;
  if (change.name !== undefined && change.name !== contact.name) rename(ws, contact, change.name);
  return contact;
}

function rename(ws: Workspace, contact: ContactDoc, name: string): void {
  contact.name = name;
  const rooms = ws.data.rooms.filter((room) => room.contactId === contact._id);
  const ids = new Set(rooms.map((room) => room._id));
  for (const room of rooms) room.fname = name;
  for (const inquiry of ws.data.inquiries) if (ids.has(inquiry.rid)) inquiry.name = name;
  for (const subscription of ws.data.subscriptions) if (ids.has(subscription.rid)) subscription.fname = name;
}

/** Adds an address to the contact unless it is there; `error-contact-not-found` when there is no such contact. */
export function addContactEmail(ws: Workspace, contactId: string, email: string): ContactDoc {
  const contact = ws.data.contacts.findLast((candidate) => candidate._id === contactId);
  if (contact === undefined) throw new Error('error-contact-not-found');
  contact.emails ??= [];
  if (!contact.emails.some(({ address }) => address === email)) contact.emails.push({ address: email });
  return contact;
}

/**
 * What a visitor tells of himself reaches his contact: an unknown contact takes it over, a known one keeps its name and
 * notes the conflict, addresses and numbers are added (HOST C.11; details of the merge are not verified).
 */
export function mergeIntoContact(ws: Workspace, visitor: VisitorDoc): void {
  if (!since(ws.version, 'contacts')) return;
  const contact = ws.data.contacts.find((candidate) =>
    candidate.channels?.some((channel) => channel.visitor.visitorId === visitor._id),
  );
  if (contact === undefined) return;
  if (visitor.name && visitor.name !== contact.name) {
    if (contact.unknown) contact.name = visitor.name;
    else (contact.conflictingFields ??= []).push({ field: 'name', value: visitor.name });
  }
  for (const { address } of visitor.visitorEmails ?? []) {
    if (!contact.emails?.some((known) => known.address === address)) (contact.emails ??= []).push({ address });
  }
  for (const { phoneNumber } of visitor.phone ?? []) {
    if (!contact.phones?.some((known) => known.phoneNumber === phoneNumber))
      (contact.phones ??= []).push({ phoneNumber });
  }
}
