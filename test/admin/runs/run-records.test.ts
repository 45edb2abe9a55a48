import { createRunRecords } from '../../../src/admin/runs/run-records';
import { hourKey } from '../../../src/ports/keys';
import { fakeStore, START } from '../../support/fakes';

const DAY = 86_400_000;

test.each([36_500, 999_999, 999_999_999])('kept for %d days, that is for ever, and then for 30', async (forEver) => {
  const store = fakeStore();
  const { prune } = createRunRecords(store, {} as never, {} as never, () => START);
  const written = (ago: number) => store.write([`run:${ago}`, hourKey(START - ago * DAY), 'runs'], { v: 1 });
  await Promise.all([100, 35, 29].map(written));
  await prune(forEver);
  expect(store.kept.filter(({ keys }) => keys.includes('runs'))).toHaveLength(3);
  // A sweep a minute.
  for (let minute = 0; minute < 120; minute++) await prune(30);
  expect(store.kept.filter(({ keys }) => keys.includes('runs')).map(({ keys }) => keys[0])).toEqual(['run:29']);
});
