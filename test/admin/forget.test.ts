import { createForgetting } from '../../src/admin/forget';
import { createByHand } from '../../src/engine/by-hand';
import { createTraces } from '../../src/engine/recent-traces';
import type { Rule } from '../../src/catalogue/document';
import { FAMILIES, type Family } from '../../src/ports/keys';
import type { Store } from '../../src/ports/store';
import { conversation, createWorld, event, rule, type Instance, type World } from '../support/fakes';

const MINUTE = 60_000;
const CALL = 100;

type Begins = (world: World, app: Instance) => Promise<void>;

const writes: Begins = async ({ server, clock }, { engine }) =>
  void engine.handle(event('customer_message', clock.now(), 'help', server.conversations.get('c1')));

function forgettingOf({ later: { parts, waits } }: Instance, store: Store, rules: readonly Rule[]) {
  return createForgetting({
    store,
    journal: parts.journal,
    lanes: parts.lanes,
    traces: createTraces(),
    waits,
    messages: parts.messages!,
    runCounts: { forget: async () => undefined },
    rules: () => rules,
    forgetInMemory: (ids) => ids.forEach(parts.once.forget),
    tellOthers: async () => undefined,
  });
}

/** It begins, goes on for so many ms, and then the customer is forgotten. Gives what is kept of them an hour later. */
async function left(rules: readonly Rule[], begins: Begins, after: number): Promise<readonly string[]> {
  const world = createWorld({ delay: () => [CALL / 2, CALL / 2] });
  const { clock, server } = world;
  const store = server.host.store as Store & { readonly kept: readonly { readonly keys: readonly string[] }[] };
  server.conversations.set('c1', conversation());
  const app = await world.instance(rules);
  const forgetting = forgettingOf(app, store, rules);
  await clock.pass(1_000);
  await begins(world, app);
  await clock.pass(after);
  const forgotten = forgetting.forget(conversation(), 'mia');
  for (let minute = 0; minute < 60; minute++) {
    void app.later.sweep();
    await clock.pass(MINUTE);
  }
  await forgotten;
  expect(app.errors).toEqual([]);
  return store.kept
    .filter(({ keys }) => FAMILIES[keys.at(-1) as Family] === 'customer')
    .map(({ keys }) => keys.join(' '));
}

const DO: Rule['do'] = [
  { action: 'add_contact_tags', tags: ['vip'] },
  { action: 'note_contact', text: 'secret' },
  { action: 'send_message', text: 'Hi' },
];
const inHand: readonly (readonly [string, readonly Rule[], Begins])[] = [
  ['an event', [rule({ id: 'a', do: DO, once: { per: 'customer' } })], writes],
  ['a wait that begins', [rule({ id: 'a', do: DO, wait: { for: 'PT10M' } })], writes],
  [
    'a wait that is over',
    [rule({ id: 'a', do: DO, wait: { for: 'PT10M' } })],
    async (world, app) => {
      await writes(world, app);
      await world.clock.pass(10 * MINUTE);
    },
  ],
  [
    'a wait that is cancelled',
    [rule({ id: 'a', do: DO, wait: { for: 'PT10M', unless: ['agent_message'] } })],
    async (world, app) => {
      await writes(world, app);
      await world.clock.pass(MINUTE);
      void app.engine.handle(event('agent_message', world.clock.now(), 'hi', conversation()));
    },
  ],
  [
    'a retry',
    [rule({ id: 'a', do: [...DO, { action: 'webhook', url: 'https://hooks.example.com' }] })],
    async (world, app) => {
      world.server.fail('postWebhook', 1);
      await writes(world, app);
      await world.clock.pass(MINUTE);
    },
  ],
  [
    'an event in another conversation',
    [rule({ id: 'a', do: DO })],
    async ({ clock, server }, { engine }) => {
      const other = conversation('c2');
      server.conversations.set('c2', other);
      void engine.handle(event('customer_message', clock.now(), 'one', other));
      await clock.pass(MINUTE);
      void engine.handle(event('customer_message', clock.now(), 'two', other));
    },
  ],
  [
    'a run by hand',
    [rule({ id: 'a', on: 'manual', do: DO })],
    async (_world, { later }) =>
      void createByHand(later.parts).run({
        rule: 'a',
        conversation: 'c1',
        runner: { id: 'eva', username: 'eva', roles: ['admin'] } as never,
        inputs: {},
      }),
  ],
];

test.each(inHand)(
  'nothing comes back of what is going on while a customer is forgotten: %s',
  async (_name, rules, begins) => {
    const back: (readonly [number, readonly string[]])[] = [];
    for (let after = 0; after < 30 * CALL; after += CALL) {
      const found = await left(rules, begins, after);
      if (found.length > 0) back.push([after, found]);
    }
    expect(back).toEqual([]);
  },
);

test('messages planned in any conversation of the customer are called off: their writers are told, and they are counted', async () => {
  const world = createWorld();
  const { clock, server } = world;
  const eva = { id: 'eva', username: 'eva', language: 'en' } as const;
  const agent = { ...eva, kind: 'human', enabled: true } as const;
  const app = await world.instance([]);
  const messages = app.later.parts.messages!;
  for (const id of ['c1', 'c2', 'c3']) {
    server.conversations.set(id, conversation(id, { agent, status: 'open' }));
    await messages.plan({ conversation: id, writer: eva, text: `Planned in ${id}`, at: clock.now() + 60 * MINUTE });
  }
  const told: string[] = [];
  server.host.changes.notify = async (_target, text) => `told-${told.push(text)}`;
  const forgetting = forgettingOf(app, server.host.store, []);
  const listed = await forgetting.list(conversation());
  const forgotten = forgetting.forget(conversation(), 'mia');
  await clock.pass(MINUTE);
  expect(await forgotten).toEqual(listed);
  expect(listed).toEqual(new Map([['command_forget_waits', 3]]));
  for (const id of ['c1', 'c2', 'c3'])
    expect(told.filter((text) => text.includes(`Planned in ${id}`))).toEqual([
      expect.stringContaining('was not sent: cancelled by mia'),
    ]);
});
