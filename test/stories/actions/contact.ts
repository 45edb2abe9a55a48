import { visitorWrites } from '../../sandbox/workspace';
import { contactOf, fromBefore, held, lacks, type ActionCase, type Stage } from './case';

const add = (...tags: readonly string[]) => ({ action: 'add_contact_tags', tags });
const take = (...tags: readonly string[]) => ({ action: 'remove_contact_tags', tags });
const field = (s: Stage, key: string) => s.customer.profile().livechatData?.[key];
const writesByHand = (key: string, value: string) => (s: Stage) => {
  const profile = s.customer.profile();
  profile.livechatData = { ...profile.livechatData, [key]: value };
  const contact = contactOf(s);
  if (contact) contact.customFields = { ...contact.customFields, [key]: value };
};
const notWritten = (key: string) =>
  `failed (the server did not save the custom field ${key}: was the app granted the permission "livechat-custom-fields.write", and is the field one for visitors?)`;
const stored = (s: Stage) =>
  s.shop.db.records
    .filter(({ associations }) => associations.some(({ id }) => id === 'customer_tags'))
    .map(({ data }) => (data as { tags: string[] }).tags);

export const CONTACT_TAGS: readonly ActionCase[] = [
  { name: 'into the field', step: add('vip'), ends: 'done', after: (s) => expect(field(s, 'tags')).toBe('vip') },
  {
    name: 'beside what agents wrote there',
    step: add('VIP', 'new'),
    given: writesByHand('tags', 'vip , big  spender'),
    ends: 'done',
    after: (s) => expect(field(s, 'tags')).toBe('vip, big  spender, new'),
  },
  {
    name: 'the app keeps them where the settings name no field, whatever the customer writes there',
    step: [add('vip'), add('new')],
    settings: { field_tags: '' },
    connected: true,
    given: writesByHand('tags', 'new, forged'),
    ends: 'done, done',
    after: (s) => {
      expect(field(s, 'tags')).toBe('new, forged');
      expect(stored(s).at(-1)).toEqual(['vip', 'new']);
    },
  },
  {
    name: 'they are there',
    step: add('Vip'),
    given: writesByHand('tags', 'vip'),
    ends: 'already (the contact already has these tags)',
  },
  {
    name: 'into a field that the connection makes',
    step: add('vip'),
    connected: true,
    settings: { field_tags: 'labels' },
    ends: 'done',
    after: (s) => expect(field(s, 'labels')).toBe('vip'),
  },
  {
    name: 'into the app, where there is no field, and off again',
    step: [add('vip', 'loud'), take('loud'), add('vip'), take('loud')],
    settings: { field_tags: 'nowhere' },
    ends: 'done, done, already (the contact already has these tags), already (the contact has none of these tags)',
    after: (s) => expect(stored(s).at(-1)).toEqual(['vip']),
  },
  {
    name: 'of both conversations at once that a customer has, who is another contact on each channel',
    step: add('{{message.text}}'),
    settings: { field_tags: '' },
    when: async (s) => {
      const { shop, customer } = s;
      const { token } = customer.profile();
      const first = s.room();
      fromBefore(first);
      const second = await shop.customer(customer.id, { channel: 'whatsapp' }).starts();
      const contacts = new Set(customer.conversations().map(({ contactId }) => contactId));
      expect(contacts.size).toBe(2);
      const writes = (rid: string, msg: string) => visitorWrites(shop.workspace, { token, rid, msg });
      await Promise.all([writes(first._id, 'vip'), writes(second, 'loud')]);
    },
    ends: 'done | done',
    after: (s) => expect(stored(s).at(-1)).toEqual(['vip', 'loud']),
  },
  {
    name: 'nothing to write',
    step: add('{{customer.email}}'),
    ends: 'skipped (the values are empty once their fields are filled in)',
  },
  {
    name: 'without the right to write fields',
    step: add('vip'),
    without: 'livechat-custom-fields.write',
    ends: notWritten('tags'),
  },
  {
    name: 'the field is not what the server takes',
    step: add('vip'),
    settings: { field_tags: 'zip' },
    ends: 'failed (the server refused: Invalid value for zip field)',
  },
  {
    name: 'off the field',
    step: take('VIP'),
    given: writesByHand('tags', 'vip, new'),
    ends: 'done',
    after: (s) => expect(field(s, 'tags')).toBe('new'),
  },
  {
    name: 'the last one off the field',
    step: take('vip'),
    given: writesByHand('tags', 'vip'),
    ends: 'done',
    after: (s) => expect(field(s, 'tags')).toBe(''),
  },
  { name: 'off, and none of them is there', step: take('vip'), ends: 'already (the contact has none of these tags)' },
  {
    name: 'the server says yes and does nothing',
    step: add('vip'),
    faults: (s) => s.shop.faults.lies('livechat.setCustomFields', 1),
    ends: 'failed (the server accepted, but changed nothing)',
  },
];

const notes = (s: Stage) =>
  s.shop.db.records
    .filter(({ associations }) => associations.some(({ id }) => id === 'notes'))
    .map(({ data }) => data as { text: string; conversation: string })
    .filter(({ conversation }) => conversation === s.room()._id)
    .map(({ text }) => text);
const note = { action: 'note_contact', text: 'Speaks Greek.' };

export const NOTE_CONTACT: readonly ActionCase[] = [
  {
    name: 'into the app, and shown to whoever has the conversation',
    step: note,
    given: held,
    ends: 'done',
    after: (s) => {
      expect(notes(s)).toEqual(['Speaks Greek.']);
      expect(s.anna.sees().at(-1)).toBe('(only you) 📝 Speaks Greek.');
      expect(s.customer.sees().join()).not.toContain('Greek');
    },
  },
  {
    name: 'into no field of the customer, with a connection either',
    step: note,
    connected: true,
    given: writesByHand('notes', 'Call before ten.'),
    ends: 'done',
    after: (s) => expect(field(s, 'notes')).toBe('Call before ten.'),
  },
  {
    name: 'nothing to note',
    step: { ...note, text: '{{customer.email}}' },
    ends: 'skipped (the text is empty once its fields are filled in)',
  },
];

const update = (what: object) => ({ action: 'update_contact', ...what });
const addresses = (s: Stage) => s.customer.profile().visitorEmails?.map(({ address }) => address);
const two = (s: Stage) => {
  const visitorEmails = [{ address: 'one@example.com' }, { address: 'two@example.com' }];
  const phone = [{ phoneNumber: '+1' }, { phoneNumber: '+2' }];
  Object.assign(s.customer.profile(), { visitorEmails, phone });
  Object.assign(contactOf(s) ?? {}, { emails: visitorEmails, phones: phone });
};
const texting = (s: Stage) => {
  const phone = [{ phoneNumber: '+1' }];
  Object.assign(s.customer.profile(), { phone });
  Object.assign(contactOf(s) ?? {}, { phones: phone });
  Object.assign(s.room(), { source: { type: 'sms' } });
};

export const UPDATE_CONTACT: readonly ActionCase[] = [
  {
    name: 'all of it',
    step: update({ name: 'Ana Lima', email: 'ana@example.com', phone: '+55 11', custom: { plan: 'gold' } }),
    ends: 'done',
    after: (s) =>
      expect(s.customer.profile()).toMatchObject({
        name: 'Ana Lima',
        visitorEmails: [{ address: 'ana@example.com' }],
        phone: [{ phoneNumber: '+55 11' }],
        livechatData: { plan: 'gold' },
      }),
  },
  {
    name: 'only what is named',
    step: update({ phone: '+55 11' }),
    given: (s) => {
      s.customer.profile().visitorEmails = [{ address: 'ana@example.com' }];
      Object.assign(contactOf(s) ?? {}, { emails: [{ address: 'ana@example.com' }] });
      writesByHand('plan', 'gold')(s);
    },
    ends: 'done',
    after: (s) => {
      expect(addresses(s)).toEqual(['ana@example.com']);
      expect(s.customer.profile()).toMatchObject({ name: 'Ana', livechatData: { plan: 'gold' } });
    },
  },
  {
    name: 'it is so',
    step: update({ name: 'Ana', email: 'ANA@example.com', custom: { plan: 'gold' } }),
    given: (s) => {
      s.customer.profile().visitorEmails = [{ address: 'ana@example.com' }];
      Object.assign(contactOf(s) ?? {}, { emails: [{ address: 'ana@example.com' }] });
      writesByHand('plan', 'gold')(s);
    },
    ends: 'already (the contact already has these details)',
  },
  {
    name: 'a second e-mail would be lost',
    step: update({ email: 'new@example.com' }),
    given: two,
    ends: 'failed (the customer has 2 e-mail addresses, and without the connection the server would keep only the new one)',
    after: (s) => expect(addresses(s)).toEqual(['one@example.com', 'two@example.com']),
  },
  {
    name: 'a second phone would be lost',
    step: update({ phone: '+3' }),
    given: two,
    ends: 'failed (the customer has 2 phone numbers, and without the connection the server would keep only the new one)',
  },
  {
    name: 'over the connection nothing is lost',
    step: update({ name: 'Ana Lima', email: 'new@example.com', phone: '+3' }),
    connected: true,
    given: two,
    ends: 'done',
    after: (s) => {
      const contact = contactOf(s);
      expect(contact?.name).toBe('Ana Lima');
      expect(contact?.emails?.map(({ address }) => address)).toEqual([
        'new@example.com',
        'one@example.com',
        'two@example.com',
      ]);
      expect(contact?.phones?.map(({ phoneNumber }) => phoneNumber)).toEqual(['+3', '+1', '+2']);
      expect(addresses(s)).toEqual(['one@example.com', 'two@example.com']);
      expect(s.room().fname).toBe('Ana Lima');
    },
  },
  {
    name: 'who writes text messages keeps the number that they go to, and the contact has both',
    step: update({ name: 'Ana Lima', phone: '+3' }),
    connected: true,
    given: texting,
    ends: 'done',
    after: (s) => {
      expect(contactOf(s)?.phones?.map(({ phoneNumber }) => phoneNumber)).toEqual(['+3', '+1']);
      expect(s.customer.profile()).toMatchObject({ name: 'Ana Lima', phone: [{ phoneNumber: '+1' }] });
    },
  },
  {
    name: 'without the connection text messages would go to another number',
    step: update({ phone: '+3' }),
    given: texting,
    ends: 'failed (the customer has 1 phone number, and without the connection the server would keep only the new one)',
    after: (s) => expect(s.customer.profile().phone).toEqual([{ phoneNumber: '+1' }]),
  },
  {
    name: 'an address with capitals, which the server writes in small letters: the contact has it once',
    step: update({ email: 'Ana.Lima@Example.com' }),
    connected: true,
    ends: 'done',
    after: (s) => {
      expect(addresses(s)).toEqual(['ana.lima@example.com']);
      expect(contactOf(s)?.emails).toEqual([{ address: 'ana.lima@example.com' }]);
    },
  },
  {
    name: 'without a connection, a contact that the team knows keeps its name',
    step: update({ name: 'Ana Lima', phone: '+55 11' }),
    given: (s) => Object.assign(contactOf(s) ?? {}, { unknown: false }),
    ends: 'failed (the contact keeps the name “Ana”; the new one is shown beside it as a conflict, until somebody in the team decides)',
    after: (s) => {
      expect(contactOf(s)).toMatchObject({
        name: 'Ana',
        phones: [{ phoneNumber: '+55 11' }],
        conflictingFields: [{ field: 'name', value: 'Ana Lima' }],
      });
      expect(s.room().fname).toBe('Ana');
    },
  },
  {
    name: 'the contact has been deleted: the visitor is written',
    step: update({ phone: '+55 11' }),
    connected: true,
    given: (s) => {
      const { contacts } = s.shop.workspace.data;
      contacts.splice(
        contacts.findIndex(({ _id }) => _id === s.room().contactId),
        1,
      );
    },
    ends: 'done',
    after: (s) => expect(s.customer.profile().phone).toEqual([{ phoneNumber: '+55 11' }]),
  },
  {
    name: 'a field that is not there',
    step: update({ custom: { size: 'L' } }),
    ends: 'failed (the server has no custom field size for visitors; create it under Omnichannel, Custom fields, or set up the connection)',
  },
  {
    name: 'a field that the connection makes',
    step: update({ custom: { size: 'L' } }),
    connected: true,
    ends: 'done',
    after: (s) => expect(field(s, 'size')).toBe('L'),
  },
  {
    name: 'a value that the field does not take',
    step: update({ custom: { zip: 'abc' } }),
    ends: 'failed (the server refused: Invalid value for zip field)',
  },
  {
    name: 'a field of conversations, which is over',
    step: update({ custom: { crm: 'C-7' } }),
    on: 'conversation_closed',
    when: (s) => s.customer.closes(),
    ends: notWritten('crm'),
  },
  {
    name: 'no e-mail address, which the server would take: the rest is written',
    step: update({ email: 'at home', phone: '+55 11' }),
    ends: 'failed (this is not an e-mail address)',
    after: (s) => {
      expect(addresses(s)).toBeUndefined();
      expect(s.customer.profile().phone).toEqual([{ phoneNumber: '+55 11' }]);
    },
  },
  {
    name: 'nothing to write',
    step: update({ name: '{{customer.email}}' }),
    ends: 'skipped (the values are empty once their fields are filled in)',
  },
  {
    name: 'without the right to write visitors',
    step: update({ name: 'Ana Lima' }),
    without: 'livechat-visitor.write',
    ends: lacks('livechat-visitor.write'),
  },
  {
    name: 'the server says yes and does nothing',
    step: update({ name: 'Ana Lima', custom: { plan: 'gold' } }),
    faults: (s) => s.shop.faults.lies('livechat.createAndReturnVisitor', { id: 'x' }),
    ends: 'failed (the server accepted, but did not change: name)',
    after: (s) => expect(field(s, 'plan')).toBe('gold'),
  },
];
