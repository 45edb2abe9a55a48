import { PLAYED } from './all';
import recordedCases from './cases.json';
import { openStages } from './play';
import type { Play, Stages } from './stage';
import type { RecordedCase } from './types';
import { UNPLAYED } from './unplayed';

const CASES = recordedCases as unknown as readonly RecordedCase[];

describe('what real clients were seen to do, the sandbox’s clients do', () => {
  let stages: Stages;
  beforeAll(async () => {
    stages = await openStages();
  }, 60_000);
  afterAll(() => stages.stop());

  test.each(CASES.filter(({ id }) => id in PLAYED).map((each) => [each.id, each.area, each] as const))(
    '%s: %s',
    async (id, _area, recorded) => {
      await stages.play(recorded, PLAYED[id] as Play<never>);
    },
  );

  test('every case is played, or stands in the list of those that cannot be, and none in both', () => {
    const ids = CASES.map(({ id }) => id).sort();
    expect([...Object.keys(PLAYED), ...Object.keys(UNPLAYED)].sort()).toEqual(ids);
    expect(Object.keys(PLAYED).length).toBeGreaterThanOrEqual(200);
  });
});
