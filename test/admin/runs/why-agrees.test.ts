import * as fc from 'fast-check';
import { why, type Why } from '../../../src/admin/runs/why';
import { whyLines } from '../../../src/admin/why-lines';
import { createByHand, type Runner } from '../../../src/engine/by-hand';
import { createKeptTraces } from '../../../src/engine/kept-traces';
import { createTraces } from '../../../src/engine/recent-traces';
import type { WaitItem } from '../../../src/engine/later/store';
import type { Condition, Rule } from '../../../src/catalogue/document';
import type { Conversation, EventId } from '../../../src/model/event';
import type { RunRecord } from '../../../src/model/run';
import { LANGUAGES } from '../../../src/text/message';
import { conversation, createWorld, event, program, rule } from '../../support/fakes';
import { agree } from '../../support/properties';

/** Random rules and events through the engine: what `why` says of each event and rule is what was done. */

const MINUTE = 60_000;
const HERE = ['c1', 'c2'];
const EVA: Runner = { id: 'eva', username: 'eva', roles: ['admin'] } as never;
const MARIA = { id: 'maria', username: 'maria', kind: 'human', enabled: true, status: 'online' } as const;

// ---- rules and events

const word = fc.constantFrom('red', 'green', 'blue');
const compared = (field: string, ...operators: string[]): fc.Arbitrary<Condition> =>
  fc.record({ field: fc.constant(field), operator: fc.constantFrom(...operators), value: word });
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  compared('message.text', 'contains', 'not_contains'),
  compared('customer.tags', 'includes', 'excludes'),
  compared('conversation.topic', 'is', 'is_not'),
  fc.constantFrom('is', 'is_not').map((operator) => ({ field: 'conversation.owner', operator, value: 'human' })),
  // Nobody can tell.
  fc.constant({ field: 'operation.agents_online', operator: 'is', value: true }),
);
const condition = fc.letrec<{ condition: Condition; group: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 2 }, comparison, tie('group')),
  group: fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
    .map(([kind, members]) => ({ [kind]: members }) as unknown as Condition),
})).condition;
const ON: readonly EventId[] = [
  'customer_message',
  'agent_message',
  'conversation_assigned',
  'conversation_unassigned',
  'conversation_closed',
  'manual',
];
const action = fc.oneof(
  { weight: 3, arbitrary: word.map((text) => ({ action: 'send_message', text })) },
  word.map((tag) => ({ action: 'add_contact_tags', tags: [tag] })),
  word.map((tag) => ({ action: 'remove_contact_tags', tags: [tag] })),
  word.map((topic) => ({ action: 'set_topic', topic })),
  fc.constantFrom<Rule['do'][number]>(
    { action: 'assign', to: { agent: 'maria' } },
    { action: 'unassign' },
    { action: 'close', comment: 'bye' },
  ),
);
const keys: fc.Arbitrary<Partial<Rule>> = fc.record(
  {
    stop: fc.constant(true),
    once: fc.constantFrom<Rule['once']>({ per: 'conversation' }, { per: 'customer', within: 'PT10M' }),
    wait: fc.constantFrom<Rule['wait']>(
      { for: 'PT10S' },
      { for: 'PT5M' },
      { for: 'PT5M', restart: true },
      { for: 'PT5M', unless: ['agent_message'] },
    ),
  },
  { requiredKeys: [] },
);
const oneRule = fc.record({
  on: fc.uniqueArray(fc.constantFrom(...ON), { minLength: 1, maxLength: 3 }),
  if: fc.oneof(fc.constant('always' as const), condition, condition),
  do: fc.array(action, { minLength: 1, maxLength: 3 }),
  mode: fc.constantFrom<NonNullable<Rule['mode']>>('live', 'live', 'watch', 'off'),
});
const someRules = fc
  .array(fc.tuple(oneRule, keys), { minLength: 1, maxLength: 6 })
  .map((all) => all.map(([one, more], place) => rule({ ...one, ...more, id: `r${place}` })));
const step = fc.record({
  on: fc.constantFrom(...ON, 'customer_message' as const),
  words: word,
  passes: fc.constantFrom(0, 1_000, 20_000, 6 * MINUTE),
  where: fc.constantFrom(...HERE, 'c1'),
  byHand: fc.nat(5).map((place) => `r${place}`),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

// ---- what was done, and what is said of it

/** By what was kept, and by the rules that are asked. */
type Told = Readonly<Record<'here' | 'afterRestart' | 'withOtherRules', readonly Why[]>>;

async function play(
  rules: readonly Rule[],
  steps: readonly Step[],
  others: readonly Rule[],
): Promise<{ runs: readonly RunRecord[]; sent: number; waiting: readonly WaitItem[]; told: Told }> {
  const { clock, server, instance } = createWorld();
  const { host, conversations } = server;
  for (const id of HERE) conversations.set(id, conversation(id));
  const change = (id: string, more: Partial<Conversation>): unknown =>
    conversations.set(id, { ...conversations.get(id)!, ...more });
  Object.assign(host, { queueKeepsReturned: async () => true });
  Object.assign(host.changes, {
    saveConversation: async ({ id }: Conversation, { topic }: Partial<Conversation>) => change(id, { topic }),
    returnToQueue: async ({ id }: Conversation) => change(id, { agent: undefined, status: 'queued' }),
  });
  const { engine, later, traces, runs, errors } = await instance(rules);
  const byHand = createByHand(later.parts);

  for (const { on, words, passes, where, byHand: id } of steps) {
    if (on === 'conversation_assigned') change(where, { agent: MARIA, status: 'open' });
    if (on === 'conversation_unassigned') change(where, { agent: undefined, status: 'queued' });
    if (on === 'conversation_closed') change(where, { status: 'closed', closedAt: clock.now() });
    if (on === 'manual') void byHand.run({ rule: id, conversation: where, runner: EVA, inputs: {} });
    else void engine.handle(event(on, clock.now(), words, conversations.get(where)));
    await clock.pass(passes);
  }
  await clock.pass(1_000);

  const memory = createTraces();
  let inForce = { program: program(rules), version: 'one' };
  const work: Promise<void>[] = [];
  const kept = createKeptTraces({
    store: host.store,
    now: clock.now,
    after: () => undefined,
    rules: () => inForce,
    inBackground: (write) => work.push(write()),
  });
  for (const trace of traces) kept.keep(memory.keep(trace));
  await clock.pass(MINUTE);
  kept.writeWhenDue();
  await Promise.all(work);

  const list = await Promise.all(HERE.map((id) => later.waits.list(id)));
  const ask = (restarted: boolean): Promise<readonly Why[]> =>
    Promise.all(
      HERE.map((conversation) =>
        why(
          {
            traces: (id) => (restarted ? [] : memory.of(id)),
            kept: kept.of,
            runs: async (id) => runs.filter((run) => run.conversation === id).reverse(),
            ends: async (id) => list[HERE.indexOf(id)]!.ends,
            setAside: () => [],
          },
          conversation,
        ),
      ),
    );
  const here = await ask(false);
  const afterRestart = await ask(true);
  inForce = { program: program(others), version: 'two' };
  const told = { here, afterRestart, withOtherRules: await ask(true) };
  expect(errors).toEqual([]);
  return { runs, sent: server.sent.length, waiting: list.flatMap(({ waits }) => waits), told };
}

const eventsOf = (told: readonly Why[]) => told.flatMap(({ events }) => events);

test('of every event and rule why says what was done: at once, after a restart, and when the rules are others', () =>
  fc.assert(
    fc.asyncProperty(
      someRules,
      fc.array(step, { minLength: 1, maxLength: 7 }),
      someRules,
      async (rules, steps, others) => {
        const { runs, sent, waiting, told } = await play(rules, steps, others);
        const written = runs
          .flatMap(({ actions }) => actions)
          .filter((each) => each.action === 'send_message' && each.outcome === 'done');
        agree(written.length, sent);
        agree(JSON.parse(JSON.stringify(told.afterRestart)), JSON.parse(JSON.stringify(told.here)));

        for (const events of [eventsOf(told.here), eventsOf(told.withOtherRules)]) {
          const shown = new Set(events.flatMap((each) => each.rules.map(({ run }) => run?.id)));
          agree(
            runs.filter(({ id }) => !shown.has(id)),
            [],
          );
          for (const { rules: rows } of events)
            for (const { run, verdict, heldBack } of rows) if (run) agree([verdict, heldBack], [true, undefined]);
        }
        for (const { rules: rows } of eventsOf(told.here))
          for (const [place, { id, verdict, run, heldBack, reason }] of rows.entries()) {
            // What is said to match has run, waits, or is held back.
            if (verdict === true) agree([id, (run ?? heldBack) !== undefined], [id, true]);
            if (heldBack === 'waiting' && !reason) agree([id, waiting.some((wait) => wait.rule === id)], [id, true]);
            const stops = rows
              .slice(0, place)
              .some(
                (row) => row.verdict === true && row.mode === 'live' && rules.some((r) => r.id === row.id && r.stop),
              );
            agree([id, verdict === 'not_looked_at'], [id, stops]);
          }
        const lines = LANGUAGES.flatMap((language) => told.here.flatMap((each) => whyLines(each, language, 'UTC')));
        expect(lines.join('\n')).not.toMatch(/\{[a-z_]+[}|]/);
      },
    ),
    { numRuns: 120, seed: 7 },
  ));
