import {
  conversation,
  event,
  lines,
  nothingComesOf,
  rule,
  type Instance,
  type InstanceOptions,
  type World,
} from '../support/fakes';
import { TEXTS } from '../support/texts';
import { openWorld } from '../support/worlds';
import type { Conversation, EventId } from '../../src/model/event';
import type { Rule } from '../../src/catalogue/document';
import { translate } from '../../src/text/message';

const MARIA = { id: 'maria', username: 'maria', kind: 'human' as const, enabled: true };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const escalate = rule({
  id: 'escalate',
  do: [{ action: 'send_message', text: 'Sorry that it takes so long' }],
  wait: { for: 'PT5M', unless: ['agent_message'] },
});

async function opened(rules: readonly Rule[], options?: InstanceOptions): Promise<{ world: World; app: Instance }> {
  const world = openWorld();
  return { world, app: await world.instance(rules, options) };
}

async function happens({ world, app }: { world: World; app: Instance }, on: EventId, words?: string): Promise<void> {
  const what = event(on, world.clock.now(), words, world.server.conversations.get('c1'));
  if (on === 'conversation_closed') world.server.conversations.set('c1', conversation('c1', { status: 'closed' }));
  const handled = app.engine.handle(what);
  await world.clock.pass(10);
  await handled;
}

/** How the waits of the conversation ended. */
async function ends(app: Instance): Promise<readonly string[]> {
  const { ends: found } = await app.later.waits.list('c1');
  return found.map(({ rule: id, how, reason }) =>
    reason ? `${id} ${how}: ${translate('en', reason)}` : `${id} ${how}`,
  );
}

describe('a rule that waits', () => {
  it('runs when it is due, once, and says so', async () => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    await there.world.clock.pass(4 * MINUTE);
    expect(there.world.server.sent).toEqual([]);
    await there.world.clock.pass(2 * MINUTE);
    expect(there.world.server.sent.map(({ text }) => text)).toEqual(['Sorry that it takes so long']);
    expect(there.app.runs.map(({ rule: id, waited }) => [id, waited!.due - waited!.since])).toEqual([
      ['escalate', 5 * MINUTE],
    ]);
    expect(await ends(there.app)).toEqual(['escalate ran']);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toHaveLength(1);
    expect(there.app.errors).toEqual([]);
  });

  it.each<[what: string, then: EventId, reason: string]>([
    ['an event of its unless', 'agent_message', 'cancelled by this event: An agent writes'],
    ['a close', 'conversation_closed', 'cancelled because the conversation was closed'],
  ])('is cancelled by %s', async (_what, then, reason) => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    await happens(there, then);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toEqual([]);
    expect(await ends(there.app)).toEqual([`escalate cancelled: ${reason}`]);
  });

  it('that an event has just cancelled waits no more for anybody who asks, also before that is written', async () => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    await happens(there, 'agent_message');
    const { waits } = await there.app.later.waits.list('c1');
    expect(waits).toEqual([]);
    expect(await ends(there.app)).toEqual(['escalate cancelled: cancelled by this event: An agent writes']);
  });

  it.each<[what: string, then: readonly EventId[]]>([
    ['an event that it does not name', ['conversation_assigned']],
    ['more events of the same kind', ['customer_message', 'customer_message']],
  ])('is not moved by %s', async (_what, then) => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    await there.world.clock.pass(3 * MINUTE);
    for (const on of then) await happens(there, on);
    await there.world.clock.pass(2 * MINUTE + 2_000);
    expect(there.world.server.sent).toHaveLength(1);
  });

  it('starts anew with every event when it says restart', async () => {
    const there = await opened([{ ...escalate, wait: { ...escalate.wait!, restart: true } }]);
    await happens(there, 'customer_message');
    await there.world.clock.pass(3 * MINUTE);
    await happens(there, 'customer_message');
    await there.world.clock.pass(3 * MINUTE);
    expect(there.world.server.sent).toEqual([]);
    await there.world.clock.pass(3 * MINUTE);
    expect(there.world.server.sent).toHaveLength(1);
    expect(await ends(there.app)).toEqual(['escalate ran', 'escalate cancelled: restarted by a later event']);
  });

  it('on a close goes on after the close', async () => {
    const survey = rule({
      id: 'survey',
      on: 'conversation_closed',
      do: [{ action: 'add_contact_tags', tags: ['asked'] }],
      wait: { for: 'P1D' },
    });
    const there = await opened([survey]);
    await happens(there, 'conversation_closed');
    await there.world.clock.pass(25 * HOUR);
    expect(there.world.server.tags.get('ana')).toEqual(['asked']);
  });

  it.each<[what: string, rules: readonly Rule[], reason: string]>([
    [
      'changed',
      [{ ...escalate, if: { field: 'message.text', operator: 'contains', value: 'hello' } }],
      'cancelled because the rule was changed',
    ],
    [
      'switched off',
      [{ ...escalate, mode: 'off' }],
      'cancelled because the rule was deleted, switched off or set aside',
    ],
    ['removed', [], 'cancelled because the rule was deleted, switched off or set aside'],
  ])('is cancelled when the rule is %s', async (_what, rules, reason) => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    there.app.rules(rules);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toEqual([]);
    expect(await ends(there.app)).toEqual([`escalate cancelled: ${reason}`]);
  });

  it('is not cancelled by a new description or other tests', async () => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    there.app.rules([{ ...escalate, description: 'For the night shift', tests: [] }]);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toHaveLength(1);
  });

  it('is cancelled by a mute and by hand', async () => {
    const there = await opened([escalate, { ...escalate, id: 'another' }]);
    await happens(there, 'customer_message');
    const { waits } = await there.app.later.waits.list('c1');
    expect(waits.map(({ rule: id, due }) => [id, due - there.world.clock.now()])).toEqual([
      ['escalate', 5 * MINUTE - 10],
      ['another', 5 * MINUTE - 10],
    ]);
    expect(await there.app.later.waits.cancel('c1', waits[0]!.id, 'maria')).toBe(true);
    expect(await there.app.later.waits.cancel('c1', 'unheard-of', 'maria')).toBe(false);
    await there.app.later.waits.muted('c1');
    expect((await there.app.later.waits.list('c1')).waits).toEqual([]);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toEqual([]);
    expect(await ends(there.app)).toEqual(
      expect.arrayContaining([
        'escalate cancelled: cancelled by maria',
        'another cancelled: cancelled because the conversation was muted',
      ]),
    );
  });

  it('is cancelled when all rules are off as its time comes, as the setting says; one that is over later is not', async () => {
    let paused = false;
    const world = openWorld();
    const app = await world.instance(
      [escalate, { ...escalate, id: 'later', wait: { for: 'PT20M', unless: ['agent_message'] } }],
      { suspended: () => (paused ? 'paused' : undefined) },
    );
    await happens({ world, app }, 'customer_message');
    paused = true;
    await world.clock.pass(10 * MINUTE);
    paused = false;
    await world.clock.pass(HOUR);
    expect(await ends(app)).toEqual([
      'later ran',
      'escalate cancelled: cancelled because Workflow was paused when the wait was over',
    ]);
    expect(TEXTS.en['setting_enabled_description']).toContain(
      'what was waiting is cancelled if it comes due meanwhile',
    );
  });

  it('asks its conditions again: facts as they are now, the message that armed it', async () => {
    const nobody = rule({
      id: 'nobody',
      if: {
        all: [
          { field: 'conversation.owner', operator: 'is', value: 'nobody' },
          { field: 'message.text', operator: 'contains', value: 'help' },
        ],
      },
      wait: { for: 'PT5M' },
    });
    const there = await opened([nobody]);
    await happens(there, 'customer_message', 'help me');
    await happens(there, 'customer_message', 'anybody?');
    await there.world.clock.pass(6 * MINUTE);
    expect(there.world.server.sent).toHaveLength(1);

    await happens(there, 'customer_message', 'help again');
    const maria = { id: 'maria', username: 'maria', kind: 'human' as const, enabled: true };
    there.world.server.conversations.set('c1', conversation('c1', { agent: maria, status: 'open' }));
    await there.world.clock.pass(6 * MINUTE);
    expect(there.world.server.sent).toHaveLength(1);
    const { ends: found } = await there.app.later.waits.list('c1');
    expect(translate('en', found[0]!.reason!)).toBe(
      'cancelled because the conditions were no longer true when the wait was over',
    );
    expect(found[0]!.conditions).toMatchObject({
      group: 'all',
      conditions: [
        { verdict: false, seen: 'human' },
        { verdict: true, seen: 'help again' },
      ],
    });
  });

  it('says so when its conditions can no longer be told when it is due', async () => {
    const unattended = rule({
      id: 'unattended',
      if: {
        any: [
          { field: 'conversation.owner', operator: 'is', value: 'nobody' },
          { field: 'operation.agents_online', operator: 'is', value: false },
        ],
      },
      wait: { for: 'PT5M' },
    });
    const there = await opened([unattended]);
    await happens(there, 'customer_message');
    const maria = { id: 'maria', username: 'maria', kind: 'human' as const, enabled: true };
    there.world.server.conversations.set('c1', conversation('c1', { agent: maria, status: 'open' }));
    await there.world.clock.pass(6 * MINUTE);
    expect(await ends(there.app)).toEqual(['unattended cancelled: did not run: something could not be determined']);
  });

  it('finds messages that it has not heard of', async () => {
    const there = await opened([escalate]);
    await happens(there, 'customer_message');
    const answer = {
      id: 'm9',
      text: 'I am here',
      type: 'text' as const,
      from: 'human' as const,
      author: 'maria',
      at: there.world.clock.now(),
    };
    there.world.server.said.set('c1', [answer]);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toEqual([]);
    expect(await ends(there.app)).toEqual(['escalate cancelled: cancelled by this event: An agent writes']);
  });

  it('does not stand in the way of the next one when it was over before a restart that nobody had told', async () => {
    const { app, world } = await opened([escalate]);
    await happens({ app, world }, 'customer_message');
    const { message: answer } = event('agent_message', world.clock.now(), 'I am here');
    world.server.said.set('c1', [answer!]);
    // Killed before it has written down that the wait is over: two instances take a second to agree.
    void app.engine.handle(
      event('agent_message', world.clock.now(), 'I am here', world.server.conversations.get('c1')),
    );
    app.kill();
    const again = { world, app: await world.instance([escalate]) };
    await happens(again, 'customer_message', 'And now?');
    await world.clock.pass(6 * MINUTE);
    expect(world.server.sent.map(({ text }) => text)).toEqual(['Sorry that it takes so long']);
    expect(await ends(again.app)).toEqual([
      'escalate ran',
      'escalate cancelled: cancelled by this event: An agent writes',
    ]);
  });

  it.each<[what: string, then: EventId, before: Partial<Conversation>, after: Partial<Conversation>, reason: string]>([
    ['somebody got it', 'conversation_assigned', {}, { agent: MARIA, status: 'open' }, 'A conversation is assigned'],
    ['it went back to the queue', 'conversation_unassigned', { agent: MARIA, status: 'open' }, {}, 'loses its agent'],
    ['it moved', 'conversation_transferred', {}, { department: { id: 'd2', name: 'Sales' } }, 'another department'],
  ])('is over when %s while the app was down', async (_what, then, before, after, reason) => {
    const rules = [{ ...escalate, wait: { for: 'PT5M', unless: [then] } }];
    const there = await opened(rules);
    there.world.server.conversations.set('c1', conversation('c1', before));
    await happens(there, 'customer_message');
    there.app.kill();
    there.world.server.conversations.set('c1', conversation('c1', after));
    const again = await there.world.instance(rules);
    await there.world.clock.pass(6 * MINUTE);
    expect(there.world.server.sent).toEqual([]);
    expect(await ends(again)).toEqual([expect.stringContaining(reason)]);
  });

  it('in watch mode waits as well, and says then what it would have done', async () => {
    const there = await opened([{ ...escalate, mode: 'watch' }]);
    await happens(there, 'customer_message');
    expect(there.app.runs).toEqual([]);
    await there.world.clock.pass(6 * MINUTE);
    expect(there.world.server.sent).toEqual([]);
    expect(there.app.runs.map((run) => [run.mode, ...lines(run)])).toEqual([
      ['watch', expect.stringMatching(/^send_message planned/)],
    ]);
    expect(await ends(there.app)).toEqual(['escalate ran']);
  });

  it('takes its turn of once when it runs, not when it begins to wait', async () => {
    const there = await opened([{ ...escalate, once: { per: 'conversation' } }]);
    await happens(there, 'customer_message');
    await happens(there, 'agent_message');
    await happens(there, 'customer_message');
    await there.world.clock.pass(6 * MINUTE);
    expect(there.world.server.sent).toHaveLength(1);
    await happens(there, 'customer_message');
    expect((await there.app.later.waits.list('c1')).waits).toEqual([]);
    expect([...there.app.traces.at(-1)!.heldBack]).toEqual([['escalate', 'once']]);
  });

  it('does not answer a message that has been answered at once, unless it says also', async () => {
    const hello = rule({ id: 'hello' });
    const also = { ...escalate, id: 'also', do: [{ action: 'send_message', text: 'Still here?', also: true }] };
    const there = await opened([hello, escalate, also]);
    await happens(there, 'customer_message');
    await there.world.clock.pass(6 * MINUTE);
    expect(there.world.server.sent.map(({ text }) => text)).toEqual(['hello says hello', 'Still here?']);
    expect(lines(there.app.runs.find(({ rule: id }) => id === 'escalate'))).toEqual([
      expect.stringMatching(/^send_message skipped: this message already got/),
    ]);
  });
});

describe('a rule that sets itself off', () => {
  const passesOn = (wait: string): Rule =>
    rule({
      id: 'passes-on',
      on: 'conversation_assigned',
      do: [{ action: 'assign', to: { agent: 'maria' } }],
      wait: { for: wait },
    });

  /** Somebody else has it by then; the wait is over, and the server tells of what came of it. */
  async function round(there: { world: World; app: Instance }): Promise<void> {
    there.world.server.conversations.set('c1', conversation());
    await there.world.clock.pass(5 * MINUTE + 3_000);
    await happens(there, 'conversation_assigned');
  }

  it.each<[wait: string, heldBack: string]>([
    ['PT59S', 'chain_rule'],
    ['PT1M', 'waiting'],
  ])('after a wait of %s: %s', async (wait, heldBack) => {
    const there = await opened([passesOn(wait)]);
    await happens(there, 'conversation_assigned');
    await there.world.clock.pass(MINUTE + 2_000);
    expect(there.app.runs.map(({ depth }) => depth)).toEqual([1]);
    await happens(there, 'conversation_assigned');
    expect([...there.app.traces.at(-1)!.heldBack]).toEqual([['passes-on', heldBack]]);
  });

  it('does so 24 times while nobody writes, and is skipped then, with the reason', async () => {
    const there = await opened([passesOn('PT5M')]);
    await happens(there, 'conversation_assigned');
    for (let count = 0; count < 30; count++) await round(there);
    expect(there.app.runs.map((run) => run.actions[0]!.outcome)).toEqual([
      ...Array.from({ length: 24 }, () => 'done'),
      ...there.app.runs.slice(24).map(() => 'skipped'),
    ]);
    expect(lines(there.app.runs[24])).toEqual([
      'assign skipped: this rule has run 24 times here without anybody writing in between',
    ]);
    expect((await ends(there.app))[0]).toBe(
      'passes-on cancelled: this rule has run 24 times here without anybody writing in between',
    );
    expect(there.app.errors).toEqual([]);
  });

  it.each<[who: 'customer' | 'human' | 'bot', ran: number]>([
    ['customer', 30],
    ['human', 30],
    ['bot', 24],
  ])('a message of a %s in between: it ran %i times', async (from, times) => {
    const there = await opened([passesOn('PT5M')]);
    await happens(there, 'conversation_assigned');
    for (let count = 0; count < 30; count++) {
      if (count === 20)
        there.world.server.said.set('c1', [
          { id: 'm', text: 'x', type: 'text', from, author: from, at: there.world.clock.now() },
        ]);
      await round(there);
    }
    expect(there.app.runs.filter(({ actions }) => actions[0]!.outcome === 'done')).toHaveLength(times);
  });
});

describe('late', () => {
  const both = rule({
    id: 'both',
    do: [
      { action: 'send_message', text: 'Still there?' },
      { action: 'add_contact_tags', tags: ['slow'] },
    ],
    wait: { for: 'PT5M' },
  });

  it.each<[late: string, ms: number, sent: number, tags: readonly string[], end: string]>([
    ['under an hour', 50 * MINUTE, 1, ['slow'], 'both ran'],
    ['over an hour', 2 * HOUR, 0, ['slow'], 'both ran'],
    ['under three days', 71 * HOUR, 0, ['slow'], 'both ran'],
    ['over three days', 73 * HOUR, 0, [], 'both cancelled: cancelled because it was too late to run'],
  ])('%s', async (_late, ms, sent, tags, end) => {
    const there = await opened([both]);
    await happens(there, 'customer_message');
    there.app.kill();
    await there.world.clock.pass(5 * MINUTE + ms);
    const app = await there.world.instance([both]);
    void app.later.sweep();
    await there.world.clock.pass(MINUTE);
    expect(there.world.server.sent).toHaveLength(sent);
    expect(there.world.server.tags.get('ana') ?? []).toEqual(tags);
    expect(await ends(app)).toEqual([end]);
  });

  it('a rule that only writes is cancelled after an hour, and keeps its turn of once', async () => {
    const there = await opened([{ ...escalate, once: { per: 'customer' } }]);
    await happens(there, 'customer_message');
    there.app.kill();
    await there.world.clock.pass(2 * HOUR);
    const app = await there.world.instance([{ ...escalate, once: { per: 'customer' } }]);
    void app.later.sweep();
    await there.world.clock.pass(MINUTE);
    expect(await ends(app)).toEqual(['escalate cancelled: cancelled because it was too late to run']);
    await happens({ world: there.world, app }, 'customer_message');
    expect((await app.later.waits.list('c1')).waits).toHaveLength(1);
  });
});

describe('what it costs', () => {
  it('nothing for a conversation where nothing waits', async () => {
    const there = await opened([escalate], { swept: true });
    const before = there.app.calls();
    expect(nothingComesOf(there.app.engine, event('agent_message', there.world.clock.now()))).toBe(true);
    expect(there.app.calls()).toBe(before);
  });

  it('an event that ends a wait is handled', async () => {
    const there = await opened([escalate], { swept: true });
    await happens(there, 'customer_message');
    expect(nothingComesOf(there.app.engine, event('agent_message', there.world.clock.now()))).toBe(false);
    expect(
      nothingComesOf(there.app.engine, event('agent_message', there.world.clock.now(), 'x', conversation('c2'))),
    ).toBe(true);
  });
});

describe('before the first sweep, a conversation is looked at by itself', () => {
  /** Somebody waits in c1, and the app has been started anew. */
  async function again(rules: readonly Rule[] = [escalate]): Promise<{ world: World; app: Instance }> {
    const before = await opened([escalate]);
    await happens(before, 'customer_message');
    before.app.kill();
    return { world: before.world, app: await before.world.instance(rules) };
  }

  it('what has come meanwhile ends the wait', async () => {
    const there = await again();
    const answers = event('agent_message', there.world.clock.now());
    expect(nothingComesOf(there.app.engine, answers)).toBe(false);
    await there.app.engine.handle(answers);
    await there.world.clock.pass(MINUTE);
    expect(await ends(there.app)).toEqual(['escalate cancelled: cancelled by this event: An agent writes']);
  });

  it('once: the next message there asks nobody', async () => {
    const there = await again();
    const one = event('agent_message', there.world.clock.now(), 'x', conversation('c2'));
    expect(nothingComesOf(there.app.engine, one)).toBe(false);
    await there.app.engine.handle(one);
    const calls = there.app.calls();
    const answers = event('agent_message', there.world.clock.now(), 'x', conversation('c2'));
    expect(nothingComesOf(there.app.engine, answers)).toBe(true);
    expect(there.app.calls()).toBe(calls);
  });

  it('where it cannot be read that is told, the rules run, and the sweep finds what waits', async () => {
    const there = await again();
    const { store } = there.world.server.host;
    const { read } = store;
    let left = 1;
    store.read = (keys) =>
      keys.includes('later') && left-- > 0 ? Promise.reject(new Error('no primary')) : read(keys);
    await there.app.engine.handle(event('agent_message', there.world.clock.now()));
    expect(there.app.errors).toEqual(['what waits in c1: Error: no primary']);
    expect(await ends(there.app)).toEqual([]);
    void there.app.later.sweep();
    await there.world.clock.pass(MINUTE);
    expect(await ends(there.app)).toEqual(['escalate cancelled: cancelled by this event: An agent writes']);
  });

  it('a rule that has changed while the app was down: with the sweep its wait is over', async () => {
    const there = await again([{ ...escalate, wait: { for: 'PT6M' } }]);
    await there.app.engine.handle(event('customer_message', there.world.clock.now(), 'x', conversation('c2')));
    void there.app.later.sweep();
    await there.world.clock.pass(MINUTE);
    expect(await ends(there.app)).toEqual([expect.stringContaining('escalate cancelled: ')]);
  });
});

describe('order', () => {
  it('an answer that overtakes the message it answers ends its wait as well', async () => {
    const there = await opened([escalate], { swept: true });
    const asks = event('customer_message', there.world.clock.now());
    const answers = event('agent_message', there.world.clock.now());
    // The server asks first whether a message concerns the app, and hands it over in a second call.
    expect(nothingComesOf(there.app.engine, asks)).toBe(false);
    expect(nothingComesOf(there.app.engine, answers)).toBe(true);
    await there.app.engine.handle(asks);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toEqual([]);
    expect(await ends(there.app)).toEqual(['escalate cancelled: cancelled by this event: An agent writes']);
  });

  it('an answer before the message does not', async () => {
    const there = await opened([escalate]);
    const answers = event('agent_message', there.world.clock.now());
    const asks = event('customer_message', there.world.clock.now());
    nothingComesOf(there.app.engine, answers);
    nothingComesOf(there.app.engine, asks);
    await Promise.all([there.app.engine.handle(answers), there.app.engine.handle(asks)]);
    await there.world.clock.pass(HOUR);
    expect(there.world.server.sent).toHaveLength(1);
  });

  it('an answer before the message does not, however long both have waited for their turn', async () => {
    const slow = rule({
      id: 'slow',
      on: 'conversation_assigned',
      if: { field: 'conversation.message_count', operator: 'at_least', value: 100 },
    });
    const world = openWorld(conversation('c1'), conversation('c2'));
    const { host } = world.server;
    const load = host.load.bind(host);
    Object.assign(host, {
      load: async (...asked: Parameters<typeof load>) => {
        await world.clock.sleep(25_000);
        return load(...asked);
      },
    });
    const { engine, later } = await world.instance([escalate, slow]);
    const comes = (on: EventId, where: string): void =>
      void engine.handle(event(on, world.clock.now(), 'hello', world.server.conversations.get(where)));
    comes('conversation_assigned', 'c1');
    comes('agent_message', 'c2');
    await world.clock.pass(5_000);
    comes('agent_message', 'c1');
    await world.clock.pass(7_000);
    comes('customer_message', 'c1');
    comes('agent_message', 'c2');
    await world.clock.pass(15_000);
    expect((await later.waits.list('c1')).waits).toHaveLength(1);
  });
});
