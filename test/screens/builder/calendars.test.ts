import { sandbox, type Sandbox } from '../../sandbox';
import type { Agent } from '../../sandbox/api/agent';
import { idOn, look, press, rule, saved } from '../../support/look';

describe.each(['web', 'phone'] as const)('calendars without JSON on the %s', (device) => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({ client: device });
    admin = shop.agent('admin');
  });
  beforeEach(() => shop.setting('rules', { rules: [rule('one')] }));
  afterAll(() => shop.stop());
  const calendars = (): unknown => (JSON.parse(String(shop.setting('rules'))) as { calendars?: unknown }).calendars;
  const field = (key: string): string => new RegExp(`\\[(cal\\d+\\.${key})\\]`).exec(look(admin))![1]!;

  test('a condition gets a new one: what is wrong is told at its field, and the condition asks it', async () => {
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.if');
    await press(admin, /\[(c\d+\.menu)\]/.exec(look(admin))![1]!, 'remove');
    await press(admin, 'find.', 'hours of a calendar');
    if (device === 'phone') await admin.submits({ [idOn(admin, 'find.')]: 'hours of a calendar' });
    await press(admin, 'found.if.operation.hours.*');
    await press(admin, 'calendar.new');
    await admin.submits({ [field('name')]: 'Nacht team!', [field('hours')]: '22-6' });
    expect(Object.keys(admin.errors())).toEqual([field('name')]);
    await admin.submits({ [field('name')]: 'night team', [field('hours')]: '9-12 and 13-18' });
    expect(admin.errors()).toEqual({
      [field('hours')]: expect.stringContaining('Mon-Fri 09:00-12:00,13:00-18:00') as string,
    });
    await admin.submits({
      [field('name')]: 'night team',
      [field('hours')]: 'Mon-Fri 22:00-06:00',
      [field('timezone')]: 'America/Sao_Paulo',
      [field('holidays')]: '12-25 Christmas\n01-01 New Year',
    });
    expect(look(admin)).toContain('“night-team” was saved.');
    const night = {
      hours: 'Mon-Fri 22:00-06:00',
      timezone: 'America/Sao_Paulo',
      holidays: '12-25 Christmas\n01-01 New Year',
    };
    expect(calendars()).toEqual({ 'night-team': night });
    await admin.submits();
    expect(look(admin)).toContain('“Rule one” was saved.');
    expect(saved(shop)[0]?.if).toEqual({ field: 'operation.hours.night-team', operator: 'is', value: 'open' });
    expect(calendars()).toEqual({ 'night-team': night });
    await admin.dismisses();
  });

  test('one is saved although another, whose name begins so, is wrong', async () => {
    const broken = { hours: 'whenever' };
    await shop.setting('rules', {
      rules: [rule('one', { wait: { for: 'PT4H' } })],
      calendars: { 'night-team': broken },
    });
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.more');
    await press(admin, 'calendar.new.wait');
    await admin.submits({ [field('name')]: 'night', [field('hours')]: 'Mon-Fri 22:00-06:00' });
    expect(look(admin)).toContain('“night” was saved.');
    expect(calendars()).toEqual({ 'night-team': broken, night: { hours: 'Mon-Fri 22:00-06:00' } });
    await admin.dismisses();
  });

  test('a wait picks one, and it is edited from there; the rule that is being edited stays', async () => {
    await shop.setting('rules', {
      rules: [rule('one', { wait: { for: 'PT4H' } })],
      calendars: { night: { hours: 'Mon-Fri 22:00-06:00', holidays: '' } },
    });
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.more');
    const more = (key: string): string => new RegExp(`\\[(o\\d+\\.${key}[^\\]]*)\\]`).exec(look(admin))![1]!;
    await admin.submits({ [more('in')]: 'night', [more('about')]: 'Kept' });
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.more');
    await press(admin, 'calendar.edit.wait');
    expect(look(admin)).toContain('# night');
    await admin.submits({ [field('hours')]: 'Mon-Sun 22:00-06:00' });
    expect(calendars()).toEqual({ night: { hours: 'Mon-Sun 22:00-06:00', holidays: '' } });
    await press(admin, 'calendar.new.wait');
    await press(admin, 'calendar.back');
    await press(admin, 'calendar.new.wait');
    await admin.submits({ [field('name')]: 'day', [field('hours')]: 'Mon-Fri 09:00-18:00' });
    expect(look(admin)).toMatch(/"day" \[o\d+\.in~\d+\]/);
    await admin.submits();
    expect(saved(shop)[0]).toMatchObject({ wait: { for: 'PT4H', in: 'day' }, description: 'Kept' });
    await admin.dismisses();
  });

  test('a schedule gets a new one, whose clock it goes by', async () => {
    await shop.setting('rules', {
      rules: [rule('one', { on: 'schedule', schedule: { at: 'Mon-Fri 09:00' }, mode: 'off' })],
    });
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.when');
    await press(admin, 'calendar.new.schedule');
    await admin.submits({
      [field('name')]: 'lisbon',
      [field('hours')]: 'Mon-Fri 09:00-18:00',
      [field('timezone')]: 'Europe/Lisbon',
    });
    expect(look(admin)).toMatch(/"lisbon" \[w\d+\.times\.calendar~\d+\]/);
    await admin.submits();
    expect(saved(shop)[0]).toMatchObject({ schedule: { at: 'Mon-Fri 09:00', calendar: 'lisbon' } });
    await admin.dismisses();
  });
});
