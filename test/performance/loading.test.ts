import { settingValues } from '../../settings/definitions';
import { loadRules } from '../../src/rules/load';
import { LARGE } from '../bench/large-documents';
import { working } from '../bench/loading';
import { rulesOf } from '../bench/runtime/shops';

const ROUNDS = 3;
/** What others may have to wait, and what a slice may have lasted before its last step: both in ms. */
const [MOST, SLICE] = [50, 8];

/** As long as keys of custom fields are, so that reading them is no more work than the rest. */
const KEYS = Object.fromEntries(Array.from({ length: 25_000 }, (_, at) => [`some_longer_name_of_a_field_${at}`, 0]));

test.each([
  ['a thousand rules', () => JSON.stringify({ rules: rulesOf(1000) })],
  ['a megabyte of calendars', () => LARGE['calendars']?.() ?? ''],
  ['a megabyte of keys', () => JSON.stringify({ rules: [], $schema: KEYS })],
  ['a megabyte that is no JSON', () => LARGE['no JSON']?.() ?? ''],
])('loading %s lets others work: nothing waits longer than 50 ms', async (_, document) => {
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await stepsOfLoading(document()));
  const [first = []] = rounds;
  expect(rounds.map((steps) => steps.length)).toEqual(rounds.map(() => first.length));
  // A step is the same work in each round; what else the machine does falls on another one each time.
  const least = first.map((_, step) => Math.min(...rounds.map((steps) => steps[step] ?? Infinity)));
  expect(SLICE + Math.max(...least)).toBeLessThan(MOST);
});

/**
 * How long each step lasts that loading does in one go, in ms. The clock moves on by a slice whenever it is looked at,
 * so that there is a pause after every step, and all that is done between two pauses counts.
 */
async function stepsOfLoading(rules: string): Promise<readonly number[]> {
  const steps: number[] = [];
  let clock = 0;
  let worked = working();
  const over = (): unknown => steps.push(worked());
  const pause = (resume: () => void): unknown => {
    over();
    return setImmediate(() => {
      worked = working();
      resume();
    });
  };
  const looked = jest.spyOn(Date, 'now').mockImplementation(() => (clock += SLICE));
  const paused = jest.spyOn(globalThis, 'setTimeout').mockImplementation(pause as typeof setTimeout);
  try {
    await loadRules(settingValues({ rules }), undefined, { url: '', language: 'en', messageSize: 5_000 }, undefined);
    over();
  } finally {
    looked.mockRestore();
    paused.mockRestore();
  }
  return steps;
}
