import { atOnce, inSlices } from '../../src/util/slices';

function* counting(steps: number, each: () => void): Generator<void, string> {
  for (let step = 0; step < steps; step++) {
    each();
    yield;
  }
  return 'done';
}

test('gives others their turn when a slice is over, and not before', async () => {
  let now = 0;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
  let pauses = 0;
  const pause = () => Promise.resolve(void pauses++);
  expect(
    await inSlices(
      counting(4, () => (now += 3)),
      pause,
    ),
  ).toBe('done');
  expect(pauses).toBe(1);
  expect(
    await inSlices(
      counting(100, () => undefined),
      pause,
    ),
  ).toBe('done');
  expect(pauses).toBe(1);
  clock.mockRestore();
});

test('does it in one go where nobody waits', () => {
  expect(atOnce(counting(3, () => undefined))).toBe('done');
});
