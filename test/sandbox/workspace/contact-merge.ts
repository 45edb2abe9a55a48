import { asText } from './text';
import type { Source } from './contacts';
import type { ContactChannel, ContactDoc, VisitorDoc, Workspace } from './types';

/** True when the channel is this visitor's by this source; a source without an id is any of its type. */
export function sameChannel(channel: ContactChannel, visitorId: string, source: Source): boolean {
  const { visitor } = channel;
  return (
    visitor.visitorId === visitorId &&
    visitor.source.type === source.type &&
    (!source.id || visitor.source.id === source.id)
  );
}

/** A new channel of a contact. */
export function channelOf(visitorId: string, source: Source): ContactChannel {
  return {
    name: asText(source.label) || source.type,
    visitor: { visitorId, source: { type: source.type, ...(source.id && { id: source.id }) } },
    blocked: false,
    verified: false,
    details: structuredClone(source),
  };
}

/** What is told of a person: by a visitor who registers again, or by a visitor's whole document. */
export interface Told {
  name?: string;
  username?: string;
  emails?: string[];
  phones?: string[];
  customFields?: Record<string, unknown>;
  channel?: ContactChannel;
}

/** Merges a visitor's document with the channel by which they come. */
export function mergeIntoContact(
  ws: Workspace,
  contact: ContactDoc,
  visitor: VisitorDoc,
  by: { source: Source },
): void {
  mergeTold(ws, contact, {
    name: visitor.name,
    username: visitor.username,
    emails: visitor.visitorEmails?.map(({ address }) => address),
    phones: visitor.phone?.map(({ phoneNumber }) => phoneNumber),
    customFields: visitor.livechatData,
    channel: channelOf(visitor._id, by.source),
  });
}

/**
 * Adds what is new to a contact: an unknown one takes the name over, a known one keeps its own and notes a conflict;
 * addresses, numbers and channels are added to the lists; custom fields fill what is empty.
 */
export function mergeTold(ws: Workspace, contact: ContactDoc, told: Told): void {
  const overwrite = contact.unknown === true;
  const name = told.name || (contact.name ? undefined : told.username);
  const conflicts = contact.conflictingFields ?? [];
  if (name && name !== contact.name && !conflicts.some(({ field, value }) => field === 'name' && value === name)) {
    if (!contact.name || overwrite) contact.name = name;
    else contact.conflictingFields = [...conflicts, { field: 'name', value: name }];
  }
  for (const address of told.emails ?? []) {
    if (!contact.emails?.some((known) => known.address === address)) (contact.emails ??= []).push({ address });
  }
  for (const phoneNumber of told.phones ?? []) {
    if (!contact.phones?.some((known) => known.phoneNumber === phoneNumber))
      (contact.phones ??= []).push({ phoneNumber });
  }
  for (const [key, value] of Object.entries(told.customFields ?? {})) {
    if (overwrite || !contact.customFields?.[key]) contact.customFields = { ...contact.customFields, [key]: value };
  }
  const { channel } = told;
  if (!channel) return;
  const { visitorId, source } = channel.visitor;
  if (contact.channels?.some((known) => sameChannel(known, visitorId, source))) return;
  contact.channels = [...(contact.channels ?? []), channel];
  contact.preRegistration = false;
  contact._updatedAt = ws.now();
}
