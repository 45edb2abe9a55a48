import { parseCalendar, parseHolidays, parseHours, parseOwnCalendar, type WeekHours } from '../../src/calendar';
import { LANGUAGES, translate, type Text } from '../../src/text/message';
import { holidaysOf, hoursOf } from './helpers';

const english = (error: Text) => translate('en', error);

describe('hours', () => {
  const minutes = (day: number, hour: number, minute = 0) => (day * 24 + hour) * 60 + minute;

  test.each<[written: string, hours: WeekHours]>([
    ['Mon 09:00-17:00', [[540, 1020]]],
    ['mon 09:00-17:00', [[540, 1020]]],
    ['SUN 00:00-00:01', [[minutes(6, 0), minutes(6, 0, 1)]]],
    [
      '  Mon , Wed - Thu   09:00 - 12:00 , 13:00 - 14:00 ;Sat 10:00-11:00 ',
      [
        [540, 720],
        [780, 840],
        [minutes(2, 9), minutes(2, 12)],
        [minutes(2, 13), minutes(2, 14)],
        [minutes(3, 9), minutes(3, 12)],
        [minutes(3, 13), minutes(3, 14)],
        [minutes(5, 10), minutes(5, 11)],
      ],
    ],
    [
      'Sat-Mon 10:00-11:00',
      [
        [600, 660],
        [minutes(5, 10), minutes(5, 11)],
        [minutes(6, 10), minutes(6, 11)],
      ],
    ],
    ['Wed-Wed 10:00-11:00', [[minutes(2, 10), minutes(2, 11)]]],
    ['Mon-Sun 00:00-24:00', [[0, 10_080]]],
    ['Tue-Mon 00:00-24:00', [[0, 10_080]]],
    [
      'Sun 22:00-06:00',
      [
        [0, 360],
        [minutes(6, 22), 10_080],
      ],
    ],
    ['Sun 22:00-24:00', [[minutes(6, 22), 10_080]]],
    ['Sun 22:00-00:00', [[minutes(6, 22), 10_080]]],
    ['Mon 22:00-06:00; Tue 05:00-07:00', [[minutes(0, 22), minutes(1, 7)]]],
    [
      'Tue 05:00-07:00,09:00-10:00; Mon-Tue 06:00-09:00',
      [
        [360, 540],
        [minutes(1, 5), minutes(1, 10)],
      ],
    ],
  ])('%s', (written, hours) => expect(hoursOf(written)).toEqual(hours));

  test.each(['agents', 'workspace', '  agents '])('%s', (word) => expect(hoursOf(word)).toBe(word.trim()));

  test.each<[written: string, sentence: string]>([
    ['', 'no opening hours are given; write a schedule such as Mon-Fri 09:00-18:00'],
    ['   ', 'no opening hours are given'],
    ['Agents', 'did you mean agents?'],
    ['workspaces', 'did you mean workspace?'],
    ['closed', '“closed” is not a day'],
    ['Mon 09:00-17:00;', 'a part of the hours is empty'],
    ['Mon 09:00-17:00;;Tue 09:00-17:00', 'a part of the hours is empty'],
    ['; Mon 09:00-17:00', 'a part of the hours is empty'],
    ['09:00-17:00', '“09:00-17:00” names no day; the days come first'],
    ['Mon-Fri', '“Mon-Fri” has days, but no times'],
    ['Monday 09:00-17:00', '“Monday” is not a day; did you mean Mon?'],
    ['Mon-Fry 09:00-17:00', '“Fry” is not a day; did you mean Fri?'],
    ['Mon–Fri 09:00-17:00', 'did you mean Mon-Fri?'],
    ['Xyz 09:00-17:00', '“Xyz” is not a day; the days are Mon, Tue, Wed, Thu, Fri, Sat and Sun'],
    ['Mon,,Tue 09:00-17:00', 'a day is missing'],
    ['Mon, 09:00-17:00', 'a day is missing'],
    ['Mon- 09:00-17:00', 'a day is missing'],
    ['-Mon 09:00-17:00', 'a day is missing'],
    ['Mon-Wed-Fri 09:00-17:00', '“Mon-Wed-Fri” is not a range of days'],
    ['Mon Tue 09:00-17:00', '“Mon Tue” is not a day; did you mean Mon?'],
    ['Mon 09:00', '“09:00” is not a time span'],
    ['Mon 09:00-', '“” is not a time of day'],
    ['Mon 09:00-12:00,', '“” is not a time span'],
    ['Mon 09:00–17:00', '“09:00–17:00” is not a time span'],
    ['Mon 09:00-12:00-13:00', '“09:00-12:00-13:00” is not a time span'],
    ['Mon 09:00-12:00 13:00-17:00', '“09:00-12:00 13:00-17:00” is not a time span'],
    ['Mon 09:00-12:00, Tue 09:00-12:00', 'put a semicolon before other days'],
    ['Mon 9:00-17:00', '“9:00” is not how times are written here; write 09:00'],
    ['Mon 9-17', 'write 09:00'],
    ['Mon 09:00-1730', '“1730” is not how times are written here; write 17:30'],
    ['Mon 09.00-17.00', 'write 09:00'],
    ['Mon 9am-5pm', '“9am” is not a time of day'],
    ['Mon 09:60-17:00', '“09:60” is not a time of day'],
    ['Mon 09:00-24:01', '“24:01” is not a time of day'],
    ['Mon 09:00-25:00', '“25:00” is not a time of day'],
    ['Mon 09:00:00-17:00', '“09:00:00” is not a time of day'],
    ['Mon 24:00-06:00', '“24:00-06:00” starts at 24:00, which can only be an end'],
    ['Mon 24:00-24:00', 'starts at 24:00'],
    ['Mon 09:00-09:00', '“09:00-09:00” starts and ends at the same time; for a whole day write 00:00-24:00'],
    ['Mon 00:00-00:00', 'starts and ends at the same time'],
    ['Mon 09:00-17:00; Tue 10:00-10:00', '“10:00-10:00” starts and ends at the same time'],
  ])('%s is refused', (written, sentence) => {
    const parsed = parseHours(written);
    expect(parsed.ok ? parsed.hours : english(parsed.error)).toContain(sentence);
  });

  test('what is quoted is short', () => {
    const parsed = parseHours(`Mon ${'9'.repeat(10_000)}-17:00`);
    expect(parsed.ok ? '' : english(parsed.error).length).toBeLessThan(250);
  });
});

describe('holidays', () => {
  test('one a line, of one year or of every year', () => {
    expect(holidaysOf('2026-12-25 Christmas\r\n\n  12-26   Boxing Day  \n02-29 Leap day\n2028-02-29\n')).toEqual([
      { year: 2026, month: 12, day: 25, name: 'Christmas' },
      { month: 12, day: 26, name: 'Boxing Day' },
      { month: 2, day: 29, name: 'Leap day' },
      { year: 2028, month: 2, day: 29, name: '' },
    ]);
    expect(holidaysOf('')).toEqual([]);
    expect(holidaysOf(' \n ')).toEqual([]);
  });

  test.each<[written: string, sentences: readonly string[]]>([
    ['Christmas', ['line 1, “Christmas”, is not a holiday']],
    ['12-25 Christmas\n\n25.12.2026 Christmas', ['line 3, “25.12.2026 Christmas”, is not a holiday']],
    ['1-1 New Year', ['line 1, “1-1 New Year”, is not a holiday']],
    ['12-25Christmas', ['is not a holiday']],
    ['26-12-25 Christmas', ['is not a holiday']],
    ['25-12 Christmas', ['line 1: there is no 25-12; write the month before the day']],
    ['2026-04-31 x', ['line 1: there is no 2026-04-31']],
    ['00-10 x\n01-00 y', ['there is no 00-10', 'line 2: there is no 01-00']],
    ['2026-02-29 x', ['there is no 2026-02-29, because that is not a leap year; for every leap year write 02-29']],
    ['2100-02-29 x', ['not a leap year']],
    ['02-30 x', ['there is no 02-30']],
    ['12-25 Christmas 2026-12-26 Boxing Day\nx', ['line 2, “x”']],
  ])('%j is refused', (written, sentences) => {
    const parsed = parseHolidays(written);
    const told = parsed.ok ? [] : parsed.errors.map(english);
    expect(told).toHaveLength(sentences.length);
    sentences.forEach((sentence, index) => expect(told[index]).toContain(sentence));
  });
});

describe('a calendar', () => {
  const defaults = { zone: 'Europe/Berlin', holidays: holidaysOf('12-25 Christmas') };

  test('takes zone and holidays of the settings where it has none', () => {
    const parsed = parseCalendar('day', { hours: 'Mon 09:00-10:00' }, defaults);
    expect(parsed).toEqual({
      ok: true,
      calendar: { name: 'day', zone: 'Europe/Berlin', hours: [[540, 600]], holidays: defaults.holidays },
    });
  });

  test('has its own in place of them, empty ones too', () => {
    const own = { hours: 'agents', timezone: 'asia/kolkata', holidays: '2026-01-26 Republic Day' };
    expect(parseCalendar('day', own, defaults)).toEqual({
      ok: true,
      calendar: {
        name: 'day',
        zone: 'Asia/Kolkata',
        hours: 'agents',
        holidays: [{ year: 2026, month: 1, day: 26, name: 'Republic Day' }],
      },
    });
    expect(parseCalendar('day', { hours: 'workspace', holidays: '' }, defaults)).toMatchObject({
      calendar: { hours: 'workspace', holidays: [] },
    });
  });

  test('tells everything that is wrong, each at its key', () => {
    const parsed = parseCalendar('day', { hours: 'Mon', timezone: 'Berlin', holidays: 'x\n12-25\ny' }, defaults);
    const told = parsed.ok ? [] : parsed.errors.map((error) => [error.place, english(error.text)]);
    expect(told).toEqual([
      ['timezone', expect.stringContaining('did you mean Europe/Berlin?')],
      ['hours', expect.stringContaining('has days, but no times')],
      ['holidays', expect.stringContaining('line 1')],
      ['holidays', expect.stringContaining('line 3')],
    ]);
  });

  test('is lacking when it leans on a setting that does not parse', () => {
    const parsed = parseCalendar('day', { hours: 'Mon 09:00-10:00' }, { zone: undefined, holidays: undefined });
    expect(parsed.ok ? [] : parsed.errors.map(({ place }) => place)).toEqual(['timezone', 'holidays']);
    const own = { hours: 'Mon 09:00-10:00', timezone: 'UTC', holidays: '' };
    expect(parseCalendar('day', own, { zone: undefined, holidays: undefined }).ok).toBe(true);
  });

  test.each([
    [{}, ['hours']],
    [{ hours: '' }, ['hours']],
    [{ hours: ['Mon 09:00-10:00'] }, ['hours']],
    [{ hours: 'agents', timezone: 3, holidays: ['12-25'] }, ['timezone', 'holidays']],
    [{ hours: 'agents', timezone: '' }, ['timezone']],
    [{ hours: 'agents', holidays: null }, ['holidays']],
  ])('of another shape: %j', (source, places) => {
    const parsed = parseCalendar('day', source as never, defaults);
    expect(parsed.ok ? [] : parsed.errors.map(({ place }) => place)).toEqual(places);
  });
});

describe('the settings', () => {
  test('make the calendar without a name', () => {
    const own = parseOwnCalendar({ timezone: 'UTC', hours: 'Mon 09:00-10:00', holidays: '12-25' });
    expect(own).toEqual({
      zone: 'UTC',
      holidays: [{ month: 12, day: 25, name: '' }],
      calendar: { name: '', zone: 'UTC', hours: [[540, 600]], holidays: [{ month: 12, day: 25, name: '' }] },
      errors: [],
    });
  });

  test('without hours there is no calendar, and nothing is wrong', () => {
    const own = parseOwnCalendar({ timezone: 'UTC', hours: '  ', holidays: '12-25' });
    expect(own).toEqual({ zone: 'UTC', holidays: [{ month: 12, day: 25, name: '' }], calendar: undefined, errors: [] });
  });

  test('each stands by itself', () => {
    const own = parseOwnCalendar({ timezone: '+03:00', hours: 'agents', holidays: '' });
    expect(own).toMatchObject({ zone: undefined, holidays: [], calendar: undefined, errors: [{ place: 'timezone' }] });
    const other = parseOwnCalendar({ timezone: 'UTC', hours: 'Mon', holidays: 'x' });
    expect(other).toMatchObject({ zone: 'UTC', holidays: undefined, calendar: undefined });
    expect(other.errors.map(({ place }) => place).sort()).toEqual(['holidays', 'hours']);
  });
});

test('every sentence has all four languages and fills all its gaps', () => {
  const wrong = ['', 'Agents', ';Mon', '09:00-10:00', 'Mon', 'Mon-Tue-Wed 1', 'Mon, 1', 'Xyz 1', 'Mo 1'];
  const wrongTimes = ['9-10', '9am-10', '24:00-01:00', '01:00-01:00', '01:00', '01:00-02:00,Tue 1'].map(
    (t) => `Mon ${t}`,
  );
  const errors = [...wrong, ...wrongTimes].map((written) => {
    const parsed = parseHours(written);
    if (parsed.ok) throw new Error(written);
    return parsed.error;
  });
  const lines = parseHolidays('x\n13-01\n2026-02-29');
  if (!lines.ok) errors.push(...lines.errors);
  expect(new Set(errors.map(({ key }) => key)).size).toBe(18);
  for (const error of errors) {
    const sentences = LANGUAGES.map((language) => translate(language, error));
    expect(new Set(sentences).size).toBe(LANGUAGES.length);
    for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|^[a-z_]+$/);
  }
});
