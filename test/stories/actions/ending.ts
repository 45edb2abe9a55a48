import type { InquiryDoc } from '../../sandbox/workspace';
import { closes, fromBefore, held, lacks, onClose, type ActionCase, type Stage } from './case';

const close = { action: 'close', comment: 'Bye {{customer.name}}.' };

/** Taken out for one case: nothing closes a conversation without it. */
const kept: InquiryDoc[] = [];
const lost = ({ shop, room }: Stage) => {
  const { inquiries } = shop.workspace.data;
  kept.push(
    ...inquiries.splice(
      inquiries.findIndex(({ rid }) => rid === room()._id),
      1,
    ),
  );
};
const found = ({ shop }: Stage) => shop.workspace.data.inquiries.push(...kept.splice(0));

export const CLOSE: readonly ActionCase[] = [
  {
    name: 'as the app, and the customer reads why',
    step: close,
    ends: 'done',
    after: (s) => {
      expect(s.room()).toMatchObject({ closer: 'user', closedBy: { username: 'workflow.bot' } });
      expect(s.customer.sees().at(-1)).toBe('(closed) Bye Ana.');
    },
  },
  { name: 'after the end', step: close, ...onClose, ends: 'already (the conversation was already closed)' },
  {
    name: 'the comment comes out empty where the server demands one',
    step: { action: 'close', comment: '{{customer.email}}' },
    ends: 'done',
    after: (s) => expect(s.customer.sees().at(-1)).toBe('(closed) –'),
  },
  {
    name: 'the department requires tags and there are none',
    step: close,
    given: async (s) => {
      const sales = s.shop.workspace.data.departments.find(({ _id }) => _id === 'sales');
      if (sales) sales.requestTagBeforeClosingChat = true;
      await s.shop.agent('boss').forwards(s.customer, { department: 'Sales' });
    },
    ends: 'failed (the department requires tags before a conversation is closed, and it has none)',
    after: (s) => {
      const sales = s.shop.workspace.data.departments.find(({ _id }) => _id === 'sales');
      if (sales) sales.requestTagBeforeClosingChat = false;
    },
  },
  {
    name: 'the answer to the app is lost, and it is closed',
    step: close,
    faults: (s) => s.shop.faults.failsAfter('livechat.closeRoom'),
    ends: 'already (somebody else closed the conversation at the same moment)',
  },
  {
    name: 'the server has lost its entry in the queue, and closes nothing: it does not count as closed',
    step: close,
    given: lost,
    ends: 'failed (the server has no queue entry for this conversation, so it can neither be moved nor closed)',
    after: (s) => {
      expect(s.room().open).toBe(true);
      found(s);
    },
  },
  {
    name: 'somebody else is just closing it, which takes the entry away first: tried again, it is closed',
    step: close,
    given: lost,
    then: async (s) => {
      found(s);
      await s.shop.agent('boss').closes(s.customer);
      await s.shop.advance('PT1M');
    },
    ends: 'already (the conversation was already closed)',
  },
  {
    name: 'without the right to close',
    step: close,
    without: 'livechat-room.write',
    ends: lacks('livechat-room.write'),
    after: (s) => expect(s.room().open).toBe(true),
  },
];

const open = { action: 'open', text: 'One more thing, {{customer.name}}.' };
const came =
  (type: string, more: object = {}) =>
  (s: Stage) => {
    s.room().source = { type, ...more };
  };
const onlyOne = (s: Stage) => expect(s.customer.conversations()).toHaveLength(1);

export const OPEN: readonly ActionCase[] = [
  {
    name: 'a new one, told to the customer, linked in notes both ways',
    step: open,
    ...onClose,
    ends: 'done',
    after: (s) => {
      const [first, second] = s.customer.conversations();
      expect(s.customer.sees().at(-1)).toBe('Workflow: One more thing, Ana.');
      const notes = s.shop.db.records.filter(({ associations }) => associations.some(({ id }) => id === 'notes'));
      const links = notes.map(({ data }) => data as { conversation: string; text: string });
      expect(links.find(({ conversation }) => conversation === first?._id)?.text).toContain(second?._id);
      expect(links.find(({ conversation }) => conversation === second?._id)?.text).toContain(first?._id);
    },
  },
  {
    name: 'a new one, with an agent',
    step: { ...open, agent: 'bruno' },
    ...onClose,
    ends: 'done',
    after: (s) => expect(s.room().servedBy?.username).toBe('bruno'),
  },
  {
    name: 'a new one, whose agent is not there',
    step: { ...open, agent: 'bruno' },
    server: { Livechat_enabled_when_agent_idle: false },
    given: (s) => s.bruno.goesOffline(),
    ...onClose,
    ends: 'done (the agent is offline or not available for chats)',
    after: (s) => expect(s.customer.conversations()).toHaveLength(2),
  },
  {
    name: 'one is open',
    step: open,
    ends: 'already (this customer already has an open conversation)',
    after: onlyOne,
  },
  {
    name: 'another is open, from before the server was updated',
    step: open,
    on: 'conversation_closed',
    when: async (s) => {
      const { _id } = s.room();
      fromBefore(s.room());
      await s.shop.customer(s.customer.id, { channel: 'whatsapp' }).starts();
      await s.shop.agent('boss').closes(_id);
    },
    ends: 'already (this customer already has an open conversation)',
  },
  {
    name: 'another is opened after the look, which the server itself refuses',
    step: open,
    on: 'conversation_closed',
    when: async (s) => {
      const { _id } = s.room();
      fromBefore(s.room());
      await s.shop.customer(s.customer.id, { channel: 'whatsapp' }).starts();
      s.shop.faults.lies('livechat.findRooms', []);
      await s.shop.agent('boss').closes(_id);
    },
    ends: 'already (the customer has an open conversation already)',
    after: (s) => expect(s.customer.conversations()).toHaveLength(2),
  },
  {
    name: 'somebody was quicker',
    step: open,
    ...onClose,
    faults: (s) =>
      s.shop.faults.fails(
        'livechat.createRoom',
        1,
        'E11000 duplicate key error collection: rocketchat.rocketchat_room index: v.token_1 dup key: { v.token: "x" }',
      ),
    ends: 'already (the customer has an open conversation already)',
    after: onlyOne,
  },
  {
    name: 'the customer came over a connector',
    step: open,
    given: came('app', { id: 'whatsapp-app', alias: 'whatsapp' }),
    ...onClose,
    ends: 'failed (the customer came through whatsapp: a conversation opened by the app would not reach them there)',
    after: onlyOne,
  },
  {
    name: 'the customer came by e-mail',
    step: open,
    given: came('email'),
    ...onClose,
    ends: 'failed (the customer came through email: a conversation opened by the app would not reach them there)',
    after: onlyOne,
  },
  {
    name: 'the customer came by SMS',
    step: open,
    given: came('sms', { alias: 'twilio' }),
    ...onClose,
    ends: 'failed (the customer came through twilio: a conversation opened by the app would not reach them there)',
    after: onlyOne,
  },
  {
    name: 'with an agent of whom nobody knows',
    step: { ...open, agent: 'zoe' },
    ...onClose,
    ends: 'failed (there is no user "zoe")',
    after: onlyOne,
  },
  {
    name: 'nobody is online',
    step: open,
    given: async (s) => {
      for (const name of ['anna', 'bruno', 'ai.bot']) await s.shop.agent(name).switches('not-available');
    },
    ...onClose,
    ends: 'failed (no agent is online)',
  },
  {
    name: 'omnichannel is off',
    step: open,
    on: 'conversation_closed',
    when: async (s) => {
      s.shop.serverSetting('Livechat_enabled', false);
      await closes(s);
    },
    ends: 'failed (omnichannel is turned off in this workspace)',
  },
  {
    name: 'without the right to open',
    step: open,
    ...onClose,
    without: 'livechat-room.write',
    ends: lacks('livechat-room.write'),
    after: onlyOne,
  },
  {
    name: 'without the right to read visitors',
    step: open,
    ...onClose,
    without: 'livechat-visitor.read',
    ends: lacks('livechat-visitor.read'),
  },
  {
    name: 'from an agent who has closed it',
    step: open,
    on: 'conversation_closed',
    given: held,
    when: (s) => s.anna.closes(s.customer),
    ends: 'done',
    after: (s) => expect(s.customer.conversations()).toHaveLength(2),
  },
];
