import { OPEN_TIME_BOUND, afterOpenTime, withWorkspace } from '../../src/calendar';
import { parseDuration } from '../../src/calendar/duration';
import { calendarOf, moment, shown, weekCalendar } from './helpers';

interface Case {
  readonly what: string;
  readonly zone: string;
  readonly hours: string;
  readonly holidays?: string;
  readonly rows: readonly (readonly [from: string, duration: string, end: string])[];
}

// 2026-01-05 is a Monday.
const CASES: readonly Case[] = [
  {
    what: 'an office week: nights and weekends do not count',
    zone: 'Europe/Berlin',
    hours: 'Mon-Fri 09:00-18:00',
    rows: [
      ['2026-01-05 10:00', 'PT4H', '2026-01-05 14:00 +01:00'],
      ['2026-01-05 17:00', 'PT4H', '2026-01-06 12:00 +01:00'],
      ['2026-01-09 17:00', 'PT4H', '2026-01-12 12:00 +01:00'],
      ['2026-01-10 12:00', 'PT4H', '2026-01-12 13:00 +01:00'],
      ['2026-01-05 14:00', 'PT4H', '2026-01-05 18:00 +01:00'],
      ['2026-01-05 09:00', 'PT45H', '2026-01-09 18:00 +01:00'],
    ],
  },
  {
    what: 'a lunch break, and spans that pass midnight',
    zone: 'America/Sao_Paulo',
    hours: 'Mon-Fri 09:00-12:00,13:00-17:00; Fri 22:00-02:00',
    rows: [
      ['2026-01-05 11:30', 'PT1H', '2026-01-05 13:30 -03:00'],
      ['2026-01-09 16:00', 'PT4H', '2026-01-10 01:00 -03:00'],
      ['2026-01-09 23:00', 'PT3H', '2026-01-10 02:00 -03:00'],
      ['2026-01-09 23:00', 'PT4H', '2026-01-12 10:00 -03:00'],
    ],
  },
  {
    what: 'holidays, a range and half a day',
    zone: 'Europe/Berlin',
    hours: 'Mon-Fri 09:00-18:00',
    holidays: '12-24 12:00-24:00\n12-25 - 12-27\n2026-12-31 - 2027-01-01',
    rows: [
      ['2026-12-24 11:00', 'PT2H', '2026-12-28 10:00 +01:00'],
      ['2026-12-30 17:00', 'PT2H', '2027-01-04 10:00 +01:00'],
    ],
  },
  {
    what: 'a night into a holiday ends at midnight and goes on after it',
    zone: 'UTC',
    hours: 'Mon-Sun 22:00-06:00',
    holidays: '2026-01-06',
    rows: [['2026-01-05 23:00', 'PT2H', '2026-01-07 01:00 +00:00']],
  },
  {
    what: 'the hour that is skipped does not count, the one that comes twice counts twice',
    zone: 'Europe/Berlin',
    hours: 'Mon-Sun 00:00-24:00',
    rows: [
      ['2026-03-29 01:30', 'PT1H', '2026-03-29 03:30 +02:00'],
      ['2026-10-25 01:30', 'PT2H', '2026-10-25 02:30 +01:00'],
    ],
  },
  {
    what: 'half an hour put back',
    zone: 'Australia/Lord_Howe',
    hours: 'Sun 01:00-03:00',
    rows: [['2026-04-05 01:00', 'PT2H30M', '2026-04-05 03:00 +10:30']],
  },
  {
    what: 'a day that an island left out',
    zone: 'Pacific/Apia',
    hours: 'Mon-Sun 09:00-17:00',
    rows: [['2011-12-29 16:00', 'PT2H', '2011-12-31 10:00 +14:00']],
  },
];

for (const { what, zone, hours, holidays, rows } of CASES) {
  test.each(rows)(`${what}: from %s, %s`, (from, duration, end) => {
    const ms = parseDuration(duration) ?? NaN;
    expect(shown(afterOpenTime(weekCalendar(zone, hours, holidays), moment(from, zone), ms), zone)).toBe(end);
  });
}

const office = weekCalendar('UTC', 'Mon-Fri 09:00-18:00');

test('to the second, and below it', () => {
  const now = moment('2026-01-05 17:59:30.250', 'UTC');
  expect(afterOpenTime(office, now, 45_000)).toBe(moment('2026-01-06 09:00:15.250', 'UTC'));
});

test('no time at all has passed at once', () => {
  const now = moment('2026-01-10 12:00', 'UTC');
  expect(afterOpenTime(office, now, 0)).toBe(now);
});

test('hours of the server go by the server’s clock, holidays by the calendar’s', () => {
  const filled = withWorkspace(calendarOf('Europe/Berlin', 'workspace', '2026-01-06'), {
    hours: [[480, 1200]],
    zone: 'America/Sao_Paulo',
  });
  const end = afterOpenTime(filled, moment('2026-01-05 18:00', 'America/Sao_Paulo'), 7_200_000);
  // In Berlin the holiday begins at 20:00 of São Paulo; before that two hours are left.
  expect(shown(end, 'America/Sao_Paulo')).toBe('2026-01-05 20:00 -03:00');
});

test('a calendar that never opens, or not for so long within five years', () => {
  const now = moment('2026-01-05 10:00', 'UTC');
  expect(afterOpenTime({ ...office, hours: [] }, now, 1)).toBeUndefined();
  expect(afterOpenTime(weekCalendar('UTC', 'Mon-Sun 00:00-24:00', '01-01 - 12-31'), now, 1)).toBeUndefined();
  expect(afterOpenTime(office, now, OPEN_TIME_BOUND)).toBeUndefined();
});
