import { desk } from '../../support/admin';
import { createRunCounts } from '../../../src/admin/runs/run-counts';
import type { ActionRecord } from '../../../src/model/run';

test('what a run has done is counted once, also when one of its actions is tried again', async () => {
  const made = await desk();
  const sent: ActionRecord = { action: 'send_message', outcome: 'done', ms: 1 };
  const counts = createRunCounts({
    store: made.store,
    instance: 'x',
    now: () => made.clock.now(),
    canWrite: () => true,
    onError: () => undefined,
  });
  const run = {
    v: 1,
    id: 'r1',
    rule: 'hello',
    name: 'hello',
    mode: 'live',
    at: made.clock.now(),
    ms: 1,
    depth: 1,
    conditions: null,
    conversation: 'c1',
    customer: 'ana',
    event: { id: 'e', on: 'customer_message', at: 0 },
  } as const;
  // As `run-rule.ts` and then `retries.ts` tell of it: the second record has all actions of the run.
  counts.count({
    ...run,
    actions: [sent, { action: 'set_topic', outcome: 'failed', ms: 1, again: made.clock.now() + 1_000 }],
  } as never);
  counts.count({ ...run, actions: [sent, { action: 'set_topic', outcome: 'done', ms: 1, tries: 2 }] } as never, true);
  expect(await counts.totals()).toMatchObject({ messages: 1 });
});
