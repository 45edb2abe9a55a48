import { updateContact, type ContactChange } from '../contacts';
import { page, status, type Route } from './route';

/** Contacts and what is known of a visitor (HOST C.11); contacts exist from 7.1. */
export const contactRoutes: Route[] = [
  {
    method: 'GET',
    path: 'omnichannel/contacts.get',
    access: { all: ['view-livechat-contact'] },
    change: 'contacts',
    handle: ({ ws, query }) => {
      const found = ws.data.contacts.find(
        (contact) =>
          (query.contactId !== undefined && contact._id === query.contactId) ||
          (query.visitorId !== undefined &&
            contact.channels?.some((channel) => channel.visitor.visitorId === query.visitorId)),
      );
      return { contact: found ?? null };
    },
  },
  {
    method: 'POST',
    path: 'omnichannel/contacts.update',
    access: { all: ['update-livechat-contact'] },
    change: 'contacts',
    required: ['contactId'],
    handle: ({ ws, body }) => ({ contact: { ...updateContact(ws, body as unknown as ContactChange) } }),
  },
  {
    method: 'GET',
    path: 'omnichannel/contacts.history',
    access: { all: ['view-livechat-contact-history'] },
    change: 'contacts',
    required: ['contactId'],
    handle: (call) => {
      const mine = call.ws.data.rooms.filter((room) => room.contactId === call.query.contactId);
      const closed = mine.filter((room) => room.open !== true);
      return page(
        call,
        'history',
        closed.sort((a, b) => b.ts.getTime() - a.ts.getTime()),
      );
    },
  },
  {
    method: 'GET',
    path: 'livechat/visitors.info',
    access: { all: ['view-l-room'] },
    required: ['visitorId'],
    handle: ({ ws, query }) => {
      const visitor = ws.data.visitors.findLast((candidate) => candidate._id === query.visitorId);
      return visitor ? { visitor: { ...visitor } } : status(400, 'visitor-not-found');
    },
  },
];
