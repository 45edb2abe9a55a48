import type { EventId } from '../../../src/model/event';
import type { Agent, Customer, Sandbox } from '../../sandbox';
import { openWidget, type RoomDoc, type Workspace } from '../../sandbox/workspace';
import { placeOnHold } from '../../sandbox/workspace/hold';
import { editMessage, sendAsUser } from '../../sandbox/workspace/messages';

/** What a happening is played with: a customer of its own. */
export interface Stage {
  readonly shop: Sandbox;
  readonly ws: Workspace;
  readonly customer: Customer;
  readonly room: () => RoomDoc;
  readonly anna: Agent;
  readonly bruno: Agent;
}

/** Something that happens in a workspace, and every event of the rules that must come of it, each once. */
export interface Happening {
  readonly title: string;
  /** Before it: what this raises does not count. */
  given?(stage: Stage): Promise<unknown>;
  does(stage: Stage): unknown;
  readonly raises: readonly EventId[];
}

const waiting = ({ customer }: Stage) => customer.writes('good morning');
const held = async (stage: Stage) => {
  await waiting(stage);
  await stage.shop.settled();
  await stage.anna.takes(stage.customer);
};
const closed = async (stage: Stage) => {
  await held(stage);
  await stage.anna.closes(stage.customer);
};
/** On hold is a matter of the licensed module. */
const onHold = async (stage: Stage) => {
  stage.ws.edition = 'EE';
  await held(stage);
  await stage.anna.writes('One moment', stage.customer);
  placeOnHold(stage.ws, stage.room(), stage.anna.user());
};
const automatic = (before?: (stage: Stage) => Promise<unknown>) => async (stage: Stage) => {
  await before?.(stage);
  await stage.shop.settled();
  stage.shop.serverSetting('Livechat_Routing_Method', 'Auto_Selection');
};
/** The app's own doing: a rule that this message sets off (rules.ts). */
const asks = (what: string) => (stage: Stage) => stage.customer.writes(what);

const MESSAGES: readonly Happening[] = [
  { title: 'the customer writes', given: waiting, does: waiting, raises: ['customer_message'] },
  {
    title: 'the agent writes',
    given: held,
    does: (s) => s.anna.writes('Hello', s.customer),
    raises: ['agent_message'],
  },
  {
    title: 'a bot agent writes',
    given: async (stage) => {
      await waiting(stage);
      await stage.shop.settled();
      await stage.shop.agent('ai.bot').takes(stage.customer);
    },
    does: (s) => s.shop.agent('ai.bot').writes('I am a bot', s.customer),
    raises: ['agent_message'],
  },
  {
    title: 'a manager writes who does not have the conversation',
    given: held,
    does: (s) => s.shop.agent('boss').writes('Let me help', s.customer),
    raises: ['agent_message'],
  },
  { title: 'the app answers as itself', given: held, does: asks('answer as bot'), raises: ['customer_message'] },
  {
    title: "the app answers in the agent's name",
    given: held,
    does: asks('answer as agent'),
    raises: ['customer_message'],
  },
  {
    title: "the app answers in the agent's name what the customer has just written",
    given: held,
    does: asks('same words'),
    raises: ['customer_message'],
  },
  {
    title: 'the customer answers a question of the app',
    given: asks('ask me'),
    does: (s) => s.customer.writes('The weather'),
    raises: ['question_answered'],
  },
  {
    title: 'the customer edits a message',
    given: held,
    does: (s) => {
      const mine = s.ws.data.messages.findLast(({ token }) => token === s.customer.profile().token);
      editMessage(s.ws, { _id: mine?._id ?? '', msg: 'good evening' }, s.customer.profile());
    },
    raises: [],
  },
  {
    title: 'the agent edits a message',
    given: async (stage) => {
      await held(stage);
      await stage.anna.writes('Helo', stage.customer);
    },
    does: (s) => {
      const mine = s.ws.data.messages.findLast(({ u }) => u._id === 'anna');
      editMessage(s.ws, { _id: mine?._id ?? '', msg: 'Hello' }, s.anna.user());
    },
    raises: [],
  },
  {
    title: 'the server writes a system message',
    given: held,
    does: (s) => sendAsUser(s.ws, 'anna', { rid: s.room()._id, msg: '', t: 'livechat_video_call' }),
    raises: [],
  },
  {
    title: 'an app writes a message of a type that this server does not take for one of the system',
    given: held,
    does: (s) => sendAsUser(s.ws, 'anna', { rid: s.room()._id, msg: 'x', t: 'livechat_webrtc_video_call' }),
    raises: [],
  },
  { title: 'somebody writes in a channel', does: (s) => s.anna.writes('Lunch?', 'GENERAL'), raises: [] },
  {
    title: 'somebody writes in a direct room',
    given: (s) => {
      s.ws.data.rooms.push({ ...s.ws.data.rooms[0]!, _id: `dm-${s.customer.id}`, t: 'd', name: undefined });
      s.ws.data.subscriptions.push({
        ...{ _id: `sub-${s.customer.id}`, rid: `dm-${s.customer.id}`, open: true },
        u: { _id: 'anna', username: 'anna' },
      });
      return Promise.resolve();
    },
    does: (s) => s.anna.writes('Between us', `dm-${s.customer.id}`),
    raises: [],
  },
];

const BEGINNINGS: readonly Happening[] = [
  { title: 'the widget opens', does: (s) => s.customer.starts(), raises: ['conversation_started'] },
  {
    title: 'the widget opens again while a conversation is open',
    given: (s) => s.customer.starts(),
    does: (s) => openWidget(s.ws, s.customer.profile().token),
    raises: [],
  },
  {
    title: 'the customer writes for the first time',
    does: waiting,
    raises: ['conversation_started', 'customer_message'],
  },
  {
    title: 'the customer writes for the first time and routing assigns by itself',
    given: automatic(),
    does: waiting,
    raises: ['conversation_assigned', 'conversation_started', 'customer_message'],
  },
  {
    title: 'a message comes in over a connector',
    does: (s) => s.shop.customer(s.customer.id, { channel: 'whatsapp' }).writes('Oi'),
    raises: ['conversation_started', 'customer_message'],
  },
  {
    title: 'the customer comes back after the end',
    given: closed,
    does: waiting,
    raises: ['conversation_started', 'customer_message'],
  },
  {
    title: 'a second conversation is opened beside one from before the server was updated',
    given: async (s) => {
      await s.shop.customer(s.customer.id, { channel: 'whatsapp' }).writes('Oi');
      delete s.room()._enforceSingleRoom;
    },
    does: (s) => s.customer.starts(),
    raises: ['conversation_started'],
  },
];

const AGENTS: readonly Happening[] = [
  {
    title: 'an agent takes it',
    given: waiting,
    does: (s) => s.anna.takes(s.customer),
    raises: ['conversation_assigned'],
  },
  {
    title: 'the queue gives it to an agent',
    given: async (stage) => {
      // Those of the happenings before are not what is waited for: the queue looks at `queued` ones alone.
      for (const inquiry of stage.ws.data.inquiries) if (inquiry.status === 'queued') inquiry.status = 'ready';
      await automatic(waiting)(stage);
    },
    does: (s) => s.shop.advance('PT5S'),
    raises: ['conversation_assigned'],
  },
  {
    title: 'the agent hands it to another',
    given: held,
    does: (s) => s.anna.forwards(s.customer, { agent: 'bruno' }),
    raises: ['conversation_assigned'],
  },
  {
    title: 'somebody hands it from the queue to an agent',
    given: waiting,
    does: (s) => s.shop.agent('boss').forwards(s.customer, { agent: 'bruno' }),
    raises: ['conversation_assigned'],
  },
  {
    title: 'it goes into the queue of a department',
    given: held,
    does: (s) => s.anna.forwards(s.customer, { department: 'Sales' }),
    raises: ['conversation_transferred', 'conversation_unassigned'],
  },
  {
    title: 'it goes from the queue into that of a department',
    given: waiting,
    does: (s) => s.shop.agent('boss').forwards(s.customer, { department: 'Sales' }),
    raises: ['conversation_transferred'],
  },
  {
    title: 'it goes to a department whose agent gets it by itself',
    given: automatic(held),
    does: (s) => s.anna.forwards(s.customer, { department: 'Sales' }),
    raises: ['conversation_assigned', 'conversation_transferred'],
  },
  {
    title: 'the agent gives it back to the queue',
    given: held,
    does: (s) => s.anna.returns(s.customer),
    raises: ['conversation_unassigned'],
  },
  {
    title: 'it goes back to the queue while two agents stand in it',
    given: async (stage) => {
      await held(stage);
      stage.ws.data.subscriptions.push({
        ...{ _id: `sub-${stage.customer.id}`, rid: stage.room()._id, open: true, fname: 'x' },
        u: { _id: 'bruno', username: 'bruno' },
      });
    },
    does: (s) => s.anna.returns(s.customer),
    raises: ['conversation_unassigned'],
  },
  {
    title: 'it goes back to the queue twice',
    given: async (stage) => {
      await held(stage);
      await stage.anna.returns(stage.customer);
      await stage.shop.settled();
      await stage.shop.advance('PT1S');
      await stage.bruno.takes(stage.customer);
    },
    does: (s) => s.bruno.returns(s.customer),
    raises: ['conversation_unassigned'],
  },
  {
    title: 'the app assigns it',
    given: waiting,
    does: asks('to bruno'),
    raises: ['conversation_assigned', 'customer_message'],
  },
  {
    title: 'the app passes it on',
    given: held,
    does: asks('to bruno'),
    raises: ['conversation_assigned', 'customer_message'],
  },
  {
    title: 'the app puts it into the queue of a department',
    given: held,
    does: asks('to nobody of support'),
    raises: ['conversation_transferred', 'conversation_unassigned', 'customer_message'],
  },
  {
    title: 'the app gives it to an agent of a department',
    given: automatic(held),
    does: asks('to sales'),
    raises: ['conversation_assigned', 'conversation_transferred', 'customer_message'],
  },
  {
    title: 'the app gives it back',
    given: held,
    does: asks('back to the queue'),
    raises: ['conversation_unassigned', 'customer_message'],
  },
  {
    title: 'the app sets topic and tags',
    given: held,
    does: asks('write it down'),
    raises: ['customer_message'],
  },
];

const ENDS: readonly Happening[] = [
  {
    title: 'the agent closes it',
    given: held,
    does: (s) => s.anna.closes(s.customer),
    raises: ['conversation_closed'],
  },
  { title: 'the customer closes it', given: held, does: (s) => s.customer.closes(), raises: ['conversation_closed'] },
  {
    title: 'it is closed while nobody has it',
    given: waiting,
    does: (s) => s.customer.closes(),
    raises: ['conversation_closed'],
  },
  {
    title: 'the app closes it',
    given: held,
    does: asks('that is all'),
    raises: ['conversation_closed', 'customer_message'],
  },
  {
    title: 'the app opens another after the end',
    given: async (stage) => {
      await held(stage);
      await stage.customer.writes('call me again');
    },
    does: (s) => s.anna.closes(s.customer),
    raises: ['conversation_closed', 'conversation_started'],
  },
  {
    title: 'the agent writes into a closed conversation',
    given: closed,
    does: (s) => sendAsUser(s.ws, 'boss', { rid: s.room()._id, msg: 'P.S.' }),
    raises: ['agent_message'],
  },
];

const OTHERS: readonly Happening[] = [
  {
    title: 'an agent runs a rule by hand',
    given: held,
    does: ({ anna, customer }) => anna.runs('/workflow run hears-manual now', customer),
    raises: ['manual'],
  },
  {
    title: 'the time of a rule comes',
    given: ({ customer }) => customer.writes('Call me in a minute'),
    does: ({ shop }) => shop.advance('PT1M'),
    raises: ['schedule'],
  },
  {
    title: 'it is put on hold',
    given: async (stage) => {
      await held(stage);
      await stage.anna.writes('One moment', stage.customer);
    },
    does: (s) => placeOnHold(s.ws, s.room(), s.anna.user()),
    raises: [],
  },
  { title: 'the customer writes while it is on hold', given: onHold, does: waiting, raises: ['customer_message'] },
  {
    title: 'the customer writes while it is on hold, and its agent has gone',
    given: async (stage) => {
      await onHold(stage);
      await stage.anna.switches('not-available');
    },
    does: waiting,
    raises: ['conversation_unassigned', 'customer_message'],
  },
  {
    title: 'the customer writes while it is on hold, its agent has gone, and another gets it',
    given: async (stage) => {
      await automatic(onHold)(stage);
      await stage.anna.switches('not-available');
    },
    does: waiting,
    raises: ['conversation_assigned', 'customer_message'],
  },
  { title: 'an agent goes away', given: held, does: (s) => s.anna.goesAway(), raises: [] },
];

export const HAPPENINGS: readonly Happening[] = [...MESSAGES, ...BEGINNINGS, ...AGENTS, ...ENDS, ...OTHERS];
