import { createWorld, conversation, event, fakeStore, lines, PASSING, rule, START } from '../support/fakes';
import { HostError } from '../../src/ports/host';
import { message } from '../../src/text/message';
import { createOnce, type OnceRule } from '../../src/engine/once';
import type { Store } from '../../src/ports/store';

const ONCE = rule({ id: 'r', once: { per: 'conversation' } }) as OnceRule;

test('a turn that another instance gave back is free here as well', async () => {
  const store = fakeStore();
  const [one, two] = ['one', 'two'].map((each) =>
    createOnce(store, { now: () => START, elapsed: () => 0, after: () => () => undefined }, each),
  );
  const what = event('customer_message', START);
  const turn = (await one!.take(ONCE, what))!;
  await turn.confirm();
  // The other one hears of the conversation meanwhile.
  expect(await two!.take(ONCE, what)).toBeUndefined();
  await one!.giveBack(ONCE, what, START);
  expect(await two!.isFree(ONCE, what)).toBe(true);
});

test('a late giving back leaves the turn that somebody else has had since', async () => {
  const world = createWorld();
  const { server, clock } = world;
  server.conversations.set('c1', conversation('c1'));
  const note = rule({
    id: 'note',
    once: { per: 'conversation', within: 'PT10M' },
    do: [{ action: 'note_contact', text: 'wrote' }],
  });
  const app = await world.instance([note]);
  const notes = async () => (await server.host.store.read(['notes'])).length;
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute++) {
      void app.later.sweep();
      await clock.pass(60_000);
    }
  };
  const writes = async () => {
    void app.engine.handle(event('customer_message', clock.now(), 'hi', server.conversations.get('c1')));
    await clock.pass(1_000);
  };
  // The server refuses for now: tried at 0:00, 0:30, 2:30, 7:30, and again at 22:30.
  server.fail('noteContact', 4, PASSING);
  await writes();
  await minutes(20);
  server.fail('noteContact', 0);
  await writes(); // 20:01: the ten minutes are over, this one has its turn
  expect(await notes()).toBe(1);
  server.fail('noteContact', 1, new HostError(message('reason_record_not_kept')));
  await minutes(4); // 22:30: the last try of the first run fails for good
  expect(lines(app.runs.at(-1))).toEqual([expect.stringContaining('note_contact failed')]);
  server.fail('noteContact', 0);
  await writes(); // 24:02: four minutes after the second one had its turn
  expect(await notes()).toBe(1);
});

// ---- two instances at the same moment

/** What an instance waits for: a call to the store, in its steps, or a timer. */
interface Pending {
  readonly steps: (() => unknown)[];
  readonly answer: (value: unknown) => void;
  readonly isTimer: boolean;
}

/** After so many steps calls are quicker than waits: else two might give way to each other for ever. */
const ANY_ORDER = 13;
const everybodyElse = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** Instances over one store that can only read and write: whose step is next is said from outside. */
function stepwise() {
  const store = fakeStore();
  const pending = new Map<string, Pending>();
  const dead = new Set<string>();
  let now = START;

  function once(name: string, ahead = 0) {
    const ask = async <T>(isTimer: boolean, ...steps: (() => unknown)[]): Promise<T> =>
      (await new Promise<unknown>((answer) => pending.set(name, { steps, answer, isTimer }))) as T;
    const slow: Store = {
      ...store,
      read: (keys) => ask(false, () => store.read(keys)),
      write: (keys, record) => ask(false, () => store.write(keys, record)),
      // The server finds the records first, then it deletes these (HOST.md F).
      remove: async (keys) => {
        const found = await ask<typeof store.kept>(false, () =>
          store.kept.filter((each) => keys.every((key) => each.keys.includes(key))),
        );
        await ask(false, () => Promise.all(found.map((each) => store.remove(each.keys))));
      },
    };
    const time = {
      now: () => now + ahead,
      elapsed: () => now,
      after: (_ms: number, call: () => void) => {
        void ask(true, () => undefined).then(call);
        return () => undefined;
      },
    };
    return createOnce(slow, time, name);
  }

  return {
    once,
    /** What it had asked for may still happen; it hears of nothing any more. */
    kill: (name: string) => void dead.add(name),
    later: (ms: number) => void (now += ms),
    /** @param choose whose step is next, and undefined where it is all the same. False: nobody has anything to do. */
    async step(choose: (count: number) => number | undefined): Promise<boolean> {
      await everybodyElse();
      const able = [...pending].filter(([name, { isTimer }]) => !(isTimer && dead.has(name)));
      if (able.length === 0) return false;
      const chosen = choose(able.length);
      const calls = able.filter(([, { isTimer }]) => !isTimer);
      const [name, next] = chosen === undefined ? (calls[0] ?? able[0]!) : able[chosen]!;
      const value = await next.steps.shift()!();
      if (next.steps.length > 0) return true;
      pending.delete(name);
      if (!dead.has(name)) next.answer(value);
      return true;
    },
  };
}

/**
 * Plays something in every order there is, and gives what came of each.
 * @param play once, in the order that it is told
 */
async function inEveryOrder<T>(play: (choose: (count: number) => number | undefined) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let order: number[] = [];
  for (;;) {
    const counts: number[] = [];
    const given = order;
    results.push(
      await play((count) => {
        if (counts.length === ANY_ORDER) return undefined;
        return given[counts.push(count) - 1] ?? 0;
      }),
    );
    const last = counts.findLastIndex((count, at) => (given[at] ?? 0) < count - 1);
    if (last < 0) return results;
    order = counts.slice(0, last + 1).map((_, at) => (given[at] ?? 0) + (at === last ? 1 : 0));
  }
}

/**
 * Both are asked for one turn. Gives whose runs there were.
 * @param ahead by how much the clock of the second one is, ms
 * @param killed the first one is, before so many steps; its run is taken up a minute later
 */
function bothAsked(ahead: number, killed?: number): Promise<string[][]> {
  return inEveryOrder(async (choose) => {
    const { once, kill, later, step } = stepwise();
    const what = event('customer_message', START);
    const ran = new Set<string>();
    /** Those whose slot in the journal says that they are not over. */
    const begun = new Set<string>();
    for (const [name, by] of [['one', 0] as const, ['two', ahead] as const])
      void once(name, by)
        .take(ONCE, what)
        .then(async (turn) => {
          if (!turn) return;
          begun.add(name);
          if (await turn.confirm()) ran.add(name);
          else begun.delete(name);
        });
    for (let steps = 0; ; steps++) {
      if (steps === killed) kill('one');
      if (!(await step(choose))) break;
    }
    if (killed !== undefined && begun.has('one')) {
      later(60_000);
      void once('three')
        .resume(ONCE, what, { at: START, instances: ['one'] })
        .then((may) => may && ran.add('one'));
      while (await step(() => 0));
    }
    return [...ran];
  });
}

describe('two instances are asked for one turn at the same moment', () => {
  it.each([0, 15_000, -15_000])(
    'exactly one has it, in whatever order they are served: clocks %d ms apart',
    async (ahead) => {
      const runs = await bothAsked(ahead);
      expect(runs.length).toBeGreaterThan(500);
      expect(runs.filter((ran) => ran.length !== 1)).toEqual([]);
    },
  );

  it.each([2, 3, 4, 5, 6, 7, 8])('nor is it had twice or lost when one is killed before step %d', async (killed) => {
    const runs = await bothAsked(0, killed);
    expect(runs.filter((ran) => ran.length !== 1)).toEqual([]);
  });

  it.each(['live', 'watch'] as const)('a rule in mode %s is on record once', async (mode) => {
    // One call is slow: the other instance has read before it comes through.
    for (let slow = 0; slow < 12; slow++) {
      let calls = 0;
      const world = createWorld({ delay: () => [calls++ === slow ? 40 : 0, 5] });
      world.server.conversations.set('c1', conversation('c1'));
      const greet = rule({
        id: 'greet',
        mode,
        once: { per: 'conversation' },
        do: [{ action: 'send_message', text: 'Hi' }],
      });
      const apps = [await world.instance([greet]), await world.instance([greet])];
      for (const app of apps)
        void app.engine.handle(event('customer_message', START, 'hello', world.server.conversations.get('c1')));
      await world.clock.pass(10_000);
      expect(apps.flatMap(({ runs }) => runs)).toHaveLength(1);
      expect(apps.flatMap(({ traces }) => traces.flatMap(({ heldBack }) => [...heldBack.values()]))).toEqual(['once']);
    }
  });
});
