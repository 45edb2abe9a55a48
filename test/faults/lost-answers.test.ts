import { tellDropped } from '../../src/engine/lanes';
import { HostError } from '../../src/ports/host';
import { persistentStore } from '../../src/host/persistence';
import { message } from '../../src/text/message';
import { conversation, event, lines, rule, type World } from '../support/fakes';
import { openWorld } from '../support/worlds';
import type { RunRecord } from '../../src/model/run';

const MINUTE = 60_000;
const TWO = rule({
  id: 'two',
  do: [
    { action: 'send_message', text: 'Hello' },
    { action: 'webhook', url: 'https://hooks.example.com/x' },
  ],
});
const PASSING = new HostError(message('reason_no_answer', { seconds: 20 }), 'passing');
const SAID = new HostError(message('reason_host_said', { said: 'Cannot read properties of undefined' }));
const REFUSED = new HostError(message('reason_agent_offline'));

/** The server does what it is asked, and then fails, so many times. */
function failAfter(world: World, call: 'sendMessage' | 'postWebhook', times: number, error: HostError): void {
  const changes = world.server.host.changes as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const real = changes[call]!;
  let left = times;
  changes[call] = async (...given) => {
    const answer = await real(...given);
    if (left-- > 0) throw error;
    return answer;
  };
}

async function played(arrange: (world: World) => void, minutes = 5): Promise<{ world: World; run: RunRecord }> {
  const world = openWorld();
  const app = await world.instance([TWO]);
  arrange(world);
  void app.engine.handle(event('customer_message', world.clock.now(), 'help', conversation('c1')));
  await world.clock.pass(minutes * MINUTE);
  void app.later.sweep();
  await world.clock.pass(minutes * MINUTE);
  const [run] = (await world.server.host.store.read(['runs'])) as unknown as RunRecord[];
  return { world, run: run! };
}

describe('a server that does what it is asked and fails then', () => {
  it.each<[what: string, error: HostError]>([
    ['as if it passed', PASSING],
    ['with words of its own', SAID],
  ])('%s: the message is there once, and the record says so', async (_what, error) => {
    const { world, run } = await played((each) => failAfter(each, 'sendMessage', 1, error));
    expect(world.server.sent).toHaveLength(1);
    expect(lines(run)[0]).toBe(
      'send_message done: an earlier attempt had worked, although the server reported an error',
    );
  });

  it('by a refusal that is known: it is believed', async () => {
    const { run } = await played((each) => each.server.fail('sendMessage', 1, REFUSED));
    expect(lines(run)[0]).toMatch(/^send_message failed: /);
  });

  it('and cannot be looked at: the message is looked for before it is sent again', async () => {
    const { world, run } = await played((each) => {
      failAfter(each, 'sendMessage', 1, PASSING);
      each.server.fail('wrote', 1, PASSING);
    });
    expect(world.server.sent).toHaveLength(1);
    expect(lines(run)[0]).toMatch(/^send_message done: an earlier attempt had worked/);
  });

  it('a webhook is sent again under the same key, so that the other side can tell', async () => {
    const { world, run } = await played((each) => failAfter(each, 'postWebhook', 1, PASSING));
    expect(world.server.hooks).toHaveLength(2);
    expect(new Set(world.server.hooks).size).toBe(1);
    expect(lines(run)[1]).toBe('webhook done');
  });

  it('a message that could not be sent is sent later', async () => {
    const { world, run } = await played((each) => each.server.fail('sendMessage', 2, PASSING));
    expect(world.server.sent).toHaveLength(1);
    expect(run.actions[0]).toMatchObject({ outcome: 'done', tries: 3 });
  });
});

describe('a store that is away for a moment', () => {
  const record = { v: 1 };

  function storeThatFails(times: number) {
    const calls: string[] = [];
    const call = (name: string) => (): Promise<never[]> => {
      calls.push(name);
      return calls.length <= times ? Promise.reject(new Error('not primary')) : Promise.resolve([]);
    };
    const accessors = {
      readByAssociations: call('read'),
      updateByAssociations: call('update'),
      createWithAssociations: call('create'),
      removeByAssociations: call('remove'),
    } as never;
    const waited: number[] = [];
    const after = (ms: number, resume: () => void): void => {
      waited.push(ms);
      resume();
    };
    const store = persistentStore(
      () => accessors,
      () => accessors,
      after,
    );
    return { store, calls, waited };
  }

  it.each<[what: 'read' | 'write' | 'create' | 'remove', calls: readonly string[]]>([
    ['read', ['read', 'read', 'read']],
    ['write', ['update', 'update', 'update']],
    // The first may have come through: after that the record is put in its place, not beside it.
    ['create', ['create', 'update', 'update']],
    ['remove', ['remove', 'remove', 'remove']],
  ])('%s is tried three times', async (what, expected) => {
    const { store, calls, waited } = storeThatFails(2);
    await (what === 'read' || what === 'remove' ? store[what](['a']) : store[what](['a', 'told'], record));
    expect(calls).toEqual(expected);
    expect(waited).toEqual([250, 1_000]);
  });

  it('and fails with the first error after that', async () => {
    const { store, calls } = storeThatFails(3);
    await expect(store.write(['a', 'told'], record)).rejects.toThrow('not primary');
    expect(calls).toHaveLength(3);
  });
});

describe('a conversation that cannot be read for a moment', () => {
  it('is taken as the event showed it, and the event does not break off', async () => {
    const first = rule({ id: 'first', do: [{ action: 'assign', to: { agent: 'maria' } }] });
    const world = openWorld();
    const app = await world.instance([first, TWO]);
    // After the first rule has changed it, it is read again.
    const assigned = world.server.host.changes.transferToAgent;
    world.server.host.changes.transferToAgent = async (...given) => {
      await assigned(...given);
      world.server.fail('conversation', 2, PASSING);
    };
    void app.engine.handle(event('customer_message', world.clock.now(), 'help', conversation('c1')));
    await world.clock.pass(MINUTE);
    expect(app.errors).toEqual([]);
    expect(new Set(app.runs.map((run) => run.rule))).toEqual(new Set(['first', 'two']));
  });
});

describe('dropped events', () => {
  it('are told of once in a while, conversation by conversation', () => {
    const told: string[] = [];
    const tell = tellDropped((line) => told.push(line));
    for (let count = 0; count < 250; count++) tell('noisy');
    tell('other');
    expect(told).toEqual([
      'conversation noisy: too many events at once, dropped so far: 1, the oldest first',
      'conversation noisy: too many events at once, dropped so far: 10, the oldest first',
      'conversation noisy: too many events at once, dropped so far: 100, the oldest first',
      'conversation other: too many events at once, dropped so far: 1, the oldest first',
    ]);
  });
});
