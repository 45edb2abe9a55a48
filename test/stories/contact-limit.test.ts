import type { Sandbox } from '../sandbox';
import { onClose, held, type ActionCase, type Stage } from './actions/case';
import { actionSandbox, play } from './actions/play';

const USED_UP = 'the workspace has used up its monthly active contacts';
const AUTO = { Livechat_Routing_Method: 'Load_Balancing' };
const QUESTION = { action: 'ask', id: 'topic', text: 'What about?', as: 'text' };

const usedUp = ({ shop }: Stage): void => {
  shop.workspace.contactsUsedUp = true;
};
const heldThen = async (s: Stage): Promise<void> => {
  await held(s);
  usedUp(s);
};

/** A customer who has had no answer in this month, on a server whose licence lets no more of them be answered. */
const CASES: readonly ActionCase[] = [
  {
    name: 'a message to the customer',
    step: { action: 'send_message', text: 'Hi.' },
    given: usedUp,
    ends: `failed (${USED_UP})`,
  },
  {
    name: "a message in the agent's name",
    step: { action: 'send_message', text: 'Hi.', as: 'agent' },
    given: heldThen,
    ends: `failed (${USED_UP})`,
  },
  {
    name: 'one who has had an answer in this month goes on',
    step: { action: 'send_message', text: 'Hi.' },
    given: async (s) => {
      await held(s);
      await s.anna.writes('Welcome', s.customer);
      usedUp(s);
    },
    ends: 'done',
  },
  {
    name: 'a question: none is open then',
    step: [QUESTION, { ...QUESTION, id: 'other', also: true }],
    given: usedUp,
    ends: `failed (${USED_UP}), failed (${USED_UP})`,
  },
  {
    name: 'a new conversation: it is there, and that its text is not is told',
    step: { action: 'open', text: 'One more thing.' },
    ...onClose,
    given: usedUp,
    ends: `done (${USED_UP})`,
    after: (s) => expect(s.customer.conversations()).toHaveLength(2),
  },
  {
    name: 'to an agent: the server does not look at it',
    step: { action: 'assign', to: { agent: 'bruno' } },
    given: usedUp,
    ends: 'done',
    after: (s) => expect(s.room().servedBy?.username).toBe('bruno'),
  },
  {
    name: 'to a department, where routing would find somebody: its queue, and that is told',
    step: { action: 'assign', to: { department: 'Sales' } },
    server: AUTO,
    given: usedUp,
    ends: 'done (it waits in the queue of Sales)',
  },
  {
    name: 'back to the queue',
    step: { action: 'unassign' },
    connected: true,
    given: heldThen,
    ends: `failed (${USED_UP})`,
  },
  { name: 'closing', step: { action: 'close', comment: 'Bye.' }, given: usedUp, ends: 'done' },
  { name: 'a note', step: { action: 'note_conversation', text: 'Limit' }, given: usedUp, ends: 'done' },
];

describe('the monthly active contacts are used up', () => {
  let shop: Sandbox;
  beforeAll(async () => void (shop = await actionSandbox()));
  afterAll(() => shop.stop());
  afterEach(() => void (shop.workspace.contactsUsedUp = false));

  it.each(CASES)('$name', async (played) => expect(await play(shop, played)).toBe(played.ends));
});
