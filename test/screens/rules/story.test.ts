import { sandbox, type Sandbox } from '../../sandbox';
import type { Agent } from '../../sandbox/api/agent';
import { choose, idOn, look, press, rule, saved, savedIds } from '../../support/look';

/** The field of the rule's name. */
const nameOn = (agent: Agent): string => /\[(w\d+\.name)\]/.exec(look(agent))![1]!;

describe('rules on the screen', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna'],
      managers: ['mia'],
      connected: true,
      server: { routing: 'Manual_Selection' },
      settings: { rules: { rules: [rule('one'), rule('two', { mode: 'off' })] } },
    });
  });
  afterAll(() => shop.stop());

  test('the list tells of each rule what it is and how it does', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    expect(look(admin)).toContain('🟢 1. Rule one · Live [rule.0]');
    expect(look(admin)).not.toContain('About one.');
    await choose(admin, 'Rule one', 'open');
    expect(look(admin)).toContain(
      'When a customer writes, if the message contains “one”: send the customer “About one.”.',
    );
    expect(look(admin)).toContain('⚪ 2. Rule two · Off [rule.1]');
    await admin.dismisses();
  });

  test('somebody who never saw JSON makes a rule from nothing, corrects it, and it works', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow new');
    await press(admin, 'blank');
    await admin.submits();
    // Nothing is filled in yet: it is said, and at the field.
    expect(Object.keys(admin.errors())).toEqual([idOn(admin, 'w1.name')]);

    await press(admin, 'w1.name', 'Refunds');
    await press(admin, 'tab.if');
    expect(look(admin)).toContain('Always: there are no conditions.');
    await press(admin, 'add.condition');
    await admin.submits({ [idOn(admin, 'c1.lines')]: 'refund\nmoney back' });
    expect(look(admin)).toContain('# Refunds');
    expect(look(admin)).toContain('if the message contains “refund” or “money back”');

    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'send_message');
    // The sentence follows while something is typed.
    await press(admin, idOn(admin, 'a').replace('menu', 'text'), 'We look into it, {{customer.nme}}.');
    expect(look(admin)).toContain('send the customer “We look into it');
    await admin.submits();
    expect(Object.values(admin.errors())).toEqual([expect.stringContaining('customer.name')]);
    const field = Object.keys(admin.errors())[0]!;
    await admin.submits({ [field]: 'We look into it, {{customer.name}}.' });
    expect(admin.errors()).toEqual({});
    // It would be sent after each message: told once, and it is meant so.
    expect(look(admin)).toContain('Please look at this once more.');
    await admin.submits();
    expect(look(admin)).toContain('“Refunds” was saved.');
    expect(saved(shop)[2]).toEqual({
      id: 'refunds',
      name: 'Refunds',
      mode: 'watch',
      on: 'customer_message',
      if: { field: 'message.text', operator: 'contains', value: ['refund', 'money back'] },
      do: [{ action: 'send_message', text: 'We look into it, {{customer.name}}.' }],
    });

    await choose(admin, 'Refunds', 'live');
    expect(look(admin)).toContain('🟢 3. Refunds · Live');
    const customer = shop.customer('Carla');
    await customer.writes('I want a refund');
    await shop.settled();
    expect(customer.sees()).toEqual(['Carla: I want a refund', 'Workflow: We look into it, Carla.']);
    await admin.dismisses();
    await admin.runs('/workflow rules');
    expect(look(admin)).toMatch(/Refunds · Live.*\n.*█ 1 run in 7 days, 0 failed/);
    expect(look(admin)).toContain('7 days: 1 message sent, 0 conversations assigned, 0 closed');
    await admin.dismisses();
  });

  test('a draft is tried on past conversations, and changes nothing', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow edit refunds');
    await press(admin, 'tab.if');
    await press(admin, 'c1.menu', 'edit');
    await press(admin, 'c1.lines', '');
    await press(admin, 'try');
    expect(look(admin)).toContain('Not tried: please correct what is marked first.');
    await press(admin, 'c1.lines', 'want');
    await press(admin, 'try');
    expect(look(admin)).toContain('Carla · A customer writes “I want a refund”');
    expect(look(admin)).toContain('→ send the customer “We look into it, Carla.”');
    await press(admin, 'c1.lines', 'wanted');
    await press(admin, 'try');
    expect(look(admin)).not.toContain('Carla ·');
    await press(admin, 'back');
    expect(saved(shop)[2]?.if).toMatchObject({ value: ['refund', 'money back'] });
    expect(shop.customer('Carla').sees()).toHaveLength(2);
    await admin.dismisses();
  });

  test('agents are chosen from those that the server lists', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow edit two');
    await press(admin, 'tab.then');
    await press(admin, 'add.action', 'assign');
    const field = admin.view()?.blocks.find(({ blockId }) => blockId === 'a3.to.agent');
    expect(JSON.stringify(field)).toContain('"value":"anna"');
    await press(admin, 'a3.to.agent', 'anna');
    expect(look(admin)).toContain('assign the conversation to “anna”');
    await press(admin, 'a3.way', 'agents');
    await admin.submits({ 'a3.to.agents': ['anna', 'nobody-listed'] });
    // What is not in the list cannot have been chosen.
    expect(Object.keys(admin.errors())).toEqual(['a3.to.agents']);
    await admin.submits({ 'a3.to.agents': ['anna'] });
    expect(saved(shop)[1]?.do).toEqual([
      { action: 'send_message', text: 'About two.' },
      { action: 'assign', to: { agents: ['anna'] } },
    ]);
    await choose(admin, 'Rule two', 'edit');
    await press(admin, 'tab.then');
    const [, menu] = [...look(admin).matchAll(/\[(a\d+\.menu)\]/g)].map(([, id]) => id!);
    await press(admin, menu!, 'remove');
    await admin.submits();
    expect(saved(shop)[1]).toEqual(rule('two', { mode: 'off' }));
    await admin.dismisses();
  });

  test('an edit in fields: groups, durations, modes; nothing else of the rule changes', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow edit one');
    await press(admin, 'tab.if');
    await press(admin, 'add.condition');
    expect(look(admin)).toContain('┏ All of these:');
    await press(admin, 'c3.field', 'conversation.waiting');
    await press(admin, 'c3.operator', 'at_least');
    await admin.submits({ [idOn(admin, 'c3.duration')]: 'soon' });
    expect(Object.keys(admin.errors())).toEqual([idOn(admin, 'c3.duration')]);
    await press(admin, 'c3.duration', '5 m');
    expect(look(admin)).toContain('5 minutes');
    await press(admin, 'c4.menu', 'any');
    await press(admin, 'tab.more');
    await press(admin, 'o1.within', '12h');
    // The app's process dies: the draft is in the store.
    await shop.kill();
    await press(admin, 'o1.stop', 'yes');
    await admin.submits();
    expect(admin.errors()).toEqual({});
    expect(saved(shop)[0]).toEqual(
      rule('one', {
        if: {
          any: [
            { field: 'message.text', operator: 'contains', value: 'one' },
            { field: 'conversation.waiting', operator: 'at_least', value: 'PT5M' },
          ],
        },
        once: { per: 'conversation', within: 'PT12H' },
        stop: true,
      }),
    );
    await admin.dismisses();
  });

  test('the JSON of a rule: looked at, changed, refused when it is none or takes another id', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    await choose(admin, 'Rule two', 'json');
    const json = (): string => idOn(admin, 'j');
    const asShown = JSON.stringify(rule('two', { mode: 'off' }), null, 2);
    expect(look(admin)).toContain(JSON.stringify(asShown));
    await admin.submits({ [json()]: '{' });
    expect(look(admin)).toContain('This JSON is not a rule');
    await admin.submits({ [json()]: asShown.replace('"id": "two"', '"id": "three"') });
    expect(look(admin)).toContain('leave it as two');
    await admin.submits({ [json()]: asShown.replace('"contains"', '"contians"') });
    expect(Object.values(admin.errors()).join()).toContain('contains');
    await press(admin, 'tab.json');
    await admin.submits({ [json()]: asShown.replace('Rule two', 'Rule 2') });
    expect(look(admin)).toContain('“Rule 2” was saved.');
    expect(saved(shop)[1]).toEqual(rule('two', { mode: 'off', name: 'Rule 2' }));
    await admin.dismisses();
  });

  test('a rule is duplicated, moved and deleted, after a question', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    await choose(admin, 'Rule one', 'copy');
    expect(savedIds(shop)).toEqual(['one', 'one-2', 'two', 'refunds']);
    expect(saved(shop)[1]?.mode).toBe('watch');
    await choose(admin, 'Refunds', 'up');
    expect(savedIds(shop)).toEqual(['one', 'one-2', 'refunds', 'two']);
    await choose(admin, '2. Rule one', 'remove');
    expect(look(admin)).toContain('Delete the rule “Rule one (2)”?');
    await press(admin, 'back');
    expect(savedIds(shop)).toHaveLength(4);
    await choose(admin, '2. Rule one', 'remove');
    await press(admin, 'remove');
    expect(look(admin)).toContain('Rule one (2) was deleted.');
    expect(savedIds(shop)).toEqual(['one', 'refunds', 'two']);
    await admin.dismisses();
  });

  test('two people at once: the second is told, and nothing is lost', async () => {
    const [admin, mia] = [shop.agent('admin'), shop.agent('mia')];
    await admin.runs('/workflow edit one');
    await mia.runs('/workflow edit two');
    await admin.submits({ 'w1.name': 'First' });
    await mia.submits({ 'w1.name': 'Second' });
    expect(look(mia)).toContain(
      'admin has changed the rules in the meantime, so nothing was saved. Your change concerns another rule',
    );
    await mia.submits();
    expect(saved(shop).map(({ name }) => name)).toEqual(['First', 'Refunds', 'Second']);

    // A list that is out of date: what stands in a line may be another rule by now.
    await choose(admin, 'First', 'remove');
    expect(look(admin)).toContain('The rules have changed in the meantime.');

    // The very same rule.
    await choose(admin, 'First', 'edit');
    await choose(mia, 'First', 'edit');
    await admin.submits({ [nameOn(admin)]: 'By admin' });
    await mia.submits({ [nameOn(mia)]: 'By mia' });
    expect(look(mia)).toContain('It was this very rule');
    expect(saved(shop)[0]?.name).toBe('By admin');
    await mia.submits();
    expect(saved(shop)[0]?.name).toBe('By mia');

    expect(savedIds(shop)).toHaveLength(3);
    await admin.dismisses();
    await mia.dismisses();
  });

  test('what was typed for one rule is not held for another one in the same view', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    await choose(admin, 'By mia', 'edit');
    await press(admin, nameOn(admin), 'Typed and not saved');
    await press(admin, 'back');
    await choose(admin, 'Refunds', 'edit');
    expect(look(admin)).toContain('"Refunds"');
    await admin.submits();
    expect(look(admin)).toContain('“Refunds” was saved.');
    expect(saved(shop).map(({ name }) => name)).toEqual(['By mia', 'Refunds', 'Second']);
    await press(admin, 'import');
    await admin.submits({ [idOn(admin, 'import.')]: 'nonsense' });
    await press(admin, 'back');
    await press(admin, 'import');
    expect(look(admin)).not.toContain('nonsense');
    await admin.dismisses();
  });

  test('a field that stays on the view keeps what it shows, whatever is chosen beside it', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow edit refunds');
    await press(admin, 'tab.if');
    await press(admin, 'c1.menu', 'edit');
    await press(admin, 'c1.lines', 'gold');
    await press(admin, 'c1.field', 'customer.tags');
    expect(look(admin)).toContain('contains “gold”');
    await press(admin, 'c1.field', 'conversation.message_count');
    await press(admin, 'c1.field', 'customer.tags');
    expect(look(admin)).toContain('contains “gold”');
    await admin.dismisses();
  });

  test('import and history: looked at before they count, and not over somebody else’s change', async () => {
    const [admin, mia] = [shop.agent('admin'), shop.agent('mia')];
    await admin.runs('/workflow import');
    await admin.submits({ 'import.1': 'nonsense' });
    expect(Object.keys(admin.errors())).toEqual(['import.1']);
    await admin.submits({ 'import.1': JSON.stringify({ rules: [rule('one'), rule('new')] }) });
    expect(look(admin)).toContain('This would change:');
    expect(look(admin)).toContain('added: Rule new (new)');
    expect(savedIds(shop)).toHaveLength(3);
    await mia.runs('/workflow rules');
    await choose(mia, 'Second', 'watch');
    await admin.submits();
    expect(look(admin)).toContain('mia has changed the rules in the meantime');
    expect(savedIds(shop)).toHaveLength(3);
    await admin.submits();
    expect(savedIds(shop)).toEqual(['one', 'new']);

    await press(admin, 'history');
    expect(look(admin)).toContain('admin');
    const [, before] = [...look(admin).matchAll(/\[(restore\.\d+)\]/g)].map(([, id]) => id!);
    expect(before).toBeDefined();
    await admin.presses(idOn(admin, 'restore.'));
    expect(look(admin)).toContain('removed: Rule new (new)');
    await admin.submits();
    expect(look(admin)).toContain('The rules have been replaced.');
    expect(savedIds(shop)).toEqual(['one', 'refunds', 'two']);
    await admin.dismisses();
    await mia.dismisses();
  });

  test('without rights nothing is shown and nothing happens', async () => {
    const [admin, anna, mia] = [shop.agent('admin'), shop.agent('anna'), shop.agent('mia')];
    await anna.runs('/workflow rules');
    expect(anna.view()).toBeUndefined();

    // A manager who is none any more while the view is open.
    await mia.runs('/workflow rules');
    mia.user().roles = ['user'];
    await choose(mia, 'Refunds', 'off');
    expect(look(mia)).not.toContain('[rule.');
    expect(saved(shop)[1]?.mode).toBe('live');
    mia.user().roles = ['user', 'livechat-manager'];
    await mia.dismisses();

    // Values that nobody can have chosen.
    await admin.runs('/workflow edit one');
    const before = shop.setting('rules');
    await admin.presses('w1.name', undefined, 'x');
    await admin.presses('tab.when', undefined, '../x');
    await admin.sends({ x: { 'w1.on': ['no_such_event'], 'a9.text': 'x', __proto__: {}, 'w1.name': 5 } });
    expect(saved(shop)[0]).toMatchObject({ name: 'x', on: 'customer_message' });
    expect(shop.setting('rules')).not.toBe(before);
    await admin.dismisses();
  });

  test('a view that was left open for days says so', async () => {
    const admin = shop.agent('admin');
    await admin.runs('/workflow rules');
    shop.clock.set(new Date(shop.now().getTime() + 2 * 86_400_000));
    await press(admin, 'new');
    expect(look(admin)).toContain('This screen is too old.');
  });
});
