import type { Shop } from '../sandbox';
import type { ActionCase } from './actions/case';
import { ASSIGN, UNASSIGN } from './actions/assigning';
import { CONTACT_TAGS, NOTE_CONTACT, UPDATE_CONTACT } from './actions/contact';
import { REST_TROUBLES, SET_TOPIC, TAG_CONVERSATION } from './actions/conversation';
import { CLOSE, OPEN } from './actions/ending';
import { actionShop, ordered, play } from './actions/play';
import { NOTE_CONVERSATION, NOTIFY, SEND_MESSAGE, WEBHOOK } from './actions/sending';

const ACTIONS = {
  send_message: SEND_MESSAGE,
  assign: ASSIGN,
  unassign: UNASSIGN,
  close: CLOSE,
  open: OPEN,
  note_conversation: NOTE_CONVERSATION,
  set_topic: SET_TOPIC,
  tag_conversation: TAG_CONVERSATION,
  'add_contact_tags, remove_contact_tags': CONTACT_TAGS,
  note_contact: NOTE_CONTACT,
  update_contact: UPDATE_CONTACT,
  notify: NOTIFY,
  webhook: WEBHOOK,
  'the connection in trouble': REST_TROUBLES,
};

describe('on the server of today', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await actionShop()));
  afterAll(() => shop.stop());

  describe.each(Object.entries(ACTIONS))('%s', (_action, cases) => {
    it.each(ordered(cases))('$name', async (played) => expect(await play(shop, played)).toBe(played.ends));
  });
});

describe('on the oldest server, what goes over the connection', () => {
  const cases = Object.values({ UNASSIGN, SET_TOPIC, TAG_CONVERSATION, CONTACT_TAGS, UPDATE_CONTACT }).flat();
  let shop: Shop;
  beforeAll(async () => void (shop = await actionShop({ version: '7.8' })));
  afterAll(() => shop.stop());

  it.each(cases.filter(({ connected }) => connected).map((played) => [stepOf(played), played.name, played] as const))(
    '%s: %s',
    async (_action, _name, played) => expect(await play(shop, played)).toBe(played.ends),
  );
});

describe('round robin', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await actionShop()));
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
