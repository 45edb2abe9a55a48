import { placeOnHold } from '../../sandbox/workspace/hold';
import { runRecords } from '../runs';
import { contactOf, forbids, held, lacks, NO_CONNECTION, onClose, without, type ActionCase, type Stage } from './case';

const assign = (to: object) => ({ action: 'assign', to });
const several = (pick?: string) => assign({ agents: ['anna', 'bruno'], ...(pick && { pick }) });
const has = (username: string | undefined) => (s: Stage) => expect(s.room().servedBy?.username).toBe(username);
const onHold = async (s: Stage) => {
  await held(s);
  await s.anna.writes('One moment', s.customer);
  placeOnHold(s.shop.workspace, s.room(), s.anna.user());
};
/** The agent has another conversation already. */
const busy = (username: string) => async (s: Stage) => {
  const other = s.shop.customer(`busy-${s.customer.id}-${username}`);
  await other.writes('Hi');
  await s.shop.agent(username).takes(other);
};
/** The agent has had the customer, in a conversation that has ended, and the customer is here again. */
const cameBack = (username: string) => async (s: Stage) => {
  await s.shop.agent(username).takes(s.customer);
  await s.shop.agent(username).closes(s.customer);
  await s.shop.settled();
  await s.customer.writes('Again');
};
/** The presence counts. */
const NOT_IDLE = { Livechat_enabled_when_agent_idle: false };
/** The licensed server lets nobody have more than one; an older one, which says yes and does nothing. */
const ONE_EACH = { Livechat_waiting_queue: true, Livechat_maximum_chats_per_agent: 1 };
const full = async (s: Stage) => {
  s.shop.workspace.edition = 'EE';
  await busy('anna')(s);
};
const fullBefore = async (s: Stage) => {
  without('fullAgentIsRefused')(s);
  await full(s);
};

/** What was listed a moment ago is old by then. */
const listsFail = async ({ shop }: Stage): Promise<void> => {
  await shop.advance('PT2M');
  shop.faults.rest({ kind: 'html', statusCode: 502 }, 1);
};

/** The department Support, in use or not; what was listed a moment ago is old by then. */
const switched = async ({ workspace, advance }: Stage['shop'], enabled: boolean): Promise<void> => {
  Object.assign(
    workspace.data.departments.find(({ name }) => name === 'Support')!,
    { enabled },
  );
  await advance('PT2M');
};

/** Anna is in this department. */
const joins = ({ workspace: { data } }: Stage['shop'], departmentId: string): void => {
  const [one] = data.departmentAgents;
  data.departmentAgents.push({ ...one!, _id: 'joined', departmentId, agentId: 'anna', username: 'anna' });
};
const leaves = ({ workspace: { data } }: Stage['shop']): void => {
  data.departmentAgents = data.departmentAgents.filter(({ _id }) => _id !== 'joined');
};
/** Where the server sends what nobody of Sales can take; undefined: nowhere. */
const fallBack = (shop: Stage['shop'], to: string | undefined): void => {
  const sales = shop.workspace.data.departments.find(({ _id }) => _id === 'sales')!;
  leaves(shop);
  if (to === undefined) delete sales.fallbackForwardDepartment;
  else sales.fallbackForwardDepartment = to;
  if (to === 'support') joins(shop, to);
};

export const ASSIGN: readonly ActionCase[] = [
  { name: 'to one', step: assign({ agent: 'bruno' }), ends: 'done', after: has('bruno') },
  { name: 'to one, from another', step: assign({ agent: 'bruno' }), given: held, ends: 'done', after: has('bruno') },
  {
    name: 'to one who has it',
    step: assign({ agent: '@Anna' }),
    given: held,
    ends: 'already (anna already has the conversation)',
  },
  {
    name: 'to one who is offline: the server takes that',
    step: assign({ agent: 'bruno' }),
    given: (s) => s.bruno.goesOffline(),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to one who is offline, where the presence counts',
    step: assign({ agent: 'bruno' }),
    server: NOT_IDLE,
    given: (s) => s.bruno.goesOffline(),
    ends: 'failed (the agent is offline or not available for chats)',
    after: has(undefined),
  },
  {
    name: 'to one who is away: the server takes that',
    step: assign({ agent: 'bruno' }),
    given: (s) => s.bruno.goesAway(),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to one who takes no chats',
    step: assign({ agent: 'bruno' }),
    given: (s) => s.bruno.switches('not-available'),
    ends: 'failed (the agent is offline or not available for chats)',
  },
  { name: 'to nobody of this name', step: assign({ agent: 'zoe' }), ends: 'failed (there is no user "zoe")' },
  {
    name: 'to somebody who is no agent',
    step: assign({ agent: 'boss' }),
    ends: 'failed (the server does not know this user as an omnichannel agent)',
  },
  {
    name: 'to a bot that is offline',
    step: assign({ agent: 'ai.bot' }),
    given: (s) => s.shop.agent('ai.bot').goesOffline(),
    ends: 'done',
    after: has('ai.bot'),
  },
  {
    name: 'to one who has enough: the server says no without a word',
    step: assign({ agent: 'anna' }),
    server: ONE_EACH,
    given: full,
    ends: 'failed (the server did not give it to this agent: they have as many conversations as they may have, or are just being given another one)',
    after: has(undefined),
  },
  {
    name: 'to one who has enough, before 8.3: the server says yes and does nothing',
    step: assign({ agent: 'anna' }),
    server: ONE_EACH,
    given: fullBefore,
    ends: 'failed (none of anna could take it: they are offline, have enough conversations, or already have this one)',
    after: has(undefined),
  },
  {
    name: 'to one, while somebody else gives it to another at the same moment: both are in it, and that is told',
    step: assign({ agent: 'bruno' }),
    faults: (s) => {
      const { _id: rid } = s.room();
      // On the server both transfers go through; of the other one its subscription stays.
      const subscribed = s.shop.workspace.data.subscriptions;
      const late = subscribed.push.bind(subscribed);
      subscribed.push = (...added) => {
        subscribed.push = late;
        const [own] = added;
        const anna = s.shop.agent('anna').user();
        const theirs = { ...own!, _id: `${own!._id}-2`, rid, u: { _id: anna._id, username: anna.username } };
        return late(...added, theirs);
      };
    },
    ends: 'done (bruno has it; anna got it at the same moment and will also see it until they leave the conversation)',
    after: (s) => {
      const { subscriptions } = s.shop.workspace.data;
      s.shop.workspace.data.subscriptions = subscriptions.filter(({ _id }) => !_id.endsWith('-2'));
    },
  },
  {
    name: 'after the end',
    step: assign({ agent: 'bruno' }),
    ...onClose,
    ends: 'failed (the conversation is closed)',
  },
  {
    name: 'while it is on hold',
    step: assign({ agent: 'bruno' }),
    given: onHold,
    on: 'agent_message',
    when: (s) => s.anna.writes('Still here?', s.customer),
    ends: 'failed (the conversation is on hold; the server does not move it until it is resumed)',
  },
  {
    name: 'while it is on hold, and the customer writes: after the resume',
    step: assign({ agent: 'bruno' }),
    given: async (s) => {
      s.shop.workspace.edition = 'EE';
      await onHold(s);
    },
    then: (s) => s.shop.advance('PT5S'),
    ends: 'done',
    after: (s) => {
      has('bruno')(s);
      expect(runRecords(s.shop).at(-1)?.actions).toMatchObject([{ outcome: 'done', tries: 2 }]);
    },
  },
  {
    name: 'to one who has enough: the server says no, and gives it when there is room',
    step: assign({ agent: 'anna' }),
    server: ONE_EACH,
    given: async (s) => {
      s.shop.workspace.edition = 'EE';
      await busy('anna')(s);
    },
    then: async (s) => {
      expect(runRecords(s.shop).at(-1)?.actions).toMatchObject([
        { outcome: 'failed', reason: { key: 'reason_agent_not_given' }, tries: 1 },
      ]);
      await s.anna.closes(s.shop.customer(`busy-${s.customer.id}-anna`));
      await s.shop.advance('PT1M');
    },
    ends: 'done',
    after: has('anna'),
  },
  {
    name: 'to several: the next when the server says no to the first, who has enough',
    step: several('first'),
    server: ONE_EACH,
    given: async (s) => {
      s.shop.workspace.edition = 'EE';
      await busy('anna')(s);
    },
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to one who is just being given another one',
    step: assign({ agent: 'anna' }),
    server: { Livechat_waiting_queue: true },
    given: (s) => {
      s.shop.workspace.edition = 'EE';
      Object.assign(s.anna.user(), { agentLocked: true, agentLockedAt: new Date(s.shop.workspace.now()) });
    },
    then: (s) => s.shop.advance('PT1M'),
    ends: 'done',
    after: (s) => {
      has('anna')(s);
      expect(runRecords(s.shop).at(-1)?.actions).toMatchObject([{ outcome: 'done', tries: 2 }]);
    },
  },
  {
    name: 'while it is on hold, and nothing resumes it: refused in the end',
    step: assign({ agent: 'bruno' }),
    given: onHold,
    then: (s) => s.shop.advance('PT1M'),
    ends: 'failed (given up after 4 attempts: the conversation is on hold; the server does not move it until it is resumed)',
    after: has('anna'),
  },
  {
    name: 'to several: who has the least to do',
    step: several(),
    given: busy('anna'),
    ends: 'done',
    after: has('bruno'),
  },
  { name: 'to several: the first', step: several('first'), given: busy('anna'), ends: 'done', after: has('anna') },
  {
    name: 'to several: who is online before who is away',
    step: several('first'),
    given: (s) => s.anna.goesAway(),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to several: the next when the first is refused',
    step: several('first'),
    given: (s) => s.anna.switches('not-available'),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to several: the next when the first has enough',
    step: several('first'),
    server: ONE_EACH,
    given: full,
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to several: the next when the first has enough, before 8.3',
    step: several('first'),
    server: ONE_EACH,
    given: fullBefore,
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to several: the next when the server says yes and does nothing',
    step: several('first'),
    faults: (s) => s.shop.faults.lies('livechat.transferVisitor', true),
    ends: 'done',
    after: has('bruno'),
  },
  { name: 'to several: never to who has it', step: several('first'), given: held, ends: 'done', after: has('bruno') },
  {
    name: 'to several, and only one of them is there',
    step: assign({ agents: ['anna', 'zoe'] }),
    given: held,
    ends: 'already (anna already has the conversation)',
  },
  {
    name: 'to several, and none of them can',
    step: several(),
    given: async (s) => {
      await s.anna.goesOffline();
      await s.bruno.goesOffline();
    },
    ends: 'failed (none of anna, bruno could take it: they are offline, have enough conversations, or already have this one)',
  },
  {
    name: 'to several: by chance, somebody',
    step: several('random'),
    ends: 'done',
    after: (s) => expect(['anna', 'bruno']).toContain(s.room().servedBy?.username),
  },
  {
    name: 'to a department, without a connection: its queue',
    step: assign({ department: 'Sales' }),
    ends: 'done (it waits in the queue of Sales)',
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'sales' }),
  },
  {
    name: 'to a department, over the connection: who is there',
    step: assign({ department: ' sALES ' }),
    connected: true,
    ends: 'done',
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'sales', servedBy: { username: 'bruno' } }),
  },
  {
    name: 'to a department, by its id, from another agent',
    step: assign({ department: 'sales' }),
    connected: true,
    given: held,
    ends: 'done',
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'sales', servedBy: { username: 'bruno' } }),
  },
  {
    name: 'to a department whose bot may take it',
    step: assign({ department: 'Bots', bots: true }),
    connected: true,
    ends: 'done',
    after: has('ai.bot'),
  },
  {
    name: 'to a department of bots: people are meant, so its queue',
    step: assign({ department: 'Bots' }),
    connected: true,
    ends: 'done (it waits in the queue of Bots)',
    after: has(undefined),
  },
  {
    name: 'to a department of bots whose routing would give it to one',
    step: assign({ department: 'Bots' }),
    connected: true,
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    ends: 'failed (there are only bots to pick from; "bots": true lets one have it)',
    after: (s) => expect(s.room().departmentId).toBeUndefined(),
  },
  {
    name: 'to a department of bots, without a connection, where routing gives it to one',
    step: assign({ department: 'Bots' }),
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    ends: "failed (the server's routing gave it to the bot ai.bot in Bots; with the connection people are chosen)",
  },
  {
    name: 'to a department in which a bot has it: never already',
    step: assign({ department: 'Bots' }),
    connected: true,
    given: async (s) => {
      await s.shop.agent('boss').forwards(s.customer, { department: 'Bots' });
      await s.shop.agent('ai.bot').takes(s.customer);
    },
    ends: 'failed (there are only bots to pick from; "bots": true lets one have it)',
  },
  {
    name: 'to a department that has no members, not even bots, and otherwise to nobody either',
    step: assign({ department: 'Support', otherwise: { agent: 'zoe' } }),
    connected: true,
    ends: 'failed (there is nobody to pick from; otherwise: there is no user "zoe")',
  },
  {
    name: 'to a department where nobody is',
    step: assign({ department: 'Support' }),
    connected: true,
    ends: 'done (it waits in the queue of Support)',
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'support' }),
  },
  {
    name: 'to a department in which it is',
    step: assign({ department: 'Sales' }),
    given: async (s) => {
      await s.shop.agent('boss').forwards(s.customer, { department: 'Sales' });
      await s.bruno.takes(s.customer);
    },
    ends: 'already (the conversation is already in Sales)',
  },
  {
    name: 'to a department whose only agent is offline, where routing would give it to them all the same',
    step: assign({ department: 'Sales' }),
    connected: true,
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    given: async (s) => {
      await s.anna.takes(s.customer);
      await s.bruno.goesOffline();
      await s.shop.advance('PT11S');
    },
    ends: 'failed (none of bruno could take it: they are offline, have enough conversations, or already have this one)',
    after: has('anna'),
  },
  {
    name: 'to a department, without a connection, where routing gives it to somebody who is offline: it is told',
    step: assign({ department: 'Sales' }),
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    given: async (s) => {
      await s.anna.takes(s.customer);
      await s.bruno.goesOffline();
    },
    ends: 'done (bruno is offline or takes no chats now)',
    after: has('bruno'),
  },
  ...['Auto_Selection', 'Manual_Selection'].map((routing): ActionCase => ({
    name: `to a department whose only agent has enough, and takes none: its queue (${routing})`,
    step: assign({ department: 'Sales' }),
    connected: true,
    server: { ...ONE_EACH, Livechat_Routing_Method: routing },
    given: async (s) => {
      s.shop.workspace.edition = 'EE';
      await busy('bruno')(s);
    },
    ends: 'done (it waits in the queue of Sales)',
    after: (s) => {
      has(undefined)(s);
      expect(s.room()).toMatchObject({ departmentId: 'sales' });
    },
  })),
  {
    name: 'to a department in which a person has it, beside a bot, where routing assigns by itself',
    step: assign({ department: 'Bots' }),
    connected: true,
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    given: async (s) => {
      joins(s.shop, 'bots');
      await s.shop.agent('ai.bot').switches('not-available');
      await s.shop.agent('boss').forwards(s.customer, { department: 'Bots' });
      await s.shop.agent('ai.bot').switches('available');
      await s.shop.advance('PT11S');
    },
    ends: 'already (the conversation is already in Bots)',
    after: (s) => {
      has('anna')(s);
      leaves(s.shop);
    },
  },
  {
    name: 'to a department where automatic routing finds somebody',
    step: assign({ department: 'Sales' }),
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    ends: 'done',
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'sales', servedBy: { username: 'bruno' } }),
  },
  ...[true as const, undefined].map((connected): ActionCase => ({
    name: `to a department that has nobody to give it to, where the server has another one for that: ${connected ? 'over the connection' : 'without one'}`,
    step: assign({ department: 'Sales' }),
    ...(connected && { connected }),
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    given: async (s) => {
      fallBack(s.shop, 'support');
      await s.bruno.takes(s.customer);
      await s.bruno.switches('not-available');
      await s.shop.advance('PT11S');
    },
    ends: 'done (nobody of Sales could take it; the server passed it on to the fallback department Support)',
    after: (s) => {
      expect(s.room()).toMatchObject({ departmentId: 'support', servedBy: { username: 'anna' } });
      fallBack(s.shop, undefined);
    },
  })),
  {
    name: 'to a department that has nobody to give it to, where the server gives it to a bot of another one',
    step: assign({ department: 'Sales' }),
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    given: async (s) => {
      fallBack(s.shop, 'bots');
      await s.bruno.takes(s.customer);
      await s.bruno.switches('not-available');
    },
    ends: "failed (the server's routing gave it to the bot ai.bot in Bots; with the connection people are chosen)",
    after: (s) => fallBack(s.shop, undefined),
  },
  {
    name: 'to a department, over a connection that does not work: its queue',
    step: assign({ department: 'Sales' }),
    connected: true,
    faults: listsFail,
    ends: "done (it waits in the queue of Sales; the department's agents could not be listed: the server had an error of its own (502))",
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'sales' }),
  },
  {
    name: 'to a department, over a connection that does not work, where automatic routing finds somebody',
    step: assign({ department: 'Sales' }),
    connected: true,
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    faults: listsFail,
    ends: "done (the server's routing chose the agent, because the agents of Sales could not be listed: the server had an error of its own (502))",
    after: (s) => expect(s.room()).toMatchObject({ departmentId: 'sales', servedBy: { username: 'bruno' } }),
  },
  {
    name: 'to a department that is not there',
    step: assign({ department: 'Legal' }),
    ends: 'failed (there is no department "Legal", or it is disabled)',
  },
  ...[' support ', 'Support'].map((department): ActionCase => ({
    name: `to a department that is disabled, in whose queue nobody would see it: "${department}"`,
    step: assign({ department }),
    connected: true,
    given: ({ shop }) => switched(shop, false),
    ends: `failed (there is no department "${department}", or it is disabled)`,
    after: async (s) => {
      expect(s.room().departmentId).toBeUndefined();
      await switched(s.shop, true);
    },
  })),
  {
    name: 'to anyone, over the connection: a bot that has nothing to do is not anyone',
    step: assign({ anyone: true }),
    connected: true,
    given: async (s) => {
      await busy('anna')(s);
      await busy('bruno')(s);
    },
    ends: 'done',
    after: has('anna'),
  },
  {
    name: 'to anyone, bots included',
    step: assign({ anyone: true, bots: true }),
    connected: true,
    given: async (s) => {
      await busy('anna')(s);
      await busy('bruno')(s);
    },
    ends: 'done',
    after: has('ai.bot'),
  },
  {
    name: 'to anyone, away from the bot that has it',
    step: assign({ anyone: true }),
    connected: true,
    given: (s) => s.shop.agent('ai.bot').takes(s.customer),
    ends: 'done',
    after: has('anna'),
  },
  {
    name: 'to anyone of a list of bots',
    step: assign({ anyone: true }),
    settings: { agents: 'ai.bot' },
    given: (s) => s.shop.agent('ai.bot').takes(s.customer),
    ends: 'failed (there are only bots to pick from; "bots": true lets one have it)',
    after: has('ai.bot'),
  },
  {
    name: 'to whoever wrote',
    step: assign({ actor: true }),
    given: held,
    on: 'agent_message',
    when: async (s) => {
      await s.shop.agent('boss').forwards(s.customer, { agent: 'bruno' });
      await s.bruno.writes('Hello', s.customer);
    },
    ends: 'already (bruno already has the conversation)',
    after: has('bruno'),
  },
  {
    name: 'to whoever wrote, when the customer did',
    step: assign({ actor: true }),
    ends: 'failed (nobody of the team wrote or ran the rule, so there is nobody to give it to)',
  },
  {
    name: 'to anyone, over the connection, who takes chats',
    step: assign({ anyone: true, pick: 'first' }),
    connected: true,
    given: async (s) => {
      await s.anna.switches('not-available');
      await s.shop.agent('ai.bot').switches('not-available');
      await s.shop.advance('PT11S');
    },
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to anyone of the list',
    step: assign({ anyone: true }),
    settings: { agents: 'bruno\n@zoe' },
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to anyone, when nobody can be listed',
    step: assign({ anyone: true }),
    ends: 'failed (there is nobody to pick from: set up the connection (settings "User ID" and "Personal access token"), or list usernames in the setting "Agents")',
  },
  {
    name: 'to anyone, when the connection may not list',
    step: assign({ anyone: true }),
    connected: true,
    given: async (s) => {
      forbids('transfer-livechat-guest')(s);
      forbids('edit-omnichannel-contact')(s);
      await s.shop.advance('PT11S');
    },
    ends: 'failed (the user of the connection lacks the permission transfer-livechat-guest on the server (needed for livechat/users/agent))',
  },
  {
    name: 'to whoever had the customer last',
    step: assign({ last_agent: true }),
    given: cameBack('bruno'),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to whoever had the customer last, who is offline: why, and who else',
    step: assign({ last_agent: true, otherwise: { agents: ['anna'] } }),
    given: async (s) => {
      await cameBack('bruno')(s);
      await s.bruno.goesOffline();
    },
    ends: 'done',
    after: has('anna'),
  },
  {
    name: 'to whoever had the customer last, who is offline, and nobody else',
    step: assign({ last_agent: true }),
    given: async (s) => {
      await cameBack('bruno')(s);
      await s.bruno.goesOffline();
    },
    ends: 'failed (bruno is offline or takes no chats now)',
    after: has(undefined),
  },
  {
    name: 'to whoever had the customer last, who has left the team',
    step: assign({ last_agent: true }),
    given: async (s) => {
      await cameBack('bruno')(s);
      Object.assign(s.bruno.user(), { active: false });
    },
    ends: 'failed (bruno is not an agent any more)',
  },
  {
    name: 'to whoever had the customer last, too long ago',
    step: assign({ last_agent: true, within: 'PT1H' }),
    given: async (s) => {
      await cameBack('bruno')(s);
      await s.shop.advance('PT2H');
    },
    ends: 'failed (it is too long ago that bruno had this customer)',
  },
  {
    name: 'to whoever had the customer last, a new one: nobody, and who has nothing to do',
    step: assign({ last_agent: true, otherwise: { agents: ['anna', 'bruno'], at_most: 0 } }),
    given: busy('anna'),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to whoever had the customer last, before the app was there, over the connection',
    step: assign({ last_agent: true }),
    connected: true,
    given: async (s) => {
      await cameBack('bruno')(s);
      const { records } = s.shop.db;
      const keys = ['earlier_conversations', `customer:${s.customer.profile()._id}`];
      const kept = records.findIndex(({ associations }) =>
        keys.every((key) => JSON.stringify(associations).includes(`"${key}"`)),
      );
      expect(kept).toBeGreaterThanOrEqual(0);
      records.splice(kept, 1);
    },
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: 'to several, all of whom have enough',
    step: assign({ agents: ['anna', 'bruno'], at_most: 0, otherwise: { agent: 'ai.bot', at_most: 0 } }),
    given: async (s) => {
      await busy('anna')(s);
      await busy('bruno')(s);
      await busy('ai.bot')(s);
    },
    ends: 'failed (none of anna, bruno could take it: they are offline, have enough conversations, or already have this one; otherwise: ai.bot has enough open conversations)',
  },
  {
    name: "to the contact's manager",
    step: assign({ manager: true }),
    given: (s) => Object.assign(contactOf(s) ?? {}, { contactManager: s.bruno.user()._id }),
    ends: 'done',
    after: has('bruno'),
  },
  {
    name: "to the contact's manager, when there is none",
    step: assign({ manager: true }),
    ends: 'failed (the contact has no manager)',
  },
  {
    name: 'to a department in which nobody is, otherwise to somebody: it waits in no queue',
    step: assign({ department: 'Support', otherwise: { anyone: true, pick: 'first' } }),
    connected: true,
    ends: 'done',
    after: (s) => {
      has('anna')(s);
      expect(s.room().departmentId).toBeUndefined();
    },
  },
  {
    name: 'without the right to transfer',
    step: assign({ agent: 'bruno' }),
    without: 'livechat-visitor.write',
    ends: lacks('livechat-visitor.write'),
    after: has(undefined),
  },
  {
    name: 'without the right to read users',
    step: [assign({ agent: 'bruno' }), several(), assign({ anyone: true })],
    settings: { agents: 'anna, bruno' },
    without: 'user.read',
    ends: Array(3).fill(lacks('user.read')).join(', '),
    after: has(undefined),
  },
  {
    name: 'without the right to read rooms',
    step: assign({ agent: 'bruno' }),
    without: 'room.read',
    ends: lacks('room.read'),
    after: has(undefined),
  },
  {
    name: 'the answer to the app is lost, and the agent has it',
    step: assign({ agent: 'bruno' }),
    faults: (s) => s.shop.faults.failsAfter('livechat.transferVisitor'),
    ends: 'done',
    after: has('bruno'),
  },
];

const unassign = { action: 'unassign' };

export const UNASSIGN: readonly ActionCase[] = [
  { name: 'back to the queue', step: unassign, connected: true, given: held, ends: 'done', after: has(undefined) },
  { name: 'nobody has it', step: unassign, ends: 'already (nobody has the conversation)' },
  { name: 'without a connection', step: unassign, given: held, ends: NO_CONNECTION, after: has('anna') },
  {
    name: 'where routing assigns by itself, and the customer would wait forever',
    step: unassign,
    connected: true,
    server: { Livechat_Routing_Method: 'Auto_Selection' },
    given: held,
    ends: 'failed (this workspace assigns conversations by itself and does not queue what is given back: the customer would wait forever; use assign, or the routing method "Manual selection")',
    after: has('anna'),
  },
  {
    name: 'after the end',
    step: unassign,
    connected: true,
    ...onClose,
    given: held,
    ends: 'failed (the conversation is closed)',
  },
  {
    name: 'while it is on hold',
    step: unassign,
    connected: true,
    given: onHold,
    on: 'agent_message',
    when: (s) => s.anna.writes('Still here?', s.customer),
    ends: 'failed (the conversation is on hold; the server does not move it until it is resumed)',
  },
];
