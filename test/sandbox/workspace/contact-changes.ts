import { enabledContact } from './contacts';
import { validFields } from './custom-fields';
import { remove } from './find';
import { isOn } from './settings';
import type { ContactDoc, Workspace } from './types';

export interface ContactChange {
  contactId: string;
  name?: string;
  emails?: string[];
  phones?: string[];
  customFields?: Record<string, unknown>;
  contactManager?: string;
  wipeConflicts?: boolean;
}

function needed(ws: Workspace, contactId: string): ContactDoc {
  const contact = enabledContact(ws, contactId);
  if (contact === undefined) throw new Error('error-contact-not-found');
  return contact;
}

/** A contact's manager must be an agent. */
function checkManager(ws: Workspace, id: string | undefined): void {
  if (!id) return;
  const manager = ws.data.users.find((user) => user._id === id);
  if (!manager?.roles.includes('livechat-agent')) throw new Error('error-contact-manager-not-found');
}

/** Sets or, with an empty text, removes the contact's manager. */
function setManager(contact: ContactDoc, change: { contactManager?: string }): void {
  if (change.contactManager) contact.contactManager = change.contactManager;
  else if ('contactManager' in change) delete contact.contactManager;
}

/**
 * Updates a contact as omnichannel/contacts.update does: lists replace and nobody checks the addresses; unknown custom
 * fields are refused; a new name renames the rooms of the contact, closed ones too, and the inquiries and subscriptions
 * of its visitors. An empty name is stored and then refused.
 */
export function updateContact(ws: Workspace, change: ContactChange): ContactDoc {
  const contact = needed(ws, change.contactId);
  checkManager(ws, change.contactManager);
  const fields = change.customFields && fieldsOf(ws, contact, change.customFields);
  const { name: before } = contact;
  if (change.name !== undefined) contact.name = change.name;
  if (change.emails) contact.emails = change.emails.map((address) => ({ address }));
  if (change.phones) contact.phones = change.phones.map((phoneNumber) => ({ phoneNumber }));
  if (fields) contact.customFields = fields;
  if (change.wipeConflicts) contact.conflictingFields = [];
  setManager(contact, change);
  contact.unknown = false;
  contact._updatedAt = ws.now();
  if (change.name !== undefined && change.name !== before) rename(ws, contact, change.name);
  return contact;
}

/** Fields that the contact has and nobody defines any more stay as they are. */
function fieldsOf(ws: Workspace, contact: ContactDoc, given: Record<string, unknown>): Record<string, unknown> {
  const defined = new Set(ws.data.customFields.filter(({ scope }) => scope === 'visitor').map(({ _id }) => _id));
  const kept = Object.entries(contact.customFields ?? {}).filter(([key]) => !defined.has(key));
  return { ...validFields(ws, given, { also: kept.map(([key]) => key) }), ...Object.fromEntries(kept) };
}

function rename(ws: Workspace, contact: ContactDoc, name: string): void {
  if (name === '') throw new Error('error-invalid-operation');
  for (const room of ws.data.rooms) if (room.t === 'l' && room.contactId === contact._id) room.fname = name;
  const visitors = new Set(contact.channels?.map((channel) => channel.visitor.visitorId));
  const theirs = new Set(ws.data.rooms.filter((room) => visitors.has(room.v?._id ?? '')).map((room) => room._id));
  for (const inquiry of ws.data.inquiries) if (theirs.has(inquiry.rid)) inquiry.name = name;
  for (const subscription of ws.data.subscriptions) {
    if (theirs.has(subscription.rid)) Object.assign(subscription, { name, fname: name });
  }
}

/** Makes a contact over REST, before anybody has met it. */
export function createContact(ws: Workspace, given: Omit<ContactChange, 'contactId'>): ContactDoc {
  checkManager(ws, given.contactManager);
  const contact: ContactDoc = {
    _id: ws.newId('contact'),
    name: given.name ?? '',
    ...(given.emails && { emails: given.emails.map((address) => ({ address })) }),
    ...(given.phones && { phones: given.phones.map((phoneNumber) => ({ phoneNumber })) }),
    ...(given.contactManager && { contactManager: given.contactManager }),
    channels: [],
    customFields: validFields(ws, given.customFields ?? {}, {}),
    unknown: false,
    createdAt: ws.now(),
    _updatedAt: ws.now(),
    preRegistration: true,
  };
  ws.data.contacts.push(contact);
  return contact;
}

/** Settles conflicts: those of the fields given, or all of them. */
export function resolveConflicts(ws: Workspace, change: ContactChange): ContactDoc {
  const contact = needed(ws, change.contactId);
  if (!contact.conflictingFields?.length) throw new Error('error-contact-has-no-conflicts');
  checkManager(ws, change.contactManager);
  const settled = new Set([
    ...(change.name ? ['name'] : []),
    ...('contactManager' in change ? ['manager'] : []),
    ...Object.keys(change.customFields ?? {}).map((key) => `customFields.${key}`),
  ]);
  const left = contact.conflictingFields.filter(({ field }) => !settled.has(field));
  contact.conflictingFields = change.wipeConflicts ? [] : left;
  if (change.name) contact.name = change.name;
  if (change.customFields) contact.customFields = { ...contact.customFields, ...change.customFields };
  setManager(contact, change);
  contact.unknown = false;
  contact._updatedAt = ws.now();
  return contact;
}

/** Deletes a contact: refused while a conversation of it is open; its visitors are emptied and their rooms go. */
export function deleteContact(ws: Workspace, contactId: string): void {
  const contact = needed(ws, contactId);
  const isOpen = ws.data.rooms.some((room) => room.contactId === contactId && room.open === true);
  if (isOpen && !isOn(ws, 'Livechat_Allow_collect_and_store_HTTP_header_informations')) {
    throw new Error('error-contact-has-open-rooms');
  }
  for (const { visitor } of contact.channels ?? []) removeGuest(ws, visitor.visitorId);
  contact.enabled = false;
  for (const field of ['emails', 'customFields', 'lastChat', 'channels', 'name', 'phones', 'conflictingFields']) {
    delete contact[field];
  }
}

function removeGuest(ws: Workspace, visitorId: string): void {
  const rooms = new Set(ws.data.rooms.filter((room) => room.v?._id === visitorId).map((room) => room._id));
  remove(ws.data.messages, (message) => rooms.has(message.rid));
  remove(ws.data.subscriptions, (subscription) => rooms.has(subscription.rid));
  remove(ws.data.inquiries, (inquiry) => rooms.has(inquiry.rid));
  remove(ws.data.rooms, (room) => rooms.has(room._id));
  const visitor = ws.data.visitors.findLast((candidate) => candidate._id === visitorId);
  if (visitor === undefined) return;
  visitor.disabled = true;
  for (const field of DISABLING_EMPTIES) delete visitor[field];
}

/** What disabling a visitor removes. */
const DISABLING_EMPTIES = [
  'department',
  'contactManager',
  'token',
  'visitorEmails',
  'phone',
  'name',
  'livechatData',
  'lastChat',
  'ip',
  'host',
  'userAgent',
  'username',
  'ts',
  'status',
];
