import { sandbox, type Device, type Sandbox } from '../sandbox';
import { choose, idOn, look, press, saved } from '../support/look';

const RULE = {
  id: 'take-them-in',
  name: 'Take them in',
  mode: 'watch',
  on: 'schedule',
  if: 'always',
  do: [{ action: 'assign', to: { anyone: true }, if_failed: [{ action: 'tag_conversation', add: ['nobody'] }] }],
  schedule: { at: 'Mon-Fri 10:00' },
};

const open = (client: Device, rules: readonly object[]): Promise<Sandbox> =>
  sandbox({
    agents: ['anna'],
    client,
    connected: true,
    clock: '2026-03-02T09:00:00Z',
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules } },
  });

describe('a rule with times and with a fallback is built in fields', () => {
  let shop: Sandbox;
  afterEach(() => shop.stop());

  test('on the web; what is wrong with its times is told at the field', async () => {
    shop = await open('web', []);
    const admin = shop.agent('admin');
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await press(admin, idOn(admin, 'w'), 'Take them in');
    const field = (name: string): string => idOn(admin, 'w').replace('name', name);
    await press(admin, field('on'), 'schedule');
    await press(admin, field('times.way'), 'at');
    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'assign');
    const step = idOn(admin, 'a').replace('menu', '');
    await press(admin, `${step}way`, 'anyone');
    await press(admin, `${step}f`, 'tag_conversation');
    await press(admin, `${step}f.add`, 'nobody');
    await press(admin, 'tab.when');
    await admin.submits({ [field('times.at')]: 'Mon-Fri 9am' });
    expect(Object.entries(admin.errors())).toEqual([
      [field('times.at'), expect.stringContaining('the whole line: Mon-Fri 09:00')],
    ]);
    await admin.submits({ [field('times.at')]: 'Mon-Fri 10:00' });
    expect(look(admin)).toContain('“Take them in” was saved.');
    expect(saved(shop)).toEqual([RULE]);
  });

  test('on the phone, which tells of fields with Save alone: each Save shows what is still to be said', async () => {
    shop = await open('phone', []);
    const admin = shop.agent('admin');
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'unassign');
    await press(admin, 'tab.when');
    const field = (name: string): string => idOn(admin, 'w').replace('name', name);
    await admin.submits({ [field('name')]: 'Back they go', [field('on')]: 'schedule' });
    await admin.submits({ [field('times.way')]: 'every' });
    await admin.submits({ [field('times.every')]: '2 hours', [field('times.over')]: 'queued' });
    expect(look(admin)).toContain('“Back they go” was saved.');
    expect(saved(shop)[0]).toMatchObject({ on: 'schedule', schedule: { every: 'PT2H', over: 'queued' } });
  });
});

/** Applied, and looked at. */
describe.each<Device>(['web', 'phone'])('on the %s', (device) => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await open(device, [RULE]);
    for (const name of ['ana', 'bia', 'caio']) await shop.customer(name).writes('Hello');
    await shop.settled();
  });
  afterAll(() => shop.stop());

  test('it is applied from the list: the plan, the confirmation, what came of it', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    await choose(admin, 'Take them in', 'live');
    await choose(admin, 'Take them in', 'apply');
    await shop.advance('PT1M');
    await press(admin, 'reload');
    expect(look(admin)).toContain('“Take them in” would run in 3 of 3 conversations. Nothing was done.');
    await press(admin, 'run');
    await shop.advance('PT1M');
    await press(admin, 'reload');
    expect(look(admin)).toContain('has gone through 3 of 3 conversations.\n  ran: 3');
    expect(shop.workspace.data.rooms.filter(({ servedBy }) => servedBy?.username === 'anna')).toHaveLength(3);
  });

  test('its time comes, and the runs of the rule say so', async () => {
    const admin = shop.agent('admin');
    await shop.advance('PT1H');
    await press(admin, 'back');
    await choose(admin, 'Take them in', 'runs');
    expect(look(admin)).toMatch(/10:00:00.AM · “Take them in” has gone through 3 of 3 conversations\. · ran: 3/);
    expect(look(admin)).toContain('@admin');
    expect(look(admin)).toContain('At set times');
    await admin.dismisses();
  });
});
