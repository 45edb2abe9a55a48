import { createWorld, conversation, event, instead, lines, rule, type Instance, type World } from '../support/fakes';
import { minutes, openWorld } from '../support/worlds';
import { createByHand } from '../../src/engine/by-hand';
import type { Conversation, EventId } from '../../src/model/event';
import { HostError, type Host } from '../../src/ports/host';
import { message } from '../../src/text/message';
import { createTurns } from '../../src/host/changes/turns';

const MINUTE = 60_000;
function set(world: World, more: Partial<Host>, changes: Partial<Host['changes']> = {}): void {
  const { host } = world.server;
  Object.assign(host, { ...more, changes: instead(host.changes, changes) });
}
async function happens(world: World, app: Instance, on: EventId, words = 'hello', where?: Conversation) {
  const what = event(on, world.clock.now(), words, where ?? world.server.conversations.get('c1'));
  if (what.message) world.server.said.set('c1', [...(world.server.said.get('c1') ?? []), what.message]);
  void app.engine.handle(what);
  await world.clock.pass(1_000);
}
const factsIn = (body: string): Record<string, unknown> =>
  (JSON.parse(body) as { facts: Record<string, unknown> }).facts;
const human = (id: string) => ({ id, username: id, kind: 'human', enabled: true, status: 'online' }) as const;
const bot = (id: string) => ({ id, username: id, kind: 'bot', enabled: true, status: 'online' }) as const;

test.each<[string, string | undefined, string]>([
  ['is answered', '4711', 'told'],
  ['has no answer when nobody gives one', undefined, 'silent'],
])('a question that is asked with the agent it was just given to %s', async (_what, answer, end) => {
  const world = openWorld();
  const after = (id: string, outcome: string) =>
    rule({
      id,
      on: 'question_answered',
      if: { field: 'question.outcome', operator: 'is', value: outcome },
      do: [{ action: 'add_contact_tags', tags: [id] }],
    });
  const both = rule({
    id: 'both',
    do: [
      { action: 'assign', to: { agent: 'maria' } },
      { action: 'ask', id: 'order', text: 'Which order?', with_agent: true, within: 'PT10M' },
    ],
  });
  const app = await world.instance([both, after('silent', 'no_answer'), after('told', 'typed')]);
  await happens(world, app, 'customer_message');
  expect(app.runs.map((run) => lines(run))).toEqual([['assign done', 'ask done']]);
  // The echo of the assignment is no reason to end it.
  if (answer !== undefined) {
    await happens(world, app, 'conversation_assigned');
    await happens(world, app, 'customer_message', answer);
  }
  await minutes(world, app, 12);
  expect(app.runs.map(({ rule: id }) => id)).toEqual(['both', end]);
});

test('it waits in a department, and somebody takes it soon: what is said then is no second answer', async () => {
  for (const later of [5_000, 20_000]) {
    const world = openWorld();
    set(
      world,
      {
        department: async () => ({ id: 'd', name: 'sales' }),
        candidates: async () => [],
        presenceRule: async () => ({}) as never,
        queueKeepsReturned: async () => true,
      },
      {
        transferToDepartment: async ({ id }: Conversation) =>
          void world.server.conversations.set(id, {
            ...world.server.conversations.get(id)!,
            department: { id: 'd', name: 'sales' },
          }),
      },
    );
    const app = await world.instance([
      rule({
        id: 'hand',
        do: [
          { action: 'send_message', text: 'One moment' },
          { action: 'assign', to: { department: 'sales' } },
        ],
      }),
      rule({
        id: 'greet',
        on: 'conversation_assigned',
        do: [{ action: 'send_message', text: 'You are with maria now' }],
      }),
    ]);
    await happens(world, app, 'customer_message');
    await happens(world, app, 'conversation_transferred');
    await world.clock.pass(later);
    world.server.conversations.set('c1', {
      ...world.server.conversations.get('c1')!,
      agent: human('maria'),
      status: 'open',
    });
    await happens(world, app, 'conversation_assigned');
    expect([later, ...app.runs.map((run) => lines(run))]).toEqual([
      later,
      ['send_message done', expect.stringContaining('assign done')],
      ['send_message done'],
    ]);
  }
});

test('a pass leaves the place of the event that our own action raised', async () => {
  const world = openWorld();
  const rules = [
    rule({
      id: 'take',
      on: ['customer_message'],
      do: [
        { action: 'send_message', text: 'Maria takes care' },
        { action: 'assign', to: { agent: 'maria' } },
      ],
    }),
    rule({ id: 'greet', on: 'conversation_assigned', do: [{ action: 'send_message', text: 'Hi, I am Maria' }] }),
  ];
  const app = await world.instance(rules);
  await happens(world, app, 'customer_message');
  void app.later.schedules.plan('greet', 'anna');
  await world.clock.pass(8_000);
  await happens(world, app, 'conversation_assigned');
  expect(world.server.sent.map(({ text }) => text)).toEqual(['Maria takes care']);
});

test('after a crash an assignment to people is made, though a bot has it by then', async () => {
  const world = openWorld();
  set(world, {
    agent: async (username: string) => (username === 'helper' ? bot(username) : human(username)),
    candidates: async () => [human('maria')],
    presenceRule: async () => ({}) as never,
    openConversations: async () => 0,
  });
  const rules = [
    rule({ id: 'bot', do: [{ action: 'assign', to: { agent: 'helper' } }] }),
    rule({
      id: 'people',
      do: [
        { action: 'add_contact_tags', tags: ['x'] },
        { action: 'assign', to: { agent: 'maria' } },
      ],
    }),
  ];
  let die: (() => void) | undefined;
  set(world, {}, {
    setContactTags: async ({ id }: { id: string }, tags: readonly string[]) => {
      die?.();
      world.server.tags.set(id, tags);
      return 'store';
    },
  } as never);
  const first = await world.instance(rules);
  die = () => first.kill();
  await happens(world, first, 'customer_message');
  expect(first.dead()).toBe(true);
  expect(world.server.conversations.get('c1')!.agent!.id).toBe('helper');
  const second = await world.instance(rules);
  die = undefined;
  await minutes(world, second, 4);
  expect([1, world.server.conversations.get('c1')!.agent?.id]).toEqual([1, 'maria']);
});

test('the end of an earlier hold does not end a later one', async () => {
  const world = openWorld(conversation('c1', { agent: human('maria'), status: 'open' }));
  const status =
    (to: 'open' | 'on_hold') =>
    async ({ id }: Conversation) =>
      void world.server.conversations.set(id, { ...world.server.conversations.get(id)!, status: to });
  set(world, {}, { hold: status('on_hold'), resume: status('open') });
  const app = await world.instance([
    rule({
      id: 'hour',
      on: 'agent_message',
      if: { field: 'message.text', operator: 'is', value: 'hour' },
      do: [{ action: 'hold', for: 'PT1H' }],
    }),
    rule({
      id: 'day',
      on: 'agent_message',
      if: { field: 'message.text', operator: 'is', value: 'day' },
      do: [{ action: 'hold', for: 'P1D' }],
    }),
  ]);
  await happens(world, app, 'agent_message', 'hour');
  await world.clock.pass(10 * MINUTE);
  await status('open')(world.server.conversations.get('c1')!);
  await happens(world, app, 'agent_message', 'day');
  expect(app.runs.map((run) => lines(run))).toEqual([['hold done'], ['hold done']]);
  await minutes(world, app, 70);
  expect(world.server.conversations.get('c1')!.status).toBe('on_hold');
});

test('a rule that is applied twice at once is applied once', async () => {
  const world = openWorld(conversation('c1'), conversation('c2'));
  const app = await world.instance([
    rule({ id: 'news', on: 'schedule', do: [{ action: 'send_message', text: 'News' }] }),
  ]);
  const planning = app.later.schedules.plan('news', 'anna');
  await world.clock.pass(MINUTE);
  const plan = (await app.later.schedules.get((await planning)!.id))!;
  expect(plan.found).toEqual(['c1', 'c2']);
  void Promise.all([app.later.schedules.apply(plan, 'anna'), app.later.schedules.apply(plan, 'bruno')]);
  await world.clock.pass(MINUTE);
  expect(world.server.sent.length).toBe(2);
});

test('a webhook tells the same facts after a message was sent', async () => {
  const bodies: Record<string, unknown>[] = [];
  for (const order of [
    ['webhook', 'send_message'],
    ['send_message', 'webhook'],
  ]) {
    const world = openWorld();
    set(
      world,
      {},
      {
        postWebhook: async ({ body }: { body: string }) => {
          bodies.push(factsIn(body));
          return { status: 200 };
        },
      },
    );
    const does = {
      webhook: { action: 'webhook', url: 'https://x.example.com/' },
      send_message: { action: 'send_message', text: 'Hi' },
    };
    const app = await world.instance([
      rule({
        id: 'r',
        if: { field: 'conversation.message_count', operator: 'at_least', value: 1 },
        do: order.map((each) => does[each as 'webhook']),
      }),
    ]);
    await happens(world, app, 'customer_message');
  }
  expect(Object.keys(bodies[1]!)).toEqual(Object.keys(bodies[0]!));
});

test('what is confirmed is what was planned, or nothing', async () => {
  const world = openWorld();
  const one = rule({ id: 'r', on: 'manual', do: [{ action: 'send_message', text: 'Hi' }] });
  const app = await world.instance([one]);
  const hand = createByHand(app.later.parts);
  const run = { rule: 'r', conversation: 'c1', runner: { username: 'anna', roles: ['admin'] }, inputs: {} };
  const plan = await hand.plan(run);
  app.rules([{ ...one, do: [{ action: 'close', comment: 'Bye' }] }]);
  void hand.run({ ...run, ...('print' in plan ? { print: plan.print } : {}) });
  await world.clock.pass(1000);
  expect(world.server.conversations.get('c1')!.status).not.toBe('closed');
});

const SALES = { id: 'd', name: 'sales' };
function sales(world: World, members: readonly object[]) {
  set(
    world,
    {
      department: async () => SALES,
      candidates: async () => members,
      presenceRule: async () => ({}) as never,
      queueKeepsReturned: async () => true,
      openConversations: async () => 0,
    } as never,
    {
      transferToDepartment: async ({ id }: Conversation) =>
        void world.server.conversations.set(id, { ...world.server.conversations.get(id)!, department: SALES }),
    },
  );
}

test('what a person gives back after it waited in a department is no effect of ours', async () => {
  const world = openWorld();
  sales(world, []);
  const app = await world.instance([
    rule({
      id: 'hand',
      on: ['customer_message', 'conversation_unassigned'],
      do: [{ action: 'assign', to: { department: 'sales' } }],
    }),
  ]);
  await happens(world, app, 'customer_message');
  await happens(world, app, 'conversation_transferred');
  await happens(world, app, 'conversation_assigned');
  await happens(world, app, 'conversation_unassigned');
  expect([...app.traces.at(-1)!.heldBack]).toEqual([]);
});

test('what a person moves on is no effect of an assignment within the department', async () => {
  const world = openWorld(conversation('c1', { department: SALES }));
  sales(world, [human('maria')]);
  const app = await world.instance([
    rule({
      id: 'hand',
      do: [
        { action: 'send_message', text: 'One moment' },
        { action: 'assign', to: { department: 'sales' } },
      ],
    }),
    rule({
      id: 'moved',
      on: 'conversation_transferred',
      do: [{ action: 'send_message', text: 'You are with billing now' }],
    }),
  ]);
  await happens(world, app, 'customer_message');
  await happens(world, app, 'conversation_assigned');
  await happens(world, app, 'conversation_transferred');
  expect(app.runs.map((run) => lines(run))).toEqual([['send_message done', 'assign done'], ['send_message done']]);
});

test('a question that could not be sent is not asked when a person has the conversation by then', async () => {
  const world = openWorld();
  const app = await world.instance([rule({ id: 'ask', do: [{ action: 'ask', id: 'order', text: 'Which order?' }] })]);
  world.server.fail('sendMessage', 1);
  await happens(world, app, 'customer_message');
  expect(lines(app.runs[0])[0]).toContain('ask failed');
  world.server.conversations.set('c1', conversation('c1', { agent: human('maria'), status: 'open' }));
  await happens(world, app, 'conversation_assigned');
  await happens(world, app, 'agent_message', 'Hi, I am Maria');
  await minutes(world, app, 3);
  expect(world.server.sent).toEqual([]);
});

test('round robin goes on from whoever got it', async () => {
  const world = createWorld();
  const order = ['anna', 'bruno', 'carla'];
  const turns = createTurns(world.server.host.store, world.clock.now);
  set(
    world,
    {
      candidates: async () => order.map(human),
      presenceRule: async () => ({}) as never,
      openConversations: async () => 0,
    },
    {
      takeTurn: (key: string, all: readonly string[], able: readonly string[]) => turns.take(key, all, able),
      transferToAgent: async ({ id }: Conversation, agent: { id: string }) => {
        if (agent.id === 'anna') {
          throw new HostError(message('reason_agent_full'));
        }
        world.server.conversations.set(id, {
          ...world.server.conversations.get(id)!,
          agent: human(agent.id),
          status: 'open',
        });
      },
    },
  );
  const app = await world.instance([
    rule({ id: 'r', do: [{ action: 'assign', to: { agents: order, pick: 'round_robin' } }] }),
  ]);
  for (let n = 0; n < 6; n++) {
    world.server.conversations.set(`k${n}`, conversation(`k${n}`));
    await happens(world, app, 'customer_message', 'x', world.server.conversations.get(`k${n}`));
  }
  expect([...world.server.conversations.values()].map(({ agent }) => agent?.id)).toEqual([
    'bruno',
    'carla',
    'bruno',
    'carla',
    'bruno',
    'carla',
  ]);
});

test('two conversations of one customer that tag them at once lose no tag', async () => {
  const world = createWorld({ delay: () => [5, 5] });
  for (const id of ['c1', 'c2']) world.server.conversations.set(id, conversation(id));
  const app = await world.instance([
    rule({
      id: 'x',
      if: { field: 'message.text', operator: 'is', value: 'x' },
      do: [{ action: 'add_contact_tags', tags: ['x'] }],
    }),
    rule({
      id: 'y',
      if: { field: 'message.text', operator: 'is', value: 'y' },
      do: [{ action: 'add_contact_tags', tags: ['y'] }],
    }),
  ]);
  void app.engine.handle(event('customer_message', world.clock.now(), 'x', world.server.conversations.get('c1')));
  await world.clock.pass(3);
  void app.engine.handle(event('customer_message', world.clock.now(), 'y', world.server.conversations.get('c2')));
  await world.clock.pass(2_000);
  expect(world.server.tags.get('ana')!.toSorted()).toEqual(['x', 'y']);
});

test('a late tap whose answer could not be told is told the next time', async () => {
  const world = openWorld();
  const app = await world.instance([]);
  world.server.fail('removeButtons', 1);
  const tap = { conversation: conversation(), message: 'own-77', value: '1' };
  void app.later.questions.tapped(tap);
  await world.clock.pass(1_000);
  void app.later.questions.tapped(tap);
  await world.clock.pass(1_000);
  expect(world.server.sent.length).toBe(1);
});

test('the second delivery of a webhook tells the same facts as the first', async () => {
  const bodies: object[] = [];
  const world = openWorld();
  set(
    world,
    {},
    {
      postWebhook: async ({ body }: { body: string }) => {
        bodies.push(factsIn(body));
        return { status: bodies.length === 1 ? 503 : 200 };
      },
    },
  );
  const app = await world.instance([
    rule({
      id: 'r',
      if: { field: 'conversation.message_count', operator: 'at_least', value: 1 },
      do: [{ action: 'webhook', url: 'https://x.example.com/' }],
    }),
  ]);
  await happens(world, app, 'customer_message');
  await minutes(world, app, 3);
  expect(bodies).toEqual([bodies[0], bodies[0]]);
  expect(Object.keys(bodies[0]!)).toEqual(['conversation.message_count']);
});

test('a hold whose end falls into a pause ends after it', async () => {
  const world = openWorld(conversation('c1', { agent: human('maria'), status: 'open' }));
  const status =
    (to: 'open' | 'on_hold') =>
    async ({ id }: Conversation) =>
      void world.server.conversations.set(id, { ...world.server.conversations.get(id)!, status: to });
  set(world, {}, { hold: status('on_hold'), resume: status('open') });
  let paused = false;
  const app = await world.instance([rule({ id: 'hour', on: 'agent_message', do: [{ action: 'hold', for: 'PT1H' }] })], {
    suspended: () => (paused ? 'paused' : undefined),
  });
  await happens(world, app, 'agent_message', 'hour');
  await minutes(world, app, 58);
  paused = true;
  await minutes(world, app, 5);
  paused = false;
  await minutes(world, app, 60);
  expect(world.server.conversations.get('c1')!.status).toBe('open');
});
