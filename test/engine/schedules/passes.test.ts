import type { Rule } from '../../../src/catalogue/document';
import { HostError } from '../../../src/ports/host';
import { translate, message } from '../../../src/text/message';
import { conversation, createWorld, rule, START, type Instance, type World } from '../../support/fakes';

const MINUTE = 60_000;
const VIP = rule({
  id: 'vip',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: 'refund' },
  do: [{ action: 'add_contact_tags', tags: ['refund'] }],
});

/** Twenty conversations; every second customer has asked for a refund. */
async function open(options: Parameters<World['instance']>[1] = {}) {
  const world = createWorld({ delay: () => [0, 100] });
  for (let n = 0; n < 20; n++) {
    const id = `c${String(n).padStart(2, '0')}`;
    const customer = { ...conversation().customer, id: `customer-${n}` };
    world.server.conversations.set(id, conversation(id, { createdAt: START + n * 1_000, customer }));
    const text = n % 2 === 0 ? 'A refund, please' : 'Hello';
    const said = { id: `m${n}`, text, type: 'text', from: 'customer', author: 'x', at: START } as const;
    world.server.said.set(id, [said]);
  }
  const instance = await world.instance([VIP], options);
  return { world, instance };
}

async function plan({ later }: Instance, world: World) {
  const begun = await drive(world, later.schedules.plan('vip', 'anna'));
  await world.clock.pass(2 * MINUTE);
  return (await drive(world, later.schedules.get(begun!.id)))!;
}

async function drive<T>(world: World, work: Promise<T>): Promise<T> {
  await world.clock.pass(5_000);
  return work;
}

const reason = (text: Parameters<typeof translate>[1] | undefined): string | undefined => text && translate('en', text);

test('first where the rule would run, with nothing done; then there, on record with who did it', async () => {
  const { world, instance } = await open();
  const planned = await plan(instance, world);
  expect(planned).toMatchObject({ kind: 'plan', by: 'anna', total: 20, done: 20, counts: { would: 10, no: 10 } });
  expect(planned.found).toEqual(['c00', 'c02', 'c04', 'c06', 'c08', 'c10', 'c12', 'c14', 'c16', 'c18']);
  expect([world.server.tags.size, instance.runs.length, instance.traces.length]).toEqual([0, 0, 0]);

  world.server.conversations.set('c02', { ...world.server.conversations.get('c02')!, status: 'closed' });
  await drive(world, instance.later.schedules.apply(planned, 'anna'));
  await world.clock.pass(2 * MINUTE);
  const [done] = await drive(world, instance.later.schedules.ofRule('vip'));
  expect(done).toMatchObject({ kind: 'apply', total: 10, done: 10, counts: { ran: 9, gone: 1 } });
  expect(world.server.tags.size).toBe(9);
  expect(instance.runs.map(({ by, event }) => [by, event.on])).toEqual(Array(9).fill(['anna', 'customer_message']));
});

test('two have it done at once, at two instances: it is done once, and both see it', async () => {
  const { world, instance } = await open();
  const answer: Rule = { ...VIP, do: [{ action: 'send_message', text: 'We look into it.' }] };
  const other = await world.instance([answer]);
  instance.rules([answer]);
  const mine = await plan(instance, world);
  const theirs = await plan(other, world);
  const begun = Promise.all([
    instance.later.schedules.apply(mine, 'anna'),
    other.later.schedules.apply(theirs, 'bruno'),
  ]);
  const [one, two] = await drive(world, begun);
  await world.clock.pass(2 * MINUTE);
  expect(world.server.sent).toHaveLength(10);
  for (const { id } of [one!, two!])
    expect(await drive(world, other.later.schedules.get(id))).toMatchObject({ done: 10, counts: { ran: 10 } });
  // And once more, later.
  await drive(world, instance.later.schedules.apply(mine, 'anna'));
  await world.clock.pass(2 * MINUTE);
  expect(await drive(world, other.later.schedules.ofRule('vip'))).toHaveLength(4);
});

test('a customer’s message that has had its automatic answer gets no other', async () => {
  const { world, instance } = await open();
  instance.rules([{ ...VIP, do: [{ action: 'send_message', text: 'We look into it.' }] }]);
  const where = world.server.conversations.get('c00')!;
  const [said] = world.server.said.get('c00')!;
  const heard = { id: 'message:m0', on: 'customer_message', at: START, conversation: where, message: said! } as const;
  await drive(world, instance.engine.handle(heard));
  const planned = await plan(instance, world);
  await drive(world, instance.later.schedules.apply(planned, 'anna'));
  await world.clock.pass(2 * MINUTE);
  expect(world.server.sent.filter((each) => each.conversation === 'c00')).toHaveLength(1);
  expect(world.server.sent).toHaveLength(10);
});

test('a plan that a crash has left is gone on with by another, which looks for no runs: a plan begins none', async () => {
  const { world, instance } = await open();
  const begun = await drive(world, instance.later.schedules.plan('vip', 'anna'));
  instance.kill();
  const read = jest.spyOn(world.server.host.store, 'read');
  const other = await world.instance([VIP]);
  await world.clock.pass(5 * MINUTE);
  void other.later.sweep();
  await world.clock.pass(2 * MINUTE);
  const planned = await drive(world, other.later.schedules.get(begun!.id));
  expect(planned).toMatchObject({ done: 20, counts: { would: 10, no: 10 } });
  expect(planned?.instance).not.toBe(begun!.instance);
  expect(read.mock.calls.filter(([keys]) => keys[0]?.startsWith('run:'))).toEqual([]);
});

test.each<[string, (instance: Instance, id: string) => Promise<void> | void, string]>([
  ['somebody stops it', ({ later }, id) => later.schedules.stop(id, 'bruno'), 'stopped by bruno'],
  ['the rule is changed', ({ rules }) => rules([{ ...VIP, name: 'Other' }]), 'the rule was changed in the meantime'],
  [
    'the rule is switched off',
    ({ rules }) => rules([{ ...VIP, mode: 'off' }]),
    'the rule was deleted, switched off or set aside in the meantime',
  ],
])('%s: it ends there, and says why', async (_what, end, why) => {
  const { world, instance } = await open();
  const planned = await plan(instance, world);
  const begun = await drive(world, instance.later.schedules.apply(planned, 'anna'));
  await drive(world, Promise.resolve(end(instance, begun!.id)));
  await world.clock.pass(2 * MINUTE);
  const pass = await drive(world, instance.later.schedules.get(begun!.id));
  expect(reason(pass?.reason)).toBe(why);
  expect(pass?.done).toBeLessThan(10);
  expect(world.server.tags.size).toBe(pass?.done);
});

test('a pause of everything ends it, a conversation that is muted is passed over', async () => {
  let paused = false;
  const suspended = (id: string) => (paused ? 'paused' : id === 'c02' ? ('muted' as const) : undefined);
  const { world, instance } = await open({ suspended });
  const planned = await plan(instance, world);
  expect(planned.counts).toEqual({ would: 9, no: 10, muted: 1 });
  paused = true;
  const begun = await drive(world, instance.later.schedules.apply(planned, 'anna'));
  await world.clock.pass(MINUTE);
  const pass = await drive(world, instance.later.schedules.get(begun!.id));
  expect([reason(pass?.reason), pass?.done]).toEqual(['the app is paused', 0]);
});

test('the server’s limits are waited for, for the list as between conversations', async () => {
  const { world, instance } = await open();
  const limit = new HostError(message('reason_rest_rate_limit', { endpoint: 'rooms' }), 'passing', START + MINUTE);
  world.server.fail('listConversations', 1, limit);
  Object.assign(world.server.host, {
    limitedUntil: () => Promise.resolve(world.clock.now() < START + 2 * MINUTE ? START + 2 * MINUTE : 0),
  });
  const begun = await drive(world, instance.later.schedules.plan('vip', 'anna'));
  await world.clock.pass(80_000);
  const waits = await drive(world, instance.later.schedules.get(begun!.id));
  expect(waits).toMatchObject({ total: 20, done: 0, rests: START + 2 * MINUTE });
  await world.clock.pass(2 * MINUTE);
  expect(await drive(world, instance.later.schedules.get(begun!.id))).toMatchObject({
    done: 20,
    counts: { would: 10 },
  });
});

test('a server that does not answer for a while is asked for the list again', async () => {
  const { world, instance } = await open();
  world.server.fail('listConversations', 3);
  const planned = await plan(instance, world);
  expect(planned).toMatchObject({ total: 20, counts: { would: 10, no: 10 } });
  world.server.fail('listConversations', Infinity);
  const begun = await drive(world, instance.later.schedules.plan('vip', 'anna'));
  await world.clock.pass(40 * MINUTE);
  expect((await drive(world, instance.later.schedules.get(begun!.id)))?.reason?.key).toBe('reason_no_answer');
});

test('a server that cannot list them: nothing is done, and why is on record', async () => {
  const { world, instance } = await open();
  world.server.fail('listConversations', 1, new HostError(message('reason_rest_token')));
  const planned = await plan(instance, world);
  expect(planned.done).toBe(0);
  expect(planned.reason?.key).toBe('reason_rest_token');
});

test('without a connection: those that the app knows of, and the record says so', async () => {
  const { world, instance } = await open();
  Object.assign(world.server.host, { listConversations: () => Promise.resolve(undefined) });
  expect(await plan(instance, world)).toMatchObject({ listed: 'known', total: 20, counts: { would: 10 } });
});
