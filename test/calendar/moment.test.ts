import { readMoment } from '../../src/calendar';
import { translate } from '../../src/text/message';
import { moment, shown } from './helpers';
import { expectAllLanguages } from './languages';

const zone = 'Europe/Berlin';
/** A Wednesday. */
const now = moment('2026-11-25 10:15', zone);

function read(written: string, at = now, where = zone) {
  const answer = readMoment(written, at, where);
  if (!answer.ok) return translate('en', answer.error);
  return `${shown(answer.at, where)}${answer.rest && ` | ${answer.rest}`}`;
}

test.each<[written: string, at: string]>([
  // In a while.
  ['in 2 hours', '2026-11-25 12:15 +01:00'],
  ['2h', '2026-11-25 12:15 +01:00'],
  ['2h 30m', '2026-11-25 12:45 +01:00'],
  ['in an hour', '2026-11-25 11:15 +01:00'],
  ['in 2 Stunden', '2026-11-25 12:15 +01:00'],
  ['em 30 minutos', '2026-11-25 10:45 +01:00'],
  ['dentro de 3 días', '2026-11-28 10:15 +01:00'],
  ['in 2 days at 9:00', '2026-11-27 09:00 +01:00'],
  ['in 2 days 9 am', '2026-11-27 09:00 +01:00'],
  // Today or tomorrow.
  ['14:30', '2026-11-25 14:30 +01:00'],
  ['9:00', '2026-11-26 09:00 +01:00'],
  ['at 9', '2026-11-26 09:00 +01:00'],
  ['4 pm', '2026-11-25 16:00 +01:00'],
  ['noon', '2026-11-25 12:00 +01:00'],
  ['today 17:00', '2026-11-25 17:00 +01:00'],
  ['tomorrow 9:00', '2026-11-26 09:00 +01:00'],
  ['tomorrow at 9', '2026-11-26 09:00 +01:00'],
  ['tomorrow 9', '2026-11-26 09:00 +01:00'],
  ['9:00 tomorrow', '2026-11-26 09:00 +01:00'],
  ['9:00 on Monday', '2026-11-30 09:00 +01:00'],
  ['the day after tomorrow, 8.30', '2026-11-27 08:30 +01:00'],
  ['morgen um 9 Uhr', '2026-11-26 09:00 +01:00'],
  ['übermorgen 9:00', '2026-11-27 09:00 +01:00'],
  ['amanhã às 9h', '2026-11-26 09:00 +01:00'],
  ['mañana a las 9:30', '2026-11-26 09:30 +01:00'],
  ['hoje 23h59', '2026-11-25 23:59 +01:00'],
  // A weekday.
  ['Mon 14:30', '2026-11-30 14:30 +01:00'],
  ['on Monday at 9 am', '2026-11-30 09:00 +01:00'],
  ['Wed 11:00', '2026-11-25 11:00 +01:00'],
  ['Wed 10:00', '2026-12-02 10:00 +01:00'],
  ['next Wed 11:00', '2026-12-02 11:00 +01:00'],
  ['am Freitag um 8', '2026-11-27 08:00 +01:00'],
  ['segunda-feira às 9h', '2026-11-30 09:00 +01:00'],
  ['el lunes a las 9', '2026-11-30 09:00 +01:00'],
  // A date.
  ['2026-12-01 09:00', '2026-12-01 09:00 +01:00'],
  ['2026-12-01T09:00', '2026-12-01 09:00 +01:00'],
  ['2026-12-01T09:00Z', '2026-12-01 10:00 +01:00'],
  ['2026-12-01T09:00:30-03:00', '2026-12-01 13:00 +01:00'],
  ['12-24 18:00', '2026-12-24 18:00 +01:00'],
  ['01-02 9:00', '2027-01-02 09:00 +01:00'],
  ['24.12. um 18 Uhr', '2026-12-24 18:00 +01:00'],
  ['am 12.10. 9:00', '2027-10-12 09:00 +02:00'],
  ['1.12.2026 9:00', '2026-12-01 09:00 +01:00'],
  ['02-29 12:00', 'does not begin with a time'],
])('%j', (written, at) => expect(read(written)).toContain(at));

test.each<[written: string, at: string]>([
  ['tomorrow 9:00 Good morning, {{customer.name}}!', '2026-11-26 09:00 +01:00 | Good morning, {{customer.name}}!'],
  ['in 2 hours 30 people arrive', '2026-11-25 12:15 +01:00 | 30 people arrive'],
  ['Mon 14:30  São os dados', '2026-11-30 14:30 +01:00 | São os dados'],
  ['14:30 Montags-Angebot', '2026-11-25 14:30 +01:00 | Montags-Angebot'],
  ['14:30 Monday meeting', '2026-11-25 14:30 +01:00 | Monday meeting'],
  ['2h a quick note', '2026-11-25 12:15 +01:00 | a quick note'],
])('%j leaves its text', (written, at) => expect(read(written)).toBe(at));

test.each<[written: string, sentence: string]>([
  ['', '“” does not begin with a time; write one such as in 2 hours'],
  ['hello', 'does not begin with a time'],
  ['next week', 'does not begin with a time'],
  ['2026-02-30 09:00', 'does not begin with a time'],
  ['12-40 09:00', 'does not begin with a time'],
  ['0930-1030', 'does not begin with a time'],
  ['25:00', 'does not begin with a time'],
  ['tomorrow', '“tomorrow” names a day, but no time; write both, such as tomorrow 9:00'],
  ['tomorrow 9 people come', 'names a day, but no time'],
  ['today 9:00', '“today 9:00” is in the past; write a time that is still to come'],
  ['2026-11-25 10:15', 'is in the past'],
  ['2026-11-25T09:15Z', 'is in the past'],
  ['0 minutes', 'is in the past'],
])('%j is refused', (written, sentence) => expect(read(written)).toContain(sentence));

test('what is quoted is short, and every sentence has all four languages', () => {
  expect(read('x'.repeat(10_000)).length).toBeLessThan(250);
  const errors = ['x', 'tomorrow', 'today 9:00'].map((each) => readMoment(each, now, zone));
  expectAllLanguages(
    errors.flatMap((each) => (each.ok ? [] : [each.error])),
    'moment_',
  );
});

describe('changes of the clock', () => {
  test('a time that is skipped comes an hour later', () => {
    const before = moment('2026-03-28 12:00', zone);
    expect(read('tomorrow 2:30', before)).toBe('2026-03-29 03:30 +02:00');
    expect(read('2026-03-29 02:30', before)).toBe('2026-03-29 03:30 +02:00');
    expect(read('2026-03-29T02:30', before)).toBe('2026-03-29 03:30 +02:00');
  });

  test('of a time that comes twice it is the first', () => {
    const before = moment('2026-10-24 12:00', zone);
    for (const written of ['tomorrow 2:30', '2026-10-25 02:30', '2026-10-25T02:30']) {
      expect(read(written, before)).toBe('2026-10-25 02:30 +02:00');
    }
    expect(read('2026-10-25T02:30+01:00', before)).toBe('2026-10-25 02:30 +01:00');
  });

  test('half an hour, and a midnight that does not come', () => {
    expect(read('tomorrow 2:15', moment('2026-10-03 12:00', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe(
      '2026-10-04 02:45 +11:00',
    );
    expect(read('tomorrow 0:30', moment('2018-11-03 12:00', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe(
      '2018-11-04 01:30 -02:00',
    );
  });

  test('tomorrow is the next date, also where that is not 24 hours away', () => {
    expect(read('tomorrow 9:00', moment('2026-03-28 23:30', zone))).toBe('2026-03-29 09:00 +02:00');
    expect(read('tomorrow 9:00', moment('2026-10-25 00:30', zone))).toBe('2026-10-26 09:00 +01:00');
  });
});
