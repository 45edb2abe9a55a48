import fc from 'fast-check';
import { createWorld, conversation, event, rule, type Instance } from '../support/fakes';
import type { EventId } from '../../src/model/event';

/** A longer campaign: RESTARTS=5000 SEED=7. */
const RUNS = Number(process.env['RESTARTS'] ?? 60);
const SEED = Number(process.env['SEED'] ?? 20261129);

const says = (id: string, more: object) =>
  rule({ id, do: [{ action: 'send_message', text: id, also: true }], ...more });

/** s from one look for what is due to the next; and until what a dead process had in hand is another one's. */
const LOOK = 15;
const LATE = 60 + 2 * LOOK;

/** Each goes by something that the app must know beyond a restart. */
const RULES = [
  says('silent', { wait: { for: 'PT5M', unless: ['agent_message'] } }),
  says('restarted', { wait: { for: 'PT2M', unless: ['agent_message'], restart: true } }),
  says('outlives', { on: 'conversation_closed', wait: { for: 'PT2M' } }),
  says('once', { once: { per: 'conversation' } }),
  says('hourly', { on: 'agent_message', once: { per: 'customer', within: 'PT3M' } }),
  says('asked', { if: { field: 'message.text', operator: 'contains', value: 'x' }, once: { per: 'customer' } }),
];

/** ms between two looks at what was sent. */
const STEP = 3_000;

const burst = fc.array(
  fc.record({
    /** s after the one before. */
    after: fc.integer({ min: 4, max: 12 }),
    on: fc.constantFrom<EventId>('customer_message', 'customer_message', 'agent_message', 'conversation_closed'),
    where: fc.constantFrom('c1', 'c2'),
    /** ms after the event until the app goes down. */
    down: fc.integer({ min: 500, max: 3_500 }),
  }),
  { minLength: 1, maxLength: 8 },
);
/** Nothing is due while people write: whether it came before their next word would be a matter of luck. */
const QUIET = 600;
const happenings = fc
  .array(burst, { minLength: 1, maxLength: 3 })
  .map((bursts) => bursts.flatMap(([first, ...rest]) => [{ ...first!, after: first!.after + QUIET }, ...rest]));
type Happenings = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

interface Said {
  readonly what: string;
  /** s after the beginning. */
  readonly at: number;
}

/** What is sent, and where. @param restarts does the app start anew after each event? */
async function play(all: Happenings, restarts: boolean): Promise<readonly Said[]> {
  const world = createWorld();
  const { clock, server } = world;
  for (const id of ['c1', 'c2']) server.conversations.set(id, conversation(id));
  let app: Instance = await world.instance(RULES);
  const errors: unknown[] = [];
  let looks = 0;
  const began = clock.now();
  const sent: Said[] = [];
  const note = (): void => {
    for (const { conversation: where, text } of server.sent.slice(sent.length))
      sent.push({ what: `${where} ${text}`, at: (clock.now() - began) / 1_000 });
  };
  const passes = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= STEP) {
      await clock.pass(Math.min(left, STEP));
      if ((++looks * STEP) % (LOOK * 1_000) === 0) void app.later.sweep();
      note();
    }
  };
  for (const { after, on, where, down } of all) {
    await passes(after * 1_000 - down);
    const known = server.conversations.get(where)!;
    if (known.status !== 'closed') {
      if (on === 'conversation_closed') server.conversations.set(where, { ...known, status: 'closed' });
      const what = event(on, clock.now(), 'x', server.conversations.get(where));
      if (what.message) server.said.set(where, [...(server.said.get(where) ?? []), what.message]);
      void app.engine.handle(what);
    }
    await passes(down);
    if (!restarts) continue;
    errors.push(...app.errors);
    app.kill();
    app = await world.instance(RULES);
  }
  await passes(QUIET * 1_000);
  expect([...errors, ...app.errors]).toEqual([]);
  return sent.toSorted((one, other) => one.what.localeCompare(other.what) || one.at - other.at);
}

test('an app that starts anew after each event does what one does that goes on all the time', async () => {
  let messages = 0;
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      const expected = await play(all, false);
      messages += expected.length;
      const said = await play(all, true);
      expect(said.map(({ what }) => what)).toEqual(expected.map(({ what }) => what));
      // What was due as it went down comes with the next look, and never before its time.
      const late = said.map(({ at }, index) => at - expected[index]!.at);
      expect(late.filter((each) => each < -3 || each > LATE)).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(messages).toBeGreaterThan(RUNS);
});
