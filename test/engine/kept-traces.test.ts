import { createKeptTraces } from '../../src/engine/kept-traces';
import type { EventTrace } from '../../src/engine/parts';
import { why } from '../../src/admin/runs/why';
import { whyLines } from '../../src/admin/why-lines';
import { KEPT } from '../../src/ports/keys';
import { conversation, event, fakeStore, program, rule, START } from '../support/fakes';

const MINUTE = 60_000;

function setUp(store = fakeStore()) {
  let time = START;
  let version = 'one';
  let rules = program([rule({ id: 'a' })]);
  const timers: (() => void)[] = [];
  const jobs: Promise<void>[] = [];
  const traces = createKeptTraces({
    store,
    now: () => time,
    after: (_ms, call) => timers.push(call),
    rules: () => ({ program: rules, version }),
    inBackground: (work) => jobs.push(work()),
  });
  const trace = (room: string, words = 'hello', known: object = {}): EventTrace => {
    const of = event('customer_message', time, words, conversation(room));
    const facts = {
      event: of,
      now: time,
      environment: rules.environment,
      known: { conversation: of.conversation, ...known },
    };
    return { event: of, program: rules, seen: [{ from: 0, facts }], heldBack: new Map([['a', 'once']]), runs: ['r'] };
  };
  return {
    store,
    traces,
    trace,
    changes: (to: string) => void ((version = to), (rules = program([rule({ id: 'b' })]))),
    passes: async (ms: number) => {
      time += ms;
      for (const call of timers.splice(0)) call();
      await Promise.all(jobs);
    },
  };
}

test('a record a conversation, a minute after its first event, and no sooner again', async () => {
  const { traces, trace, passes, store } = setUp();
  traces.keep(trace('c1'));
  traces.keep(trace('c2'));
  await passes(MINUTE - 1);
  traces.keep(trace('c1', 'again'));
  expect(store.kept).toEqual([]);
  await passes(1);
  expect(store.kept.map(({ keys }) => [keys[0], keys.at(-1)])).toEqual([
    ['conversation:c1', 'traces'],
    ['conversation:c2', 'traces'],
  ]);
  traces.keep(trace('c1'));
  traces.writeWhenDue();
  await passes(0);
  expect(store.kept).toHaveLength(2);
  await passes(MINUTE);
  expect(store.kept).toHaveLength(3);
  expect((await traces.of('c1')).map(({ event: { message } }) => message?.text)).toEqual(['hello', 'again', 'hello']);
});

test('comes back as it was, answers included, and goes after three days', async () => {
  const { traces, trace, passes, store } = setUp();
  const answers = new Map([['order', '17']]);
  const kept = trace('c1', 'hello', { answers, agent_load: 2 });
  traces.keep(kept);
  await passes(MINUTE);
  expect(await traces.of('c1')).toEqual([{ ...kept, changed: false }]);
  const hour = Math.floor((START + MINUTE + KEPT.traces) / 3_600_000);
  expect(store.kept[0]?.keys).toContain(`until:${hour}`);
});

test('comes back with the one rule that it was about, and without a conversation that nobody had read again', async () => {
  const { traces, trace, passes } = setUp();
  const kept = { ...trace('c1', 'hello', { conversation: undefined }), only: 'a' };
  traces.keep(kept);
  await passes(MINUTE);
  expect(await traces.of('c1')).toEqual([{ ...kept, changed: false }]);
  expect((await traces.of('c1'))[0]?.seen[0]?.facts.known.conversation).toBeUndefined();
});

test('says where the rules have been changed since, before it was written too', async () => {
  const { traces, trace, passes, changes } = setUp();
  traces.keep(trace('c1'));
  await passes(MINUTE);
  traces.keep(trace('c2'));
  changes('two');
  await passes(MINUTE);
  expect((await traces.of('c1')).map(({ changed }) => changed)).toEqual([true]);
  expect((await traces.of('c2')).map(({ changed }) => changed)).toEqual([true]);
  traces.keep(trace('c3'));
  await passes(MINUTE);
  expect((await traces.of('c3')).map(({ changed }) => changed)).toEqual([false]);
});

test('is bounded: 500 conversations, twenty events of one, 60,000 characters', async () => {
  const { traces, trace, passes, store } = setUp();
  for (let room = 0; room < 600; room++) traces.keep(trace(`r${room}`));
  await passes(MINUTE);
  expect(store.kept).toHaveLength(500);
  for (let count = 0; count < 30; count++) traces.keep(trace('busy'));
  const said = Array.from({ length: 100 }, (_, id) => ({
    id: `m${id}`,
    text: 'x'.repeat(2_000),
    at: START,
    from: 'customer',
  }));
  for (let count = 0; count < 5; count++)
    traces.keep(trace('long', 'y'.repeat(2_000), { history: { messages: said, more: false } }));
  await passes(MINUTE);
  expect(await traces.of('busy')).toHaveLength(20);
  const long = store.kept.find(({ keys }) => keys[0] === 'conversation:long');
  expect(JSON.stringify(long).length).toBeLessThan(61_000);
  expect(await traces.of('long')).toHaveLength(5);
});

test('of a conversation that is too long to be kept, `why` says that what was said is not kept, not that it never mattered', async () => {
  const { traces, trace, passes } = setUp();
  const history = { messages: [{ id: 'm', text: 'x'.repeat(61_000), from: 'customer', at: START }], more: false };
  traces.keep(trace('c1', 'hello', { history }));
  traces.keep(trace('c1', 'hello', { history: { unknown: 'no answer' } }));
  traces.keep(trace('c1'));
  await passes(MINUTE);
  const says = rule({ id: 'a', if: { field: 'conversation.text', operator: 'contains', value: 'price' } });
  const kept = async () =>
    (await traces.of('c1')).map((each) => ({ ...each, heldBack: new Map(), program: program([says]) }));
  const { events } = await why({ traces: () => [], kept, runs: async () => [], setAside: () => [] }, 'c1');
  const [never, unanswered, long] = whyLines({ events, seen: true, more: false }, 'en', 'UTC').filter((line) =>
    line.includes('“price”'),
  );
  expect(never).toContain('not checked, it would not have mattered');
  expect(unanswered).toContain('unknown: no answer');
  expect(long).toContain('unknown: it was too long to be kept');
  expect((await traces.of('c1')).map(({ cut }) => cut)).toEqual([undefined, undefined, true]);
});

test('what is not written yet is forgotten with the customer', async () => {
  const { traces, trace, passes, store } = setUp();
  traces.keep(trace('c1'));
  traces.forget(['ana']);
  await passes(MINUTE);
  expect(store.kept).toEqual([]);
});

test('nor while those of others are being written', async () => {
  const { traces, trace, passes, store } = setUp();
  const { create } = store;
  store.create = async (...given) => {
    traces.forget(['c2']);
    return create(...given);
  };
  traces.keep(trace('c1'));
  traces.keep(trace('c2'));
  await passes(MINUTE);
  expect(store.kept.map(({ keys }) => keys[0])).toEqual(['conversation:c1']);
});
