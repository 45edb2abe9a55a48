import { isOpen, nextOpening } from '../../src/calendar';
import { moment, shown, weekCalendar } from './helpers';

/** When, whether it is open then, and, when it is closed, the next opening by the calendar's own clock. */
type Row = readonly [at: string, answer: 'open'] | readonly [at: string, answer: 'closed', next: string | undefined];
interface Case {
  readonly what: string;
  readonly zone: string;
  readonly hours: string;
  readonly holidays?: string;
  readonly rows: readonly Row[];
}

// 2026-01-05 is a Monday.
const CASES: readonly Case[] = [
  {
    what: 'an office week',
    zone: 'Europe/Berlin',
    hours: 'Mon-Fri 09:00-18:00',
    rows: [
      ['2026-01-05 08:59:59.999', 'closed', '2026-01-05 09:00 +01:00'],
      ['2026-01-05 09:00', 'open'],
      ['2026-01-05 17:59:59.999', 'open'],
      ['2026-01-05 18:00', 'closed', '2026-01-06 09:00 +01:00'],
      ['2026-01-09 18:00', 'closed', '2026-01-12 09:00 +01:00'],
      ['2026-01-10 12:00', 'closed', '2026-01-12 09:00 +01:00'],
      ['2026-01-11 23:59:59', 'closed', '2026-01-12 09:00 +01:00'],
      ['2026-07-06 09:00', 'open'],
    ],
  },
  {
    what: 'several spans a day, days apart',
    zone: 'Europe/Madrid',
    hours: 'Mon,Wed-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00',
    rows: [
      ['2026-01-05 11:59', 'open'],
      ['2026-01-05 12:00', 'closed', '2026-01-05 13:00 +01:00'],
      ['2026-01-05 13:00', 'open'],
      ['2026-01-05 17:00', 'closed', '2026-01-07 09:00 +01:00'],
      ['2026-01-06 10:00', 'closed', '2026-01-07 09:00 +01:00'],
      ['2026-01-10 10:00', 'open'],
      ['2026-01-10 14:00', 'closed', '2026-01-12 09:00 +01:00'],
    ],
  },
  {
    what: 'past midnight: the span belongs to the day it begins on',
    zone: 'America/Sao_Paulo',
    hours: 'Mon-Fri 22:00-06:00',
    rows: [
      ['2026-01-05 05:59', 'closed', '2026-01-05 22:00 -03:00'],
      ['2026-01-05 22:00', 'open'],
      ['2026-01-06 00:00', 'open'],
      ['2026-01-06 05:59', 'open'],
      ['2026-01-06 06:00', 'closed', '2026-01-06 22:00 -03:00'],
      ['2026-01-10 05:59', 'open'],
      ['2026-01-10 06:00', 'closed', '2026-01-12 22:00 -03:00'],
    ],
  },
  {
    what: 'Sunday night passes into the week',
    zone: 'UTC',
    hours: 'Sun 22:00-06:00',
    rows: [
      ['2026-01-04 22:00', 'open'],
      ['2026-01-05 05:59', 'open'],
      ['2026-01-05 06:00', 'closed', '2026-01-11 22:00 +00:00'],
    ],
  },
  {
    what: 'a range of days past Sunday',
    zone: 'UTC',
    hours: 'sat-MON 10:00-11:00',
    rows: [
      ['2026-01-03 10:30', 'open'],
      ['2026-01-04 10:30', 'open'],
      ['2026-01-05 10:30', 'open'],
      ['2026-01-06 10:30', 'closed', '2026-01-10 10:00 +00:00'],
    ],
  },
  {
    what: '24:00 and 00:00 as ends are the same midnight',
    zone: 'Asia/Kolkata',
    hours: 'Mon 18:00-24:00; Wed 18:00-00:00',
    rows: [
      ['2026-01-05 23:59:59.999', 'open'],
      ['2026-01-06 00:00', 'closed', '2026-01-07 18:00 +05:30'],
      ['2026-01-07 23:59:59.999', 'open'],
      ['2026-01-08 00:00', 'closed', '2026-01-12 18:00 +05:30'],
    ],
  },
  {
    what: 'round the clock',
    zone: 'America/St_Johns',
    hours: 'Mon-Sun 00:00-24:00',
    holidays: '2026-01-06 Closed all day',
    rows: [
      ['2026-01-05 23:59:59.999', 'open'],
      ['2026-01-06 00:00', 'closed', '2026-01-07 00:00 -03:30'],
      ['2026-01-06 23:59', 'closed', '2026-01-07 00:00 -03:30'],
      ['2026-01-07 00:00', 'open'],
    ],
  },
  {
    what: 'spans that overlap and touch add up',
    zone: 'UTC',
    hours: 'Mon 09:00-12:00,11:00-13:00; Mon 13:00-14:00; Mon-Tue 10:00-11:00',
    rows: [
      ['2026-01-05 13:59', 'open'],
      ['2026-01-05 14:00', 'closed', '2026-01-06 10:00 +00:00'],
    ],
  },
  {
    what: 'the clock is put forward: 02:00 to 03:00 does not happen',
    zone: 'Europe/Berlin',
    hours: 'Sun 02:30-03:30; Mon 10:00-11:00',
    rows: [
      ['2026-03-29 01:59:59.999', 'closed', '2026-03-29 03:00 +02:00'],
      ['2026-03-29T03:00+02:00', 'open'],
      ['2026-03-29 03:30', 'closed', '2026-03-30 10:00 +02:00'],
    ],
  },
  {
    what: 'a span wholly in the gap is left out that day',
    zone: 'Europe/Berlin',
    hours: 'Sun 02:15-02:45',
    rows: [
      ['2026-03-22 02:30', 'open'],
      ['2026-03-28 12:00', 'closed', '2026-04-05 02:15 +02:00'],
    ],
  },
  {
    what: 'the clock is put back: 02:00 to 03:00 happens twice',
    zone: 'Europe/Berlin',
    hours: 'Sun 02:15-02:45',
    rows: [
      ['2026-10-25T02:14+02:00', 'closed', '2026-10-25 02:15 +02:00'],
      ['2026-10-25T02:30+02:00', 'open'],
      ['2026-10-25T02:45+02:00', 'closed', '2026-10-25 02:15 +01:00'],
      ['2026-10-25T02:30+01:00', 'open'],
      ['2026-10-25T02:45+01:00', 'closed', '2026-11-01 02:15 +01:00'],
    ],
  },
  {
    what: 'an overnight span over the change of clocks',
    zone: 'America/New_York',
    hours: 'Sat 22:00-03:00',
    rows: [
      ['2026-03-08T01:59-05:00', 'open'],
      ['2026-03-08T03:00-04:00', 'closed', '2026-03-14 22:00 -04:00'],
      ['2026-11-01T01:30-05:00', 'open'],
      ['2026-11-01T03:00-05:00', 'closed', '2026-11-07 22:00 -05:00'],
    ],
  },
  {
    what: 'half an hour back and forth',
    zone: 'Australia/Lord_Howe',
    hours: 'Sun 01:45-02:15',
    rows: [
      ['2026-04-05T01:50+11:00', 'open'],
      ['2026-04-05T01:35+10:30', 'closed', '2026-04-05 01:45 +10:30'],
      ['2026-04-05T02:10+10:30', 'open'],
      ['2026-10-04T01:50+10:30', 'open'],
      ['2026-10-04T02:30+11:00', 'closed', '2026-10-11 01:45 +11:00'],
    ],
  },
  {
    what: 'a day that an island left out (there was no Friday, 30 December 2011)',
    zone: 'Pacific/Apia',
    hours: 'Fri 09:00-17:00',
    rows: [
      ['2011-12-29T23:59-10:00', 'closed', '2012-01-06 09:00 +14:00'],
      ['2012-01-06 09:00', 'open'],
    ],
  },
  {
    what: 'a change of clocks at midnight',
    zone: 'America/Sao_Paulo',
    hours: 'Sat 23:00-24:00; Sun 00:00-01:30',
    rows: [
      ['2018-11-03T23:30-03:00', 'open'],
      ['2018-11-04T01:00-02:00', 'open'],
      ['2019-02-16T23:30-02:00', 'open'],
      ['2019-02-16T23:30-03:00', 'open'],
      ['2019-02-17T01:30-03:00', 'closed', '2019-02-23 23:00 -03:00'],
    ],
  },
  {
    what: 'a clock put back a minute past midnight shows the day before again',
    zone: 'America/St_Johns',
    hours: 'Sat 23:30-23:45',
    holidays: '2010-11-07',
    rows: [['2010-11-06T23:50-02:30', 'closed', '2010-11-06 23:30 -03:30']],
  },
  {
    what: 'winter time that is the exception',
    zone: 'Europe/Dublin',
    hours: 'Sun 01:00-02:00',
    rows: [
      ['2026-03-29T00:59+00:00', 'closed', '2026-04-05 01:00 +01:00'],
      ['2026-10-25T01:30+01:00', 'open'],
      ['2026-10-25T01:30+00:00', 'open'],
    ],
  },
  {
    what: 'a clock put back for one month',
    zone: 'Africa/Casablanca',
    hours: 'Sun 02:30-03:00',
    rows: [
      ['2026-02-15T02:45+01:00', 'open'],
      ['2026-02-15T02:45+00:00', 'open'],
      ['2026-03-21 12:00', 'closed', '2026-03-29 02:30 +01:00'],
    ],
  },
  {
    what: 'leap days',
    zone: 'UTC',
    hours: 'Mon-Sun 09:00-17:00',
    holidays: '02-29 Leap day\n2024-03-01 The day after',
    rows: [
      ['2024-02-29 10:00', 'closed', '2024-03-02 09:00 +00:00'],
      ['2026-03-01 10:00', 'open'],
      ['2028-02-28 17:00', 'closed', '2028-03-01 09:00 +00:00'],
      ['2028-02-29 10:00', 'closed', '2028-03-01 09:00 +00:00'],
      ['2100-02-28 17:00', 'closed', '2100-03-01 09:00 +00:00'],
    ],
  },
  {
    what: 'holidays of every year and of one',
    zone: 'Europe/Berlin',
    hours: 'Mon-Fri 09:00-17:00',
    holidays: '12-25 Christmas\n2026-12-24 Closed for once',
    rows: [
      ['2026-12-24 10:00', 'closed', '2026-12-28 09:00 +01:00'],
      ['2026-12-25 10:00', 'closed', '2026-12-28 09:00 +01:00'],
      ['2027-12-24 10:00', 'open'],
      ['2028-12-25 10:00', 'closed', '2028-12-26 09:00 +01:00'],
    ],
  },
  {
    what: 'Friday evening to a Tuesday after a holiday',
    zone: 'Europe/Berlin',
    hours: 'Mon-Fri 09:00-18:00',
    holidays: '2026-05-25 Whit Monday',
    rows: [
      ['2026-05-22 17:59', 'open'],
      ['2026-05-22 18:00', 'closed', '2026-05-26 09:00 +02:00'],
      ['2026-05-25 10:00', 'closed', '2026-05-26 09:00 +02:00'],
      ['2026-05-26 09:00', 'open'],
    ],
  },
  {
    what: 'a night into a holiday ends at midnight',
    zone: 'America/Sao_Paulo',
    hours: 'Mon-Sun 22:00-06:00',
    holidays: '2026-01-05 Monday off',
    rows: [
      ['2026-01-04 23:59:59.999', 'open'],
      ['2026-01-05 00:00', 'closed', '2026-01-06 00:00 -03:00'],
      ['2026-01-05 22:30', 'closed', '2026-01-06 00:00 -03:00'],
      ['2026-01-06 00:00', 'open'],
      ['2026-01-06 05:59', 'open'],
    ],
  },
  {
    what: 'a holiday on the day that the clock is put back is 25 hours long',
    zone: 'Europe/Berlin',
    hours: 'Mon-Sun 00:00-24:00',
    holidays: '2026-10-25',
    rows: [
      ['2026-10-24 23:59', 'open'],
      ['2026-10-25T00:00+02:00', 'closed', '2026-10-26 00:00 +01:00'],
      ['2026-10-25T23:59+01:00', 'closed', '2026-10-26 00:00 +01:00'],
    ],
  },
  {
    what: 'and 23 hours on the day that it is put forward',
    zone: 'Europe/Berlin',
    hours: 'Mon-Sun 00:00-24:00',
    holidays: '2026-03-29',
    rows: [
      ['2026-03-29T00:00+01:00', 'closed', '2026-03-30 00:00 +02:00'],
      ['2026-03-29T23:59+02:00', 'closed', '2026-03-30 00:00 +02:00'],
    ],
  },
  {
    what: 'three weeks in a row a holiday falls on the one open day',
    zone: 'UTC',
    hours: 'Thu 10:00-11:00',
    holidays: '01-01\n01-08\n01-15',
    rows: [['2025-12-25 11:00', 'closed', '2026-01-22 10:00 +00:00']],
  },
  {
    what: 'never within 400 days',
    zone: 'UTC',
    hours: 'Mon-Sun 00:00-24:00',
    holidays: everyDayOfTheYear(),
    rows: [['2026-01-05 10:00', 'closed', undefined]],
  },
];

function everyDayOfTheYear(): string {
  const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(5, 10));
  return days.join('\n');
}

const ROWS = CASES.flatMap(({ rows, ...calendar }) =>
  rows.map((row) => [calendar.what, row[0], row, calendar] as const),
);

test('the table is as long as it has to be', () => expect(ROWS.length).toBeGreaterThanOrEqual(60));

test.each(ROWS)('%s: %s', (_what, _at, [at, answer, next], { zone, hours, holidays }) => {
  const calendar = weekCalendar(zone, hours, holidays);
  const now = moment(at, zone);
  expect(isOpen(calendar, now)).toBe(answer === 'open');
  expect(shown(nextOpening(calendar, now), zone)).toBe(answer === 'open' ? shown(now, zone) : next);
});

test('an opening is exact to the millisecond, and now when it is open', () => {
  const calendar = weekCalendar('Europe/Berlin', 'Mon-Fri 09:00-18:00');
  const early = moment('2026-01-05 08:12:34.567', 'Europe/Berlin');
  const open = moment('2026-01-05 09:12:34.567', 'Europe/Berlin');
  expect(nextOpening(calendar, early)).toBe(moment('2026-01-05 09:00', 'Europe/Berlin'));
  expect(nextOpening(calendar, open)).toBe(open);
});

test('a zone that slipped past the check is loud, not a closed shop', () => {
  const calendar = { ...weekCalendar('UTC', 'Mon 09:00-18:00'), zone: 'Mars/Olympus' };
  expect(() => isOpen(calendar, 0)).toThrow('Mars/Olympus');
  expect(() => nextOpening(calendar, 0)).toThrow('Mars/Olympus');
});
