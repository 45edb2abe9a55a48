import { longestBlock } from '../bench/loading';

test('loading a thousand rules lets others work: nothing waits longer than 50 ms', async () => {
  // The first load also compiles the code, and a collection of garbage may fall into any: one of three must do.
  let least = Infinity;
  for (let round = 0; round < 3 && least >= 50; round++) least = Math.min(least, await longestBlock(1000));
  expect(least).toBeLessThan(50);
});
