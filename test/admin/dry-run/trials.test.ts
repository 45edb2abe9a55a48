import type { DryRun } from '../../../src/admin/dry-run';
import { createTrials } from '../../../src/admin/dry-run/trials';
import { rule } from '../../support/fakes';

const RESULT = { matched: 1 } as DryRun;
const PRICE = rule({ id: 'price' });

/** Conversations that are read when the test says so, a second each. */
function setUp(ids: readonly string[]) {
  let time = 0;
  const world = { rules: 'as they were' };
  const reads: (() => void)[] = [];
  const begun: (readonly string[])[] = [];
  const trials = createTrials({
    state: () => world.rules,
    now: () => time,
    conversations: async (most) => ids.slice(0, most),
    run: async (_rule, conversations, onRead) => {
      begun.push(conversations);
      for (const id of conversations) {
        await new Promise<void>((resolve) => reads.push(resolve));
        if (id === 'broken') throw new Error('the store is gone');
        onRead();
      }
      return RESULT;
    },
  });
  const read = async (): Promise<void> => {
    time += 1_000;
    reads.shift()?.();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { trials, read, settle, begun, world };
}

test('says how far it is when it takes longer, goes on meanwhile, and gives what came of it to who asks again', async () => {
  const { trials, read, settle, begun } = setUp(['a', 'b', 'c', 'd']);
  const first = trials.ask(PRICE, 4, 2_000);
  await settle();
  await read();
  await read();
  expect(await first).toEqual({ read: 2, of: 4 });
  await read();
  const second = trials.ask(PRICE, 4, 2_000);
  await read();
  expect(await second).toEqual({ read: 4, of: 4, run: RESULT });
  expect(begun).toHaveLength(1);
  // What was told is over: the next time it is tried anew.
  const third = trials.ask(PRICE, 4, 1_000);
  await settle();
  await read();
  expect(await third).toEqual({ read: 1, of: 4 });
  expect(begun).toHaveLength(2);
});

test('begins anew when what rules go by has changed since: other hours, another lookup', async () => {
  const { trials, read, settle, begun, world } = setUp(['a', 'b']);
  const first = trials.ask(PRICE, 2, 0);
  await settle();
  expect(await first).toEqual({ read: 0, of: 2 });
  await read();
  await read();
  world.rules = 'as they are';
  const again = trials.ask(PRICE, 2, 1_000);
  await settle();
  await read();
  expect(await again).toEqual({ read: 1, of: 2 });
  expect(begun).toHaveLength(2);
});

test('the conversation where it was asked comes first, and no more than asked for', async () => {
  const { trials, read, settle, begun } = setUp(['a', 'b', 'here', 'c']);
  const asked = trials.ask(PRICE, 3, 9_000, ['here']);
  await settle();
  for (let count = 0; count < 3; count++) await read();
  expect(await asked).toMatchObject({ of: 3, run: RESULT });
  expect(begun).toEqual([['here', 'a', 'b']]);
});

test('a failure reaches who asks, and the next one tries again', async () => {
  const { trials, read, settle } = setUp(['broken']);
  const asked = trials.ask(PRICE, 1, 9_000);
  const failed = expect(asked).rejects.toThrow('the store is gone');
  await settle();
  await read();
  await failed;
  const again = trials.ask(PRICE, 1, 0);
  expect(await again).toEqual({ read: 0, of: 1 });
});
