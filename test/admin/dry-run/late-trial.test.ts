import type { DryRun } from '../../../src/admin/dry-run';
import { createTrials } from '../../../src/admin/dry-run/trials';
import { rule } from '../../support/fakes';

test('a trial by rules of before that ends late does not put away the one by those of now', async () => {
  let time = 0;
  const world = { rules: 'before' };
  const reads: (() => void)[] = [];
  let begun = 0;
  const trials = createTrials({
    state: () => world.rules,
    now: () => time,
    conversations: async () => ['a', 'b'],
    run: async (_rule, ids, onRead) => {
      begun++;
      for (const _ of ids) {
        await new Promise<void>((resolve) => reads.push(resolve));
        onRead();
      }
      return { matched: begun } as DryRun;
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const price = rule({ id: 'price' });
  const old = trials.ask(price, 2, 10_000);
  await settle();
  world.rules = 'now';
  const one = trials.ask(price, 2, 2_000);
  await settle();
  expect(begun).toBe(2);
  // The old one goes to its end while the new one goes on.
  reads.shift()!();
  await settle();
  reads.splice(1, 1)[0]!();
  await settle();
  await old;
  time += 3_000;
  reads.shift()!();
  await settle();
  expect(await one).toEqual({ read: 1, of: 2 });
  const again = trials.ask(price, 2, 2_000);
  await settle();
  expect(begun).toBe(2);
  void again;
});
