import { desk } from '../../support/admin';
import { ruleProblems } from '../../../src/admin/health/rule-problems';
import { createRunCounts } from '../../../src/admin/runs/run-counts';

test('a rule that ran yesterday, for a customer who is forgotten today, is not one that has been idle for thirty days', async () => {
  const { admin, clock, store } = await desk();
  const now = () => clock.now();
  const counts = createRunCounts({ store, instance: 'x', now, canWrite: () => true, onError: () => undefined });
  await counts.load();
  counts.known(['hello']);
  await clock.pass(31 * 86_400_000);
  const problems = async () => ruleProblems(admin.book.read(), await counts.stats(), now()).map(({ text }) => text.key);
  expect(await problems()).toEqual(['health_idle']);
  const at = now();
  const event = { id: 'e', on: 'customer_message', at } as const;
  const about = { id: 'r1', rule: 'hello', name: 'Hello', conversation: 'c1', customer: 'ana' };
  const actions = [{ action: 'send_message', outcome: 'done', ms: 1 }] as const;
  counts.count({ ...about, v: 1, mode: 'live', event, at, ms: 1, depth: 1, conditions: null, actions });
  await counts.forget('ana', ['c1']);
  expect(await problems()).toEqual([]);
  // When, and how it went; not where.
  expect((await counts.stats()).get('hello')?.last).toEqual({ id: '', at, conversation: '', outcome: 'done' });
});
