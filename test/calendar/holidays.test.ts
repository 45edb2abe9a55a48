import { holidayOn, isOpen, nextOpening } from '../../src/calendar';
import { type Holiday } from '../../src/model/calendar';
import { translate, type Text } from '../../src/text/message';
import { holidaysOf, moment, parseHolidays, shown, weekCalendar } from './helpers';
import { expectAllLanguages } from './languages';

const english = (error: Text) => translate('en', error);
const day = (date: number, name = ''): Holiday => ({ first: date, last: date, name });

test('one a line, of one year or of every year', () => {
  expect(holidaysOf('2026-12-25 Christmas\r\n\n  12-26   Boxing Day  \n02-29 Leap day\n2028-02-29\n')).toEqual([
    day(20261225, 'Christmas'),
    day(1226, 'Boxing Day'),
    day(229, 'Leap day'),
    day(20280229),
  ]);
  expect(holidaysOf('')).toEqual([]);
  expect(holidaysOf(' \n ')).toEqual([]);
});

const winter = { first: 20261224, last: 20270103, name: 'Winter break' };
test.each<[written: string, holiday: Holiday]>([
  ['2026-12-24 - 2027-01-03 Winter break', winter],
  ['2026-12-24 .. 2027-01-03 Winter break', winter],
  ['2026-12-24..2027-01-03 Winter break', winter],
  ['2026-12-24 – 2027-01-03 Winter break', winter],
  ['2026-12-24–2027-01-03 Winter break', winter],
  ['2026-12-24 to 2027-01-03 Winter break', winter],
  ['2026-12-24 - 2027-01-03 - Winter break', winter],
  ['12-24 - 01-02', { first: 1224, last: 102, name: '' }],
  ['05-01 - 05-01 Labour Day', day(501, 'Labour Day')],
  ['12-24 12:00-24:00 Christmas Eve', { ...day(1224, 'Christmas Eve'), spans: [[720, 1440]] }],
  ['12-24 12:00-23:59', { ...day(1224), spans: [[720, 1440]] }],
  [
    '12-24 - 12-31 20:00-02:00, 08:00 - 10:00 Between the years',
    {
      first: 1224,
      last: 1231,
      spans: [
        [480, 600],
        [1200, 1560],
      ],
      name: 'Between the years',
    },
  ],
  ['12-25 - Christmas', day(1225, 'Christmas')],
  ['05-01 1. Mai', day(501, '1. Mai')],
  ['09-07 7 de Setembro', day(907, '7 de Setembro')],
  ['07-04 4th of July', day(704, '4th of July')],
  ['12-25 Christmas 2026', day(1225, 'Christmas 2026')],
])('%s', (written, holiday) => expect(holidaysOf(written)).toEqual([holiday]));

test.each<[written: string, sentences: readonly string[]]>([
  ['Christmas', ['line 1, “Christmas”, is not a holiday; write 2026-12-25 Christmas for one day']],
  [
    '12-25 Christmas\n\n25.12.2026 Christmas',
    ['line 3, “25.12.2026 Christmas”, is not a holiday; write 2026-12-25 Chr'],
  ],
  ['12-25: Christmas', ['is not a holiday; write 12-25 Christmas']],
  ['1-1 New Year', ['line 1, “1-1 New Year”, is not a holiday; write 01-01 New Year']],
  ['24.12. - 26.12. Weihnachten', ['is not a holiday; write 12-24 - 12-26 Weihnachten']],
  ['24.12.2026 bis 3.1.2027 Betriebsferien', ['write 2026-12-24 - 2027-01-03 Betriebsferien']],
  ['12/25 Christmas', ['write 12-25 Christmas']],
  ['3/4 Spring', ['is not a holiday; write 2026-12-25 Christmas for one day']],
  ['12-24-12-26 Christmas', ['write 12-24 - 12-26 Christmas']],
  ['12-25Christmas', ['is not a holiday']],
  ['26-12-25 Christmas', ['is not a holiday']],
  ['25-12 Christmas', ['line 1: there is no 25-12; write the month before the day', 'whole line: 12-25 Christmas']],
  ['2026-04-31 x', ['line 1: there is no 2026-04-31']],
  ['2026-04-30 - 2026-04-31 x', ['line 1: there is no 2026-04-31']],
  ['00-10 x\n01-00 y', ['there is no 00-10', 'line 2: there is no 01-00']],
  ['2026-02-29 x', ['there is no 2026-02-29, because that is not a leap year; for every leap year write 02-29']],
  ['2100-02-29 x', ['not a leap year']],
  ['02-30 x', ['there is no 02-30']],
  ['12-25 Christmas 2026-12-26 Boxing Day\nx', ['date or a time in it', 'line 2, “x”']],
  ['12-25 Christmas, 12-26 Boxing Day', ['“Christmas, 12-26 Boxing Day” cannot be the name of a holiday']],
  ['12-24 until 12-26 Christmas', ['cannot be the name', 'the whole line: 12-24 - 12-26 Christmas']],
  ['12-24 - 26 Christmas', ['cannot be the name', 'the whole line: 12-24 - 12-26 Christmas']],
  ['12-24 9-12 Christmas Eve', ['cannot be the name', 'the whole line: 12-24 09:00-12:00 Christmas Eve']],
  ['12-24 09:00', ['times before the name, as in 12-24 12:00-24:00 Christmas Eve']],
  ['12-24 closed from 12:00', ['cannot be the name']],
  ['12-24 closed from 12', ['cannot be the name']],
  ['12-24 bis 12 Uhr', ['cannot be the name']],
  ['12-24 until noon', ['cannot be the name']],
  ['12-24 Christmas Eve 2 pm', ['cannot be the name']],
  ['12-24 Nochebuena 2 p. m.', ['cannot be the name']],
  ['12-24 12:00-12:00', ['line 1: “12:00-12:00” starts and ends at the same time']],
  ['12-24 12:00-25:00', ['line 1: “25:00” is not a time of day']],
  ['2027-01-03 - 2026-12-24 x', ['the range ends on 2026-12-24, before it begins on 2027-01-03']],
  ['2026-12-24 - 01-03 x', ['must either both have a year, or neither', 'whole line: 2026-12-24 - 2027-01-03 x']],
  ['12-24 - 2027-01-03 x', ['must either both have a year, or neither', 'whole line: 2026-12-24 - 2027-01-03 x']],
])('%j is refused', (written, sentences) => {
  const parsed = parseHolidays(written);
  const told = parsed.ok ? '' : parsed.errors.map(english).join('\n');
  expect(parsed.ok).toBe(false);
  for (const sentence of sentences) expect(told).toContain(sentence);
});

test('what starts at 24:00 is of the day after: no line is proposed for this one', () => {
  const parsed = parseHolidays('12-25 24:00-12:00 Christmas');
  expect(parsed.ok ? '' : parsed.errors.map(english).join()).toMatch(/write 00:00 on the next day$/);
});

test('every wrong line is told once', () => {
  const parsed = parseHolidays('x\n12-25\ny\n12-24 12-26');
  expect(parsed.ok ? [] : parsed.errors.map(english).map((each) => each.slice(0, 6))).toEqual([
    'line 1',
    'line 3',
    'line 4',
  ]);
});

test('every sentence has all four languages and fills all its gaps', () => {
  const lines = ['x', '1-1', '13-01', '2026-02-29', '12-24 9-12', '12-24 1:2', '12-24 12:00-12:00'];
  const parsed = parseHolidays([...lines, '2026-12-24 - 01-01', '2027-01-01 - 2026-01-01'].join('\n'));
  expectAllLanguages(parsed.ok ? [] : parsed.errors, 'holidays_');
});

describe('what holidays close', () => {
  const zone = 'Europe/Berlin';
  const always = 'Mon-Sun 00:00-24:00';
  test.each<[holidays: string, closed: readonly string[], open: readonly string[]]>([
    [
      '2026-12-24 - 2027-01-03',
      ['2026-12-24 00:00', '2026-12-31 23:59', '2027-01-03 23:59:59'],
      ['2026-12-23 23:59', '2027-01-04 00:00', '2025-12-25 12:00', '2027-12-24 12:00'],
    ],
    [
      '12-24 - 01-02',
      ['2026-12-24 00:00', '2027-01-02 23:59', '2030-12-31 12:00', '2031-01-01 12:00'],
      ['2026-12-23 23:59', '2027-01-03 00:00', '2027-06-01 12:00'],
    ],
    ['12-24 12:00-24:00', ['2026-12-24 12:00', '2026-12-24 23:59:59'], ['2026-12-24 11:59:59', '2026-12-25 00:00']],
    [
      '12-31 20:00-02:00',
      ['2026-12-31 20:00', '2027-01-01 01:59'],
      ['2026-12-31 01:00', '2026-12-31 19:59', '2027-01-01 02:00'],
    ],
    ['02-29', ['2028-02-29 12:00'], ['2027-02-28 12:00', '2027-03-01 12:00']],
  ])('%s', (holidays, closed, open) => {
    const calendar = weekCalendar(zone, always, holidays);
    for (const at of closed) expect([at, isOpen(calendar, moment(at, zone))]).toEqual([at, false]);
    for (const at of open) expect([at, isOpen(calendar, moment(at, zone))]).toEqual([at, true]);
    for (const at of closed) expect(holidayOn(calendar, moment(at, zone))).toBeDefined();
  });

  test('the next opening after half a day, and after a range', () => {
    const calendar = weekCalendar(zone, 'Mon-Sat 09:00-18:00', '12-24 12:00-24:00\n12-25 - 12-26\n12-28 09:00-10:00');
    const next = (at: string) => shown(nextOpening(calendar, moment(at, zone)), zone);
    expect(next('2026-12-24 11:59')).toBe('2026-12-24 11:59 +01:00');
    expect(next('2026-12-24 12:00')).toBe('2026-12-28 10:00 +01:00');
  });
});
