import type { Sandbox } from '../sandbox';
import type { ActionCase } from './actions/case';
import { CONTACT_TAGS, UPDATE_CONTACT } from './actions/contact';
import { SET_TOPIC, TAG_CONVERSATION } from './actions/conversation';
import { UNASSIGN } from './actions/assigning';
import { HOLD, RESUME, SEND_TRANSCRIPT, SET_PRIORITY } from './actions/desk';
import { ACTION_CASES } from './actions';
import { actionSandbox, ordered, play } from './actions/play';

describe('on the server of today', () => {
  let shop: Sandbox;
  beforeAll(async () => void (shop = await actionSandbox()));
  afterAll(() => shop.stop());

  describe.each(Object.entries(ACTION_CASES))('%s', (_action, cases) => {
    it.each(ordered(cases))('$name', async (played) => expect(await play(shop, played)).toBe(played.ends));
  });
});

describe('on the oldest server, what goes over the connection', () => {
  const cases = [
    ...[UNASSIGN, SET_TOPIC, TAG_CONVERSATION, CONTACT_TAGS, UPDATE_CONTACT, SEND_TRANSCRIPT],
    // Before 8.0 the server asks nobody for a licence.
    ...[HOLD, RESUME, SET_PRIORITY].map((all) => all.filter(({ name }) => !name.includes('without a licence'))),
  ].flat();
  let shop: Sandbox;
  beforeAll(async () => void (shop = await actionSandbox({ version: '7.8' })));
  afterAll(() => shop.stop());

  it.each(cases.filter(({ connected }) => connected).map((played) => [stepOf(played), played.name, played] as const))(
    '%s: %s',
    async (_action, _name, played) => expect(await play(shop, played)).toBe(played.ends),
  );
});

describe('round robin', () => {
  let shop: Sandbox;
  beforeAll(async () => void (shop = await actionSandbox()));
  afterAll(() => shop.stop());

  const turns = (id: string, agents: readonly string[]) => ({
    rules: [
      {
        id,
        name: 'Turns',
        on: 'conversation_started',
        if: 'always',
        do: [{ action: 'assign', to: { agents, pick: 'round_robin' } }],
      },
    ],
  });

  it('gives each their turn, goes on after a restart, and leaves out who is away', async () => {
    await shop.setting('rules', turns('turns', ['bruno', 'anna', 'ai.bot']));
    let count = 0;
    const next = async (): Promise<string | undefined> => {
      const customer = shop.customer(`turn-${(count += 1)}`);
      await customer.starts();
      await shop.settled();
      return customer.conversation().servedBy?.username;
    };
    expect([await next(), await next()]).toEqual(['bruno', 'anna']);
    await shop.restart();
    expect([await next(), await next()]).toEqual(['ai.bot', 'bruno']);
    await shop.kill();
    await shop.agent('anna').goesOffline();
    expect([await next(), await next()]).toEqual(['ai.bot', 'bruno']);
    await shop.agent('anna').comesOnline();
    expect(await next()).toBe('anna');
  });

  it('gives two who come at once to two', async () => {
    await shop.setting('rules', turns('at-once', ['bruno', 'anna']));
    const both = ['one', 'two'].map((name) => shop.customer(name));
    await Promise.all(both.map((customer) => customer.starts()));
    await shop.settled();
    expect(both.map((customer) => customer.conversation().servedBy?.username).sort()).toEqual(['anna', 'bruno']);
  });
});

function stepOf({ step }: ActionCase): string {
  return 'action' in step ? String(step.action) : 'several';
}
