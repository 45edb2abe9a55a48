import { sandbox, type Sandbox } from '../sandbox';
import {
  answersJson,
  fails,
  isSilent,
  modelSays,
  plays,
  saysNoJson,
  slow,
  type Behaviour,
  type OutsideSystem,
} from '../sandbox/outside';
import { example } from './workflows/example';
import { runLines, runRecords } from './runs';

const MODEL = { model_url: 'https://model.example/v1', model_key: 'sk-hush-hush', model_name: 'small' };

interface There {
  readonly shop: Sandbox;
  readonly model: OutsideSystem;
  readonly api: OutsideSystem;
}
interface Outside {
  readonly model?: readonly Behaviour[];
  readonly api?: readonly Behaviour[];
  readonly rules?: unknown;
}

async function withOutside(outside: Outside, play: (there: There) => Promise<void>): Promise<void> {
  const shop = await sandbox({
    agents: ['anna', { username: 'bill', in: ['Billing'] }],
    departments: [{ name: 'Billing', agents: ['bill'] }],
    server: { routing: 'Manual_Selection' },
    settings: { rules: outside.rules ?? example('25-lookups'), ...MODEL },
  });
  const model = plays(...(outside.model ?? [modelSays('{"answer":"other"}')]));
  const api = plays(...(outside.api ?? [fails(404)]));
  shop.web('https://model.example', model.site);
  shop.web('https://shop.example.com', api.site);
  try {
    await play({ shop, model, api });
  } finally {
    await shop.stop();
  }
}

async function asks(shop: Sandbox, command: string, customer: ReturnType<Sandbox['customer']>): Promise<string> {
  const admin = shop.agent('admin');
  const before = admin.sees().length;
  await admin.runs(command, customer);
  await shop.settled();
  return admin.sees().slice(before).join('\n');
}

describe('a language model', () => {
  it('routes by what the customer wants, and why tells question, answer and time, never the key', () =>
    withOutside({ model: [modelSays('{"answer":"refund"}')] }, async ({ shop, model }) => {
      const customer = shop.customer('customer-1');
      await customer.writes('It broke, and my card is 4111 1111 1111 1111');
      await shop.settled();
      expect(runLines(shop)).toEqual(['refunds on customer_message: assign done (it waits in the queue of Billing)']);
      const [{ body, headers } = { body: '', headers: {} }] = model.asked;
      expect(headers).toMatchObject({ Authorization: 'Bearer sk-hush-hush' });
      expect(body).toContain('my card is [card]');
      expect(runRecords(shop)[0]?.lookups).toMatchObject([
        { id: 'intent', question: 'What does the customer want?', answer: 'refund', from: 'asked' },
      ]);
      expect(await asks(shop, '/workflow why', customer)).toContain('Answer: “refund”');
      expect(JSON.stringify([shop.db.records, shop.logs()])).not.toContain('hush');
    }));

  it('is not asked where keywords tell already, nor where no rule gets that far', () =>
    withOutside({}, async ({ shop, model }) => {
      await shop.customer('customer-1').writes('I want a refund');
      await shop.settled();
      expect(runLines(shop)).toEqual(['refunds on customer_message: assign done (it waits in the queue of Billing)']);
      const other = shop.customer('customer-2');
      await other.starts();
      await shop.agent('anna').takes(other);
      await other.writes('It broke');
      await shop.settled();
      expect(model.asked).toEqual([]);
    }));

  it.each<[string, readonly Behaviour[]]>([
    ['answers with none of the choices', [modelSays('I would say: refund!')]],
    ['answers with no JSON', [saysNoJson]],
    ['lacks an answer', [answersJson({})]],
    ['is at its limit', [fails(429, { 'retry-after': '60' })]],
    ['fails', [fails(503)]],
    ['refuses the key', [fails(401)]],
  ])('that %s is unknown, and words still route', (_, model) =>
    withOutside({ model }, async ({ shop }) => {
      const customer = shop.customer('customer-1');
      await customer.writes('It broke');
      await shop.settled();
      expect(runLines(shop)).toEqual([]);
      expect(await asks(shop, '/workflow why', customer)).toMatch(/🟡 intent: What does the customer want\?.*unknown/);
      await customer.writes('I want my money back');
      await shop.settled();
      expect(runLines(shop)).toEqual(['refunds on customer_message: assign done (it waits in the queue of Billing)']);
    }),
  );

  it('that is slow, but in time, is heard: its conversation waits, and others do not', () => {
    const { behaviour, answers } = slow(modelSays('{"answer":"refund"}'));
    return withOutside({ model: [behaviour] }, async ({ shop, model }) => {
      await shop.customer('customer-1').writes('It broke');
      while (model.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const other = shop.customer('customer-2');
      await other.writes('I want a refund');
      while (runLines(shop).length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(runRecords(shop).map(({ conversation }) => conversation)).toEqual([other.conversation()._id]);
      answers();
      await shop.settled();
      expect(runLines(shop)).toHaveLength(2);
      expect(runRecords(shop).find(({ lookups }) => lookups)?.lookups).toMatchObject([
        { id: 'intent', answer: 'refund' },
      ]);
    });
  });

  it('writes a summary for the team when the conversation is closed', () =>
    withOutside(
      { model: [modelSays('{"answer":"other"}'), modelSays('A parcel was late.')] },
      async ({ shop, api }) => {
        const customer = shop.customer('customer-1');
        await customer.writes('Where is my parcel?');
        await shop.agent('anna').takes(customer);
        await shop.settled();
        expect(api.asked).toEqual([]);
        for (const words of ['On its way', 'You have it tomorrow', 'Bye']) await shop.agent('anna').writes(words);
        await shop.agent('anna').closes(customer);
        await shop.settled();
        expect(runLines(shop)).toEqual(['summary on conversation_closed: note_conversation done']);
        expect(await asks(shop, '/workflow notes', customer)).toContain('Summary: A parcel was late.');
        expect(customer.sees().join()).not.toContain('A parcel was late');
      },
    ));
});

describe("a shop's API", () => {
  const RULES = example('25-lookups');
  const assigned = async (shop: Sandbox) => {
    const customer = shop.customer('customer-1', { email: 'ana@example.com' });
    await customer.starts();
    await shop.agent('anna').takes(customer);
    await shop.settled();
    return customer;
  };

  it('tells agents of the open order', () =>
    withOutside({ api: [answersJson({ open: [{ number: 4711 }] })] }, async ({ shop, api }) => {
      const customer = await assigned(shop);
      expect(runLines(shop)).toEqual(['open-order on conversation_assigned: note_conversation done']);
      expect(api.asked[0]?.url.pathname).toBe('/api/customers/ana%40example.com/orders');
      expect(await asks(shop, '/workflow notes', customer)).toContain('Open order: 4711');
      expect(JSON.stringify([runRecords(shop), shop.logs()])).not.toContain('a long random token');
    }));

  it.each<[string, Behaviour]>([
    ['has none', answersJson({ open: [] })],
    ['answers with a page', saysNoJson],
    ['fails', fails(500)],
  ])('that %s does nothing', (_, behaviour) =>
    withOutside({ api: [behaviour] }, async ({ shop }) => {
      await assigned(shop);
      expect(runLines(shop)).toEqual([]);
    }),
  );

  it('that is silent holds its conversation for as long as it may, and no other', () =>
    withOutside(
      {
        api: [isSilent],
        rules: {
          ...RULES,
          lookups: { ...RULES.lookups, 'open-order': { ...RULES.lookups!['open-order'], within: 'PT1S' } },
        },
      },
      async ({ shop }) => {
        await assigned(shop);
        await shop.customer('customer-2').writes('I want a refund');
        await shop.settled();
        expect(runLines(shop)).toEqual(['refunds on customer_message: assign done (it waits in the queue of Billing)']);
      },
    ));
});

describe('/workflow status', () => {
  it('says what leaves, and where to', () =>
    withOutside({}, async ({ shop }) => {
      const customer = shop.customer('customer-1');
      await customer.starts();
      const said = await asks(shop, '/workflow status', customer);
      expect(said).toContain('lookup “intent” sends Message: text to https://model.example');
      expect(said).toContain('lookup “open-order” sends customer.email to https://shop.example.com');
    }));
});
