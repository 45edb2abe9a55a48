import { createWorld, conversation, event, instead, lines, rule, type Instance, type World } from '../support/fakes';
import { openWorld } from '../support/worlds';
import type { Conversation, EventId } from '../../src/model/event';
import type { Rule } from '../../src/catalogue/document';

async function opened(rules: readonly Rule[]) {
  const world = openWorld();
  return { world, app: await world.instance(rules) };
}
async function happens({ world, app }: { world: World; app: Instance }, on: EventId) {
  const where = world.server.conversations.get('c1');
  void app.engine.handle(event(on, world.clock.now(), 'hello', where));
  await world.clock.pass(100);
  return app.traces.at(-1)!;
}

const TAKE = rule({
  id: 'take',
  on: ['customer_message', 'conversation_unassigned'],
  if: { field: 'conversation.owner', operator: 'is', value: 'nobody' },
  do: [{ action: 'assign', to: { agent: 'maria' } }],
});

test.each([5_000, 20_000])('a person gives it back to the queue %i ms after an assignment of ours', async (later) => {
  const there = await opened([TAKE]);
  const { world, app } = there;
  await happens(there, 'customer_message');
  expect(world.server.conversations.get('c1')!.agent?.id).toBe('maria');
  // The echo of the assignment: to an agent it raises this alone.
  await happens(there, 'conversation_assigned');
  await world.clock.pass(later);
  world.server.conversations.set('c1', { ...conversation('c1') });
  const trace = await happens(there, 'conversation_unassigned');
  expect([...trace.heldBack]).toEqual([]);
  expect(app.runs.map((run) => lines(run))).toEqual([['assign done'], ['assign done']]);
});

test('a person gives it back 5 s after we gave it to an agent, or else would have to a department', async () => {
  const there = await opened([
    { ...TAKE, if: 'always', do: [{ action: 'assign', to: { agent: 'maria', otherwise: { department: 'sales' } } }] },
  ]);
  const { world, app } = there;
  Object.assign(world.server.host, { presenceRule: async () => 'not_offline' });
  const ben = { id: 'ben', username: 'ben', kind: 'human', enabled: true } as const;
  world.server.conversations.set('c1', conversation('c1', { agent: ben }));
  await happens(there, 'customer_message');
  expect(world.server.conversations.get('c1')!.agent?.id).toBe('maria');
  await happens(there, 'conversation_assigned');
  await world.clock.pass(5_000);
  world.server.conversations.set('c1', conversation('c1'));
  const trace = await happens(there, 'conversation_unassigned');
  expect([...trace.heldBack]).toEqual([]);
  expect(app.runs.map((run) => lines(run))).toEqual([['assign done'], ['assign done']]);
});

test('a person moves it to a department 5 s after we gave it to an agent: what we say then is no second answer', async () => {
  const there = await opened([
    {
      ...TAKE,
      on: 'customer_message',
      do: [
        { action: 'send_message', text: 'Maria will see you' },
        { action: 'assign', to: { agent: 'maria' } },
      ],
    },
    rule({
      id: 'moved',
      on: 'conversation_transferred',
      do: [{ action: 'send_message', text: 'You are with sales now' }],
    }),
  ]);
  const { world } = there;
  await happens(there, 'customer_message');
  await happens(there, 'conversation_assigned');
  await world.clock.pass(5_000);
  await happens(there, 'conversation_transferred');
  expect(world.server.sent.map(({ text }) => text)).toEqual(['Maria will see you', 'You are with sales now']);
});

test('the count of messages is read again after a message was sent', async () => {
  const counting = [
    rule({ id: 'first', if: { field: 'conversation.message_count', operator: 'at_most', value: 1 } }),
    rule({
      id: 'second',
      if: { field: 'conversation.message_count', operator: 'at_least', value: 2 },
      do: [{ action: 'add_contact_tags', tags: ['x'] }],
    }),
  ];
  const world = createWorld();
  const { server } = world;
  server.conversations.set('c1', conversation('c1'));
  const what = event('customer_message', world.clock.now(), 'hello', server.conversations.get('c1'));
  server.said.set('c1', [what.message!]);
  const { changes } = server.host;
  const sendMessage: typeof changes.sendMessage = async (...given) => {
    const id = await changes.sendMessage(...given);
    server.said.set('c1', [...server.said.get('c1')!, { ...what.message!, id, from: 'bot' }]);
    return id;
  };
  Object.assign(server.host, { changes: instead(changes, { sendMessage }) });
  const app = await world.instance(counting);
  void app.engine.handle(what);
  await world.clock.pass(100);
  expect(app.runs.map((run) => run.rule)).toEqual(['first', 'second']);
});

/** A conversation that ends is opened anew for maria; and one that maria gets is closed. */
const RULES = [
  rule({ id: 'reopen', on: 'conversation_closed', do: [{ action: 'open', agent: 'maria' }] }),
  rule({ id: 'shut', on: 'conversation_assigned', do: [{ action: 'close', comment: 'bye' }] }),
];

test('a chain that goes on in a new conversation ends as well', async () => {
  const world = createWorld();
  const { server, clock } = world;
  server.conversations.set('c0', conversation('c0', { status: 'open' }));
  let count = 0;
  const raise = (on: EventId, id: string): void => {
    const where = server.conversations.get(id)!;
    clock.after(10, () => void app.engine.handle(event(on, clock.now(), '', where)));
  };
  const host = server.host;
  const { changes } = host;
  const more: Partial<typeof changes> = {
    close: async (given, comment) => {
      await changes.close(given, comment);
      raise('conversation_closed', given.id);
    },
    transferToAgent: async (given, agent) => {
      await changes.transferToAgent(given, agent);
      raise('conversation_assigned', given.id);
    },
    openConversation: async () => {
      const id = `c${++count}`;
      server.conversations.set(id, conversation(id, { createdAt: clock.now() }));
      raise('conversation_started', id);
      return id;
    },
  };
  Object.assign(host, {
    conversationsOf: async (): Promise<readonly Conversation[]> =>
      [...server.conversations.values()].filter(({ status }) => status !== 'closed'),
    changes: instead(changes, more),
  });
  const app = await world.instance(RULES);
  await changes.close(server.conversations.get('c0')!, 'x');
  raise('conversation_closed', 'c0');
  await clock.pass(20_000);
  expect(app.errors).toEqual([]);
  expect(count).toBeLessThan(5);
});
