import { settingValues } from '../../settings/definitions';

test.each<[unknown, number]>([
  [0, 0],
  ['0', 0],
  ['', 60],
  [undefined, 60],
  ['many', 60],
  [-1, 60],
  ['20', 20],
])('of the lookups in a minute %j is %j', (typed, counts) => {
  expect(settingValues({ lookups_per_minute: typed }).lookups_per_minute).toBe(counts);
});

test('records are kept for 30 days where 0 was typed', () => {
  expect(settingValues({ keep_days: 0 }).keep_days).toBe(30);
});
