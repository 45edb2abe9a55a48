import { asking } from './asking';
import { failingCalls } from './failing';
import { flood } from './flood';
import { instances } from './instances';
import { kills } from './kills';
import { outside } from './outside';
import { restIlls } from './rest';
import { deliveries } from './scheduler';
import type { Tally } from './tally';
import { opening } from './together';
import { turns } from './turns';

/** The campaign of `npm run faults` with a fixed seed, as much of it as fits beside the other tests. */
const all = opening(9);
const PARTS: readonly (readonly [what: string, play: () => Promise<Tally>])[] = [
  ['kill -9 in the middle of runs', () => kills(3, 41, 1, all)],
  ['calls that fail, lie or are late', () => failingCalls(24, 41, 1, all)],
  ['a flood from one customer', () => flood(260, 1, all)],
  ['two instances, and the scheduler', () => instances(24, 41, all)],
  ['wake-ups that come twice or never', () => deliveries(6, 41, all)],
  ['killed between slot and mark', () => turns(4, all)],
  ['a bad model and a bad API', () => outside(3, 41, all)],
  ['questions, answers, rules by hand', () => asking(3, 41, all)],
  ['a dead connection', () => restIlls(4, [{ kind: 'dead' }], all)],
];

describe('nothing lost, nothing doubled, nothing hung', () => {
  let played: readonly Tally[] = [];
  // At the same time: most of it is waiting.
  beforeAll(async () => {
    played = await Promise.all(PARTS.map(([, play]) => play()));
  }, 120_000);

  it.each(PARTS.map(([what], at) => [what, at] as const))('%s', (_what, at) => {
    const { times, lost, doubled, hung, faults } = played[at]!;
    expect({ lost, doubled, hung, faults }).toEqual({ lost: 0, doubled: 0, hung: 0, faults: [] });
    expect(times).toBeGreaterThan(2);
  });
});
