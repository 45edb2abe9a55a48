import { recent, remembered } from '../../src/util/cache';

describe('recent', () => {
  it('forgets what was not used for longest', () => {
    const map = recent<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 3]);
  });

  it('forgets what is too old, by the clock that it was given', () => {
    let time = 1_000;
    const map = recent<number>(2, 50, () => time);
    map.set('a', 1);
    time += 50;
    expect(map.get('a')).toBe(1);
    time += 1;
    expect(map.get('a')).toBeUndefined();
  });
});

describe('remembered', () => {
  const answering = (forMs = 100, insteadOf?: Parameters<typeof remembered>[0]['insteadOf']) => {
    const world = { time: 1_000, asked: 0, fails: '' };
    const answers = remembered<number>({ forMs, most: 2, now: () => world.time, insteadOf });
    const ask = (key = 'a'): Promise<number> =>
      answers(key, async () => {
        world.asked++;
        if (world.fails) throw new Error(world.fails);
        return world.asked;
      });
    return { world, ask };
  };

  it('asks once, also for those who ask at the same time, and again when the answer is old', async () => {
    const { world, ask } = answering();
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    world.time += 99;
    expect(await ask()).toBe(1);
    world.time += 1;
    expect(await ask()).toBe(2);
  });

  it('keeps as many answers as it is told', async () => {
    const { ask } = answering();
    for (const key of ['a', 'b', 'c']) await ask(key);
    expect([await ask('c'), await ask('a')]).toEqual([3, 4]);
  });

  it('does not take a failure for an answer', async () => {
    const { world, ask } = answering();
    world.fails = 'gone';
    await expect(ask()).rejects.toThrow('gone');
    world.fails = '';
    expect(await ask()).toBe(2);
  });

  it.each<[failure: string, later: number, answer: number | undefined]>([
    ['passes', 100, 1],
    ['passes', 999, 1],
    ['passes', 1_000, undefined],
    ['lasts', 100, undefined],
  ])('gives an old answer in place of a failure that %s, after %i ms: %s', async (failure, later, answer) => {
    const insteadOf = { upTo: 1_000, failure: (error: unknown) => String(error).includes('passes') };
    const { world, ask } = answering(100, insteadOf);
    await ask();
    world.time += later;
    world.fails = failure;
    expect(await ask().catch(() => undefined)).toBe(answer);
    // And it is asked again with the next question.
    world.fails = '';
    expect(await ask()).toBe(3);
  });

  describe('an old answer in place of a failure', () => {
    /** Asks at a moment; the question fails when it is told to. */
    function desk() {
      const world = { time: 1_000 };
      const insteadOf = { upTo: 1_000, failure: () => true };
      const answers = remembered<string>({ forMs: 100, most: 2, now: () => world.time, insteadOf });
      const failing = () => {
        let fail = (): void => undefined;
        const asked = (): Promise<string> => new Promise((_, reject) => (fail = () => reject(new Error('timed out'))));
        const answer = answers('a', asked).catch(() => 'nothing');
        return { answer, fail: () => fail() };
      };
      return { world, answers, failing };
    }

    it('does not take the place of a newer one, however late the failure is', async () => {
      const { world, answers, failing } = desk();
      await answers('a', async () => 'old');
      world.time = 1_100;
      const slow = failing();
      world.time = 1_200;
      expect(await answers('a', async () => 'new')).toBe('new');
      slow.fail();
      expect(await slow.answer).toBe('old');
      world.time = 1_300;
      expect(await answers('a', () => Promise.reject(new Error('still down')))).toBe('new');
    });

    it('is not given beyond its time, also where failures overlap', async () => {
      const { world, answers, failing } = desk();
      await answers('a', async () => 'of 1000');
      const given: string[] = [];
      let before = failing();
      for (world.time = 1_100; world.time < 4_000; world.time += 100) {
        const next = failing();
        before.fail();
        await before.answer;
        if (world.time > 2_200) given.push(await before.answer);
        before = next;
      }
      expect(new Set(given)).toEqual(new Set(['nothing']));
    });
  });
});
