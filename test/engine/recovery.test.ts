import { conversation, event, lines, PASSING, rule, type Instance, type World } from '../support/fakes';
import { minutes, openWorld } from '../support/worlds';
import type { RunRecord } from '../../src/model/run';
import { HostError } from '../../src/ports/host';
import { message } from '../../src/text/message';
import type { Rule } from '../../src/catalogue/document';

const MINUTE = 60_000;

/** What can be repeated, what can be looked for, and what can neither. */
const WORK = rule({
  id: 'work',
  do: [
    { action: 'add_contact_tags', tags: ['seen'] },
    { action: 'send_message', text: 'We are on it' },
    { action: 'webhook', url: 'https://hooks.example.com/x' },
    { action: 'assign', to: { agent: 'maria' } },
    { action: 'close', comment: 'Done' },
  ],
  once: { per: 'conversation' },
});

async function records(world: World): Promise<readonly RunRecord[]> {
  return world.server.host.store.read<RunRecord>(['runs']);
}

/** How many calls the whole of it takes when nothing goes wrong. */
async function callsOf(rules: readonly Rule[], play: (world: World, app: Instance) => Promise<void>): Promise<number> {
  const world = openWorld();
  const app = await world.instance(rules);
  await play(world, app);
  return app.calls();
}

async function customerWrites(world: World, app: Instance): Promise<void> {
  void app.engine.handle(event('customer_message', world.clock.now(), 'help', world.server.conversations.get('c1')));
  await world.clock.pass(1_000);
}

describe('a crash in the middle of a run', () => {
  it('loses nothing and doubles nothing, wherever it comes', async () => {
    const calls = await callsOf([WORK], customerWrites);
    expect(calls).toBeGreaterThan(15);
    const ends = new Set<string>();
    for (let at = 1; at <= calls; at++) {
      for (const effect of [false, true]) {
        const world = openWorld();
        const first = await world.instance([WORK]);
        first.dieAt(at, effect);
        await customerWrites(world, first);
        const second = await world.instance([WORK]);
        await minutes(world, second, 4);
        const where = `died ${effect ? 'after' : 'before'} the effect of call ${at}`;

        const runs = await records(world);
        const begun = world.server.host.store.read(['journal']);
        // The event in flight is lost by the host when nothing had been written yet (HOST.md A.2).
        if ((await begun).length === 0) {
          expect([where, runs, world.server.sent, world.server.hooks]).toEqual([where, [], [], []]);
          continue;
        }
        expect([where, new Set(runs.map(({ id }) => id)).size]).toEqual([where, 1]);
        const said = lines(runs[0]);
        ends.add(said.join(' | '));

        expect([where, world.server.sent.length]).toEqual([where, 1]);
        expect([where, world.server.tags.get('ana')]).toEqual([where, ['seen']]);
        expect([where, world.server.conversations.get('c1')]).toMatchObject([
          where,
          { status: 'closed', agent: { id: 'maria' } },
        ]);
        // The webhook cannot be looked for: done once, or uncertain and said so.
        expect(world.server.hooks.length).toBeLessThanOrEqual(1);
        if (world.server.hooks.length === 0)
          expect([where, said[2]]).toEqual([where, expect.stringMatching(/uncertain/)]);
        expect([where, second.errors]).toEqual([where, []]);

        // Its turn of once is used up.
        await customerWrites(world, second);
        expect([where, world.server.sent.length]).toEqual([where, 1]);
      }
    }
    // All kinds of ends have been seen.
    expect([...ends].some((end) => end.includes('send_message done: it was done before'))).toBe(true);
    expect([...ends].some((end) => end.includes('webhook uncertain'))).toBe(true);
    expect([...ends].some((end) => end.includes('webhook done |'))).toBe(true);
  });

  it('also when the one that takes it up dies as well, and two take it up at once', async () => {
    const calls = await callsOf([WORK], customerWrites);
    for (let first = 4; first <= calls; first += 3) {
      for (let second = 2; second < 40; second += 5) {
        const world = openWorld();
        const one = await world.instance([WORK]);
        one.dieAt(first, true);
        await customerWrites(world, one);
        if ((await world.server.host.store.read(['journal'])).length === 0) continue;
        const two = await world.instance([WORK]);
        const three = await world.instance([WORK]);
        two.dieAt(second, true);
        for (let minute = 0; minute < 5; minute++) {
          void two.later.sweep();
          void three.later.sweep();
          await world.clock.pass(MINUTE);
        }
        const where = `died at call ${first}, then at call ${second}`;
        expect([where, world.server.sent.length, world.server.tags.get('ana')]).toEqual([where, 1, ['seen']]);
        expect([where, world.server.hooks.length <= 1]).toEqual([where, true]);
        const runs = await records(world);
        expect([where, new Set(runs.map(({ id }) => id)).size]).toEqual([where, 1]);
        expect([where, world.server.conversations.get('c1')!.status]).toEqual([where, 'closed']);
      }
    }
  });

  it('a run in the hands of a living instance is left alone, however long it takes', async () => {
    const world = openWorld();
    const slow = await world.instance([WORK]);
    const other = await world.instance([WORK]);
    const gate = new Promise<void>((open) => world.clock.after(3 * MINUTE, open));
    const changes = world.server.host.changes;
    const send = changes.sendMessage;
    changes.sendMessage = async (...given) => {
      await gate;
      return send(...given);
    };
    void slow.engine.handle(event('customer_message', world.clock.now()));
    await minutes(world, other, 5);
    expect(world.server.sent).toHaveLength(1);
    expect((await records(world)).map(({ takenUp }) => takenUp)).toEqual([undefined]);
  });

  it.each<[what: string, rules: readonly Rule[], said: RegExp]>([
    [
      'changed',
      [{ ...WORK, do: [{ action: 'send_message', text: 'Something else' }] }],
      /uncertain: the rule was changed/,
    ],
    ['removed', [], /uncertain: the rule was deleted/],
  ])('of a rule that was %s since then is not gone on with, and says so', async (_what, rules, said) => {
    const world = openWorld();
    const one = await world.instance([WORK]);
    one.dieAt(5, true);
    await customerWrites(world, one);
    expect(await world.server.host.store.read(['journal'])).toHaveLength(1);
    const two = await world.instance(rules);
    await minutes(world, two, 3);
    expect(world.server.sent).toEqual([]);
    expect(lines((await records(world))[0])).toHaveLength(5);
    for (const line of lines((await records(world))[0])) expect(line).toMatch(said);
  });

  it('that is found too late sends no message any more', async () => {
    const world = openWorld();
    const one = await world.instance([WORK]);
    one.dieAt(5, true);
    await customerWrites(world, one);
    await world.clock.pass(2 * 60 * MINUTE);
    const two = await world.instance([WORK]);
    await minutes(world, two, 3);
    expect(world.server.sent).toEqual([]);
    expect(lines((await records(world))[0])[1]).toMatch(/^send_message skipped: more than an hour late/);
    expect(world.server.conversations.get('c1')!.status).toBe('closed');
  });

  it('what is sent is what the journal says, also when an earlier action changed it', async () => {
    const greet = rule({
      id: 'greet',
      do: [
        { action: 'assign', to: { agent: 'maria' } },
        { action: 'send_message', text: '{{agent.username}} is here' },
      ],
    });
    const calls = await callsOf([greet], customerWrites);
    for (let at = 3; at <= calls; at++) {
      const world = openWorld();
      const one = await world.instance([greet]);
      one.dieAt(at, true);
      await customerWrites(world, one);
      if ((await world.server.host.store.read(['journal'])).length === 0) continue;
      const two = await world.instance([greet]);
      await minutes(world, two, 3);
      expect([at, world.server.sent.map(({ text }) => text)]).toEqual([at, ['maria is here']]);
    }
  });

  it('of a wait, wherever it comes, leaves one run', async () => {
    const later = { ...WORK, id: 'later', wait: { for: 'PT5M' } };
    const play = async (world: World, app: Instance): Promise<void> => {
      await customerWrites(world, app);
      await world.clock.pass(6 * MINUTE);
    };
    const calls = await callsOf([later], play);
    for (let at = 1; at <= calls; at++) {
      const world = openWorld();
      const one = await world.instance([later]);
      one.dieAt(at, true);
      await play(world, one);
      const armed = (await world.server.host.store.read(['later'])).length > 0;
      const ended = (await world.server.host.store.read(['wait_ends'])).length > 0;
      if (!armed && !ended) continue;
      const two = await world.instance([later]);
      await minutes(world, two, 5);
      const runs = await records(world);
      expect([at, new Set(runs.map(({ id }) => id)).size, world.server.sent.length]).toEqual([at, 1, 1]);
      expect([at, await world.server.host.store.read(['later'])]).toEqual([at, []]);
      expect([at, two.errors]).toEqual([at, []]);
    }
  });
});

describe('a process that stands still for longer than its lease', () => {
  it.each([true, false])('keeps the order of a conversation (its calls have got through: %s)', async (effect) => {
    for (const seconds of [10, 16, 31, 59]) {
      const world = openWorld();
      const app = await world.instance([
        rule({ id: 'echo', do: [{ action: 'send_message', text: '{{message.text}}' }] }),
      ]);
      app.standStill(seconds * 1_000, effect);
      for (const words of ['first', 'second', 'third'])
        void app.engine.handle(event('customer_message', world.clock.now(), words));
      await minutes(world, app, 4);
      const said = world.server.sent.map(({ text }) => text);
      expect([seconds, said]).toEqual([seconds, ['first', 'second', 'third']]);
      expect((await records(world)).map(({ takenUp }) => takenUp)).toStrictEqual([undefined, undefined, undefined]);
      expect(app.errors).toEqual([]);
    }
  });

  it.each([
    [1, ['first', 'second'], 0],
    [2, ['first', 'second'], 0],
    // It could not be written down what was about to be done, so it was not done, and that is told.
    [3, ['second'], 1],
  ])('also when the store does not answer at first, %i times', async (times, said, errors) => {
    const world = openWorld();
    const { store } = world.server.host;
    const { write } = store;
    let left = times;
    store.write = (keys, record) =>
      keys.includes('journal') && left-- > 0
        ? Promise.reject(new HostError(message('reason_no_answer', { seconds: 20 }), 'uncertain'))
        : write(keys, record);
    const app = await world.instance([
      rule({ id: 'echo', do: [{ action: 'send_message', text: '{{message.text}}' }] }),
    ]);
    for (const words of ['first', 'second'])
      void app.engine.handle(event('customer_message', world.clock.now(), words));
    await minutes(world, app, 1);
    expect(world.server.sent.map(({ text }) => text)).toEqual(said);
    expect(app.errors).toHaveLength(errors);
  });

  it('also when it stands still once more in the same run', async () => {
    const world = openWorld();
    const two = rule({
      id: 'two',
      do: [
        { action: 'send_message', text: '{{message.text}}', also: true },
        { action: 'send_message', text: '{{message.text}}, again', also: true },
        { action: 'send_message', text: '{{message.text}}, once more', also: true },
      ],
    });
    const app = await world.instance([two]);
    const { sendMessage } = world.server.host.changes;
    world.server.host.changes.sendMessage = (...given) => {
      if (world.server.sent.length < 2) app.standStill(40_000, true);
      return sendMessage(...given);
    };
    for (const words of ['one', 'two']) void app.engine.handle(event('customer_message', world.clock.now(), words));
    await minutes(world, app, 4);
    expect(world.server.sent.map(({ text }) => text)).toEqual([
      ...['one', 'one, again', 'one, once more'],
      ...['two', 'two, again', 'two, once more'],
    ]);
  });

  it('lets go of what it claimed when the look at what was done meanwhile fails', async () => {
    const world = openWorld();
    const { store } = world.server.host;
    const { read } = store;
    let left = 0;
    store.read = (keys) =>
      keys.includes('journal') && left-- > 0
        ? Promise.reject(new HostError(message('reason_no_answer', { seconds: 20 }), 'uncertain'))
        : read(keys);
    const app = await world.instance([rule({ id: 'hello' })], { swept: true });
    app.standStill(90 * MINUTE, true);
    void app.engine.handle(event('customer_message', world.clock.now()));
    await world.clock.pass(89 * MINUTE);
    left = 1;
    await minutes(world, app, 6);
    expect(left).toBeLessThan(1);
    expect((await records(world)).map((run) => lines(run))).toEqual([
      [expect.stringMatching(/more than an hour late/)],
    ]);
  });

  it('and does nothing twice when it comes back after hours, and what the other one did is long tidied up', async () => {
    const world = openWorld();
    const one = await world.instance([rule({ id: 'hello' })]);
    const two = await world.instance([rule({ id: 'hello' })]);
    const { store } = world.server.host;
    const { write } = store;
    let isStill = false;
    store.write = (keys, record) => {
      if (keys.includes('journal') && !isStill) one.standStill(6 * 60 * MINUTE, true);
      isStill ||= keys.includes('journal');
      return write(keys, record);
    };
    void one.engine.handle(event('customer_message', world.clock.now(), 'help', conversation()));
    await minutes(world, two, 7 * 60);
    expect((await store.read(['claims'])).length).toBeLessThan(2);
    expect(world.server.sent).toHaveLength(1);
    const runs = await records(world);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.takenUp).toBe(1);
  });

  it('and does nothing twice with another one that takes it for dead, whenever it comes back', async () => {
    const ends = new Set<unknown>();
    for (const effect of [true, false])
      for (let back = 20_000; back < 60_000; back += 700) {
        const world = openWorld();
        const one = await world.instance([WORK]);
        const two = await world.instance([WORK]);
        await world.clock.pass(10_000);
        const { store } = world.server.host;
        const { write } = store;
        let isStill = false;
        store.write = (keys, record) => {
          if (keys.includes('journal') && !isStill) one.standStill(back, effect);
          isStill ||= keys.includes('journal');
          return write(keys, record);
        };
        void one.engine.handle(event('customer_message', world.clock.now(), 'help', conversation()));
        for (let sweep = 0; sweep < 12; sweep++) {
          void two.later.sweep();
          await world.clock.pass(5_000);
        }
        await minutes(world, two, 4);
        const runs = await records(world);
        expect([effect, back, world.server.sent.length]).toEqual([effect, back, 1]);
        expect([effect, back, new Set(runs.map(({ id }) => id)).size]).toEqual([effect, back, 1]);
        expect([effect, back, one.errors, two.errors]).toEqual([effect, back, [], []]);
        ends.add(runs[0]!.takenUp);
      }
    // Either has had it.
    expect(ends).toEqual(new Set([undefined, 1]));
  });
});

describe('a crash between the slot and the mark of once', () => {
  const GREET = rule({ id: 'greet', once: { per: 'conversation' } });
  const hour: Rule = { ...GREET, once: { per: 'conversation', within: 'PT1H' } };

  /** Killed with the slot written and the turn not; the calls before it are the same for each rule with once. */
  async function killed(rules: readonly Rule[]): Promise<World> {
    const world = openWorld();
    const one = await world.instance(rules);
    // What waits here, has the turn been taken, the slot, the mark.
    one.dieAt(4, false);
    await customerWrites(world, one);
    expect(await world.server.host.store.read(['journal'])).toHaveLength(1);
    expect(await world.server.host.store.read(['once_marks'])).toEqual([]);
    return world;
  }

  it('and the customer writes again: one of both runs, and the other says why it does not', async () => {
    const world = await killed([GREET]);
    const two = await world.instance([GREET]);
    await customerWrites(world, two);
    await minutes(world, two, 4);
    expect(world.server.sent).toHaveLength(1);
    expect((await records(world)).flatMap((run) => lines(run)).sort()).toEqual([
      'send_message done',
      'send_message skipped: another event used up "once" before this run could go on',
    ]);
    // The turn is not given back.
    await customerWrites(world, two);
    expect(world.server.sent).toHaveLength(1);
    expect(two.errors).toEqual([]);
  });

  it('and nobody writes: it runs', async () => {
    const world = await killed([GREET]);
    const two = await world.instance([GREET]);
    await minutes(world, two, 4);
    expect(world.server.sent).toHaveLength(1);
    await customerWrites(world, two);
    expect(world.server.sent).toHaveLength(1);
  });

  it('and the one that takes it up dies as well, wherever: it runs once', async () => {
    for (let at = 1; at <= 20; at++) {
      for (const effect of [false, true]) {
        const world = await killed([GREET]);
        const two = await world.instance([GREET]);
        two.dieAt(at, effect);
        await minutes(world, two, 3);
        const three = await world.instance([GREET]);
        await customerWrites(world, three);
        await minutes(world, three, 4);
        expect([at, effect, world.server.sent.length]).toEqual([at, effect, 1]);
      }
    }
  });

  it('and the next turn comes when the first would be over anyway: both run', async () => {
    const world = await killed([hour]);
    await world.clock.pass(61 * MINUTE);
    const two = await world.instance([hour]);
    await customerWrites(world, two);
    await minutes(world, two, 4);
    // Its message is too late by then; the turn was its own.
    expect((await records(world)).flatMap((run) => lines(run)).sort()).toEqual([
      'send_message done',
      expect.stringMatching(/^send_message skipped: more than an hour late/),
    ]);
  });
});

describe('what a crash costs when there is none', () => {
  it('two writes a run, and none for an event that no rule matches', async () => {
    const world = openWorld();
    const app = await world.instance([
      rule({ id: 'hello', if: { field: 'message.text', operator: 'contains', value: 'hello' } }),
    ]);
    const writes = countWrites(world);
    await app.engine.handle(event('customer_message', world.clock.now(), 'hello'));
    expect(writes()).toBe(2);
    await app.engine.handle(event('customer_message', world.clock.now(), 'something else'));
    expect(writes()).toBe(2);
  });

  it('slots are used again, and those of the dead are removed', async () => {
    const world = openWorld();
    const one = await world.instance([rule({ id: 'hello' })]);
    for (let count = 0; count < 20; count++) await one.engine.handle(event('customer_message', world.clock.now()));
    expect(await world.server.host.store.read(['journal'])).toHaveLength(1);
    one.kill();
    const two = await world.instance([rule({ id: 'hello' })]);
    await minutes(world, two, 15);
    expect(await world.server.host.store.read(['journal'])).toEqual([]);
    expect(await records(world)).toHaveLength(20);
  });
});

function countWrites(world: World): () => number {
  let count = 0;
  const store = world.server.host.store as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  for (const name of ['write', 'create', 'remove']) {
    const call = store[name]!;
    store[name] = (...given) => {
      count++;
      return call(...given);
    };
  }
  return () => count;
}

describe('a failure that may pass', () => {
  const TWO = rule({
    id: 'two',
    do: [
      { action: 'send_message', text: 'Hello' },
      { action: 'webhook', url: 'https://hooks.example.com/x' },
    ],
  });

  it.each<[times: number, sent: number, tries: number, end: RegExp]>([
    [1, 1, 2, /^send_message done$/],
    [4, 1, 5, /^send_message done$/],
    [5, 1, 6, /^send_message done$/],
    [6, 0, 6, /^send_message failed: given up after 6 attempts: the server did not answer/],
  ])('%i times: sent %i times after %i tries', async (times, sent, tries, end) => {
    const world = openWorld();
    const app = await world.instance([TWO]);
    world.server.fail('sendMessage', times);
    await customerWrites(world, app);
    expect((await records(world))[0]!.actions[0]).toMatchObject({ outcome: 'failed', tries: 1 });
    await minutes(world, app, 70);
    const runs = await records(world);
    expect(runs).toHaveLength(1);
    expect(world.server.sent).toHaveLength(sent);
    expect(runs[0]!.actions[0]!.tries).toBe(tries);
    expect(runs[0]!.actions[0]!.again).toBeUndefined();
    expect(lines(runs[0])[0]).toMatch(end);
    // Only what failed is repeated.
    expect(world.server.hooks).toHaveLength(1);
    expect(app.errors).toEqual([]);
  });

  it('is tried again by another instance, after a restart', async () => {
    const world = openWorld();
    const one = await world.instance([TWO]);
    world.server.fail('sendMessage', 2);
    await customerWrites(world, one);
    one.kill();
    const two = await world.instance([TWO]);
    await minutes(world, two, 10);
    expect(world.server.sent).toHaveLength(1);
    expect(lines((await records(world))[0])).toEqual(['send_message done', 'webhook done']);
  });

  it('is not tried again in a conversation that was closed meanwhile', async () => {
    const world = openWorld();
    const app = await world.instance([TWO]);
    world.server.fail('sendMessage', 1);
    await customerWrites(world, app);
    world.server.conversations.set('c1', conversation('c1', { status: 'closed' }));
    await minutes(world, app, 5);
    expect(world.server.sent).toEqual([]);
    expect(lines((await records(world))[0])[0]).toMatch(/^send_message failed: /);
  });

  it('is not sent when another rule has answered the message meanwhile', async () => {
    const world = openWorld();
    const app = await world.instance([TWO, rule({ id: 'other' })]);
    world.server.fail('sendMessage', 1);
    await customerWrites(world, app);
    await minutes(world, app, 5);
    expect(world.server.sent.map(({ text }) => text)).toEqual(['other says hello']);
    const two = (await records(world)).find(({ rule: id }) => id === 'two');
    expect(lines(two)[0]).toMatch(/^send_message skipped: this message already got/);
  });

  it.each<[what: string, rules: readonly Rule[], said: RegExp]>([
    ['changed', [{ ...TWO, stop: true }], /failed: not tried again, because the rule was changed/],
    ['removed', [], /failed: not tried again, because the rule was deleted/],
  ])('is given up when the rule is %s', async (_what, rules, said) => {
    const world = openWorld();
    const app = await world.instance([TWO]);
    world.server.fail('sendMessage', 1);
    await customerWrites(world, app);
    app.rules(rules);
    await minutes(world, app, 5);
    expect(world.server.sent).toEqual([]);
    expect(lines((await records(world))[0])[0]).toMatch(said);
  });

  it('waits for as long as the server says', async () => {
    const world = openWorld();
    const app = await world.instance([TWO]);
    const notBefore = world.clock.now() + 20 * MINUTE;
    world.server.fail('sendMessage', 1, Object.assign(Object.create(PASSING) as typeof PASSING, { notBefore }));
    await customerWrites(world, app);
    await minutes(world, app, 18);
    expect(world.server.sent).toEqual([]);
    await minutes(world, app, 4);
    expect(world.server.sent).toHaveLength(1);
  });

  it('loses nothing and doubles nothing when a crash comes on top, wherever', async () => {
    const play = async (world: World, app: Instance): Promise<void> => {
      world.server.fail('sendMessage', 2);
      await customerWrites(world, app);
      await world.clock.pass(5 * MINUTE);
    };
    const calls = await callsOf([TWO], play);
    for (let at = 1; at <= calls; at++) {
      for (const effect of [false, true]) {
        const world = openWorld();
        const one = await world.instance([TWO]);
        one.dieAt(at, effect);
        await play(world, one);
        if ((await world.server.host.store.read(['journal'])).length === 0) continue;
        const two = await world.instance([TWO]);
        await minutes(world, two, 20);
        const where = `died ${effect ? 'after' : 'before'} the effect of call ${at}`;
        expect([where, world.server.sent.length]).toEqual([where, 1]);
        expect([where, world.server.hooks.length <= 1]).toEqual([where, true]);
        const runs = await records(world);
        expect([where, new Set(runs.map(({ id }) => id)).size]).toEqual([where, 1]);
        expect([where, lines(runs[0])[0]]).toEqual([where, expect.stringMatching(/^send_message done/)]);
        expect([where, await world.server.host.store.read(['later'])]).toEqual([where, []]);
      }
    }
  });
});
