import recordedCases from './cases.json';
import { bars, bars614 } from './bars';
import { open } from './open';
import { openStages, type Play, type Stages } from './play';
import { pressing, rest, selecting } from './rest';
import { closing, enter, submit } from './submitting';
import type { RecordedCase } from './types';
import { elements, state, typing } from './typing';

const CASES = recordedCases as unknown as readonly RecordedCase[];
const PLAYED: Readonly<Record<string, Play<never>>> = {
  ...open,
  ...rest,
  ...pressing,
  ...selecting,
  ...typing,
  ...elements,
  ...state,
  ...submit,
  ...enter,
  ...closing,
  ...bars,
  ...bars614,
};

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
});
