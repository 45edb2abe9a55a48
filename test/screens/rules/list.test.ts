import { sandbox, type Device, type Sandbox } from '../../sandbox';
import type { Agent } from '../../sandbox/api/agent';
import { answered, choose, idOn, look, optionsOf, press, saved, savedIds } from '../../support/look';

const rule = (id: string, more: object = {}) => ({
  id,
  name: `Rule ${id}`,
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: id },
  do: [{ action: 'note_conversation', text: `About ${id}.` }],
  ...more,
});
const RULES = [
  rule('refund', { labels: ['money'] }),
  rule('vip', { mode: 'watch', labels: ['people', 'money'], description: 'Gold customers first' }),
  rule('night', { mode: 'off', on: ['conversation_started', 'customer_message'] }),
  rule('broken', { do: [] }),
];

/** The rules that are seen, from top to bottom. */
const seen = (agent: Agent): readonly string[] =>
  [...look(agent).matchAll(/(\d+)\. Rule (\S+) ·/g)].map(([, , name]) => name!);

describe.each<Device>(['web', 'phone'])('the list of rules on %s', (client) => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({ agents: ['anna'], client, settings: { rules: { rules: RULES } } });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());
  beforeEach(() => admin.runs('/workflow rules'));
  afterEach(async () => {
    expect(admin.client().sight().crash).toEqual([]);
    await admin.dismisses();
  });

  test('says how many are in which state', () => {
    expect(look(admin)).toContain('Live: 1 · Watching: 1 · Off: 1 · Set aside: 1');
    expect(look(admin)).toContain('⛔ 4. Rule broken · Set aside');
  });

  test('is searched, and filtered by state, event and label', async () => {
    await press(admin, 'find');
    await admin.submits({ [idOn(admin, 'find.')]: 'GOLD  first' });
    expect(seen(admin)).toEqual(['vip']);
    expect(look(admin)).toContain('1 of 4 rules shown.');
    await press(admin, 'clear');
    expect(seen(admin)).toHaveLength(4);
    await press(admin, 'filter.state', 'off');
    expect(seen(admin)).toEqual(['night']);
    await press(admin, 'filter.state', 'any');
    await press(admin, 'filter.event', 'conversation_started');
    expect(seen(admin)).toEqual(['night']);
    await press(admin, 'clear');
    await press(admin, 'filter.label', 'money');
    expect(seen(admin)).toEqual(['refund', 'vip']);
  });

  test('is grouped by label', async () => {
    await press(admin, 'find');
    await press(admin, 'grouped');
    expect(look(admin)).toMatch(/🏷 money\n.*Rule refund[^]*🏷 people\n.*Rule vip[^]*Without a label\n.*Rule night/);
  });

  test('switches all that are shown at once', async () => {
    await press(admin, 'find');
    await press(admin, 'filter.label', 'money');
    await press(admin, 'shown', 'live');
    expect(look(admin)).toContain('2 rules are now: Live');
    expect(seen(admin)).toEqual(['refund', 'vip']);
    expect(saved(shop).map(({ mode }) => mode)).toEqual(['live', 'live', 'off', undefined]);
    await press(admin, 'shown', 'watch');
    expect(saved(shop).map(({ mode }) => mode)).toEqual(['watch', 'watch', 'off', undefined]);
  });

  test('moves a rule to any place', async () => {
    await choose(admin, 'Rule night', 'position');
    await admin.submits({ [idOn(admin, 'position.')]: '9' });
    expect(Object.values(admin.errors())).toEqual(['A number from 1 to 4.']);
    await admin.submits({ [idOn(admin, 'position.')]: '1' });
    expect(look(admin)).toContain('Rule night was moved.');
    expect(savedIds(shop)).toEqual(['night', 'refund', 'vip', 'broken']);
    await choose(admin, 'Rule night', 'position');
    await admin.submits({ [idOn(admin, 'position.')]: '3' });
    expect(savedIds(shop)).toEqual(['refund', 'vip', 'night', 'broken']);
  });

  test('gives a copy a name of its own', async () => {
    await choose(admin, 'Rule vip', 'copy');
    await choose(admin, 'Rule vip (2)', 'copy');
    expect(saved(shop).map(({ name }) => name)).toEqual([
      'Rule refund',
      'Rule vip',
      'Rule vip (2)',
      'Rule vip (3)',
      'Rule night',
      'Rule broken',
    ]);
    await shop.setting('rules', { rules: RULES });
    await press(admin, 'find');
  });
});

test('a thousand rules stay usable: a page at a time, found by a word', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => rule(`r${index}`));
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: many } } });
  try {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    expect(seen(admin)).toHaveLength(20);
    await press(admin, 'page.1');
    expect(seen(admin)[0]).toBe('r20');
    await press(admin, 'find');
    await admin.submits({ [idOn(admin, 'find.')]: 'r777' });
    expect(seen(admin)).toEqual(['r777']);
  } finally {
    await shop.stop();
  }
});

test('what a rule has done lately, by outcome, with links to the conversations', async () => {
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: [rule('hello', { if: 'always' })] } } });
  try {
    shop.serverSetting('Site_Url', 'https://chat.example.com');
    await shop.restart();
    const [admin, carla] = [shop.agent('admin'), shop.customer('Carla')];
    await carla.writes('hello');
    await shop.settled();
    await admin.runs('/workflow rules');
    await choose(admin, 'Rule hello', 'runs');
    expect(look(admin)).toMatch(/✅ .* · A customer writes \[open\./);
    expect(JSON.stringify(admin.view())).toContain(`https://chat.example.com/live/${carla.conversation()._id}`);
    await press(admin, 'outcome', 'done');
    expect(look(admin)).toContain('✅');
    await admin.dismisses();
    await admin.runs('/workflow runs hello');
    expect(look(admin)).toContain('# Rule hello');
    await admin.dismisses();
    const anna = shop.agent('anna');
    await anna.runs('/workflow runs hello');
    expect(anna.view()).toBeUndefined();
    expect(anna.sees().join()).toContain('is for administrators');
  } finally {
    await shop.stop();
  }
});

test('a rule whose runs have been forgotten with their customer has not “never run”', async () => {
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: [rule('hello', { if: 'always' })] } } });
  try {
    const [admin, carla] = [shop.agent('admin'), shop.customer('Carla')];
    await admin.runs('/workflow runs hello');
    expect(look(admin)).toContain('has never run');
    await admin.dismisses();
    await carla.writes('hello');
    await shop.settled();
    const { _id: id } = carla.conversation();
    expect(await answered(shop, 'admin', '/workflow forget now', carla)).toMatch(/^Removed:/);
    await admin.runs('/workflow runs hello');
    expect(look(admin)).toMatch(/last run 3\/4\/26, .*: done · 7 days: 1 run, 0 failed/);
    await admin.dismisses();
    await admin.runs('/workflow rules');
    expect(look(admin)).toContain('1 run in 7 days, 0 failed, last 3/4/26');
    const counts = shop.db.records.filter(({ associations }) => associations.some((each) => each.id === 'ledger'));
    expect(counts).toHaveLength(1);
    expect(JSON.stringify(counts)).not.toContain(id);
  } finally {
    await shop.stop();
  }
});

test('what is no rule can be removed and moved; its mode and a copy are not offered', async () => {
  const shop = await sandbox({ settings: { rules: { rules: [rule('one'), 'two'] } } });
  try {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    const offered = (at: number) => optionsOf(admin, `rule.${at}`).map((option) => option.split(' = ')[0]);
    expect(offered(0)).toEqual(['edit', 'open', 'runs', 'apply', 'watch', 'off', 'down', 'copy', 'json', 'remove']);
    expect(offered(1)).toEqual(['edit', 'open', 'up', 'json', 'remove']);
  } finally {
    await shop.stop();
  }
});

test('of rules of one id each line says where they are', async () => {
  const twin = (name: string) => ({ ...rule('one'), name });
  const shop = await sandbox({ settings: { rules: { rules: [twin('Rule a'), rule('two'), twin('Rule b')] } } });
  try {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    const told = [...look(admin).matchAll(/the id .*;/g)].map(([line]) => line);
    expect(told).toEqual(Array(2).fill('the id "one" is used more than once: rules[0], rules[2];'));
  } finally {
    await shop.stop();
  }
});

test('an import takes what the export printed, with the marks of its block of code', async () => {
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: [rule('one')] } } });
  try {
    const admin = shop.agent('admin');
    const exported = (await answered(shop, 'admin', '/workflow export')).replace('Rule one', 'Rule two');
    expect(exported).toMatch(/```json\n[^]*\n```$/);
    await admin.runs('/workflow import');
    await admin.submits({ [idOn(admin, 'import.')]: exported.slice(exported.indexOf('```')) });
    expect(admin.errors()).toEqual({});
    expect(look(admin)).toContain('changed: Rule two (one): name');
  } finally {
    await shop.stop();
  }
});

test('templates: by what they are for, those that are there already last', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    settings: { rules: { rules: [rule('ai-agent'), rule('after-hours')] } },
  });
  try {
    const admin = shop.agent('admin');
    await admin.runs('/workflow new');
    const names = () => [...look(admin).matchAll(/^(.*) · (.*) \[template\.\d+\]/gm)].map(([line]) => line);
    expect(names()).toHaveLength(18);
    expect(names().filter((line) => line.startsWith('✓'))).toEqual(names().slice(-2));
    expect(names().at(-1)).toMatch(/^✓ Already there · Assign · Conversations nobody has/);
    await press(admin, 'goal', 'closing');
    expect(look(admin)).toMatch(/^Close · /m);
    expect(look(admin)).not.toMatch(/^Answer · /m);
  } finally {
    await shop.stop();
  }
});

test.each([
  ['all of them', 99, []],
  ['so many, and how to find the others', 100, ['Only the first 99 labels are listed; search finds the others.']],
])('of the labels it offers %s', async (_what, count, told) => {
  const labels = (from: number) => Array.from({ length: 5 }, (_, n) => `label ${from + n}`).slice(0, count - from);
  const rules = Array.from({ length: 20 }, (_, n) => rule(`r${n}`, { labels: labels(5 * n) }));
  const shop = await sandbox({ settings: { rules: { rules } } });
  try {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    await press(admin, 'find');
    expect(look(admin).match(/Only the first.*/g) ?? []).toEqual(told);
    await admin.submits({ [idOn(admin, 'find.')]: `label ${count - 1}` });
    expect(seen(admin)).toEqual(['r19']);
  } finally {
    await shop.stop();
  }
});

test('while the document is refused, nothing is shown as if there were no rules', async () => {
  const rules = [rule('one'), rule('two')];
  const shop = await sandbox({ agents: ['anna'], settings: { rules: { rules } } });
  try {
    await shop.setting('rules', '{ "rules": [');
    const admin = shop.agent('admin');
    const why = 'The rules in the settings cannot be read; what was in force before keeps running.';
    for (const line of ['edit one', 'test one', 'setup'])
      expect(await answered(shop, 'admin', `/workflow ${line}`)).toContain(why);
    await admin.runs('/workflow rules');
    expect(look(admin)).toContain(why);
    expect(look(admin)).not.toContain('[setup]');
    await press(admin, 'lookups');
    expect(look(admin)).toContain(why);
    expect(look(admin)).not.toContain('No lookups');
  } finally {
    await shop.stop();
  }
});
