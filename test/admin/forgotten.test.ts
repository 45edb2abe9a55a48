import { createForgotten } from '../../src/admin/forgotten';
import { createExpiry } from '../../src/admin/runs/expiry';
import { KEPT } from '../../src/ports/keys';
import { fakeClock, fakeStore } from '../support/fakes';

const WHILE = 30_000;
const HOUR = 3_600_000;

describe('what is forgotten on one instance', () => {
  let instances = 0;
  const open = (store = fakeStore(), clock = fakeClock()) => {
    const inMemory: string[] = [];
    const forgotten = createForgotten({
      store,
      instance: `instance-${++instances}`,
      now: () => clock.now(),
      forgetInMemory: (ids) => void inMemory.push(...ids),
    });
    return { ...forgotten, store, clock, inMemory };
  };

  test('is forgotten by the others, and not again and again; the mark goes after a day', async () => {
    const here = open();
    const there = open(here.store, here.clock);
    const expire = createExpiry(here.store, () => here.clock.now());
    await expire();
    await here.clock.pass(WHILE);
    await there.tellOthers(['c1', 'c2']);
    for (let count = 0; count < 3; count++) {
      await Promise.all([here.hear(), there.hear()]);
      await here.clock.pass(WHILE);
    }
    expect(new Set(here.inMemory)).toEqual(new Set(['c1', 'c2']));
    expect(here.inMemory.length).toBeLessThan(5);
    expect(there.inMemory).toEqual([]);
    await here.clock.pass(KEPT.forgotten + 2 * HOUR);
    await expire();
    expect(here.store.kept.filter(({ keys }) => keys.includes('forgotten'))).toEqual([]);
  });

  test('is not lost by a reading that fails', async () => {
    const here = open();
    const there = open(here.store, here.clock);
    await here.hear();
    await here.clock.pass(WHILE);
    await there.tellOthers(['c1']);
    await here.clock.pass(WHILE);
    const { read } = here.store;
    here.store.read = () => Promise.reject(new Error('gone'));
    await expect(here.hear()).rejects.toThrow('gone');
    here.store.read = read;
    await here.hear();
    expect(here.inMemory).toEqual(['c1']);
  });
});
