import { sandbox, type Sandbox } from '../sandbox';
import type { WebClient } from '../sandbox/client';
import type { Agent } from '../sandbox/api/agent';
import { answered, choose, idOn, look, press, rule, saved, savedIds } from '../support/look';

const webOf = (agent: Agent): WebClient => agent.client() as WebClient;

/** Ends what is open, and what was begun there. */
async function leave(agent: Agent): Promise<void> {
  if (agent.view()) await agent.dismisses();
  await agent.runs('/workflow rules');
  if (look(agent).includes('[drop]')) await press(agent, 'drop');
  await agent.dismisses();
}

describe('a rule that was begun', () => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({ agents: ['anna'], settings: { rules: { rules: [rule('one'), rule('two')] } } });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());
  afterEach(() => leave(admin));

  async function began(name: string): Promise<void> {
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await press(admin, idOn(admin, 'w'), name);
  }

  /** With a secret, in the tab of actions. */
  async function beganHook(): Promise<void> {
    await began('Hook');
    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'webhook');
    const field = (name: string): string => idOn(admin, 'a').replace('menu', name);
    await press(admin, field('url'), 'https://example.com/hook');
    await press(admin, field('secret'), 'open-sesame');
  }

  test.each(['pressesEscape', 'clicksBeside', 'reloads'] as const)('is offered again after %s', async (way) => {
    await began('Half done');
    webOf(admin)[way]();
    expect(admin.view()).toBeUndefined();
    await admin.runs('/workflow rules');
    expect(look(admin)).toContain('You have not saved “Half done”');
    await press(admin, 'continue');
    expect(look(admin)).toContain('"Half done"');
    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'note_conversation');
    await admin.submits({ [idOn(admin, 'a').replace('menu', 'text')]: 'Seen.' });
    expect(look(admin)).toContain('“Half done” was saved.');
    expect(look(admin)).not.toContain('You have not saved');
    await choose(admin, 'Half done', 'remove');
    await press(admin, 'remove');
  });

  test('is offered with /workflow new too, survives the X and a restart, and goes when it is discarded', async () => {
    await began('Half done');
    await webOf(admin).pressesX();
    await shop.kill();
    await admin.runs('/workflow new');
    expect(look(admin)).toContain('You have not saved “Half done”');
    await press(admin, 'drop');
    expect(look(admin)).not.toContain('You have not saved');
    await admin.dismisses();
    await admin.runs('/workflow rules');
    expect(look(admin)).not.toContain('You have not saved');
  });

  test('is not offered when it was left with Cancel, with Back, or not changed at all', async () => {
    await began('Cancelled');
    await admin.dismisses();
    await began('Back');
    await press(admin, 'back');
    await admin.dismisses();
    await admin.runs('/workflow edit one');
    webOf(admin).pressesEscape();
    await admin.runs('/workflow rules');
    expect(look(admin)).not.toContain('You have not saved');
  });

  test('is not offered to somebody else', async () => {
    await began('Mine');
    webOf(admin).pressesEscape();
    const anna = shop.agent('anna');
    anna.user().roles = ['user', 'livechat-manager'];
    await anna.runs('/workflow rules');
    expect(look(anna)).not.toContain('You have not saved');
    await anna.dismisses();
  });

  test('as JSON that is none yet is there again, letter by letter', async () => {
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.json');
    await press(admin, 'j', '{ "id": "one", "name": "Half ty');
    webOf(admin).pressesEscape();
    await admin.runs('/workflow rules');
    await press(admin, 'continue');
    expect(look(admin)).toContain(JSON.stringify('{ "id": "one", "name": "Half ty'));
  });

  test('JSON that was typed is saved from another tab', async () => {
    await admin.runs('/workflow edit two');
    await press(admin, 'tab.json');
    await press(admin, idOn(admin, 'j'), JSON.stringify({ ...rule('two'), name: 'By hand' }));
    await press(admin, 'tab.more');
    await admin.submits();
    expect(look(admin)).toContain('“By hand” was saved.');
    expect(saved(shop)[1]).toEqual({ ...rule('two'), name: 'By hand' });
  });

  test('an error goes from its field once it is corrected, whatever is wrong elsewhere', async () => {
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await admin.submits();
    expect(Object.values(admin.errors())).toEqual(['this is empty; enter something']);
    // The name is right now; what is wrong stands in another tab, and the view goes there.
    await admin.submits({ [idOn(admin, 'w')]: 'Right' });
    expect(look(admin)).toContain('Not saved yet');
    expect(admin.errors()).toEqual({});
    await press(admin, 'tab.when');
    expect(look(admin)).toContain('"Right"');
    expect(admin.errors()).toEqual({});
  });

  test('a secret that is typed is in no record of the app, and goes on all the same', async () => {
    await beganHook();
    expect(JSON.stringify(shop.db.records)).not.toContain('open-sesame');
    await press(admin, 'tab.json');
    await press(admin, idOn(admin, 'j'), idOn(admin, 'j') && jsonOn(admin).replace('open-sesame', 'shut-sesame'));
    expect(JSON.stringify(shop.db.records)).not.toContain('sesame');
    await press(admin, 'tab.then');
    await admin.submits();
    expect(look(admin)).toContain('“Hook” was saved.');
    expect(saved(shop).at(-1)?.do).toEqual([
      { action: 'webhook', url: 'https://example.com/hook', secret: 'shut-sesame' },
    ]);
    await choose(admin, 'Hook', 'remove');
    await press(admin, 'remove');
  });

  test('after a restart a secret that was never saved is asked for again', async () => {
    await beganHook();
    webOf(admin).pressesEscape();
    await shop.kill();
    await admin.runs('/workflow rules');
    await press(admin, 'continue');
    await admin.submits();
    expect(savedIds(shop)).toEqual(['one', 'two']);
    expect(look(admin)).toContain('secret');
  });
});

/** The text in the JSON field. */
const jsonOn = (agent: Agent): string => JSON.parse(/^JSON: (".*") \[/m.exec(look(agent))![1]!) as string;

describe('what a client does twice, late or too large', () => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: { rules: [rule('one'), rule('two')] } },
    });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());

  test('a double click on the preview of an import changes nothing yet', async () => {
    await admin.runs('/workflow import');
    await webOf(admin).fills(idOn(admin, 'import.'), JSON.stringify({ rules: [rule('three')] }));
    await Promise.all([webOf(admin).submits(), webOf(admin).submits()]);
    expect(savedIds(shop)).toEqual(['one', 'two']);
    expect(look(admin)).toContain('This would change:');
    await Promise.all([webOf(admin).submits(), webOf(admin).submits()]);
    expect(savedIds(shop)).toEqual(['three']);
    expect(look(admin)).toContain('The rules have been replaced.');
    await admin.dismisses();
  });

  test('a preview of nothing says what to paste', async () => {
    await admin.runs('/workflow import');
    await admin.submits();
    expect(look(admin)).toContain('❗ Paste a document');
    await admin.dismisses();
  });

  test('a note is added once, and the bar behind shows it', async () => {
    const [anna, carla] = [shop.agent('anna'), shop.customer('Carla')];
    await carla.writes('hello');
    await shop.settled();
    await anna.takes(carla);
    await anna.presses('workflow-room', carla);
    expect(look(anna)).not.toContain('longer than usual');
    await press(anna, 'note');
    await webOf(anna).fills('note.1', 'In a hurry');
    await Promise.all([webOf(anna).submits(), webOf(anna).submits()]);
    expect(anna.view()?.type).toBe('contextualBar');
    expect(look(anna).match(/In a hurry/g)).toHaveLength(1);
    expect(webOf(anna).sight().modal).toBeUndefined();
    await anna.dismisses();
  });

  test.each([
    ['import', 70_000, 'at most 60 kB'],
    ['new', 30_000, 'at most 25 kB'],
  ])('a text that is too large for the screen of /workflow %s is refused in words', async (command, size, words) => {
    await admin.runs(`/workflow ${command}`);
    if (command === 'new') await press(admin, 'blank');
    const field = idOn(admin, command === 'new' ? 'w' : 'import.');
    await webOf(admin).fills(field, 'x'.repeat(size));
    await webOf(admin).submits();
    expect(Object.values(admin.errors()).join()).toContain(words);
    await webOf(admin).pressesX();
    expect(admin.view()).toBeUndefined();
    await leave(admin);
  });

  test('a text that is too large in a field of another tab is refused where it is seen', async () => {
    await shop.setting('rules', { rules: [rule('wide')] });
    await admin.runs('/workflow edit wide');
    await press(admin, 'tab.json');
    await webOf(admin).fills(idOn(admin, 'j'), JSON.stringify({ ...rule('wide'), description: 'x'.repeat(26_000) }));
    await webOf(admin).pauses();
    await press(admin, 'tab.more');
    await webOf(admin).submits();
    expect(admin.errors()).toEqual({});
    expect(look(admin)).toContain('at most 25 kB');
    expect(saved(shop)).toEqual([rule('wide')]);
    await leave(admin);
  });

  test('what the store cannot do just now is said, and a button tries again', async () => {
    await admin.runs('/workflow rules');
    shop.faults.fails('persistence.readByAssociations', 9, 'read ECONNRESET');
    await press(admin, 'history');
    shop.faults.clear();
    expect(look(admin)).toContain('That did not work');
    await press(admin, 'reload');
    expect(look(admin)).toContain('# Rules');
    await admin.dismisses();
  });

  test('a rule that is too long for a field is left as it is', async () => {
    const long = Array.from({ length: 3 }, () => ({ action: 'note_conversation', text: 'é'.repeat(4_900) }));
    await shop.setting('rules', { rules: [rule('long', { do: long })] });
    await admin.runs('/workflow edit long');
    await press(admin, 'tab.json');
    expect(look(admin)).toContain('This rule is too long to edit here; use the settings.');
    await press(admin, 'tab.then');
    for (const menu of [...look(admin).matchAll(/\[(a\d+\.menu)\]/g)]) await press(admin, menu[1]!, 'edit');
    await press(admin, 'tab.when');
    await admin.submits({ [idOn(admin, 'w')]: 'Longer' });
    expect(look(admin)).toContain('“Longer” was saved.');
    expect(saved(shop)[0]?.do).toEqual(long);
    expect(webOf(admin).sight().toasts).toEqual([]);
    await admin.dismisses();
  });

  test('closing never fails, whatever the store does', async () => {
    await admin.runs('/workflow rules');
    shop.faults.fails('persistence.readByAssociations', 5, 'read ECONNRESET');
    shop.faults.fails('persistence.removeByAssociations', 5, 'read ECONNRESET');
    await webOf(admin).pressesX();
    shop.faults.clear();
    expect(admin.view()).toBeUndefined();
  });

  test('a screen that cannot be opened is told in words', async () => {
    shop.faults.fails('persistence.readByAssociations', 9, 'read ECONNRESET');
    const said = await answered(shop, 'admin', '/workflow new');
    shop.faults.clear();
    expect(admin.view()).toBeUndefined();
    expect(said).toContain('The screen cannot be opened here.');
  });
});

describe('on the phone', () => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      client: 'phone',
      settings: { rules: { rules: [rule('one')] } },
    });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());
  const crash = (agent: Agent): readonly string[] => agent.client().sight().crash;

  test('a rule is made from nothing: nothing is told before the submit, and it is saved', async () => {
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await press(admin, 'tab.if');
    await press(admin, 'add.condition');
    // The list of operators is still that of a text when another field is chosen.
    await admin.submits({ 'c1.field': 'conversation.waiting' });
    expect(look(admin)).toContain('Not saved yet');
    await admin.submits({ [idOn(admin, 'c1.operator')]: 'at_least' });
    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'note_conversation');
    await press(admin, 'tab.when');
    await admin.submits({ [idOn(admin, 'w')]: 'From the phone' });
    expect(crash(admin)).toEqual([]);
    expect(look(admin)).toContain('Not saved yet');
    const ids = [...look(admin).matchAll(/\[([ac]\d+\.(?:duration|text))\]/g)].map(([, id]) => id!);
    await admin.submits(Object.fromEntries(ids.map((id) => [id, id.endsWith('text') ? 'Waits.' : '5m'])));
    if (look(admin).includes('Not saved yet')) {
      const more = [...look(admin).matchAll(/\[([ac]\d+\.(?:duration|text))\]/g)].map(([, id]) => id!);
      await admin.submits(Object.fromEntries(more.map((id) => [id, id.endsWith('text') ? 'Waits.' : '5m'])));
    }
    // Nobody has waited when a customer writes: told once.
    expect(look(admin)).toContain('this is hardly ever true when the rule runs');
    await admin.submits();
    expect(look(admin)).toContain('“From the phone” was saved.');
    expect(saved(shop)[1]).toMatchObject({
      name: 'From the phone',
      if: { field: 'conversation.waiting', operator: 'at_least', value: 'PT5M' },
      do: [{ action: 'note_conversation', text: 'Waits.' }],
    });
    expect(crash(admin)).toEqual([]);
    await admin.dismisses();
  });

  test('import and history', async () => {
    await admin.runs('/workflow import');
    await admin.submits({ 'import.1': 'nonsense' });
    expect(Object.keys(admin.errors())).toEqual(['import.1']);
    await admin.submits({ 'import.1': JSON.stringify({ rules: [rule('phone')] }) });
    expect(look(admin)).toContain('This would change:');
    await admin.submits();
    expect(savedIds(shop)).toEqual(['phone']);
    await press(admin, 'history');
    await press(admin, 'restore.');
    await admin.submits();
    expect(look(admin)).toContain('The rules have been replaced.');
    expect(crash(admin)).toEqual([]);
    await admin.dismisses();
  });
});
