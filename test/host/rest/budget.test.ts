import { createBudget } from '../../../src/host/rest/budget';

const MINUTE = 60_000;
const answer = (left: number, reset: number, statusCode = 200) => ({
  statusCode,
  headers: { 'X-RateLimit-Remaining': String(left), 'X-RateLimit-Reset': String(reset) },
});

describe('what the server still lets through', () => {
  let now = 0;
  const budget = () => createBudget(() => now);
  beforeEach(() => (now = 1_000_000));

  test.each([
    ['plenty is left', answer(7, 1_000_000 + MINUTE), 0],
    ['only a few are left', answer(3, 1_000_000 + MINUTE), 1_000_000 + MINUTE],
    ['none is left', answer(0, 1_000_000 + MINUTE), 1_000_000 + MINUTE],
    ['too many', answer(0, 1_000_000 + 42_000, 429), 1_000_000 + 42_000],
    ['too many, and no word how long', { statusCode: 429, headers: {} }, 1_000_000 + MINUTE],
    ['a server that does not count', { statusCode: 200, headers: {} }, 0],
    ['a clock that is off does not put it off for ever', answer(0, 9_999_999_999_999), 1_000_000 + 60 * MINUTE],
  ])('%s', (_what, heard, until) => {
    const one = budget();
    one.heard('livechat/rooms', heard);
    expect(one.until()).toBe(until);
  });

  test('of several endpoints the one that is short for longest; when its minute is over nothing is short', () => {
    const one = budget();
    one.heard('livechat/rooms', answer(1, now + 10_000));
    one.heard('livechat/room.saveInfo', answer(2, now + 20_000));
    one.heard('livechat/department', answer(9, now + 30_000));
    expect(one.until()).toBe(now + 20_000);
    one.heard('livechat/room.saveInfo', answer(9, now + 80_000));
    expect(one.until()).toBe(now + 10_000);
    now += 10_000;
    expect(one.until()).toBe(0);
  });
});
