import { FORGET } from '../../src/command/forget';
import { FAMILIES, customerKey, type Family } from '../../src/ports/keys';
import { sandbox, type Customer, type Sandbox } from '../sandbox';
import { answered } from '../support/look';

/** Of one customer everything is kept that there is to keep; then it is listed, removed, and nothing of it is left. */
const message = { on: 'customer_message', if: 'always' };
const RULES = {
  rules: [
    { ...message, id: 'greet', name: 'Greet', once: { per: 'customer' }, do: [says('Hello {{customer.name}}.')] },
    { ...message, id: 'room', name: 'Once here', once: { per: 'conversation' }, do: [says('Here.')] },
    {
      ...message,
      id: 'back',
      name: 'Back',
      if: { field: 'customer.returning', operator: 'is', value: true },
      do: [says('Welcome back.')],
    },
    { ...message, id: 'note', name: 'Note', do: [{ action: 'note_conversation', text: 'Said {{message.text}}' }] },
    { ...message, id: 'contact', name: 'Contact', do: [{ action: 'note_contact', text: 'Said {{message.text}}' }] },
    { ...message, id: 'tag', name: 'Tag', do: [{ action: 'add_contact_tags', tags: ['vip'] }] },
    { ...message, id: 'wait', name: 'Wait', wait: { for: 'PT30M' }, do: [says('Still there?')] },
    { ...message, id: 'soon', name: 'Soon', wait: { for: 'PT1M' }, do: [says('Later.')] },
    { ...message, id: 'hook', name: 'Hook', do: [{ action: 'webhook', url: 'https://hooks.example.com/x' }] },
    {
      ...message,
      id: 'ask',
      name: 'Ask',
      do: [{ action: 'ask', id: 'topic', text: 'What about?', with_agent: true, also: true }],
    },
    { ...message, id: 'watch', name: 'Watch', mode: 'watch', once: { per: 'customer' }, do: [says('No.')] },
  ],
};
function says(text: string) {
  return { action: 'send_message', text, also: true };
}

/** The records of the store, by family, with what they say. */
const recordsOf = (shop: Sandbox) =>
  shop.db.records.map(({ associations, data }) => {
    const keys = associations.map(({ id }) => id);
    return { keys, family: keys.at(-1) as Family, data: JSON.stringify(data) };
  });

describe('/workflow forget', () => {
  let shop: Sandbox;
  const [ana, bea] = [() => shop.customer('ana-customer'), () => shop.customer('bea-customer')];
  /** What only records about this customer say. */
  const marks = (customer: Customer) => {
    const { _id, v } = customer.conversation();
    return [_id, String(v?._id), `secret words of ${String(v?._id)}`];
  };
  const about = (customer: Customer) => {
    const own = marks(customer);
    return recordsOf(shop).filter(({ data }) => own.some((mark) => data.includes(mark)));
  };
  /** Where ids alone are named. */
  const ELSEWHERE: readonly Family[] = ['forgotten', 'mute', 'view'];

  beforeAll(async () => {
    shop = await sandbox({ agents: ['anna'], managers: ['mia'], settings: { rules: RULES, field_tags: '' } });
    shop.web('https://hooks.example.com', () => ({ statusCode: 503 }));
    for (const customer of [ana(), bea()]) {
      await customer.writes('before');
      await shop.settled();
      await customer.closes();
      await shop.settled();
      await customer.writes(`secret words of ${String(customer.conversation().v?._id)}`);
      await shop.settled();
    }
    await shop.advance('PT1M');
  }, 60_000);
  afterAll(() => shop.stop());

  it('every record stands in a family that is known, the keys from special to general', () => {
    const records = recordsOf(shop);
    const customersOf = (key: string): number =>
      new Set(
        records.flatMap(({ keys }) => (keys.includes(key) ? keys.filter((each) => each.startsWith('customer:')) : [])),
      ).size;
    for (const { keys, family } of records) {
      expect(Object.keys(FAMILIES)).toContain(family);
      // What the first key finds is never of two customers.
      expect([keys[0], customersOf(keys[0] ?? '')]).toEqual([keys[0], FAMILIES[family] === 'customer' ? 1 : 0]);
    }
  });

  it('every record about a customer says whose it is, so that forget finds it', () => {
    const [, id = ''] = marks(ana());
    const lacking = about(ana()).filter(
      ({ family, keys }) =>
        !(FAMILIES[family] === 'customer' && keys.includes(customerKey(id))) &&
        FAMILIES[family] !== 'passing' &&
        !ELSEWHERE.includes(family),
    );
    expect(lacking).toEqual([]);
    const held = new Set(
      recordsOf(shop).flatMap(({ family, keys }) => (keys.includes(customerKey(id)) ? [family] : [])),
    );
    const ofCustomers = Object.entries(FAMILIES).flatMap(([family, holds]) => (holds === 'customer' ? [family] : []));
    // Whatever can be kept of a customer was kept in this story: a family that is missing here proves nothing.
    expect([...held].sort()).toEqual(ofCustomers.sort());
  });

  it('is for those who may change rules, in a conversation', async () => {
    expect(await answered(shop, 'anna', '/workflow forget', ana())).toMatch(/is for administrators/);
    expect(await answered(shop, 'mia', '/workflow forget')).toContain('is about one conversation');
  });

  it('lists, and removes nothing yet', async () => {
    const before = recordsOf(shop).length;
    const list = await answered(shop, 'mia', '/workflow forget', ana());
    expect(list).toMatch(/^Workflow holds of this customer:/m);
    for (const name of [
      'Notes',
      'Tags',
      'Runs of rules',
      'Waits and retries',
      'Turns of `once`',
      'Earlier visits',
      'Events',
    ])
      expect(list).toMatch(new RegExp(`• ${name}[^:]*: [1-9]`));
    expect(list).toContain('`/workflow forget now`');
    expect(recordsOf(shop)).toHaveLength(before);
  });

  it('then removes all of it, and nothing of anybody else', async () => {
    const others = about(bea()).length;
    expect(await answered(shop, 'mia', '/workflow forget now', ana())).toMatch(/^Removed:\n• Notes: 4/m);
    expect(about(ana()).filter(({ family }) => !ELSEWHERE.includes(family))).toEqual([]);
    expect(about(bea())).toHaveLength(others);
    expect(await answered(shop, 'mia', '/workflow forget', ana())).toBe('Workflow holds nothing of this customer.');
    expect(await answered(shop, 'mia', '/workflow why', ana())).not.toContain('Greet');
  });

  it('nothing of it comes back: no wait, no retry, no run that is taken up', async () => {
    const seen = ana().sees().length;
    for (let minute = 0; minute < 12; minute++) await shop.advance('PT1M');
    await shop.advance('PT30M');
    expect(ana().sees()).toHaveLength(seen);
    expect(about(ana()).filter(({ family }) => !ELSEWHERE.includes(family))).toEqual([]);
  });

  it('the customer is a new one', async () => {
    const seen = ana().sees().length;
    await ana().writes('hello again');
    await shop.settled();
    const said = ana().sees().slice(seen).join('\n');
    expect(said).toMatch(/Hello /);
    expect(said).toMatch(/Here\./);
    expect(said).not.toMatch(/Welcome back/);
  });
});

test('what another instance remembers is forgotten, too', async () => {
  const shop = await sandbox({ agents: ['anna'], managers: ['mia'], settings: { rules: RULES } });
  try {
    const second = await shop.secondInstance();
    const ana = shop.customer('ana');
    const welcomes = () => ana.sees().filter((line) => line.includes('Hello')).length;
    await second.does(() => ana.writes('my secret words'));
    await shop.settled();
    await answered(shop, 'mia', '/workflow forget now', ana);
    expect(await second.does(() => answered(shop, 'mia', '/workflow why', ana))).not.toContain('Greet');
    // What was looked at is written down after a minute.
    await shop.advance('PT61S');
    await second.does(() => shop.customer('bea').writes('hi'));
    await shop.settled();
    expect(recordsOf(shop).filter(({ data }) => data.includes('my secret words'))).toEqual([]);
    await second.does(() => ana.writes('hello again'));
    await shop.settled();
    expect(welcomes()).toBe(2);
  } finally {
    await shop.stop();
  }
});

test('what a run writes down while it is waited for is forgotten, and told, though nothing was held before', async () => {
  const none = new Map();
  const forgotten = new Map([['command_forget_runs', 1]]);
  const admin = {
    host: { conversation: () => Promise.resolve({ id: 'c1' }) },
    forgetting: { list: () => Promise.resolve(none), forget: () => Promise.resolve(forgotten) },
  };
  const asked = { conversation: 'c1', rest: 'now', language: 'en', person: { username: 'mia' } };
  const answer = await FORGET[0]!.run(asked as never, { admin } as never);
  expect(answer).toEqual([{ key: 'command_forget_done' }, expect.stringContaining('1')]);
});
