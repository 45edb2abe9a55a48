import { readPlanned, wallClock } from '../../src/calendar/planned';

/** Saturday, 10:15 in Berlin. */
const NOW = Date.parse('2026-11-28T09:15:00Z');
const BERLIN = wallClock('Europe/Berlin', 1, NOW);
const read = (line: string, clock = BERLIN) => {
  const found = readPlanned(line, clock, NOW);
  return found.at === undefined ? found : [new Date(found.at).toISOString().replace(':00.000Z', 'Z'), found.rest];
};

test.each([
  ['in 2 hours How is it going?', '2026-11-28T11:15Z', 'How is it going?'],
  ['in 1h30 Hi', '2026-11-28T10:45Z', 'Hi'],
  ['in 1h 30m Hi', '2026-11-28T10:45Z', 'Hi'],
  ['in 1h 30 min Hi', '2026-11-28T10:45Z', 'Hi'],
  ['in 1h30 Minha encomenda', '2026-11-28T10:45Z', 'Minha encomenda'],
  ['in half an hour Hi', '2026-11-28T09:45Z', 'Hi'],
  ['in an hour and a half Hi', '2026-11-28T10:45Z', 'Hi'],
  ['in an hour and a half-price ticket waits', '2026-11-28T10:15Z', 'and a half-price ticket waits'],
  ['in 2 days at 9:00 Hi', '2026-11-30T08:00Z', 'Hi'],
  ['in 2 days 9am Hi', '2026-11-30T08:00Z', 'Hi'],
  ['in 2 days 12:00-14:00 we deliver', '2026-11-30T09:15Z', '12:00-14:00 we deliver'],
  ['in 2 days, 9:00 to 12:00 we are here', '2026-11-30T09:15Z', '9:00 to 12:00 we are here'],
  ['in 2 days 9 am to 5 pm we are here', '2026-11-30T09:15Z', '9 am to 5 pm we are here'],
  ['in 2 days at your service', '2026-11-30T09:15Z', 'at your service'],
  ['in an hour and here is more', '2026-11-28T10:15Z', 'and here is more'],
  ['tomorrow 9:00 Good morning', '2026-11-29T08:00Z', 'Good morning'],
  ['tomorrow at 9 am: Good morning', '2026-11-29T08:00Z', 'Good morning'],
  ['tomorrow 9:00: Good morning', '2026-11-29T08:00Z', 'Good morning'],
  ['Tomorrow, 17:05 – Bye', '2026-11-29T16:05Z', 'Bye'],
  ['the day after tomorrow at noon Hi', '2026-11-30T11:00Z', 'Hi'],
  ['today 18:00 Hi', '2026-11-28T17:00Z', 'Hi'],
  ['Mon 14:30 Hi', '2026-11-30T13:30Z', 'Hi'],
  ['Sat 9:00 Hi', '2026-12-05T08:00Z', 'Hi'],
  ['Sat 11:00 Hi', '2026-11-28T10:00Z', 'Hi'],
  ['next Monday 9:00 Hi', '2026-11-30T08:00Z', 'Hi'],
  ['next Sat at 11:00 Hi', '2026-12-05T10:00Z', 'Hi'],
  ['on next Friday, 5pm: Hi', '2026-12-04T16:00Z', 'Hi'],
  ['am nächsten Montag um 9 Uhr Hallo', '2026-11-30T08:00Z', 'Hallo'],
  ['kommenden Dienstag 14.30 Hallo', '2026-12-01T13:30Z', 'Hallo'],
  ['na próxima segunda-feira às 9h Oi', '2026-11-30T08:00Z', 'Oi'],
  ['el próximo lunes a las 9:00 Hola', '2026-11-30T08:00Z', 'Hola'],
  ['14:30 next Monday we are back', '2026-11-28T13:30Z', 'next Monday we are back'],
  ['14:30 do not forget', '2026-11-28T13:30Z', 'do not forget'],
  ['9:00 Hi', '2026-11-29T08:00Z', 'Hi'],
  ['3 Dec 9:00 Hi', '2026-12-03T08:00Z', 'Hi'],
  ['Mar 3, 9:00 Hi', '2027-03-03T08:00Z', 'Hi'],
  ['mar 9:00 Hola', '2026-12-01T08:00Z', 'Hola'],
  ['Do 3.12. 9:00 Hallo', '2026-12-03T08:00Z', 'Hallo'],
  ['Fr., 4.12.2026 um 9 Uhr Hallo', '2026-12-04T08:00Z', 'Hallo'],
  ['Thu 3 Dec 9:00 Hi', '2026-12-03T08:00Z', 'Hi'],
  ['Sat 5.12 9:00 Hi', '2026-12-05T08:00Z', 'Hi'],
  ['Sa 5.12 um 9 Uhr Hallo', '2026-12-05T08:00Z', 'Hallo'],
  ['Sat, 5.12, 9am Hi', '2026-12-05T08:00Z', 'Hi'],
  ['Sat 11.12 Hi', '2026-11-28T10:12Z', 'Hi'],
  ['Sat 11.30 12:00 is too late', '2026-11-28T10:30Z', '12:00 is too late'],
  ['9:00 - 24h support', '2026-11-29T08:00Z', '24h support'],
  ['tomorrow 9:00 – 12 h delivery', '2026-11-29T08:00Z', '12 h delivery'],
  ['Sat 12.30. Bye', '2026-11-28T11:30Z', 'Bye'],
  ['mar 9.30 Hola', '2026-12-01T08:30Z', 'Hola'],
  ['mar 9 a. m. Hola', '2026-12-01T08:00Z', 'Hola'],
  ['Dec 3rd, 9:00 Hi', '2026-12-03T08:00Z', 'Hi'],
  ['3 Nov 9:00 Hi', '2027-11-03T08:00Z', 'Hi'],
  ['29 Feb 9:00 Hi', '2028-02-29T08:00Z', 'Hi'],
  ['1 July 2027 9:00 Hi', '2027-07-01T07:00Z', 'Hi'],
  ['2026-12-03 09:00 Hi', '2026-12-03T08:00Z', 'Hi'],
  ['2026-12-03T09:00 Hi', '2026-12-03T08:00Z', 'Hi'],
  ['2026-12-03 09:00 pm Hi', '2026-12-03T20:00Z', 'Hi'],
  ['2026-12-03, 9am: Hi', '2026-12-03T08:00Z', 'Hi'],
  ['2026-12-03 09:00 - Hi', '2026-12-03T08:00Z', 'Hi'],
  ['2026-12-03 09:00:30 Hi', '2026-12-03T08:00:30.000Z', 'Hi'],
  ['2026-12-03 09:00+03:00 Hi', '2026-12-03T06:00Z', 'Hi'],
  ['2026-12-03 09:00-0300 Hi', '2026-12-03T12:00Z', 'Hi'],
  ['2026-12-03T09:00Z Hi', '2026-12-03T09:00Z', 'Hi'],
  ['2026-12-03T09:00-03:00 Hi', '2026-12-03T12:00Z', 'Hi'],
  ['morgen um 9 Uhr Guten Morgen', '2026-11-29T08:00Z', 'Guten Morgen'],
  ['übermorgen 9:00 Hallo', '2026-11-30T08:00Z', 'Hallo'],
  ['heute 18 Uhr 30 Hallo', '2026-11-28T17:30Z', 'Hallo'],
  ['in einer halben Stunde Hallo', '2026-11-28T09:45Z', 'Hallo'],
  ['in 3 Tagen um 9 Uhr Hallo', '2026-12-01T08:00Z', 'Hallo'],
  ['am Montag um 14.30 Hallo', '2026-11-30T13:30Z', 'Hallo'],
  ['3.12. 9:00 Hallo', '2026-12-03T08:00Z', 'Hallo'],
  ['14:30 am Montag sind wir da', '2026-11-28T13:30Z', 'am Montag sind wir da'],
  ['amanhã às 9h30 Bom dia', '2026-11-29T08:30Z', 'Bom dia'],
  ['14:30 de nada', '2026-11-28T13:30Z', 'de nada'],
  ['14:30: amanhã estamos aqui', '2026-11-28T13:30Z', 'amanhã estamos aqui'],
  ['em uma hora e meia Oi', '2026-11-28T10:45Z', 'Oi'],
  ['daqui a 2 horas Oi', '2026-11-28T11:15Z', 'Oi'],
  ['3 de dezembro às 9:00 Oi', '2026-12-03T08:00Z', 'Oi'],
  ['mañana a las 9:00 Hola', '2026-11-29T08:00Z', 'Hola'],
  ['mañana a las 9:00 p. m. Hola', '2026-11-29T20:00Z', 'Hola'],
  ['mañana 9 a. m. Hola', '2026-11-29T08:00Z', 'Hola'],
  ['dentro de 30 minutos Hola', '2026-11-28T09:45Z', 'Hola'],
])('%s', (line, at, rest) => expect(read(line)).toEqual([at, rest]));

test('what is over stays what it is, so that it can be told', () =>
  expect(read('today 9:00 Hi')).toEqual(['2026-11-28T08:00Z', 'Hi']));

test.each([
  ['tomorrow Good morning', 'tomorrow 09:00'],
  ['tomorrow 8 Good morning', 'tomorrow 08:00'],
  ['Mon Hi', 'Mon 09:00'],
  ['Thu 3 Dec Hi', 'Thu 3 Dec 09:00'],
  ['Fr 3.12. 9:00 Hallo', undefined],
  ['Fr 3.12 9:00 Hallo', undefined],
  ['Mar 3 Hi', 'Mar 3 09:00'],
  ['2026-12-03 Hi', '2026-12-03 09:00'],
  ['2 hours Hi', 'in 2 hours'],
  ['17 Hi', '17:00'],
  ['tomorow 9:00 Hi', 'tomorrow 9:00'],
  ['9am tomorrow Hi', 'tomorrow 09:00'],
  ['at 17:30 today Hi', 'today 17:30'],
  ['às 9h de amanhã Oi', 'amanhã 09:00'],
  ['um 9 Uhr übermorgen Hallo', 'übermorgen 09:00'],
  ['next Monday Hi', 'next Monday 09:00'],
  ['next week 9:00 Hi', undefined],
  ['next 3 Dec 9:00 Hi', undefined],
  ['3.12 9:00 Hallo', undefined],
  ['9:00-12:00 we deliver', undefined],
  ['9:00 - 24:00 we deliver', undefined],
  ['amanhã 9h - 12h aberto', 'amanhã 09:00'],
  ['amanhã 9:00 às 18h aberto', 'amanhã 09:00'],
  ['tomorrow 9:00 to 18h we are open', 'tomorrow 09:00'],
  ['morgen 9:00-18h offen', 'morgen 09:00'],
  ['2026-12-03 09:00-12:00 we deliver', '2026-12-03 09:00'],
  ['tomorrow 9 am to 5 pm we are here', 'tomorrow 09:00'],
  ['amanhã 9h às 18h aberto', 'amanhã 09:00'],
  ['heute 14 Uhr bis 18 Uhr geöffnet', 'heute 14:00'],
  ['2027-02-29 09:00 Hi', undefined],
  ['3/12 9:00 Hi', undefined],
  ['31 Apr 9:00 Hi', undefined],
  ['25:00 Hi', undefined],
  ['in 99999999 days at 9:00 Hi', undefined],
  ['', undefined],
])('%s: perhaps %s', (line, suggestion) => expect(read(line)).toEqual({ suggestion }));

test('next Friday is the one of next week; what may as well be the one of this week is asked for anew', () => {
  const on = (day: string, line: string): unknown => {
    const { at, ...other } = readPlanned(line, wallClock('UTC', 0, 0), Date.parse(`${day}T08:00:00Z`));
    return at === undefined ? other : new Date(at).toISOString().slice(0, 10);
  };
  for (const day of ['2026-11-27', '2026-11-28', '2026-11-29'])
    expect(on(day, 'next Friday 9:00 Hi')).toBe('2026-12-04');
  for (const day of ['2026-11-23', '2026-11-26'])
    expect(on(day, 'next Friday 9:00 Hi')).toEqual({ suggestion: undefined });
});

test('a clock that goes by another zone than the shop', () => {
  const delhi = wallClock('Europe/Berlin', 5.5, NOW);
  expect(read('tomorrow 9:00 Hi', delhi)).toEqual(['2026-11-29T03:30Z', 'Hi']);
  expect(new Date(delhi.toWall(NOW)).toISOString()).toBe('2026-11-28T14:45:00.000Z');
});

test('in the hour that a clock shows twice, the time that is still to come', () => {
  const at = (now: string, line: string): string => {
    const moment = Date.parse(now);
    const found = readPlanned(line, wallClock('Europe/Berlin', undefined, moment), moment);
    return new Date(found.at ?? 0).toISOString();
  };
  // At 3:00 summer time it is 2:00 again.
  expect(at('2026-10-25T00:30:00Z', '2:50 Hi')).toBe('2026-10-25T00:50:00.000Z');
  expect(at('2026-10-25T00:55:00Z', '2:50 Hi')).toBe('2026-10-25T01:50:00.000Z');
  expect(at('2026-10-25T01:45:00Z', '2:50 Hi')).toBe('2026-10-25T01:50:00.000Z');
  expect(at('2026-10-25T01:45:00Z', 'today 2:50 Hi')).toBe('2026-10-25T01:50:00.000Z');
  expect(at('2026-10-25T01:55:00Z', '2:50 Hi')).toBe('2026-10-26T01:50:00.000Z');
});

test('the zone of the shop, with its summer time, where nobody says another', () => {
  for (const hours of [undefined, Number.NaN, 99, 1])
    expect(read('1 July 9:00 Hi', wallClock('Europe/Berlin', hours, NOW))).toEqual(['2027-07-01T07:00Z', 'Hi']);
});
