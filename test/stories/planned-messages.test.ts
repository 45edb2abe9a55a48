import { sandbox, type Customer, type Device, type Sandbox } from '../sandbox';
import { answered, idOn, look, press } from '../support/look';
import { withSandbox } from './runs';

const TEXT = 'Has your parcel arrived?';

async function opened(shop: Sandbox, name: string): Promise<Customer> {
  const customer = shop.customer(name);
  await customer.writes('Where is my parcel?');
  await shop.agent('anna').takes(customer);
  await shop.settled();
  return customer;
}

const saw = (customer: Customer): number => customer.sees().filter((line) => line.includes(TEXT)).length;
/** What the app has told an agent outside of conversations. */
const told = (shop: Sandbox, who: string): string =>
  shop
    .agent(who)
    .sees()
    .filter((line) => line.includes('planned message'))
    .join('\n');

describe('/workflow later, on the real runtime', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      agents: [{ username: 'anna', name: 'Anna Silva' }, 'bruno'],
      managers: ['mia'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: { rules: [] }, timezone: 'Europe/Berlin' },
    });
  });
  afterAll(() => shop.stop());

  /** Without what keeps names and links from being any. */
  const later = async (line: string, where: Customer, who = 'anna') =>
    (await answered(shop, who, `/workflow later ${line}`, where)).replaceAll('\u2060', '');

  test('is sent as the agent when its time has come, once', async () => {
    const customer = await opened(shop, 'sent');
    expect(await later(`in 2 hours ${TEXT}`, customer)).toContain(`(in 2 hours): “${TEXT}”`);
    expect(await later('list', customer)).toMatch(
      /in 2 hours\), by @anna: “Has your parcel arrived\?” – cancel: .* \w{4}/,
    );
    await shop.advance('PT1H50M');
    expect(saw(customer)).toBe(0);
    await shop.advance('PT11M');
    expect(saw(customer)).toBe(1);
    expect(customer.sees().at(-1)).toContain('Anna Silva');
    expect(await later('list', customer)).toContain('Nothing is planned here');
    await shop.advance('PT30M');
    expect(saw(customer)).toBe(1);
    expect(told(shop, 'anna')).toBe('');
  });

  test('a time that nobody can tell, that is over or too far, and a text that lacks are told', async () => {
    const customer = await opened(shop, 'wrong');
    expect(await later('tomorow 9:00 Hi', customer)).toContain('Perhaps “tomorrow 9:00”?');
    expect(await later('soon Hi', customer)).toContain('Nothing was planned: when is that?');
    expect(await later('2020-01-01 09:00 Hi', customer)).toContain('this moment is over');
    expect(await later('2090-01-01 09:00 Hi', customer)).toContain('at most 60 days ahead');
    expect(await later('tomorrow 9:00', customer)).toContain('write what the customer is to read');
    expect(await later('list', customer)).toContain('Nothing is planned here');
  });

  test('a text that the server would not take is refused at once; of one that it would, it is told that it ended', async () => {
    const customer = await opened(shop, 'long');
    shop.serverSetting('Message_MaxAllowedSize', 1_000);
    // What the app knows of the server is read with its rules.
    await shop.setting('timezone', 'Europe/Paris');
    try {
      const [longest, before] = ['x'.repeat(1_000), told(shop, 'anna')];
      expect(await later(`in 1 h ${longest}!`, customer)).toContain('at most 1000 are allowed');
      await later(`in 1 h ${longest}`, customer);
      await customer.writes('It is here');
      await shop.advance('PT2S');
      expect(told(shop, 'anna').slice(before.length)).toMatch(/was not sent: the customer has written before.*“xxx/);
    } finally {
      shop.serverSetting('Message_MaxAllowedSize', 5_000);
      await shop.setting('timezone', 'Europe/Berlin');
    }
  });

  test('in a conversation by e-mail there is room for the link to the customer’s mail', async () => {
    const customer = shop.customer('mail', { email: 'mail@example.com', channel: 'email' });
    await customer.writes('Where is my parcel?');
    await shop.agent('anna').takes(customer);
    await shop.settled();
    expect(await later(`in 1 h ${'x'.repeat(4_950)}`, customer)).toMatch(
      /has 4950 characters; at most 48\d\d are allowed/,
    );
  });

  test('only by whoever has the conversation; others see it and may call it off, and its writer is told', async () => {
    const customer = await opened(shop, 'others');
    expect(await later(`in 1 h ${TEXT}`, customer, 'mia')).toContain('only whoever has the conversation');
    await later(`in 20 min ${TEXT}`, customer);
    const listed = await later('list', customer, 'mia');
    expect(listed).toContain('by @anna');
    expect(await later('cancel 1', customer, 'mia')).toContain('already over');
    const [cancel = ''] = /cancel \w{4}/.exec(listed) ?? [];
    // A phone writes what it likes in capitals.
    expect(await later(cancel.toUpperCase(), customer, 'mia')).toContain('was cancelled');
    expect(await later(cancel, customer, 'mia')).toContain('already over');
    expect(told(shop, 'anna')).toContain('was not sent: cancelled by mia');
    await shop.advance('PT30M');
    expect(saw(customer)).toBe(0);
  });

  test.each<[string, (customer: Customer) => Promise<unknown>, string]>([
    ['the customer writes', (customer) => customer.writes('It is here'), 'the customer has written before'],
    ['it is closed', (customer) => shop.agent('anna').closes(customer), 'the conversation was closed'],
    ['another one gets it', (customer) => shop.agent('anna').forwards(customer, { agent: 'bruno' }), 'bruno has the'],
    ['it goes back to the queue', (customer) => shop.agent('anna').returns(customer), 'no longer have the'],
    ['it is muted', (customer) => answered(shop, 'anna', '/workflow mute', customer), 'was muted'],
    ['it is forgotten', (customer) => answered(shop, 'mia', '/workflow forget now', customer), 'cancelled by mia'],
  ])('it ends when %s, and the agent is told', async (what, happens, reason) => {
    const customer = await opened(shop, `ends: ${what}`);
    const before = told(shop, 'anna').length;
    await later(`in 20 min ${TEXT}`, customer);
    await happens(customer);
    await shop.settled();
    // Instances agree on who ends it, which takes a second.
    await shop.advance('PT2S');
    expect(told(shop, 'anna').slice(before)).toContain(reason);
    expect(told(shop, 'anna').slice(before)).toContain(TEXT);
    await shop.advance('PT30M');
    expect(saw(customer)).toBe(0);
    expect(
      told(shop, 'anna')
        .slice(before)
        .match(/planned message/g),
    ).toHaveLength(1);
  });

  test.each<Device>(['web', 'phone'])('planned and called off in the bar, on %s', async (device) => {
    const anna = shop.agent('anna');
    anna.uses(device);
    const customer = await opened(shop, `bar-${device}`);
    if (device === 'web') {
      await anna.presses('workflow-room', customer);
      await press(anna, 'later');
    } else await anna.runs('/workflow later', customer);
    expect(anna.view()?.type).toBe('modal');
    const [when, text] = [idOn(anna, 'later.when'), idOn(anna, 'later.text')];
    await anna.submits({ [when]: 'tomorow 9:00', [text]: TEXT });
    expect(anna.errors()[when]).toContain('tomorrow 9:00');
    await anna.submits({ [when]: 'tomorrow 9:00', [text]: '' });
    expect(anna.errors()[text]).toContain('what the customer is to read');
    await anna.submits({ [when]: 'in 30 minutes', [text]: TEXT });
    expect(look(anna)).toContain('30 minutes');
    expect(await later('list', customer)).toContain(TEXT);
    await press(anna, 'later.cancel.');
    expect(look(anna)).toContain('The message was cancelled');
    expect(anna.client().sight().crash).toEqual([]);
    await shop.advance('PT40M');
    expect(saw(customer)).toBe(0);
  });
});

test.each([
  ['scheduler', 'not granted the permission "scheduler"'],
  ['persistence', 'the app could not store its record'],
])('without the permission %s nothing is planned, and the agent is told so', async (permission, why) => {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [] } },
    without: [permission],
  });
  try {
    const customer = await opened(shop, 'carla');
    expect(await answered(shop, 'anna', `/workflow later in 2 hours ${TEXT}`, customer)).toContain(why);
    expect(await answered(shop, 'anna', '/workflow later list', customer)).toContain('Nothing is planned here');
  } finally {
    await shop.stop();
  }
});

describe('/workflow later survives', () => {
  test('a restart of the server', () =>
    withSandbox([], async (shop) => {
      const customer = await opened(shop, 'restart');
      await answered(shop, 'anna', `/workflow later in 20 min ${TEXT}`, customer);
      await shop.kill();
      await shop.advance('PT10M');
      await shop.restart();
      await shop.advance('PT11M');
      expect(saw(customer)).toBe(1);
    }));

  test('that the app was switched off as it was due, and for a while after: the server has dropped its jobs', () =>
    withSandbox([], async (shop) => {
      const customer = await opened(shop, 'off');
      await answered(shop, 'anna', `/workflow later in 20 min ${TEXT}`, customer);
      const { manager, app } = shop.instance();
      await manager.disable(app().getID());
      await shop.advance('PT45M');
      await manager.enable(app().getID());
      await shop.advance('PT1M');
      expect(saw(customer)).toBe(1);
    }));

  test('two instances, both woken: it is sent once', () =>
    withSandbox([], async (shop) => {
      const second = await shop.secondInstance();
      const customer = await opened(shop, 'two');
      await answered(shop, 'anna', `/workflow later in 20 min ${TEXT}`, customer);
      shop.faults.doublesJobs(10);
      await shop.advance('PT22M');
      expect(saw(customer)).toBe(1);
      await second.stop();
    }));

  test('what was forgotten before it, at another instance', async () => {
    const settings = { rules: { rules: [] } };
    const shop = await sandbox({
      agents: ['anna'],
      managers: ['mia'],
      server: { routing: 'Manual_Selection' },
      settings,
    });
    try {
      const second = await shop.secondInstance();
      const customer = await opened(shop, 'forgotten');
      await second.does(() => shop.customer('somebody').writes('hi'));
      await shop.advance('PT20S');
      await answered(shop, 'mia', '/workflow forget now', customer);
      await second.does(() => answered(shop, 'anna', `/workflow later in 1 h ${TEXT}`, customer));
      // Only now that instance hears of it.
      await second.does(() => answered(shop, 'anna', '/workflow why', customer));
      await second.does(() => customer.writes('It is here'));
      await shop.advance('PT2S');
      expect(told(shop, 'anna')).toContain('the customer has written before');
    } finally {
      await shop.stop();
    }
  });

  test('that a customer has written while the app was down', () =>
    withSandbox([], async (shop) => {
      const customer = await opened(shop, 'unheard');
      await answered(shop, 'anna', `/workflow later in 20 min ${TEXT}`, customer);
      await shop.kill();
      await shop.advance('PT1M');
      await customer.writes('It is here');
      await shop.restart();
      await shop.advance('PT22M');
      expect(saw(customer)).toBe(0);
      expect(told(shop, 'anna')).toContain('the customer has written before');
    }));
});
