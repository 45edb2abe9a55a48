import { sandbox, type Customer, type Device, type Sandbox } from '../sandbox';
import { answered, idOn, look, press } from '../support/look';
import { runRecords } from './runs';
import { example } from './workflows/example';

const { rules } = example('22-refund-by-hand');
const LEADS = { id: 'for-leads', name: 'For leads', on: 'manual', who: ['livechat-manager'], if: 'always' };
const VIPS = { id: 'for-vips', name: 'For VIPs', on: 'manual', who: ['vip-desk'], if: 'always' };
const LATER = { id: 'later', name: 'Later', on: 'manual', if: 'always', wait: { for: 'PT5M' } };
const WATCHING = {
  id: 'watching',
  name: 'Watching',
  on: 'manual',
  if: 'always',
  mode: 'watch',
  inputs: [{ id: 'why', label: 'Why', kind: 'text' }],
};
const HANDS_OVER = {
  id: 'hands-over',
  name: 'Hands over',
  on: 'manual',
  if: 'always',
  inputs: [{ id: 'why', label: 'Why', kind: 'text' }],
  do: [
    { action: 'assign', to: { agent: 'bruno' } },
    { action: 'note_conversation', text: 'With {{agent.username}}, who is {{agent.name}}' },
  ],
};
const note = { do: [{ action: 'note_conversation', text: 'By {{actor.name}}' }] };

describe('rules run by hand, on the real runtime', () => {
  let shop: Sandbox;
  let customer: Customer;
  beforeAll(async () => {
    shop = await sandbox({
      agents: [{ username: 'anna', name: 'Anna Silva' }, 'bruno', 'vera'],
      managers: ['mia'],
      customFields: [{ _id: 'order', scope: 'room' }],
      server: { routing: 'Manual_Selection' },
      settings: {
        rules: {
          rules: [
            ...rules,
            { ...LEADS, ...note },
            { ...VIPS, ...note },
            { ...LATER, id: 'much-later', ...note },
            { ...LATER, ...note },
            { ...WATCHING, ...note },
            HANDS_OVER,
          ],
        },
      },
    });
    customer = shop.customer('customer-1');
    await customer.writes('Hi, my order #123456 never came');
    await shop.settled();
  });
  afterAll(() => shop.stop());

  test('what the pattern found is in the conversation', () => {
    expect(customer.conversation().livechatData).toEqual({ order: '123456' });
  });

  test('only what fits is offered, to those who may', async () => {
    expect(await answered(shop, 'mia', '/workflow run', customer)).not.toContain('refund-approved');
    expect(await answered(shop, 'anna', '/workflow run', customer)).toContain('You cannot see this conversation');
    await shop.agent('anna').takes(customer);
    await shop.settled();
    const offered = await answered(shop, 'anna', '/workflow run', customer);
    expect(offered).toContain('Refund approved: `/workflow run refund-approved amount=… how=…`');
    expect(offered).not.toContain('for-leads');
    expect(await answered(shop, 'mia', '/workflow run', customer)).toContain('for-leads');
    expect(await answered(shop, 'anna', '/workflow run for-leads now', customer)).toContain('You cannot run');
  });

  test('what is filled in wrongly is told, and nothing runs', async () => {
    const run = (line: string) => answered(shop, 'anna', `/workflow run refund-approved ${line}`, customer);
    expect(await run('now')).toContain('Amount in EUR is missing: write amount=…');
    expect(await run('amount=30 how=cash now')).toContain('Paid back must be one of: by card');
    expect(await run('30 now')).toMatch(/30.* is no input of this rule/);
    expect(await run('amount=900 now')).toContain('its conditions do not hold here now');
    expect(runRecords(shop).filter(({ event }) => event.on === 'manual')).toEqual([]);
  });

  test.each([
    'tell the customer that the refund is approved',
    '"Tell the customer that the refund is approved"',
    'Refund approved',
    'REFUND-APPROVED',
  ])('it is found by its name, its button, its id in whatever case: %s', async (name) => {
    const plan = await answered(shop, 'anna', `/workflow run ${name} amount=30 how="BY CARD"`, customer);
    expect(plan).toContain('/workflow run refund-approved amount=30 how="BY CARD" now');
  });

  test('of two with one name neither is taken', async () => {
    const which = 'Which rule? `/workflow run <id>`; the ids are: much-later, later';
    expect(await answered(shop, 'anna', '/workflow run LATER now', customer)).toContain(which);
  });

  test('the plan says who would have it then, as far as that is known', async () => {
    const plan = await answered(shop, 'anna', '/workflow run hands-over why=Tired', customer);
    expect(plan.replaceAll('\u2060', '')).toContain('With bruno, who is {{agent.name}}');
  });

  test('first the plan, then it is done, once, and the record says by whom', async () => {
    const line = '/workflow run refund-approved amount=30 how="BY CARD"';
    const plan = await answered(shop, 'anna', line, customer);
    expect(plan).toContain('we refund 30 EUR by card for your order 123456.');
    expect(plan).toContain(`${line} now`);
    expect(customer.sees().join()).not.toContain('Good news');

    const done = await answered(shop, 'anna', `${line} now`, customer);
    expect(done).toContain('has run');
    expect(customer.sees().at(-1)).toContain('Good news: we refund 30 EUR by card for your order 123456.');
    expect(runRecords(shop).at(-1)).toMatchObject({ rule: 'refund-approved', by: 'anna', event: { on: 'manual' } });
    expect(await answered(shop, 'anna', '/workflow runs', customer)).toMatch(/By hand · .*anna/);
    expect(await answered(shop, 'anna', '/workflow notes', customer)).toContain('anna approved a refund of 30 EUR');
    const why = await answered(shop, 'anna', '/workflow why', customer);
    expect(why).toMatch(/By hand\*\n✅.*refund-approved`\): ran/);

    for (const again of [line, `${line} now`])
      expect(await answered(shop, 'anna', again, customer)).toContain('already run as often as it may');
    expect(customer.sees().filter((said) => said.includes('Good news'))).toHaveLength(1);
  });

  test('a rule that waits runs later', async () => {
    await shop.agent('anna').runs('/workflow run later', customer);
    await shop.agent('anna').submits({});
    expect(look(shop.agent('anna'))).toContain('It first waits 5 minutes');
    await shop.agent('anna').dismisses();
    expect(await answered(shop, 'anna', '/workflow run later now', customer)).toContain('waits now');
    await shop.advance('PT6M');
    expect(runRecords(shop).at(-1)).toMatchObject({ rule: 'later', by: 'anna' });
    expect(await answered(shop, 'anna', '/workflow notes', customer)).toContain('By Anna Silva');
  });

  test('the plan of a rule that only watches says so', async () => {
    const words = await answered(shop, 'anna', '/workflow run watching why=x', customer);
    expect(words).toMatch(/By Anna Silva[^]*only watch .* do nothing/);
    await shop.agent('anna').runs('/workflow run watching', customer);
    await shop.agent('anna').submits({});
    expect(look(shop.agent('anna'))).toMatch(/By Anna Silva[^]*only watch .* do nothing/);
    await shop.agent('anna').dismisses();
  });

  test('not while the conversation is muted', async () => {
    await answered(shop, 'anna', '/workflow mute', customer);
    expect(await answered(shop, 'anna', '/workflow run later now', customer)).toContain('this conversation is muted');
  });

  test.each<Device>(['web', 'phone'])(
    'in a form on %s: inputs, the plan, what came of it; a double click runs once',
    async (device) => {
      const bruno = shop.agent('bruno');
      bruno.uses(device);
      const other = shop.customer(`form-${device}`);
      await other.writes('Hi, my order #654321 never came');
      await shop.settled();
      await bruno.takes(other);
      await shop.settled();
      if (device === 'web') {
        await bruno.presses('workflow-room', other);
        await press(bruno, 'hand.refund-approved');
      } else await bruno.runs('/workflow run refund-approved', other);
      expect(bruno.view()?.type).toBe('modal');
      await bruno.submits({ [idOn(bruno, 'hand')]: '' });
      expect(Object.values(bruno.errors())).toEqual(['this is empty; enter something']);
      const fields = [...look(bruno).matchAll(/\[(hand\d+\.(amount|how))\]/g)];
      const values = { amount: '30', how: 'by card' } as Record<string, string>;
      await bruno.submits(Object.fromEntries(fields.map(([, id, name]) => [id!, values[name!]!])));
      expect(look(bruno)).toContain('would do this:');
      const before = runRecords(shop).filter(({ event }) => event.on === 'manual').length;
      await Promise.all([bruno.client().submits(), bruno.client().submits()]);
      await shop.settled();
      expect(look(bruno)).toContain('has run:');
      expect(runRecords(shop).filter(({ event }) => event.on === 'manual')).toHaveLength(before + 1);
      expect(bruno.client().sight().crash).toEqual([]);
    },
  );

  test.each<Device>(['web', 'phone'])('a role of the server that the rule names is enough on %s', async (device) => {
    const vera = shop.agent('vera');
    vera.uses(device);
    vera.user().roles = ['user', 'livechat-agent'];
    const other = shop.customer(`vip-${device}`);
    await other.writes('Hi');
    await shop.settled();
    await vera.takes(other);
    vera.user().roles = ['user', 'other-desk'];
    expect(await answered(shop, 'vera', '/workflow run for-vips now', other)).toContain('Workflow is for agents');
    vera.user().roles = ['user', 'vip-desk'];
    expect(await answered(shop, 'vera', '/workflow run', other)).toMatch(/for-vips`$/);
    expect(await answered(shop, 'vera', '/workflow run', customer)).toContain('You cannot see this conversation');
    expect(await answered(shop, 'vera', '/workflow rules', other)).toContain('is for administrators');
    if (device === 'web') {
      await vera.presses('workflow-room', other);
      await press(vera, 'hand.for-vips');
    } else await vera.runs('/workflow run for-vips', other);
    await vera.submits();
    await vera.submits();
    expect(look(vera)).toContain('has run:');
    await vera.dismisses();
    expect(runRecords(shop).at(-1)).toMatchObject({ rule: 'for-vips', by: 'vera' });
  });
});
