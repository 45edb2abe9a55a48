import { parseHours } from '../../src/calendar';
import { type WeekHours } from '../../src/model/calendar';
import { translate, type Text } from '../../src/text/message';
import { hoursOf } from './helpers';
import { expectAllLanguages } from './languages';

const english = (error: Text) => translate('en', error);
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
  ['Sun 22:00-23:59', [[minutes(6, 22), 10_080]]],
  ['Mon-Sun 00:00-23:59', [[0, 10_080]]],
  ['Mon 23:59-00:10', [[minutes(0, 23, 59), minutes(1, 0, 10)]]],
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
  ['Monday 09:00-17:00', '“Monday” is not a day (did you mean Mon?)'],
  ['Mon-Fry 09:00-17:00', '“Fry” is not a day (did you mean Fri?)'],
  ['Mon–Fri 09:00-17:00', 'did you mean Mon-Fri?'],
  ['Xyz 09:00-17:00', '“Xyz” is not a day; the days are Mon, Tue, Wed, Thu, Fri, Sat and Sun'],
  ['Mon,,Tue 09:00-17:00', 'a day is missing'],
  ['Mon, 09:00-17:00', 'a day is missing'],
  ['Mon- 09:00-17:00', 'a day is missing'],
  ['-Mon 09:00-17:00', 'a day is missing'],
  ['Mon-Wed-Fri 09:00-17:00', '“Mon-Wed-Fri” is not a range of days'],
  ['Mon Tue 09:00-17:00', '“Mon Tue” is not a day (did you mean Mon?)'],
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
  ['Mon 23:59-23:59', 'starts and ends at the same time'],
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

/** What people write who have not read how it must be written. */
test.each<[written: string, line: string]>([
  ['9-12 and 13-18', 'Mon-Fri 09:00-12:00,13:00-18:00'],
  ['Mon-Fri 9-12 and 13-18', 'Mon-Fri 09:00-12:00,13:00-18:00'],
  ['Monday to Friday 9am to 5pm', 'Mon-Fri 09:00-17:00'],
  ['Mo-Fr 9-17 Uhr, Sa 10-14 Uhr', 'Mon-Fri 09:00-17:00; Sat 10:00-14:00'],
  ['lunes a viernes de 9 a 14 y de 16 a 19', 'Mon-Fri 09:00-14:00,16:00-19:00'],
  ['segunda a sexta das 9h às 18h; sábado 9h-13h', 'Mon-Fri 09:00-18:00; Sat 09:00-13:00'],
  ['Segunda-feira a sexta-feira 8h30-18h', 'Mon-Fri 08:30-18:00'],
  ['Mon-Fri 9-5', 'Mon-Fri 09:00-17:00'],
  ['Mon-Fri 22-6', 'Mon-Fri 22:00-06:00'],
  ['Mon 1-5 pm', 'Mon 13:00-17:00'],
  ['Lunes a viernes de 9:00 a. m. a 6:00 p. m.', 'Mon-Fri 09:00-18:00'],
  ['Mon 11-1 pm', 'Mon 11:00-13:00'],
  ['Mon 9-noon', 'Mon 09:00-12:00'],
  ['Mon noon-midnight', 'Mon 12:00-24:00'],
  ['daily 8:00-20:00', 'Mon-Sun 08:00-20:00'],
  ['weekdays 9-17; weekend closed', 'Mon-Fri 09:00-17:00'],
  ['24/7', 'Mon-Sun 00:00-24:00'],
  ['Mon-Fry 9-17', 'Mon-Fri 09:00-17:00'],
  ['Mon-Fri: 0900-1730\nSat: 10-14', 'Mon-Fri 09:00-17:30; Sat 10:00-14:00'],
  ['Mon–Fri 09:00 – 17:00', 'Mon-Fri 09:00-17:00'],
  ['Mon 09:00-12:00, Tue 09:00-12:00', 'Mon 09:00-12:00; Tue 09:00-12:00'],
])('%j is answered with the whole right line', (written, line) => {
  const parsed = parseHours(written);
  expect(parsed.ok ? '' : english(parsed.error)).toMatch(new RegExp(`; the whole line: ${line}$`));
  expect(parseHours(line).ok).toBe(true);
});

test.each([
  ...['closed', 'by appointment', 'Mon-Fri', 'Mon 9', 'Mon 9-12 or so', 'Mon 25-26', 'weekend closed'],
  // It would be the day after.
  ...['Mon-Fri 24:00-06:00', 'Mon 24-6'],
])('%j is too much of a riddle for that', (written) => {
  const parsed = parseHours(written);
  expect(parsed.ok ? '' : english(parsed.error)).not.toContain('the whole line');
});

test('every sentence has all four languages and fills all its gaps', () => {
  const wrong = ['', 'Agents', ';Mon', '09:00-10:00', 'Mon', 'Mon-Tue-Wed 1', 'Mon, 1', 'Xyz 1', 'Mo 1'];
  const wrongTimes = ['9-10', '9am-10am', '24:00-01:00', '01:00-01:00', '01:00', '01:00-02:00,Tue 1', '9x-10'].map(
    (t) => `Mon ${t}`,
  );
  const errors = [...wrong, ...wrongTimes].map((each) => {
    const parsed = parseHours(each);
    if (parsed.ok) throw new Error(each);
    return parsed.error;
  });
  expectAllLanguages(errors, 'hours_');
});
