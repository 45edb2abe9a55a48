import * as fc from 'fast-check';
import { formatClockTime, parseClockTime } from '../../src/calendar/clock-time';
import { formatDuration, parseDuration } from '../../src/calendar/duration';

describe('a duration', () => {
  test.each<[iso: string, ms: number]>([
    ['PT30S', 30_000],
    ['PT5M', 300_000],
    ['PT90M', 5_400_000],
    ['PT12H', 43_200_000],
    ['P1D', 86_400_000],
    ['P2W', 1_209_600_000],
    ['P1W2DT3H4M5S', 788_645_000],
    ['PT0S', 0],
  ])('%s is %d ms', (iso, ms) => expect(parseDuration(iso)).toBe(ms));

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1Y',
    'P1M',
    'PT1.5H',
    'PT-5M',
    '-PT5M',
    'pt5m',
    'PT5M ',
    '5M',
    'PT5S1M',
    'P9999999999999999D',
  ])('%j is none', (iso) => expect(parseDuration(iso)).toBeUndefined());

  it('is written so that it is read as the same', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => parseDuration(formatDuration(seconds * 1000)) === seconds * 1000),
      { seed: 7 },
    );
    expect(formatDuration(90_000)).toBe('PT1M30S');
    expect(formatDuration(86_400_000)).toBe('P1D');
    expect(formatDuration(999)).toBe('PT0S');
  });
});

describe('a time of day', () => {
  test.each<[time: string, minute: number]>([
    ['00:00', 0],
    ['08:30', 510],
    ['23:59', 1439],
    ['24:00', 1440],
  ])('%s is minute %d', (time, minute) => {
    expect(parseClockTime(time)).toBe(minute);
    expect(formatClockTime(minute)).toBe(time);
  });

  test.each(['', '8:30', '24:01', '25:00', '12:60', '12:5', '12:30:00', ' 12:30'])('%j is none', (time) =>
    expect(parseClockTime(time)).toBeUndefined(),
  );
});
