import { createContact, deleteContact, resolveConflicts, updateContact, type ContactChange } from '../contact-changes';
import { enabledContact } from '../contacts';
import { asText } from '../text';
import type { AppObject, ContactDoc, RoomDoc } from '../types';
import { countAsked, page, sorted } from './page';
import { status, type Answer, type Call, type Route } from './route';
import { flag, object, paging, text, type Schema } from './schema';

const list: Schema = { type: 'array', items: { type: 'string' }, unique: true, nullable: true };
const id: Schema = { type: 'string' };
const fields: Schema = { type: 'object', open: true, nullable: true };

/** Contacts: the people behind the visitors of all channels. */
export const contactRoutes: Route[] = (
  [
    {
      method: 'POST',
      path: 'omnichannel/contacts',
      access: { all: ['create-livechat-contact'] },
      schema: object({ name: id, emails: list, phones: list, customFields: fields, contactManager: text }, ['name']),
      handle: ({ ws, body }) => ({ contactId: createContact(ws, changeOf(body))._id }),
    },
    {
      method: 'POST',
      path: 'omnichannel/contacts.update',
      access: { all: ['update-livechat-contact'] },
      schema: object(
        {
          contactId: id,
          name: id,
          emails: list,
          phones: list,
          customFields: fields,
          contactManager: text,
          wipeConflicts: flag,
        },
        ['contactId'],
      ),
      handle: ({ ws, body }) => ({ contact: { ...updateContact(ws, changeOf(body)) } }),
    },
    {
      method: 'POST',
      path: 'omnichannel/contacts.conflicts',
      access: { all: ['update-livechat-contact'] },
      schema: object({ contactId: id, name: text, contactManager: text, customFields: fields, wipeConflicts: flag }, [
        'contactId',
      ]),
      handle: ({ ws, body }) => ({ result: { ...resolveConflicts(ws, changeOf(body)) } }),
    },
    {
      method: 'GET',
      path: 'omnichannel/contacts.get',
      access: { all: ['view-livechat-contact'] },
      schema: object({ contactId: id }, ['contactId']),
      handle: ({ ws, query }) => {
        const contact = enabledContact(ws, query.contactId);
        return contact ? { contact: { ...contact } } : status(404, 'Resource not found');
      },
    },
    {
      method: 'GET',
      path: 'omnichannel/contacts.search',
      access: { all: ['view-livechat-contact'] },
      schema: object({ ...paging, searchText: text, unknown: flag }),
      handle: search,
    },
    {
      method: 'GET',
      path: 'omnichannel/contacts.checkExistence',
      access: { all: ['view-livechat-contact'] },
      schema: object({ contactId: text, email: text, phone: text }),
      handle: exists,
    },
    {
      method: 'GET',
      path: 'omnichannel/contacts.history',
      access: { all: ['view-livechat-contact-history'] },
      schema: object({ ...paging, contactId: id, source: text }, ['contactId']),
      handle: history,
    },
    {
      method: 'GET',
      path: 'omnichannel/contacts.channels',
      access: { all: ['view-livechat-contact'] },
      schema: object({ contactId: id }, ['contactId']),
      handle: ({ ws, query }) => ({ channels: byName(enabledContact(ws, query.contactId)) }),
    },
    {
      method: 'POST',
      path: 'omnichannel/contacts.delete',
      access: { all: ['delete-livechat-contact'] },
      trait: 'contactsDelete',
      typed: true,
      schema: object({ contactId: id }, ['contactId']),
      handle: ({ ws, body }) => {
        deleteContact(ws, asText(body.contactId));
        return {};
      },
    },
  ] satisfies Route[]
).map((route) => ({ trait: 'contacts', ...route }));

/** What is null is as good as not given. */
const withoutEmpty = (body: AppObject): AppObject =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
const changeOf = (body: AppObject): ContactChange => withoutEmpty(body) as unknown as ContactChange;

/** Closed conversations of all visitors and sources; only the licensed module heeds `source`. */
function history(call: Call): Answer {
  const { ws, query } = call;
  const contact = enabledContact(ws, query.contactId);
  if (contact === undefined) throw new Error('error-contact-not-found');
  const fits = ({ source, open, contactId }: RoomDoc): boolean =>
    contactId === contact._id &&
    open !== true &&
    (!query.source || ws.edition !== 'EE' || source?.type === query.source);
  const closed = ws.data.rooms.filter(fits).map((room) => {
    const { _id, fname, ts, v, msgs, servedBy, closedAt, closedBy, closer, tags, source, lastMessage, verified } = room;
    return { _id, fname, ts, v, msgs, servedBy, closedAt, closedBy, closer, tags, source, lastMessage, verified };
  });
  return page(call, 'history', closed, { closedAt: -1 });
}

/** `count` is what was asked for, not what came, and the manager is a person. */
function search(call: Call): Answer {
  const { ws, query } = call;
  const wanted = (query.searchText ?? '').toLowerCase();
  const told = (contact: ContactDoc): string[] => [
    contact.name,
    ...(contact.emails ?? []).map(({ address }) => address),
    ...(contact.phones ?? []).map(({ phoneNumber }) => phoneNumber),
  ];
  const fits = (contact: ContactDoc): boolean =>
    contact.enabled !== false &&
    (contact.unknown ?? false) === (query.unknown === 'true') &&
    told(contact).some((part) => part.toLowerCase().includes(wanted));
  const contacts = ws.data.contacts.filter(fits).map(({ contactManager, ...contact }) => {
    const manager = ws.data.users.find(({ _id }) => _id === contactManager);
    const { _id, name, username } = manager ?? {};
    return { ...contact, ...(contactManager !== undefined && { contactManager: { _id, name, username } }) };
  });
  return { ...page(call, 'contacts', contacts, { name: 1 }), count: countAsked(call) };
}

function exists({ ws, query }: Call): Answer {
  const fits = (contact: ContactDoc): boolean =>
    (!query.contactId || contact._id === query.contactId) &&
    (!query.email || (contact.emails?.some(({ address }) => address === query.email) ?? false)) &&
    (!query.phone || (contact.phones?.some(({ phoneNumber }) => phoneNumber === query.phone) ?? false));
  return { exists: ws.data.contacts.some(fits) };
}

/** One channel of each name: the one that was used last. */
function byName(contact: ContactDoc | undefined): AppObject[] {
  const latest = sorted(contact?.channels ?? [], { 'lastChat.ts': -1 });
  return latest.filter(({ name }, index) => latest.findIndex((other) => other.name === name) === index);
}
