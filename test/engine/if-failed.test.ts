import { event, lines, rule, type Instance, type World } from '../support/fakes';
import { openWorld } from '../support/worlds';
import type { ActionStep } from '../../src/catalogue/document';
import { shownActions, type RunRecord } from '../../src/model/run';
import { HostError } from '../../src/ports/host';
import { message } from '../../src/text/message';

const MINUTE = 60_000;
const OFFLINE = new HostError(message('reason_agent_offline'));

const assign: ActionStep = { action: 'assign', to: { agent: 'maria' } };
const tag = { action: 'add_contact_tags', tags: ['nobody-there'] };
const say = { action: 'send_message', text: 'Nobody is here just now' };
const elseTell = rule({
  id: 'else',
  do: [
    { ...assign, if_failed: [tag, say] },
    { action: 'set_topic', topic: '' },
  ],
});

async function opened(rules = [elseTell]): Promise<{ world: World; app: Instance }> {
  const world = openWorld();
  return { world, app: await world.instance(rules) };
}

async function customerWrites(world: World, app: Instance): Promise<void> {
  void app.engine.handle(event('customer_message', world.clock.now(), 'help', world.server.conversations.get('c1')));
  await world.clock.pass(1_000);
}

const records = (world: World): Promise<readonly RunRecord[]> => world.server.host.store.read<RunRecord>(['runs']);

const shown = (run: RunRecord | undefined): readonly string[] => lines(run && { actions: shownActions(run) });

describe('what is done if an action fails', () => {
  it('is not done when it does not fail, and does not show', async () => {
    const { world, app } = await opened();
    await customerWrites(world, app);
    expect(shown(app.runs[0])).toEqual([
      'assign done',
      'set_topic skipped: the values are empty once their fields are filled in',
    ]);
    expect([world.server.sent, world.server.tags.size]).toEqual([[], 0]);
  });

  it('is done at once when nobody can take it: it does not wait until somebody can', async () => {
    const { world, app } = await opened();
    world.server.fail('transferToAgent', 1, OFFLINE);
    await customerWrites(world, app);
    expect(shown(app.runs[0])).toEqual([
      'assign failed: the agent is offline or not available for chats',
      'add_contact_tags done',
      'send_message done',
      'set_topic skipped: the values are empty once their fields are filled in',
    ]);
    expect(app.runs[0]!.actions.map(({ fallbackOf }) => fallbackOf)).toEqual([undefined, 0, 0, undefined]);
    await world.clock.pass(120 * MINUTE);
    expect(world.server.sent.map(({ text }) => text)).toEqual(['Nobody is here just now']);
    expect(world.server.conversations.get('c1')!.agent).toBeUndefined();
  });

  it('waits while a failure that may pass is tried again', async () => {
    const { world, app } = await opened();
    world.server.fail('transferToAgent', 2);
    await customerWrites(world, app);
    await world.clock.pass(10 * MINUTE);
    expect(world.server.conversations.get('c1')!.agent?.username).toBe('maria');
    expect([world.server.sent, world.server.tags.size]).toEqual([[], 0]);
    expect(shown((await records(world))[0])[0]).toBe('assign done');
  });

  it('is done once when the last try has failed; a message is too late by then only after an hour', async () => {
    const { world, app } = await opened();
    world.server.fail('transferToAgent', 100);
    await customerWrites(world, app);
    expect(shown(app.runs[0])).toHaveLength(2);
    for (let minute = 0; minute < 120; minute++) await world.clock.pass(MINUTE);
    expect(world.server.tags.get('ana')).toEqual(['nobody-there']);
    expect(world.server.sent).toHaveLength(1);
    expect(shown((await records(world))[0])).toEqual([
      expect.stringMatching(/^assign failed: given up after 6 attempts/),
      'add_contact_tags done',
      'send_message done',
      expect.stringMatching(/^set_topic skipped/),
    ]);
    expect(app.errors).toEqual([]);
  });

  it('is done when there was nobody to tell', async () => {
    const mail = { action: 'email', to: '{{customer.email}}', subject: 'x', text: 'y', if_failed: [tag] };
    const { world, app } = await opened([rule({ id: 'mail', do: [mail] })]);
    await customerWrites(world, app);
    expect(shown(app.runs[0])).toEqual(['email skipped: there is no e-mail address', 'add_contact_tags done']);
  });

  it('is not done for what was skipped because there was nothing to do', async () => {
    const nothing = { action: 'send_message', text: '{{customer.email}}', if_failed: [tag] };
    const { world, app } = await opened([rule({ id: 'nothing', do: [nothing] })]);
    await customerWrites(world, app);
    expect(shown(app.runs[0])).toEqual(['send_message skipped: the text is empty once its fields are filled in']);
  });

  it('minds manners', async () => {
    const { world, app } = await opened([rule({ id: 'first' }), elseTell]);
    world.server.fail('transferToAgent', 1, OFFLINE);
    await customerWrites(world, app);
    expect(world.server.sent.map(({ text }) => text)).toEqual(['first says hello']);
    expect(shown(app.runs[1])).toContain(
      'send_message skipped: this message already got an automatic reply; "also": true would send both',
    );
  });

  it('is planned in watch mode, and says so', async () => {
    const { world, app } = await opened([{ ...elseTell, mode: 'watch' }]);
    await customerWrites(world, app);
    expect(lines(app.runs[0]).slice(0, 3)).toEqual([
      'assign planned: assign the conversation to maria',
      'add_contact_tags planned: if that fails: tag the contact: nobody-there',
      'send_message planned: if that fails: send the customer “Nobody is here just now”',
    ]);
  });

  it('is neither lost nor doubled by a crash, wherever it comes', async () => {
    const play = async (at: number, effect: boolean): Promise<{ world: World; calls: number }> => {
      const { world, app } = await opened();
      world.server.fail('transferToAgent', 100, OFFLINE);
      app.dieAt(at, effect);
      await customerWrites(world, app);
      return { world, calls: app.calls() };
    };
    const { calls } = await play(Infinity, false);
    expect(calls).toBeGreaterThan(8);
    for (let at = 1; at <= calls; at++) {
      for (const effect of [false, true]) {
        const { world } = await play(at, effect);
        const second = await world.instance([elseTell]);
        for (let minute = 0; minute < 4; minute++) {
          void second.later.sweep();
          await world.clock.pass(MINUTE);
        }
        const where = `died ${effect ? 'after' : 'before'} the effect of call ${at}`;
        const begun = (await world.server.host.store.read(['journal'])).length > 0;
        expect([where, world.server.sent.length]).toEqual([where, begun ? 1 : 0]);
        expect([where, world.server.tags.get('ana')]).toEqual([where, begun ? ['nobody-there'] : undefined]);
        expect([where, second.errors]).toEqual([where, []]);
      }
    }
  });
});
