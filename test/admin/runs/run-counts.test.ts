import { createRunCounts, type RunCounts } from '../../../src/admin/runs/run-counts';
import type { RunRecord } from '../../../src/model/run';
import { message } from '../../../src/text/message';
import { fakeClock, fakeStore } from '../../support/fakes';

const DAY = 86_400_000;
const RULES = Array.from({ length: 100 }, (_, index) => `rule-${index}`);

/** Instances of one store, one after the other or side by side. */
function workspace() {
  const [clock, store] = [fakeClock(), fakeStore()];
  let mayWrite = true;
  const now = () => clock.now();
  return {
    clock,
    store,
    forbid: () => (mayWrite = false),
    allow: () => (mayWrite = true),
    instance: (name: string): RunCounts =>
      createRunCounts({
        store,
        instance: name,
        now,
        canWrite: () => mayWrite,
        onError: (error) => {
          throw error;
        },
      }),
    pages: () => store.read<{ v: 1; instance: string; rules: Record<string, unknown> }>(['ledger']),
    run: (rule: string, conversation: string, isBroken = false): RunRecord => ({
      v: 1,
      id: `run-${conversation}`,
      rule,
      name: rule,
      mode: 'live',
      at: now(),
      ms: 1,
      depth: 1,
      conditions: null,
      conversation,
      customer: `customer of ${conversation}`,
      event: { id: 'e', on: 'customer_message', at: now() },
      actions: [
        isBroken
          ? { action: 'send_message', outcome: 'failed', ms: 1, reason: message('reason_no_such_agent', { name: 'x' }) }
          : { action: 'send_message', outcome: 'done', ms: 1 },
      ],
    }),
  };
}

test('a restart writes down only what it alone knows, so that many of them do not make the next one slower', async () => {
  const { clock, pages, instance } = workspace();
  const began = clock.now();
  for (let restart = 0; restart < 30; restart++) {
    const counts = instance(`instance-${restart}`);
    counts.known(RULES);
    await counts.load();
    counts.met('c1');
    await counts.flush();
    await clock.pass(60_000);
  }
  const sizes = (await pages()).map(({ rules }) => Object.keys(rules).length);
  expect(sizes).toEqual([100, ...Array.from({ length: 29 }, () => 0)]);
  const stats = await instance('another').stats();
  expect(stats.get('rule-99')).toMatchObject({ since: began, runs: 0 });
});

test('what an instance has run is on its page, and counts together with that of the others', async () => {
  const { clock, run, pages, instance } = workspace();
  const one = instance('one');
  one.known(RULES);
  one.count(run('rule-3', 'c1'));
  await one.load();
  await one.flush();
  await clock.pass(1_000);
  const two = instance('two');
  two.known([...RULES, 'new']);
  two.count(run('rule-3', 'c2'));
  await two.load();
  await two.flush();
  const [, page] = await pages();
  expect(Object.keys(page?.rules ?? {}).sort()).toEqual(['new', 'rule-3']);
  for (const each of [one, two, instance('three')])
    expect((await each.stats()).get('rule-3')).toMatchObject({ runs: 2, last: { conversation: 'c2' } });
});

test('a run that is over before the counts are read goes on with what has failed before', async () => {
  const { run, instance } = workspace();
  const before = instance('before');
  for (const conversation of ['c1', 'c2']) before.count(run('hello', conversation, true));
  await before.load();
  await before.flush();
  const after = instance('after');
  after.count(run('hello', 'c3', true));
  await after.load();
  expect(after.brokenBy('hello')?.conversations).toEqual(['c1', 'c2', 'c3']);
});

test('what was forgiven stays forgiven over a restart', async () => {
  const { clock, run, instance } = workspace();
  const before = instance('before');
  before.count(run('hello', 'c1', true));
  await before.load();
  await before.flush();
  await clock.pass(60_000);
  const next = instance('next');
  await next.load();
  next.forgive('hello');
  await next.flush();
  for (const name of ['a', 'b']) {
    const counts = instance(name);
    await counts.load();
    expect(counts.brokenBy('hello')).toBeUndefined();
  }
});

test('a page of long ago is taken over and goes as soon as that can be written', async () => {
  const { clock, run, pages, forbid, allow, instance } = workspace();
  const began = clock.now();
  const old = instance('old');
  old.known(['hello', 'idle']);
  old.count(run('hello', 'c1'));
  await old.load();
  await old.flush();
  await clock.pass(17 * DAY);
  forbid();
  const heir = instance('heir');
  await heir.load();
  await heir.flush();
  expect((await pages()).map((page) => page.instance)).toEqual(['old']);
  allow();
  await heir.flush();
  expect((await pages()).map((page) => page.instance)).toEqual(['heir']);
  const stats = await instance('next').stats();
  expect(stats.get('idle')).toMatchObject({ since: began });
  expect(stats.get('hello')).toMatchObject({ since: began, runs: 0, last: { at: began, conversation: 'c1' } });
});

test('counts that are to be written twice at the same moment are written once', async () => {
  const { store, instance } = workspace();
  const { write } = store;
  let writes = 0;
  store.write = (...given) => {
    writes++;
    return write(...given);
  };
  const counts = instance('one');
  counts.known(['hello']);
  await Promise.all([counts.flush(), counts.flush()]);
  expect(writes).toBe(1);
});
