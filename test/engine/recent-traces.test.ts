import type { EventTrace } from '../../src/engine/parts';
import { createTraces, MOST_BYTES } from '../../src/engine/recent-traces';
import { LONGEST_TEXT, sized } from '../../src/engine/trace-size';

/** A trace of an event in a conversation, with so many messages of so many characters in its history. */
function trace(conversation: string, count = 0, length = 0, at = 0): EventTrace {
  const text = 'x'.repeat(length);
  const event = { id: `event-${at}`, at, conversation: { id: conversation, customer: { id: `of ${conversation}` } } };
  const messages = Array.from({ length: count }, (_, index) => ({ id: `message-${index}`, text }));
  const facts = { event, now: at, environment: {}, known: { history: { messages } } };
  return { event, program: {}, seen: [{ from: 0, facts }], heldBack: new Map(), runs: [] } as never;
}
const historyOf = (of: EventTrace | undefined) =>
  of?.seen[0]?.facts.known.history as { readonly messages: readonly { readonly text: string }[] };

it('keeps the newest twenty of a conversation', () => {
  const traces = createTraces();
  for (let at = 0; at < 25; at++) traces.keep(trace('a', 0, 0, at));
  expect(traces.of('a').map(({ event }) => event.at)).toEqual(Array.from({ length: 20 }, (_, at) => 24 - at));
});

it('keeps in a flood the newest that was dropped, beside what was looked at before and behind it', () => {
  const traces = createTraces();
  const dropped = (at: number): EventTrace => ({ ...trace('a', 0, 0, at), suspended: 'dropped' });
  const kept = () => traces.of('a').map(({ event, suspended }) => [suspended ?? 'looked at', event.at]);
  traces.keep(trace('a', 0, 0, 0));
  for (let at = 1; at < 300; at++) traces.keep(dropped(at));
  expect(kept()).toEqual([
    ['looked at', 0],
    ['dropped', 299],
  ]);
  for (let at = 300; at < 500; at++) traces.keep(trace('a', 0, 0, at));
  expect([kept().length, kept().at(-1)]).toEqual([21, ['dropped', 299]]);
});

it('keeps at most 2,000 characters of a text, and leaves what is in use as it is', () => {
  const traces = createTraces();
  const long = trace('a', 1, 5_000);
  traces.keep(long);
  const [{ text } = { text: '' }] = historyOf(traces.of('a')[0]).messages;
  expect([text.length, text.at(-1)]).toEqual([LONGEST_TEXT, '…']);
  expect(historyOf(long).messages[0]?.text).toHaveLength(5_000);
});

it('copies nothing where no text is too long', () => {
  const traces = createTraces();
  const short = trace('a', 3, 2_000);
  traces.keep(short);
  expect(historyOf(traces.of('a')[0])).toBe(historyOf(short));
});

it('keeps 50 MB of all, and those of the conversation that was quiet for longest go first', () => {
  const traces = createTraces();
  const each = sized([trace('x', 100, 5_000).event, trace('x', 100, 5_000).seen[0]?.facts.known]).bytes;
  for (let conversation = 0; conversation < 400; conversation++) traces.keep(trace(`${conversation}`, 100, 5_000));
  const left = Array.from({ length: 400 }, (_, at) => traces.of(`${at}`).length);
  const count = left.filter((length) => length > 0).length;
  expect(count).toBeGreaterThan(100);
  expect(count * each).toBeLessThanOrEqual(MOST_BYTES);
  expect((count + 2) * each).toBeGreaterThan(MOST_BYTES);
  expect(left.slice(-count)).toEqual(Array.from({ length: count }, () => 1));
});

it('a single conversation is bounded, too', () => {
  const traces = createTraces();
  for (let at = 0; at < 20; at++) traces.keep(trace('a', 100, 5_000, at));
  expect(traces.of('a').length).toBe(20);
});

it('what has gone takes no room: in place of newer ones, for 500 conversations at most, or forgotten', () => {
  const traces = createTraces();
  for (const name of ['a', 'b', 'c']) {
    for (let at = 0; at < 200; at++) traces.keep(trace(name, 100, 5_000, at));
    expect(traces.of(name)).toHaveLength(20);
    traces.forget([`of ${name}`]);
  }
  for (let conversation = 0; conversation < 700; conversation++) traces.keep(trace(`${conversation}`, 20, 5_000));
  const left = Array.from({ length: 700 }, (_, at) => traces.of(`${at}`).length);
  expect(left).toEqual([...Array.from({ length: 200 }, () => 0), ...Array.from({ length: 500 }, () => 1)]);
  expect(traces.newest()[0]?.event.conversation.id).toBe('699');
});

it('forgets a customer', () => {
  const traces = createTraces();
  traces.keep(trace('a'));
  traces.keep(trace('b'));
  traces.forget(['of a']);
  expect([traces.of('a').length, traces.of('b').length]).toEqual([0, 1]);
});
