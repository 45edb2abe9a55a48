import { sandbox, type Sandbox } from '../../sandbox';
import type { Agent } from '../../sandbox/api/agent';
import { choose, idOn, look, press, rule, saved, savedIds } from '../../support/look';

/** Tells nobody: a note for agents. */
const note = (text: string) => ({ action: 'note_conversation', text });

describe.each(['web', 'phone'] as const)('a rule is saved on the %s', (device) => {
  let shop: Sandbox;
  let admin: Agent;
  beforeAll(async () => {
    shop = await sandbox({ agents: ['anna'], connected: true, client: device });
    admin = shop.agent('admin');
  });
  afterAll(() => shop.stop());
  const rulesAre = (...rules: readonly object[]): Promise<void> => shop.setting('rules', { rules });
  const label = (): string => (admin.view()?.submit as { text: { text: string } }).text.text;

  async function begins(name: string, json: object): Promise<void> {
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await press(admin, 'tab.json');
    const wanted = { name, on: 'customer_message', if: 'always', do: [note('Seen.')], ...json };
    await admin.submits({ [idOn(admin, 'j')]: JSON.stringify(wanted) });
  }

  test('a new rule says where it stands, and one that is pasted as JSON only watches', async () => {
    await rulesAre(rule('one'));
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    expect(look(admin)).toContain('It will be number 2 of 2.');
    await admin.dismisses();
    await begins('Pasted', { labels: ['new'] });
    expect(look(admin)).toContain('“Pasted” was saved. It is number 2 of 2.');
    expect(saved(shop)[1]).toMatchObject({ id: 'pasted', mode: 'watch', labels: ['new'] });
    await admin.dismisses();
    await begins('Said so', { mode: 'live' });
    expect(saved(shop)[2]).toMatchObject({ id: 'said-so', mode: 'live' });
    await admin.dismisses();
  });

  test('a key that stands twice in JSON is told before one of its values is lost, and the text stays', async () => {
    await rulesAre(rule('one'));
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.json');
    const typed = JSON.stringify({ ...saved(shop)[0], mode: 'watch' }).replace('{', '{"mode": "off", ');
    await admin.submits({ [idOn(admin, 'j')]: typed });
    expect(look(admin)).toMatch(
      /❗ "mode" stands twice in the same object, again at line 1, column \d+; only the last/,
    );
    expect(look(admin)).toContain(JSON.stringify(typed));
    expect(saved(shop)[0]).toEqual(rule('one'));
    await admin.submits({ [idOn(admin, 'j')]: typed.replace('"mode": "off", ', '') });
    expect(saved(shop)[0]).toMatchObject({ id: 'one', mode: 'watch' });
    await admin.dismisses();
  });

  test('what is doubtful is told once: an agent, a room, what can never be true', async () => {
    await rulesAre(rule('one'));
    await begins('Doubtful', {
      if: { field: 'conversation.owner', operator: 'is', value: 'human' },
      on: 'conversation_unassigned',
      do: [
        { action: 'assign', to: { agent: 'ana' } },
        { action: 'notify', room: 'nowhere', text: 'Look.' },
      ],
    });
    expect(savedIds(shop)).toEqual(['one']);
    expect(look(admin)).toContain('Please look at this once more.');
    expect(look(admin)).toContain('the server has no agent "ana"; did you mean "anna"?');
    expect(look(admin)).toContain('cannot notify “nowhere”');
    expect(look(admin)).toContain('this is never true when the rule runs');
    expect(label()).toBe('Save anyway');
    await admin.submits();
    expect(look(admin)).toContain('“Doubtful” was saved.');
    expect(savedIds(shop)).toEqual(['one', 'doubtful']);
    // What it had already is not asked again.
    await admin.dismisses();
    await admin.runs('/workflow edit doubtful');
    expect(label()).toBe('Save');
    await admin.submits({ [idOn(admin, 'w')]: 'Meant so' });
    expect(look(admin)).toContain('“Meant so” was saved.');
    await admin.dismisses();
  });

  test('a rule that was written without an id keeps its secret when it gets one', async () => {
    const step = { action: 'webhook', url: 'https://shop.example.com/in', secret: 'a-secret-1234567' };
    const hook = { name: 'Hook', on: 'customer_message', if: 'always', mode: 'watch', do: [step] };
    await rulesAre(hook);
    await admin.runs('/workflow rules');
    await admin.presses('rule.0', undefined, 'edit');
    await admin.submits({ [idOn(admin, 'w')]: 'Call' });
    expect(look(admin)).toContain('“Call” was saved.');
    await admin.dismisses();
    expect(saved(shop)).toEqual([{ ...hook, id: 'call', name: 'Call' }]);
  });

  test('of two rules with one id each keeps its own secret, whichever was opened', async () => {
    const step = (secret: string) => ({ action: 'webhook', url: 'https://shop.example.com/in', secret });
    const hook = (secret: string) => ({ ...rule('hook'), mode: 'watch', do: [step(secret)] });
    const [first, second] = [hook('the-first-secret-1'), hook('the-second-secret')];
    await rulesAre(first, second);
    for (const index of [0, 1]) {
      await admin.runs('/workflow rules');
      await admin.presses(`rule.${index}`, undefined, 'edit');
      await admin.submits({ [idOn(admin, 'w')]: `Call ${index}` });
      await admin.dismisses();
    }
    expect(saved(shop)).toEqual([
      { ...first, name: 'Call 0' },
      { ...second, name: 'Call 1' },
    ]);
  });

  test('a rule that was written without an id gets one, and is in force', async () => {
    const { id: _id, ...lacking } = rule('one');
    await rulesAre(lacking, rule('two'));
    await admin.runs('/workflow rules');
    await admin.presses('rule.0', undefined, 'edit');
    await admin.submits({ [idOn(admin, 'w')]: 'Bills' });
    expect(look(admin)).toContain('“Bills” was saved.');
    expect(look(admin)).not.toContain('Set aside');
    expect(saved(shop)[0]).toEqual({ ...lacking, id: 'bills', name: 'Bills' });
    await admin.dismisses();
  });

  test('while the document cannot be read that is told, and the draft waits', async () => {
    await rulesAre(rule('one'));
    await admin.runs('/workflow edit one');
    await shop.setting('rules', '{ "rules": [');
    await admin.submits({ [idOn(admin, 'w')]: 'Bills' });
    expect(look(admin)).toContain('The rules in the settings cannot be read');
    await rulesAre(rule('zero'), rule('one'));
    await admin.submits();
    await admin.submits();
    expect(look(admin)).toContain('“Bills” was saved.');
    expect(saved(shop)).toEqual([rule('zero'), rule('one', { name: 'Bills' })]);
    await admin.dismisses();
  });

  test('of two rules with one id the one that was opened is saved, also after a change in between', async () => {
    const [first, second] = [rule('one', { name: 'First' }), rule('one', { name: 'Second' })];
    await rulesAre(first, second);
    await admin.runs('/workflow rules');
    await choose(admin, 'Second', 'edit');
    await rulesAre(first, second, rule('other'));
    await admin.submits({ [idOn(admin, 'w')]: 'Edited' });
    await admin.submits();
    expect(look(admin)).toContain('“Edited” was saved.');
    expect(saved(shop)).toEqual([first, { ...second, name: 'Edited' }, rule('other')]);
    await admin.dismisses();
  });

  test('what the whole document is too long for is told as such', async () => {
    await shop.setting('rules', { rules: [rule('one')], comment: 'x'.repeat(1_048_100) });
    await admin.runs('/workflow edit one');
    await admin.submits({ [idOn(admin, 'w')]: 'Bills '.repeat(20) });
    expect(look(admin)).toContain('1048576');
    await admin.dismisses();
  });

  test('a change in between is looked at anew, and what is doubtful then is told', async () => {
    await rulesAre();
    await begins('Away', { do: [{ action: 'notify', room: 'nowhere', text: 'Look.' }] });
    expect(label()).toBe('Save anyway');
    await press(admin, 'tab.when');
    await admin.submits({ [idOn(admin, 'w')]: 'Far away' });
    // The sentence names the rule: it is another one.
    expect(label()).toBe('Save anyway');
    await admin.submits();
    expect(look(admin)).toContain('“Far away” was saved.');
    await admin.dismisses();
  });

  test('a rule that an earlier one always stops goes before it, if wanted', async () => {
    await rulesAre(rule('first'), rule('stops', { if: 'always', once: undefined, stop: true, do: [note('Stop.')] }));
    await begins('Late', {});
    expect(look(admin)).toContain('this rule is never reached');
    await press(admin, 'before');
    expect(look(admin)).not.toContain('never reached');
    expect(label()).toBe('Save');
    await admin.submits();
    expect(look(admin)).toContain('“Late” was saved. It is number 2 of 3.');
    expect(savedIds(shop)).toEqual(['first', 'late', 'stops']);
    await admin.dismisses();
    // One that is there already moves.
    await rulesAre(rule('stops', { if: 'always', once: undefined, stop: true, do: [note('Stop.')] }), rule('b'));
    await admin.runs('/workflow edit b');
    await press(admin, 'tab.more');
    await admin.submits({ [/\[(o\d+\.about)\]/.exec(look(admin))![1]!]: 'About B.' });
    expect(savedIds(shop)).toEqual(['stops', 'b']);
    await admin.dismisses();
  });
});
