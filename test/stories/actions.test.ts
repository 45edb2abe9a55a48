import { sandbox, type Shop } from '../sandbox';
import type { SandboxOptions } from '../sandbox';
import { runLines } from './runs';

/** One action on the real runtime: what a rule that listens to every customer's message does with it. */
interface Case {
  readonly name: string;
  readonly step: { readonly action: string } & Readonly<Record<string, unknown>>;
  readonly on?: string;
  readonly options?: SandboxOptions;
  readonly without?: readonly string[];
  /** Before the message that the rule hears. */
  readonly before?: (shop: Shop) => Promise<unknown> | void;
  /** Sets the rule off; left out: the customer writes. */
  readonly when?: (shop: Shop) => Promise<unknown>;
  readonly ends: string;
  readonly after?: (shop: Shop) => void | Promise<void>;
}

const room = (shop: Shop) => shop.customer('ana').conversation();
const held = (shop: Shop) => shop.agent('anna').takes(shop.customer('ana'));
const CONNECTED = { connected: true };
const NEEDS_CONNECTION =
  'failed (this needs the connection to the server: fill in the settings "Server address", "User ID" and "Personal access token" of an omnichannel manager)';

const CASES: readonly Case[] = [
  {
    name: 'send_message, done',
    step: { action: 'send_message', text: 'Hi {{customer.name}}.' },
    ends: 'done',
    after: (shop) => expect(shop.customer('ana').sees()).toContain('Workflow: Hi Ana.'),
  },
  {
    name: "send_message, done in the agent's name, once",
    step: { action: 'send_message', text: 'Hello.', as: 'agent' },
    before: held,
    ends: 'done',
    after: (shop) =>
      expect(
        shop
          .customer('ana')
          .sees()
          .filter((line) => line.endsWith(': Hello.')),
      ).toHaveLength(1),
  },
  {
    name: 'send_message, failed: nobody to speak as',
    step: { action: 'send_message', text: 'Hello.', as: 'agent' },
    ends: 'failed (nobody has the conversation, so nobody\'s name can be used; "as": "bot" would send it)',
  },
  {
    name: 'send_message, failed: the permission was not granted',
    step: { action: 'send_message', text: 'Hello.' },
    options: { without: ['message.write'] },
    ends: 'failed (the app was not granted the permission "message.write"; grant it in the marketplace\'s page of the app)',
  },
  {
    name: 'assign to one, done',
    step: { action: 'assign', to: { agent: 'bruno' } },
    ends: 'done',
    after: (shop) => expect(room(shop).servedBy?.username).toBe('bruno'),
  },
  {
    name: 'assign to one, already',
    step: { action: 'assign', to: { agent: 'anna' } },
    before: held,
    ends: 'already (anna has the conversation already)',
  },
  {
    name: 'assign to one, refused',
    step: { action: 'assign', to: { agent: 'bruno' } },
    before: (shop) => shop.agent('bruno').goesOffline(),
    ends: 'failed (the agent is offline or not available for chats)',
  },
  {
    name: 'assign to several, the next one',
    step: { action: 'assign', to: { agents: ['anna', 'bruno'], pick: 'first' } },
    before: (shop) => shop.agent('anna').goesOffline(),
    ends: 'done',
    after: (shop) => expect(room(shop).servedBy?.username).toBe('bruno'),
  },
  {
    name: 'assign to a department over the connection',
    step: { action: 'assign', to: { department: 'Sales' } },
    options: CONNECTED,
    ends: 'done',
    after: (shop) => expect(room(shop)).toMatchObject({ departmentId: 'sales', servedBy: { username: 'bruno' } }),
  },
  {
    name: 'assign to a department without one',
    step: { action: 'assign', to: { department: 'Sales' } },
    ends: 'done (it waits in the queue of Sales)',
    after: (shop) => expect(room(shop).departmentId).toBe('sales'),
  },
  {
    name: 'assign to anyone over the connection',
    step: { action: 'assign', to: { anyone: true } },
    options: CONNECTED,
    ends: 'done',
    after: (shop) => expect(room(shop).servedBy?.username).toBe('anna'),
  },
  {
    name: 'assign to anyone of nobody',
    step: { action: 'assign', to: { anyone: true } },
    ends: 'failed (nobody can be picked: set up the connection (settings "User ID" and "Personal access token"), or list usernames in the setting "Agents")',
  },
  {
    name: 'unassign, done',
    step: { action: 'unassign' },
    options: CONNECTED,
    before: held,
    ends: 'done',
    after: (shop) => expect(room(shop).servedBy).toBeUndefined(),
  },
  {
    name: 'unassign on an older server, done',
    step: { action: 'unassign' },
    options: { ...CONNECTED, server: { routing: 'Manual_Selection', version: '7.9' } },
    before: held,
    ends: 'done',
    after: (shop) => expect(room(shop).servedBy).toBeUndefined(),
  },
  { name: 'unassign, already', step: { action: 'unassign' }, ends: 'already (nobody has the conversation)' },
  { name: 'unassign, failed without a connection', step: { action: 'unassign' }, before: held, ends: NEEDS_CONNECTION },
  {
    name: 'close, done',
    step: { action: 'close', comment: 'Bye.' },
    ends: 'done',
    after: (shop) => expect(room(shop)).toMatchObject({ closer: 'user', closedBy: { username: 'workflow.bot' } }),
  },
  {
    name: 'close, already',
    step: { action: 'close', comment: 'Bye.' },
    on: 'conversation_closed',
    when: (shop) => shop.customer('ana').closes(),
    ends: 'already (the conversation was closed before)',
  },
  {
    name: 'open, done',
    step: { action: 'open', text: 'One more thing.', agent: 'bruno' },
    on: 'conversation_closed',
    when: (shop) => shop.customer('ana').closes(),
    ends: 'done',
    after: (shop) => {
      expect(shop.customer('ana').conversations()).toHaveLength(2);
      expect(shop.customer('ana').sees()).toContain('Workflow: One more thing.');
      expect(room(shop).servedBy?.username).toBe('bruno');
    },
  },
  {
    name: 'open, already',
    step: { action: 'open' },
    ends: 'already (a conversation of this customer is open already)',
  },
  {
    name: 'note_conversation, done, and never in the timeline',
    step: { action: 'note_conversation', text: 'Wants a refund.' },
    before: held,
    ends: 'done',
    after: (shop) => {
      expect(shop.customer('ana').sees().join()).not.toContain('refund');
      expect(shop.workspace.data.messages.map(({ msg }) => msg).join()).not.toContain('refund');
      expect(JSON.stringify(shop.db.records)).toContain('Wants a refund.');
    },
  },
  {
    name: 'set_topic, done without losing a tag',
    step: { action: 'set_topic', topic: 'Refund' },
    options: CONNECTED,
    before: (shop) => void (room(shop).tags = ['first']),
    ends: 'done',
    after: (shop) => expect(room(shop)).toMatchObject({ topic: 'Refund', tags: ['first'] }),
  },
  { name: 'set_topic, failed', step: { action: 'set_topic', topic: 'Refund' }, ends: NEEDS_CONNECTION },
  {
    name: 'tag_conversation, done',
    step: { action: 'tag_conversation', add: ['billing'], remove: ['first'] },
    options: CONNECTED,
    before: (shop) => void (room(shop).tags = ['first', 'second']),
    ends: 'done',
    after: (shop) => expect(room(shop).tags).toEqual(['second', 'billing']),
  },
  {
    name: 'tag_conversation, failed',
    step: { action: 'tag_conversation', add: ['billing'] },
    ends: NEEDS_CONNECTION,
  },
  {
    name: 'add_contact_tags, done in the custom field',
    step: { action: 'add_contact_tags', tags: ['vip'] },
    options: { customFields: ['tags'], settings: { field_tags: 'tags' } },
    ends: 'done',
    after: (shop) => expect(shop.customer('ana').profile().livechatData).toMatchObject({ tags: 'vip' }),
  },
  {
    name: 'add_contact_tags, done in a field that the connection creates',
    step: { action: 'add_contact_tags', tags: ['vip'] },
    options: { ...CONNECTED, settings: { field_tags: 'labels' } },
    ends: 'done',
    after: (shop) => expect(shop.customer('ana').profile().livechatData).toMatchObject({ labels: 'vip' }),
  },
  {
    name: 'add_contact_tags, done in the app',
    step: { action: 'add_contact_tags', tags: ['vip'] },
    ends: 'done',
    after: (shop) => expect(JSON.stringify(shop.db.records)).toContain('"vip"'),
  },
  {
    name: 'remove_contact_tags, already',
    step: { action: 'remove_contact_tags', tags: ['vip'] },
    ends: 'already (the customer has none of these tags)',
  },
  {
    name: 'note_contact, done in the custom field',
    step: { action: 'note_contact', text: 'Speaks Greek.' },
    options: { customFields: ['notes'], settings: { field_notes: 'notes' } },
    ends: 'done',
    after: (shop) =>
      expect(shop.customer('ana').profile().livechatData).toMatchObject({
        notes: expect.stringMatching(/^\[.*\] Speaks Greek\.$/) as string,
      }),
  },
  {
    name: 'update_contact, done',
    step: { action: 'update_contact', name: 'Ana Lima', email: 'ana@example.com', custom: { plan: 'gold' } },
    options: { customFields: ['plan'] },
    ends: 'done',
    after: (shop) =>
      expect(shop.customer('ana').profile()).toMatchObject({
        name: 'Ana Lima',
        visitorEmails: [{ address: 'ana@example.com' }],
        livechatData: { plan: 'gold' },
      }),
  },
  {
    name: 'update_contact over the connection keeps the other address',
    step: { action: 'update_contact', email: 'new@example.com' },
    options: CONNECTED,
    before: (shop) => {
      shop.customer('ana').profile().visitorEmails = [{ address: 'old@example.com' }];
      const contact = shop.workspace.data.contacts.find(({ _id }) => _id === room(shop).contactId);
      if (contact) contact.emails = [{ address: 'old@example.com' }];
    },
    ends: 'done',
    after: (shop) => {
      const contact = shop.workspace.data.contacts.find(({ _id }) => _id === room(shop).contactId);
      expect(contact?.emails?.map(({ address }) => address)).toEqual(['new@example.com', 'old@example.com']);
    },
  },
  {
    name: 'update_contact, failed: no such field',
    step: { action: 'update_contact', custom: { plan: 'gold' } },
    ends: 'failed (the server has no custom field plan for visitors; create it under Omnichannel, Custom fields, or set up the connection)',
  },
  {
    name: 'notify a room, done',
    step: { action: 'notify', room: 'general', text: '{{customer.name}} is waiting.' },
    ends: 'done',
    after: (shop) => expect(shop.workspace.data.messages.find(({ rid }) => rid === 'GENERAL')?.msg).toContain('Ana'),
  },
  {
    name: 'notify somebody, done',
    step: { action: 'notify', user: 'bruno', text: 'Look.' },
    ends: 'done',
    after: (shop) => expect(shop.workspace.data.messages.some(({ msg }) => msg === 'Look.')).toBe(true),
  },
  {
    name: 'notify a room that is not there',
    step: { action: 'notify', room: 'nowhere', text: 'Look.' },
    ends: 'failed (there is no room "nowhere")',
  },
];

test.each(CASES.map((each) => [each.name, each] as const))(
  '%s',
  async (_name, { step, on = 'customer_message', options = {}, before, when, ends, after }) => {
    const rule = { id: 'rule', name: 'The rule', on, if: 'always', do: [step] };
    const shop = await sandbox({
      agents: ['anna', { username: 'bruno', in: ['Sales'] }],
      server: { routing: 'Manual_Selection' },
      ...options,
      settings: { rules: { rules: [] }, ...options.settings },
    });
    try {
      const customer = shop.customer('ana', { name: 'Ana' });
      await customer.writes('Good morning');
      await before?.(shop);
      await shop.settled();
      await shop.setting('rules', { rules: [rule] });
      await (when?.(shop) ?? customer.writes('Hello'));
      await shop.settled();
      expect(runLines(shop)).toEqual([`rule on ${on}: ${step.action} ${ends}`]);
      await after?.(shop);
    } finally {
      await shop.stop();
    }
  },
);

test('webhook, done: signed, and without a secret in any record', async () => {
  const step = { action: 'webhook', url: 'https://hooks.example/in', secret: 'hush-hush' };
  const rule = { id: 'rule', name: 'The rule', on: 'customer_message', if: 'always', do: [step] };
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: [rule] } } });
  try {
    const bodies: string[] = [];
    shop.web('https://hooks.example', (request) => {
      bodies.push(JSON.stringify(request));
      return { statusCode: 200 };
    });
    await shop.customer('ana', { name: 'Ana' }).writes('Hello');
    await shop.settled();
    expect(runLines(shop)).toEqual(['rule on customer_message: webhook done']);
    expect(bodies.join()).toMatch(/sha256=[0-9a-f]{64}/i);
    expect(JSON.stringify([bodies, shop.db.records, shop.logs()])).not.toContain('hush-hush');
  } finally {
    await shop.stop();
  }
});
