import * as fc from 'fast-check';
import { formatClockTime, parseClockTime } from '../../src/calendar/clock-time';
import { formatDuration, parseDuration, readDuration } from '../../src/calendar/duration';

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
    // From now on it would end after the last date that there is.
    'P100000000D',
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

describe('a duration as people write it', () => {
  test.each<[written: string, iso: string]>([
    ['5m', 'PT5M'],
    ['5 min', 'PT5M'],
    ['5 minutes', 'PT5M'],
    ['PT5M', 'PT5M'],
    [' pt5m ', 'PT5M'],
    ['1 day', 'P1D'],
    ['a day', 'P1D'],
    ['1d 12h', 'P1DT12H'],
    ['2h 30m', 'PT2H30M'],
    ['2 hours, 30 minutes', 'PT2H30M'],
    ['2 hours and 30 minutes', 'PT2H30M'],
    ['2h30', 'PT2H30M'],
    ['2 h 05', 'PT2H5M'],
    ['90 s', 'PT90S'],
    ['90m', 'PT90M'],
    ['1.5 hours', 'PT1H30M'],
    ['0,5 h', 'PT30M'],
    ['1.1 hours', 'PT1H6M'],
    ['2,3 h', 'PT2H18M'],
    ['0.7 days', 'PT16H48M'],
    ['8.2 min', 'PT8M12S'],
    ['2w', 'P2W'],
    ['1 week 2 days', 'P1W2D'],
    ['5 Minuten', 'PT5M'],
    ['1 Tag und 2 Stunden', 'P1DT2H'],
    ['eine Stunde', 'PT1H'],
    ['uma hora e 30 min', 'PT1H30M'],
    ['3 días', 'P3D'],
    ['una semana', 'P1W'],
    ['0s', 'PT0S'],
  ])('%j is %s', (written, iso) => {
    expect(readDuration(written)).toEqual({ iso, ms: parseDuration(iso) });
  });

  test.each([
    '',
    '5',
    'm',
    'soon',
    '5 months',
    '1 year',
    '5m 5m',
    '5m 2h',
    '-5m',
    '5m later',
    '1h 90',
    '0.0001 s',
    '1:30',
    'half 2 hours',
    'media 2 horas',
  ])('%j is none', (written) => expect(readDuration(written)).toBeUndefined());
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
