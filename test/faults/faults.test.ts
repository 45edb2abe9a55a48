import { asking } from './asking';
import { failingCalls } from './failing';
import { flood } from './flood';
import { instances } from './instances';
import { kills } from './kills';
import { outside } from './outside';
import { restIlls } from './rest';
import { deliveries } from './scheduler';
import type { Tally } from './tally';
import { turns } from './turns';

/** The campaign of `npm run faults` with a fixed seed, as much of it as fits beside the other tests. */
const PARTS: readonly (readonly [what: string, play: () => Promise<Tally>])[] = [
  ['kill -9 in the middle of runs', () => kills(3, 41)],
  ['calls that fail, lie or are late', () => failingCalls(24, 41)],
  ['a flood from one customer', () => flood(260, 1)],
  ['two instances, and the scheduler', () => instances(24, 41)],
  ['wake-ups that come twice or never', () => deliveries(6, 41)],
  ['killed between slot and mark', () => turns(4)],
  ['a bad model and a bad API', () => outside(3, 41)],
  ['questions, answers, rules by hand', () => asking(3, 41)],
  ['a dead connection', () => restIlls(4, [{ kind: 'dead' }])],
];

describe('nothing lost, nothing doubled, nothing hung', () => {
  // One after the other: each finds the processes warm that the one before has left.
  it.each(PARTS)(
    '%s',
    async (_what, play) => {
      const { times, lost, doubled, hung, faults } = await play();
      expect({ lost, doubled, hung, faults }).toEqual({ lost: 0, doubled: 0, hung: 0, faults: [] });
      expect(times).toBeGreaterThan(2);
    },
    60_000,
  );
});
