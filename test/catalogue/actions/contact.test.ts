import { act } from './doing';
import { createServer, NOW, room, type Server } from './server';
import { parseTags, formatTags, mergeTags, withoutTags, sameTags } from '../../../src/model/tags';

function field(server: Server, key = 'tags'): string | undefined {
  return server.rooms[0]?.visitor?.livechatData?.[key];
}

describe('a list of tags', () => {
  test.each([
    ['vip, new', ['vip', 'new']],
    [' vip ,, VIP,\nnew ', ['vip', 'new']],
    ['', []],
    [undefined, []],
    [7, []],
    [
      ['vip', 3, 'new'],
      ['vip', 'new'],
    ],
  ])('%j is read as %j', (written, read) => expect(parseTags(written)).toEqual(read));

  test('the spelling that was there first stays, and commas make several', () => {
    expect(mergeTags(['VIP'], ['vip', 'a,b'])).toEqual(['VIP', 'a', 'b']);
    expect(withoutTags(['VIP', 'Straße'], ['vip', 'STRASSE'])).toEqual([]);
    expect(sameTags(['a', 'B'], ['b', 'A'])).toBe(true);
    expect(formatTags(['a', 'b'])).toBe('a, b');
  });
});

describe('add_contact_tags', () => {
  const step = { action: 'add_contact_tags', tags: ['vip', 'late'] };

  test('done: into the custom field, beside what agents wrote there', async () => {
    const server = createServer();
    server.fields.add('tags');
    server.rooms[0]!.visitor!.livechatData = { tags: 'Old,VIP' };
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { added: ['late'], kept: 'field' } });
    expect(field(server)).toBe('Old, VIP, late');
    expect(server.records).toHaveLength(0);
  });

  test('done: into the app, and into no field, where the settings name none', async () => {
    const server = createServer({ connected: true });
    server.settings = { ...server.settings, tagsField: '' };
    server.fields.add('tags');
    server.rooms[0]!.visitor!.livechatData = { tags: 'vip, forged' };
    expect(await act(server, step)).toMatchObject({
      outcome: 'done',
      detail: { added: ['vip', 'late'], kept: 'store' },
    });
    expect(field(server)).toBe('vip, forged');
  });

  test('done: into the app where the server has no such field', async () => {
    const server = createServer();
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { kept: 'store' } });
    expect(server.records.map(({ record }) => record)).toEqual([{ v: 1, tags: ['vip', 'late'], at: NOW, all: true }]);
  });

  test('done: a connection creates the field, and what the app kept moves into it', async () => {
    const server = createServer();
    await act(server, step);
    server.connected = true;
    expect(await act(server, { action: 'add_contact_tags', tags: ['new'] })).toMatchObject({
      detail: { kept: 'field' },
    });
    expect(field(server)).toBe('vip, late, new');
    expect(server.records).toHaveLength(0);
  });

  test('failed: kept by the app itself, which was not granted the permission', async () => {
    const server = createServer();
    server.denied.add('persistence');
    const outcome = await act(server, step);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: { key: 'reason_record_not_kept' } });
  });

  test('already: the customer has them', async () => {
    const server = createServer();
    await act(server, step);
    expect(await act(server, { action: 'add_contact_tags', tags: ['VIP'] })).toMatchObject({ outcome: 'already' });
  });

  test('failed: the server does not like the value', async () => {
    const server = createServer();
    server.errors.set('setCustomFields', 'Invalid value for tags field');
    expect(await act(server, step)).toMatchObject({ outcome: 'failed', reason: { key: 'reason_host_said' } });
  });

  test('failed: the permission was not granted', async () => {
    const server = createServer();
    server.denied.add('livechat-custom-fields.write');
    expect((await act(server, step)).said).toContain('"livechat-custom-fields.write"');
  });
});

describe('remove_contact_tags', () => {
  const step = { action: 'remove_contact_tags', tags: ['VIP'] };

  test('done: taken off, the others stay', async () => {
    const server = createServer();
    server.fields.add('tags');
    server.rooms[0]!.visitor!.livechatData = { tags: 'vip, late' };
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { removed: ['vip'] } });
    expect(field(server)).toBe('late');
  });

  test('done where the app keeps them itself', async () => {
    const server = createServer();
    await act(server, { action: 'add_contact_tags', tags: ['vip'] });
    expect(await act(server, step)).toMatchObject({ outcome: 'done' });
    expect(server.records).toHaveLength(0);
  });

  test('already: there is none of them', async () => {
    expect(await act(createServer(), step)).toMatchObject({ outcome: 'already' });
  });
});

describe('update_contact', () => {
  test('done: what is named and nothing else', async () => {
    const server = createServer();
    server.fields.add('plan');
    const outcome = await act(server, { action: 'update_contact', name: 'Ana Lima', custom: { plan: 'gold' } });
    expect(outcome).toMatchObject({ outcome: 'done', detail: { written: ['name', 'plan'] } });
    expect(server.rooms[0]?.visitor).toMatchObject({
      name: 'Ana Lima',
      visitorEmails: [{ address: 'ana@example.com' }],
      phone: [{ phoneNumber: '+55 11' }],
    });
  });

  test('already: it is so', async () => {
    const server = createServer();
    const outcome = await act(server, { action: 'update_contact', name: 'Ana', email: 'ANA@example.com' });
    expect(outcome).toMatchObject({ outcome: 'already' });
  });

  test('failed rather than losing a second address', async () => {
    const server = createServer();
    const visitor = server.rooms[0]!.visitor!;
    visitor.visitorEmails = [{ address: 'a@b.co' }, { address: 'c@d.co' }];
    visitor.phone = [{ phoneNumber: '1' }, { phoneNumber: '2' }];
    expect((await act(server, { action: 'update_contact', email: 'new@b.co' })).said).toContain('2 e-mail addresses');
    expect((await act(server, { action: 'update_contact', phone: '3' })).said).toContain('2 phone numbers');
    expect(visitor.visitorEmails).toHaveLength(2);
  });

  test('done with a connection: the contact keeps them all, the new one first', async () => {
    const server = createServer({ connected: true, rooms: [room({ contact: { _id: 'contact' } })] });
    server.contacts.set('contact', { name: 'Ana', emails: ['a@b.co', 'c@d.co'], phones: ['1'] });
    server.rooms[0]!.visitor!.visitorEmails = [{ address: 'a@b.co' }, { address: 'c@d.co' }];
    expect(await act(server, { action: 'update_contact', email: 'new@b.co' })).toMatchObject({ outcome: 'done' });
    expect(server.contacts.get('contact')).toEqual({
      name: 'Ana',
      emails: ['new@b.co', 'a@b.co', 'c@d.co'],
      phones: ['1'],
    });
    expect(await act(server, { action: 'update_contact', email: 'new@b.co' })).toMatchObject({ outcome: 'already' });
  });

  // The server texts to the visitor's first number, and knows by it who writes.
  test('a customer who writes text messages keeps the number that they write from: another is for the contact', async () => {
    const step = { action: 'update_contact', phone: '+55 21' };
    const source = { type: 'sms' };
    const alone = await act(createServer({ rooms: [room({ source })] }), step);
    expect(alone.said).toContain('the customer has 1 phone number,');
    const server = createServer({ connected: true, rooms: [room({ source, contact: { _id: 'contact' } })] });
    server.contacts.set('contact', { name: 'Ana', emails: [], phones: ['+55 11'] });
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { written: ['phone'] } });
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
    expect(server.contacts.get('contact')?.phones).toEqual(['+55 21', '+55 11']);
    expect(server.rooms[0]?.visitor?.phone).toEqual([{ phoneNumber: '+55 11' }]);
  });

  test('failed: no such custom field; what could be written is told', async () => {
    const server = createServer();
    const outcome = await act(server, { action: 'update_contact', name: 'Ana Lima', custom: { plan: 'gold' } });
    expect(outcome).toMatchObject({ outcome: 'failed', detail: { written: ['name'] } });
    expect(outcome.said).toContain('no custom field plan');
  });

  test('done with a connection: the field is created', async () => {
    const server = createServer({ connected: true });
    expect(await act(server, { action: 'update_contact', custom: { plan: 'gold' } })).toMatchObject({
      outcome: 'done',
    });
    expect(field(server, 'plan')).toBe('gold');
  });

  test.each(['nonsense', '@', 'a@', '@b.co', 'a b@c.co', 'a@b', 'a@b..co', 'a@-b.co', `a@${'b'.repeat(260)}.co`])(
    'failed: %s is not an e-mail address, and the server is not asked; the rest is written',
    async (email) => {
      const server = createServer();
      const outcome = await act(server, { action: 'update_contact', name: 'Ana Lima', email });
      expect(outcome).toMatchObject({ outcome: 'failed', detail: { written: ['name'] } });
      expect(outcome.said).toBe('this is not an e-mail address');
      const { name, visitorEmails } = server.rooms[0]!.visitor!;
      expect({ name, visitorEmails }).toEqual({ name: 'Ana Lima', visitorEmails: [{ address: 'ana@example.com' }] });
      const alone = await act(server, { action: 'update_contact', email });
      expect(alone.said).toBe('this is not an e-mail address');
    },
  );

  test.each(['ana+x@mail.example.com', "o'neil@example.co", 'ana@münchen.example', 'a_b-c@1.co'])(
    'done: %s is an address',
    async (email) => {
      expect(await act(createServer(), { action: 'update_contact', email })).toMatchObject({ outcome: 'done' });
    },
  );

  test('skipped: a name of blanks and invisible characters is never sent', async () => {
    const outcome = await act(createServer(), { action: 'update_contact', name: ' \u200b' });
    expect(outcome).toMatchObject({ outcome: 'skipped', reason: { key: 'reason_nothing_to_write' } });
  });

  test('failed: the contact keeps its name, and the new one is a conflict there', async () => {
    const server = createServer({ connected: true, rooms: [room({ contact: { _id: 'contact' } })] });
    server.contacts.set('contact', { name: 'Ana', emails: [], phones: [] });
    server.contacts.set = () => server.contacts;
    const outcome = await act(server, { action: 'update_contact', name: 'Ana Lima' });
    expect(outcome).toMatchObject({ outcome: 'failed', reason: { key: 'reason_name_conflict' } });
    expect(outcome.said).toContain('“Ana”');
    expect(server.rooms[0]?.visitor?.name).toBe('Ana Lima');
  });

  test('failed: the permission was not granted', async () => {
    const server = createServer();
    server.denied.add('livechat-visitor.write');
    expect((await act(server, { action: 'update_contact', name: 'New' })).said).toContain('"livechat-visitor.write"');
  });
});

describe('note_contact', () => {
  const step = { action: 'note_contact', text: 'Call in the morning.' };

  test('done: kept by the app, in no field that the customer can read, once; the agent sees it at once', async () => {
    const server = createServer({ connected: true });
    server.fields.add('notes');
    server.rooms[0]!.visitor!.livechatData = { notes: 'Speaks Greek.' };
    expect(await act(server, step)).toMatchObject({ outcome: 'done', detail: { shown: 'maria' } });
    expect(await act(server, step)).toMatchObject({ outcome: 'already' });
    expect(server.records.map(({ record }) => record)).toMatchObject([{ text: 'Call in the morning.', at: NOW }]);
    expect(field(server, 'notes')).toBe('Speaks Greek.');
    expect(server.whispers).toEqual([{ user: 'maria', text: '📝 Call in the morning.' }]);
    expect(server.messages).toHaveLength(0);
  });

  test('failed: kept by the app itself, which was not granted the permission', async () => {
    const server = createServer();
    server.denied.add('persistence');
    expect(await act(server, step)).toMatchObject({ outcome: 'failed', reason: { key: 'reason_record_not_kept' } });
  });
});
