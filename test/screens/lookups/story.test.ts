import { sandbox, type Sandbox } from '../../sandbox';
import { answersJson, fails, modelSays, plays, type Behaviour, type OutsideSystem } from '../../sandbox/outside';
import type { Agent } from '../../sandbox/api/agent';
import { idOn, look, press } from '../../support/look';

const MODEL = { model_url: 'https://model.example/v1', model_key: 'sk-hush-hush', model_name: 'small' };
const RULE = {
  id: 'one',
  name: 'One',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'unassign' }],
  mode: 'off',
};

interface There {
  readonly shop: Sandbox;
  readonly model: OutsideSystem;
  readonly api: OutsideSystem;
}

async function withOutside(
  {
    document = { rules: [RULE] },
    model = modelSays('{"answer":"refund"}'),
    api = answersJson({ state: 'sent' }),
    client,
  }: {
    readonly document?: object;
    readonly model?: Behaviour;
    readonly api?: Behaviour;
    readonly client?: 'phone';
  },
  play: (there: There) => Promise<void>,
): Promise<void> {
  const shop = await sandbox({
    agents: ['anna'],
    managers: ['mia'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: document, ...MODEL },
    ...(client && { client }),
  });
  const there = { shop, model: plays(model), api: plays(api) };
  shop.web('https://model.example', there.model.site);
  shop.web('https://shop.example.com', there.api.site);
  try {
    await shop.customer('carla', { email: 'carla@example.com' }).writes('It broke, call +55 11 91234-5678');
    await shop.settled();
    await play(there);
  } finally {
    await shop.stop();
  }
}

/** The ids of the form’s fields. */
const fieldsOf =
  (agent: Agent) =>
  (key: string): string =>
    idOn(agent, 'l').replace(/\..*/, `.${key}`);
const lookups = (shop: Sandbox) => (JSON.parse(String(shop.setting('rules'))) as { lookups?: object }).lookups;

it('a question to the model is written, tried on a past message, saved, and chosen like a field', () =>
  withOutside({}, async ({ shop, model }) => {
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    expect(look(mia)).toContain('No lookups yet.');
    await press(mia, 'new.model');
    await press(mia, 'try');
    expect(look(mia)).toContain('Not tried: please correct what is marked first.');
    expect(model.asked).toEqual([]);
    await press(mia, idOn(mia, 'l').replace(/\..*/, '.name'), 'intent');
    await press(mia, idOn(mia, 'l').replace(/\..*/, '.ask'), 'What does the customer want?');
    await press(mia, idOn(mia, 'l').replace(/\..*/, '.choices'), 'refund\nother');
    await press(mia, idOn(mia, 'l').replace(/\..*/, '.keep'), '1 day');
    await press(mia, 'try');
    expect(look(mia)).toMatch(/carla · 🔎 intent: What does the customer want\? · Answer: “refund” \(\d+ ms\)/);
    expect(look(mia)).toContain('Sent: “It broke, call [phone]”');
    expect(model.asked).toHaveLength(1);
    // Asked for real each time, and not remembered.
    await press(mia, 'try');
    expect(model.asked).toHaveLength(2);
    expect(lookups(shop)).toBeUndefined();
    await mia.submits();
    expect(look(mia)).toContain('“intent” was saved.');
    expect(lookups(shop)).toEqual({
      intent: { ask: 'What does the customer want?', choices: ['refund', 'other'], keep: 'P1D' },
    });

    await mia.dismisses();
    await mia.runs('/workflow edit one');
    await press(mia, 'tab.if');
    await press(mia, 'add.condition');
    await press(mia, 'c2.field', 'lookup.*');
    const key = mia.view()?.blocks.find(({ blockId }) => String(blockId).startsWith('c2.key'));
    expect(JSON.stringify(key)).toContain('"value":"intent"');
    await press(mia, 'c2.operator', 'is');
    await mia.submits({ [idOn(mia, 'c2.lines')]: 'refund' });
    expect(mia.errors()).toEqual({});
    const [rule] = (JSON.parse(String(shop.setting('rules'))) as { rules: { if: unknown }[] }).rules;
    expect(rule?.if).toEqual({ field: 'lookup.intent', operator: 'is', value: 'refund' });
    // What a rule names cannot be deleted under it.
    await mia.dismisses();
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    await press(mia, 'item.', 'remove');
    expect(look(mia)).toContain('intent');
    expect(lookups(shop)).toHaveProperty('intent');
  }));

it('JSON of another system: what is wrong stands at its field, the secret is masked and stays', () =>
  withOutside({}, async ({ shop, api }) => {
    const mia = shop.agent('mia');
    const field = fieldsOf(mia);
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    await press(mia, 'new.data');
    await mia.submits({
      [field('name')]: 'Order state',
      [field('get')]: 'http://shop.example.com/orders',
      [field('read')]: 'state',
    });
    expect(Object.keys(mia.errors()).length).toBeGreaterThan(0);
    await mia.submits({
      [field('name')]: 'order',
      [field('get')]: 'https://shop.example.com/orders?email={{customer.email}}',
      [field('read')]: '/state',
      [field('headers')]: 'authorization: Bearer hush',
    });
    expect(mia.errors()).toEqual({});
    expect(look(mia)).toContain('“order” was saved.');
    await press(mia, 'item.', 'edit');
    expect(look(mia)).toContain('authorization: ***');
    await press(mia, 'try');
    expect(look(mia)).toMatch(/🔎 order: https:\/\/shop\.example\.com\/orders\?email=… · Answer: “sent”/);
    expect(api.asked[0]).toMatchObject({ headers: { authorization: 'Bearer hush' } });
    await mia.submits({ [field('within')]: '3 seconds' });
    expect(lookups(shop)).toEqual({
      order: {
        get: 'https://shop.example.com/orders?email={{customer.email}}',
        read: '/state',
        headers: { authorization: 'Bearer hush' },
        within: 'PT3S',
      },
    });
    // To another address it is not sent along.
    await press(mia, 'item.', 'edit');
    await mia.submits({ [field('get')]: 'https://other.example.com/orders' });
    expect(Object.keys(mia.errors())).toEqual([field('headers')]);
    expect(
      JSON.stringify([shop.db.records.filter(({ associations }) => associations.at(-1)?.id === 'view')]),
    ).not.toContain('hush');
    await press(mia, 'back');
    await press(mia, 'item.', 'remove');
    expect(lookups(shop)).toBeUndefined();
  }));

it('of two lookups of one address each keeps its own headers', () => {
  const asked = (authorization: string) => ({
    get: 'https://shop.example.com/o',
    read: '/state',
    headers: { authorization },
  });
  const both = { order: asked('for orders'), stock: asked('for stock') };
  return withOutside({ document: { rules: [RULE], lookups: both } }, async ({ shop }) => {
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    await press(mia, 'item.stock', 'edit');
    await mia.submits({ [fieldsOf(mia)('within')]: '3 seconds' });
    expect(look(mia)).toContain('“stock” was saved.');
    expect(lookups(shop)).toEqual({ ...both, stock: { ...both.stock, within: 'PT3S' } });
  });
});

it('while the document cannot be read that is told, and not that the secret is lost', () => {
  const order = { get: 'https://shop.example.com/o', read: '/state', headers: { authorization: 'Bearer hush' } };
  return withOutside({ document: { rules: [RULE], lookups: { order } } }, async ({ shop }) => {
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    await press(mia, 'item.', 'edit');
    await shop.setting('rules', '{ "rules": [');
    await mia.submits({ [fieldsOf(mia)('within')]: '3 seconds' });
    expect(mia.errors()).toEqual({});
    expect(look(mia)).toContain('The rules in the settings cannot be read');
  });
});

it.each<[string, Behaviour, RegExp]>([
  ['fails', fails(503), /→ unknown: .*503/],
  ['has nothing there', answersJson({}), /→ unknown: the answer has no text and no number at \/state/],
])('an API that %s is told with the reason', (_what, api, told) =>
  withOutside(
    { api, document: { rules: [RULE], lookups: { order: { get: 'https://shop.example.com/o', read: '/state' } } } },
    async ({ shop }) => {
      const mia = shop.agent('mia');
      await mia.runs('/workflow rules');
      await press(mia, 'lookups');
      await press(mia, 'item.', 'edit');
      await press(mia, 'try');
      expect(look(mia)).toMatch(told);
    },
  ),
);

it('on the phone, where fields tell only what is sent, it is saved and then tried', () =>
  withOutside({ client: 'phone' }, async ({ shop, api }) => {
    const mia = shop.agent('mia');
    const field = fieldsOf(mia);
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    await press(mia, 'new.data');
    await mia.submits({
      [field('name')]: 'order',
      [field('get')]: 'https://shop.example.com/o',
      [field('read')]: '/state',
    });
    expect(lookups(shop)).toEqual({ order: { get: 'https://shop.example.com/o', read: '/state' } });
    await press(mia, 'item.', 'edit');
    await press(mia, 'try');
    expect(look(mia)).toContain('Answer: “sent”');
    expect(api.asked).toHaveLength(1);
  }));
