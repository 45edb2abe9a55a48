import {
  createWorld,
  conversation,
  event,
  lines,
  nothingComesOf,
  rule,
  type Instance,
  type World,
} from '../support/fakes';
import { openWorld } from '../support/worlds';
import type { Conversation, EventId } from '../../src/model/event';
import { HostError } from '../../src/ports/host';
import type { Rule } from '../../src/catalogue/document';
import { message } from '../../src/text/message';
import type { EventTrace } from '../../src/engine/parts';

interface There {
  readonly world: World;
  readonly app: Instance;
}

async function opened(rules: readonly Rule[], options?: Parameters<World['instance']>[1]): Promise<There> {
  const world = openWorld(conversation('c1'), conversation('c2'));
  return { world, app: await world.instance(rules, { swept: true, ...options }) };
}

async function happens({ world, app }: There, on: EventId, words?: string, id = 'c1'): Promise<EventTrace> {
  await app.engine.handle(event(on, world.clock.now(), words, world.server.conversations.get(id)));
  return app.traces.at(-1)!;
}

const said = ({ world }: There): readonly string[] => world.server.sent.map((each) => each.text);
const ran = ({ app }: There): readonly string[] => app.runs.map(({ rule: id }) => id);
const MARIA = { id: 'maria', username: 'maria', kind: 'human' as const, enabled: true };
const tag = (id: string, more: Partial<Rule> = {}): Rule =>
  rule({ id, do: [{ action: 'add_contact_tags', tags: [id] }], ...more });

describe('rules', () => {
  it('run in the order of the document, those that listen and match', async () => {
    const there = await opened([
      tag('first'),
      tag('closing', { on: 'conversation_closed' }),
      tag('never', { if: { field: 'message.text', operator: 'contains', value: 'nonsense' } }),
      tag('off', { mode: 'off' }),
      tag('second', { on: ['agent_message', 'customer_message'] }),
    ]);
    await happens(there, 'customer_message');
    expect(ran(there)).toEqual(['first', 'second']);
  });

  it('with stop keep later ones from being looked at; not in watch mode', async () => {
    const stopping = await opened([tag('first', { stop: true }), tag('second')]);
    await happens(stopping, 'customer_message');
    expect(ran(stopping)).toEqual(['first']);
    const watching = await opened([tag('first', { stop: true, mode: 'watch' }), tag('second')]);
    await happens(watching, 'customer_message');
    expect(ran(watching)).toEqual(['first', 'second']);
  });

  it('read facts only when they are needed, once, and again after a change', async () => {
    const asks = (id: string, more: Partial<Rule> = {}): Rule =>
      tag(id, { if: { field: 'conversation.owner', operator: 'is', value: 'human' }, ...more });
    const there = await opened([
      asks('before'),
      rule({ id: 'assigns', do: [{ action: 'assign', to: { agent: 'maria' } }] }),
      asks('after'),
      asks('after-again', { do: [{ action: 'close', comment: 'done' }] }),
    ]);
    await happens(there, 'customer_message');
    expect(ran(there)).toEqual(['assigns', 'after', 'after-again']);
  });

  it('ask the server for nothing that no rule needs', async () => {
    const there = await opened([tag('x', { if: { field: 'message.text', operator: 'contains', value: 'nonsense' } })]);
    const calls = there.app.calls();
    await happens(there, 'customer_message');
    expect(there.app.calls()).toBe(calls);
  });

  it('ask for a source once, however many need it', async () => {
    const asks = (id: string, value: string): Rule =>
      tag(id, { if: { field: 'conversation.text', operator: 'contains', value } });
    const there = await opened([asks('a', 'x'), asks('b', 'y'), asks('c', 'z')]);
    await happens(there, 'customer_message', 'nothing of it');
    expect(there.world.server.calls.filter((call) => call === 'load')).toHaveLength(1);
  });

  it('in watch mode record what they would do, and do nothing', async () => {
    const there = await opened([rule({ id: 'greet', mode: 'watch', once: { per: 'customer' } })]);
    await happens(there, 'customer_message');
    await happens(there, 'customer_message');
    expect(said(there)).toEqual([]);
    await happens(there, 'customer_message', 'hello', 'c2');
    expect(there.app.runs.map((run) => [run.mode, run.actions.map(({ outcome }) => outcome)])).toEqual([
      ['watch', ['planned']],
    ]);
  });

  it.each(['paused', 'muted'] as const)('rest while %s', async (suspended) => {
    const there = await opened([rule({ id: 'greet' })], { suspended: () => suspended });
    const look = await happens(there, 'customer_message');
    expect([look.suspended, ran(there)]).toEqual([suspended, []]);
  });
});

describe('a rule in watch mode', () => {
  const watching = (id: string, more: Partial<Rule> = {}): Rule => tag(id, { mode: 'watch', ...more });

  it('would send one message, and no second one, but for what stands in for it', async () => {
    const text = (said: string, more = {}) => ({ action: 'send_message', text: said, ...more });
    const there = await opened([watching('a', { do: [text('a', { if_failed: [text('b')] }), text('c')] })]);
    await happens(there, 'customer_message');
    expect(there.app.runs[0]?.actions.map(({ outcome }) => outcome)).toEqual(['planned', 'planned', 'skipped']);
  });

  it('says what its steps would leave', async () => {
    const says = { action: 'send_message', text: 'About {{conversation.topic}}' };
    const there = await opened([watching('a', { do: [{ action: 'set_topic', topic: 'Prices' }, says] })]);
    await happens(there, 'customer_message');
    expect(there.app.runs[0]?.actions.at(-1)?.reason).toMatchObject({ params: { text: 'About Prices' } });
  });

  it('minds once, and leaves the turn to itself when it goes live', async () => {
    const there = await opened([watching('a', { once: { per: 'conversation' } })]);
    await happens(there, 'customer_message');
    expect([...(await happens(there, 'customer_message')).heldBack]).toEqual([['a', 'once']]);
    there.app.rules([tag('a', { once: { per: 'conversation' } })]);
    await happens(there, 'customer_message');
    there.app.rules([watching('a', { once: { per: 'conversation' } })]);
    await happens(there, 'customer_message');
    expect(there.app.runs.map(({ mode }) => mode)).toEqual(['watch', 'live']);
  });

  it('minds the turn that it had while it was live', async () => {
    const there = await opened([tag('a', { once: { per: 'conversation' } })]);
    await happens(there, 'customer_message');
    there.app.rules([watching('a', { once: { per: 'conversation' } })]);
    expect([...(await happens(there, 'customer_message')).heldBack]).toEqual([['a', 'once']]);
  });

  it('is stopped by one that watches too, and it is told by which; a live one is not', async () => {
    const there = await opened([
      watching('stops', { stop: true }),
      watching('would-be-stopped', { stop: true }),
      tag('live'),
    ]);
    const { heldBack, stopper } = await happens(there, 'customer_message');
    expect([ran(there), [...heldBack], stopper]).toEqual([
      ['stops', 'live'],
      [['would-be-stopped', 'stopped']],
      'stops',
    ]);
  });

  it('is not looked at behind a live one that says stop', async () => {
    const there = await opened([tag('stops', { stop: true }), watching('behind')]);
    await happens(there, 'customer_message');
    expect(ran(there)).toEqual(['stops']);
  });

  it('says that its message would have been one too many', async () => {
    const there = await opened([rule({ id: 'answers' }), rule({ id: 'watches', mode: 'watch' })]);
    await happens(there, 'customer_message');
    expect(lines(there.app.runs[1])).toEqual([
      expect.stringMatching(/^send_message skipped: this message already got/),
    ]);
  });

  it.each<[what: string, more: Partial<Rule>, call: 'create' | 'read']>([
    ['its record cannot be written', {}, 'create'],
    ['its turn of once cannot be read', { once: { per: 'conversation' } }, 'read'],
    ['its wait cannot be written', { wait: { for: 'PT5M' } }, 'create'],
  ])('does not hinder a live one behind it when %s', async (_what, more, call) => {
    const world = createWorld();
    const store = world.server.host.store as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const real = store[call]!;
    let failing = 0;
    store[call] = async (...given) => {
      if (failing-- > 0) throw new Error(`${call} ${String(given[0])}`);
      return real(...given);
    };
    const there = {
      world,
      app: await world.instance([watching('watches', more), rule({ id: 'live' })], { swept: true }),
    };
    failing = 1;
    await happens(there, 'customer_message');
    expect([said(there), ran(there)]).toEqual([['live says hello'], ['live']]);
    expect(there.app.errors).toEqual([expect.stringMatching(/^rule "watches" in watch mode: Error: /)]);
  });
});

describe('customers', () => {
  const returning = { field: 'customer.returning', operator: 'is', value: true };

  it.each<[what: string, more: Partial<Rule>]>([
    ['another condition says no', { if: { all: [{ field: 'message.text', operator: 'is', value: 'x' }, returning] } }],
    ['it listens to something else', { on: 'conversation_closed', if: returning }],
    ['it only prints it', { do: [{ action: 'send_message', text: 'Back: {{customer.returning}}' }] }],
  ])('are noted while a rule asks whether they were here before, also when %s', async (_what, more) => {
    const there = await opened([rule({ id: 'asks', ...more })]);
    expect(nothingComesOf(there.app.engine, event('customer_message', there.world.clock.now()))).toBe(false);
    await happens(there, 'customer_message');
    expect([...there.world.server.customers]).toEqual([['ana', 'c1']]);
    // Once a conversation.
    await happens(there, 'customer_message');
    expect(there.world.server.calls.filter((call) => call === 'noteCustomer')).toHaveLength(1);
  });

  it('are noted while everything is paused', async () => {
    const there = await opened([rule({ id: 'asks', if: returning })], { suspended: () => 'paused' });
    await happens(there, 'customer_message');
    expect([...there.world.server.customers]).toEqual([['ana', 'c1']]);
  });

  it('are not noted when no rule asks', async () => {
    const there = await opened([rule({ id: 'greets' })]);
    await happens(there, 'customer_message');
    expect([...there.world.server.customers]).toEqual([]);
  });

  it('whose note cannot be written are served all the same, and noted with the next event', async () => {
    const there = await opened([rule({ id: 'greets', if: { none: [returning] } })]);
    there.world.server.fail('noteCustomer', 1);
    await happens(there, 'customer_message');
    expect(said(there)).toHaveLength(1);
    await happens(there, 'customer_message');
    expect([...there.world.server.customers]).toEqual([['ana', 'c1']]);
  });
});

describe('what has been looked at', () => {
  const gold = rule({ id: 'gold', if: { field: 'customer.custom.plan', operator: 'is', value: 'gold' } });
  const customer = { ...conversation().customer, custom: { plan: 'gold' } };

  it('is not decided again when the event is handled', async () => {
    const there = await opened([gold]);
    const what = event('customer_message', there.world.clock.now(), 'hi', conversation('c1', { customer }));
    const look = there.app.engine.look(what);
    expect(look.nothing).toBe(false);
    const asked = jest.spyOn(look.decided!.program.set.rules[0]!, 'ask');
    await there.app.engine.handle(what, look);
    expect(said(there)).toEqual(['gold says hello']);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each<[what: string, meanwhile: (there: There) => unknown]>([
    ['other rules are in force', ({ app }) => app.rules([tag('other')])],
    ['some time has passed', ({ world }) => world.clock.pass(1_000)],
  ])('is decided again when %s', async (_what, meanwhile) => {
    const there = await opened([gold]);
    const what = event('customer_message', there.world.clock.now(), 'hi', conversation('c1', { customer }));
    const look = there.app.engine.look(what);
    await meanwhile(there);
    await there.app.engine.handle(what, look);
    expect(there.app.traces[0]!.seen[0]!.facts).not.toBe(look.decided!.facts);
  });

  it('is decided again when one of our actions has changed the conversation meanwhile', async () => {
    const queued = { field: 'conversation.owner', operator: 'is', value: 'nobody' };
    const there = await opened([
      rule({ id: 'assigns', if: queued, do: [{ action: 'assign', to: { agent: 'maria' } }] }),
    ]);
    const what = event('customer_message', there.world.clock.now(), 'hi', conversation('c1'));
    const look = there.app.engine.look(what);
    await happens(there, 'customer_message');
    await there.app.engine.handle(what, look);
    expect(ran(there)).toEqual(['assigns']);
  });
});

describe('actions', () => {
  it('one failure does not stop the rest', async () => {
    const there = await opened([
      rule({
        id: 'both',
        do: [
          { action: 'send_message', text: 'Hello' },
          { action: 'add_contact_tags', tags: ['x'] },
        ],
      }),
    ]);
    there.world.server.fail('sendMessage', 1, new HostError(message('reason_conversation_closed')));
    await happens(there, 'customer_message');
    expect(there.app.runs[0]!.actions.map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
  });

  it('a fault of ours is told as one, and stops nothing', async () => {
    const there = await opened([rule({ id: 'broken' }), tag('next')]);
    there.world.server.fail('sendMessage', 1, new TypeError('x is not a function') as unknown as HostError);
    await happens(there, 'customer_message');
    expect(lines(there.app.runs[0])).toEqual([
      'send_message failed: an error in this app: TypeError: x is not a function',
    ]);
    expect(ran(there)).toEqual(['broken', 'next']);
  });

  it('that may have happened are uncertain, and not tried again', async () => {
    const there = await opened([rule({ id: 'greet' })]);
    there.world.server.fail('sendMessage', 1, new HostError(message('reason_no_answer', { seconds: 20 }), 'uncertain'));
    await happens(there, 'customer_message');
    expect(there.app.runs[0]!.actions[0]).toMatchObject({ outcome: 'uncertain' });
    expect(there.app.runs[0]!.actions[0]!.again).toBeUndefined();
  });
});

describe('manners', () => {
  it.each<[what: string, on: EventId, also: boolean, sent: readonly string[]]>([
    ["a customer's message gets one automatic message", 'customer_message', false, ['a says hello']],
    ['unless an action says also', 'customer_message', true, ['a says hello', 'b']],
    ['other events may get several', 'conversation_assigned', false, ['a says hello', 'b']],
  ])('%s', async (_what, on, also, sent) => {
    const there = await opened([
      rule({ id: 'a', on }),
      rule({ id: 'b', on, do: [{ action: 'send_message', text: 'b', ...(also && { also }) }] }),
    ]);
    await happens(there, on);
    expect(said(there)).toEqual(sent);
    if (sent.length === 1)
      expect(lines(there.app.runs[1])).toEqual([
        expect.stringMatching(/^send_message skipped: this message already got/),
      ]);
  });

  it('a message that failed leaves the turn to the next rule; one that is uncertain does not', async () => {
    for (const [kind, sent] of [
      ['refused', ['b says hello']],
      ['uncertain', []],
    ] as const) {
      const there = await opened([rule({ id: 'a' }), rule({ id: 'b' })]);
      there.world.server.fail('sendMessage', 1, new HostError(message('reason_conversation_closed'), kind));
      await happens(there, 'customer_message');
      expect([kind, said(there)]).toEqual([kind, sent]);
    }
  });
});

it('does not keep the server waiting in a flood, and handles each event in its order all the same', async () => {
  const there = await opened([tag('first')], { lanes: { atOnce: 2 } });
  const { app, world } = there;
  const answered: string[] = [];
  const come = ['one', 'two', 'three', 'four'].map((words, at) =>
    app.engine
      .handle(event('customer_message', world.clock.now(), words, conversation(at % 2 ? 'c2' : 'c1')))
      .then(() => void answered.push(app.traces.length > 0 ? `${words}, over` : words)),
  );
  await Promise.all(come);
  await world.clock.pass(0);
  expect(answered).toEqual(['three', 'four', 'one, over', 'two, over']);
  expect(app.traces.map(({ event: { message: said } }) => said?.text)).toEqual(['one', 'two', 'three', 'four']);
});

describe('chains', () => {
  /** The host tells of what an action has caused. */
  const caused = async (there: There, on: EventId, where?: Partial<Conversation>): Promise<EventTrace> => {
    const known = there.world.server.conversations.get('c1')!;
    there.world.server.conversations.set('c1', { ...known, ...where });
    return happens(there, on);
  };

  it('each rule runs once in a chain, and again in the next one', async () => {
    const there = await opened([
      rule({
        id: 'ring',
        on: ['customer_message', 'conversation_assigned'],
        do: [{ action: 'assign', to: { agent: 'maria' } }],
      }),
    ]);
    await happens(there, 'customer_message');
    const look = await caused(there, 'conversation_assigned');
    expect([ran(there), [...look.heldBack]]).toEqual([['ring'], [['ring', 'chain_rule']]]);
    await caused(there, 'conversation_assigned');
    expect(ran(there)).toEqual(['ring', 'ring']);
  });

  it('is at most five long', async () => {
    const rules = Array.from({ length: 7 }, (_, at) =>
      rule({
        id: `rule-${at}`,
        on: at === 0 ? 'customer_message' : 'conversation_assigned',
        if: at === 0 ? 'always' : { field: 'conversation.agent', operator: 'is', value: `agent-${at - 1}` },
        do: [{ action: 'assign', to: { agent: `agent-${at}` } }],
      }),
    );
    // The last one first: a rule sees what an earlier one did in the same event.
    const there = await opened(rules.reverse());
    const traces = [await happens(there, 'customer_message')];
    for (let count = 0; count < 5; count++) traces.push(await caused(there, 'conversation_assigned'));
    expect(there.app.runs.map(({ rule: id, depth }) => [id, depth])).toEqual([
      ['rule-0', 1],
      ['rule-1', 2],
      ['rule-2', 3],
      ['rule-3', 4],
      ['rule-4', 5],
    ]);
    expect(traces.map(({ heldBack }) => [...heldBack])).toEqual([[], [], [], [], [], [['rule-5', 'chain_length']]]);
  });

  it("an effect counts as the chain's for a while only", async () => {
    const there = await opened([
      rule({
        id: 'ring',
        on: ['customer_message', 'conversation_assigned'],
        do: [{ action: 'assign', to: { agent: 'maria' } }],
      }),
    ]);
    await happens(there, 'customer_message');
    await there.world.clock.pass(60_000);
    await caused(there, 'conversation_assigned');
    expect(ran(there)).toEqual(['ring', 'ring']);
  });

  it('an action that changed nothing is no cause', async () => {
    const there = await opened([
      rule({
        id: 'ring',
        on: ['customer_message', 'conversation_assigned'],
        do: [{ action: 'assign', to: { agent: 'maria' } }],
      }),
    ]);
    there.world.server.conversations.set('c1', conversation('c1', { agent: MARIA, status: 'open' }));
    await happens(there, 'customer_message');
    expect(lines(there.app.runs[0])).toEqual([expect.stringMatching(/^assign already/)]);
    await caused(there, 'conversation_assigned');
    expect(ran(there)).toEqual(['ring', 'ring']);
  });

  it("an answer to what a customer's message caused is an answer to the message", async () => {
    const there = await opened([
      rule({
        id: 'answers',
        do: [
          { action: 'send_message', text: 'One moment' },
          { action: 'assign', to: { agent: 'maria' } },
        ],
      }),
      rule({ id: 'greets', on: 'conversation_assigned' }),
    ]);
    await happens(there, 'customer_message');
    await caused(there, 'conversation_assigned');
    expect(said(there)).toEqual(['One moment']);
    expect(lines(there.app.runs[1])).toEqual([expect.stringMatching(/^send_message skipped/)]);
  });
});

describe('once', () => {
  const HOUR = 3_600_000;
  const greet = (once: Rule['once'], more: Partial<Rule> = {}): Rule => rule({ id: 'greet', once, ...more });

  it.each<[what: string, once: Rule['once'], second: string, after: number, sent: number]>([
    ['per conversation', { per: 'conversation' }, 'c1', HOUR, 1],
    ['per conversation, in another one', { per: 'conversation' }, 'c2', HOUR, 2],
    ['per customer, in another conversation', { per: 'customer' }, 'c2', HOUR, 1],
    ['within an hour, before', { per: 'conversation', within: 'PT1H' }, 'c1', HOUR - 1, 1],
    ['within an hour, after', { per: 'conversation', within: 'PT1H' }, 'c1', HOUR, 2],
  ])('%s', async (_what, once, second, after, sent) => {
    const there = await opened([greet(once)]);
    await happens(there, 'customer_message');
    await there.world.clock.pass(after);
    await happens(there, 'customer_message', 'again', second);
    expect(there.world.server.sent).toHaveLength(sent);

    // The same after a restart, and on another instance.
    const app = await there.world.instance([greet(once)]);
    await happens({ ...there, app }, 'customer_message', 'and again', second);
    expect(there.world.server.sent).toHaveLength(sent);
  });

  it('is right under two events at once, in one conversation and in two of one customer', async () => {
    for (const [once, where] of [
      [{ per: 'conversation' }, ['c1', 'c1', 'c1']],
      [{ per: 'customer' }, ['c1', 'c2', 'c1']],
    ] as const) {
      const there = await opened([greet(once)]);
      await Promise.all(where.map((id) => happens(there, 'customer_message', 'hi', id)));
      expect(there.world.server.sent).toHaveLength(1);
    }
  });

  it('another instance that had a turn since is asked for', async () => {
    const there = await opened([greet({ per: 'conversation', within: 'PT1H' })]);
    const other = { ...there, app: await there.world.instance([greet({ per: 'conversation', within: 'PT1H' })]) };
    await happens(there, 'customer_message');
    await there.world.clock.pass(HOUR);
    await happens(other, 'customer_message');
    await there.world.clock.pass(HOUR / 2);
    await happens(there, 'customer_message');
    expect(there.world.server.sent).toHaveLength(2);
  });

  it('two instances at the same moment, each call of which takes a while: one has the turn', async () => {
    const rules = [greet({ per: 'customer' })];
    for (let apart = 0; apart <= 12; apart++) {
      const world = createWorld({ delay: () => [2, 1] });
      const apps = [await world.instance(rules), await world.instance(rules)] as const;
      await world.clock.pass(2_000);
      for (const id of ['c1', 'c2']) world.server.conversations.set(id, conversation(id));
      const both = ['c1', 'c2'].map(async (id, at) => {
        await world.clock.sleep(at * apart);
        await apps[at]!.engine.handle(event('customer_message', world.clock.now(), 'hi', conversation(id)));
      });
      await world.clock.pass(10_000);
      await Promise.all(both);
      expect([apart, world.server.sent.length]).toEqual([apart, 1]);
      expect(apps.flatMap(({ runs }) => runs.map((run) => run.rule))).toEqual(['greet']);
      // Nothing is left that a restart would take up.
      await world.instance(rules);
      await world.clock.pass(3 * 60_000);
      expect(world.server.sent).toHaveLength(1);
    }
  });

  it.each<[what: string, kind: 'refused' | 'passing' | 'uncertain', sent: number]>([
    ['a run that changed nothing gives its turn back', 'refused', 1],
    ['one that is tried again keeps it', 'passing', 0],
    ['one that may have changed something keeps it', 'uncertain', 0],
  ])('%s', async (_what, kind, sent) => {
    const there = await opened([greet({ per: 'conversation' })]);
    there.world.server.fail('sendMessage', 1, new HostError(message('reason_conversation_closed'), kind));
    await happens(there, 'customer_message');
    await happens(there, 'customer_message');
    expect(there.world.server.sent).toHaveLength(sent);
  });

  it('a run that only tagged has had its turn', async () => {
    const there = await opened([
      greet(
        { per: 'conversation' },
        {
          do: [
            { action: 'send_message', text: 'Hi' },
            { action: 'add_contact_tags', tags: ['x'] },
          ],
        },
      ),
    ]);
    there.world.server.fail('sendMessage', 1, new HostError(message('reason_conversation_closed')));
    await happens(there, 'customer_message');
    await happens(there, 'customer_message');
    expect(ran(there)).toEqual(['greet']);
  });
});

describe('what is certain beforehand', () => {
  it.each<[what: string, rules: readonly Rule[], nothing: boolean]>([
    ['no rule', [], true],
    ['no rule for it', [rule({ id: 'a', on: 'conversation_closed' })], true],
    [
      'none that matches',
      [rule({ id: 'a', if: { field: 'message.text', operator: 'contains', value: 'nonsense' } })],
      true,
    ],
    ['one that matches', [rule({ id: 'a' })], false],
    [
      'one that hangs on more',
      [rule({ id: 'a', if: { field: 'conversation.text', operator: 'contains', value: 'x' } })],
      false,
    ],
  ])('%s', async (_what, rules, nothing) => {
    const there = await opened(rules);
    expect(nothingComesOf(there.app.engine, event('customer_message', there.world.clock.now()))).toBe(nothing);
    expect(there.app.traces).toHaveLength(nothing ? 1 : 0);
  });
});
