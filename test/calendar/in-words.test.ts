import { nextOpenInWords, withWorkspace } from '../../src/calendar';
import { LANGUAGES, type Language } from '../../src/text/message';
import { calendarOf, moment } from './helpers';

type Words = Readonly<Record<Language, string>>;
interface Case {
  readonly what: string;
  readonly zone: string;
  readonly hours: string;
  readonly holidays?: string;
  /** By the calendar's clock. */
  readonly at: string;
  readonly customer?: string;
  readonly words: Words;
}
const says = (en: string, ptBR: string, es: string, de: string): Words => ({ en, 'pt-BR': ptBR, es, de });

const office = { zone: 'Europe/Berlin', hours: 'Mon-Fri 09:00-12:00,14:00-18:00', holidays: '2026-05-25 Whit Monday' };
const whitsun = { ...office, at: '2026-05-22 19:00' };

const CASES: readonly Case[] = [
  {
    what: 'open',
    ...office,
    at: '2026-01-05 10:00',
    words: says('now', 'agora', 'ahora', 'jetzt'),
  },
  {
    what: 'later today',
    ...office,
    at: '2026-01-05 12:30',
    words: says('today at 14:00', 'hoje às 14:00', 'hoy a las 14:00', 'heute um 14:00 Uhr'),
  },
  {
    what: 'after midnight, still today',
    ...office,
    at: '2026-01-06 00:00',
    words: says('today at 9:00', 'hoje às 9:00', 'hoy a las 9:00', 'heute um 9:00 Uhr'),
  },
  {
    what: 'tomorrow',
    ...office,
    at: '2026-01-05 18:00',
    words: says('tomorrow at 9:00', 'amanhã às 9:00', 'mañana a las 9:00', 'morgen um 9:00 Uhr'),
  },
  {
    what: 'over a weekend',
    ...office,
    at: '2026-01-09 18:00',
    words: says('on Monday at 9:00', 'na segunda-feira às 9:00', 'el lunes a las 9:00', 'am Montag um 9:00 Uhr'),
  },
  {
    what: 'six days ahead the weekday says it alone',
    zone: 'UTC',
    hours: 'Sun 10:05-11:00',
    at: '2026-01-05 12:00',
    words: says('on Sunday at 10:05', 'no domingo às 10:05', 'el domingo a las 10:05', 'am Sonntag um 10:05 Uhr'),
  },
  {
    what: 'a week ahead it is the date',
    zone: 'UTC',
    hours: 'Mon 09:00-10:00',
    at: '2025-12-29 10:00',
    words: says(
      'on Monday, 5 January at 9:00',
      'na segunda-feira, 5 de janeiro, às 9:00',
      'el lunes 5 de enero a las 9:00',
      'am Montag, 5. Januar, um 9:00 Uhr',
    ),
  },
  {
    what: 'the first of a month',
    zone: 'UTC',
    hours: 'Sun 09:00-10:00',
    at: '2026-02-22 10:00',
    words: says(
      'on Sunday, 1 March at 9:00',
      'no domingo, 1º de março, às 9:00',
      'el domingo 1 de marzo a las 9:00',
      'am Sonntag, 1. März, um 9:00 Uhr',
    ),
  },
  {
    what: 'one o’clock',
    zone: 'UTC',
    hours: 'Sat 01:30-02:00',
    at: '2026-01-09 10:00',
    words: says('tomorrow at 1:30', 'amanhã à 1:30', 'mañana a la 1:30', 'morgen um 1:30 Uhr'),
  },
  {
    what: 'midnight',
    zone: 'UTC',
    hours: 'Sat 00:00-02:00',
    at: '2026-01-09 10:00',
    words: says('tomorrow at 0:00', 'amanhã às 0:00', 'mañana a las 0:00', 'morgen um 0:00 Uhr'),
  },
  {
    what: 'Friday evening to a Tuesday after a holiday, to a customer in Berlin',
    ...whitsun,
    words: says('on Tuesday at 9:00', 'na terça-feira às 9:00', 'el martes a las 9:00', 'am Dienstag um 9:00 Uhr'),
  },
  {
    what: 'the same, to a customer in São Paulo',
    ...whitsun,
    customer: 'America/Sao_Paulo',
    words: says('on Tuesday at 4:00', 'na terça-feira às 4:00', 'el martes a las 4:00', 'am Dienstag um 4:00 Uhr'),
  },
  {
    what: 'the same, to a customer in Honolulu, where it is Monday',
    ...whitsun,
    customer: 'Pacific/Honolulu',
    words: says('on Monday at 21:00', 'na segunda-feira às 21:00', 'el lunes a las 21:00', 'am Montag um 21:00 Uhr'),
  },
  {
    what: 'the same, to a customer in Kathmandu',
    ...whitsun,
    customer: 'Asia/Kathmandu',
    words: says('on Tuesday at 12:45', 'na terça-feira às 12:45', 'el martes a las 12:45', 'am Dienstag um 12:45 Uhr'),
  },
  {
    what: 'today in the shop is tomorrow for the customer',
    zone: 'America/Los_Angeles',
    hours: 'Mon 20:00-21:00',
    at: '2026-01-05 12:00',
    customer: 'Europe/Berlin',
    words: says('tomorrow at 5:00', 'amanhã às 5:00', 'mañana a las 5:00', 'morgen um 5:00 Uhr'),
  },
  {
    what: 'tomorrow in the shop is today for the customer',
    zone: 'Pacific/Auckland',
    hours: 'Tue 09:00-17:00',
    at: '2026-01-05 20:00',
    customer: 'Europe/Berlin',
    words: says('today at 21:00', 'hoje às 21:00', 'hoy a las 21:00', 'heute um 21:00 Uhr'),
  },
  {
    what: 'in the shop it is Tuesday already, for the customer still Monday',
    zone: 'Pacific/Auckland',
    hours: 'Wed 09:00-17:00',
    at: '2026-01-06 06:00',
    customer: 'Europe/Berlin',
    words: says('tomorrow at 21:00', 'amanhã às 21:00', 'mañana a las 21:00', 'morgen um 21:00 Uhr'),
  },
  {
    what: 'a zone in the profile that is none: the shop’s',
    ...office,
    at: '2026-01-05 18:00',
    customer: 'somewhere',
    words: says('tomorrow at 9:00', 'amanhã às 9:00', 'mañana a las 9:00', 'morgen um 9:00 Uhr'),
  },
  {
    what: 'the clock is put forward between now and then',
    zone: 'Europe/Berlin',
    hours: 'Sun 09:00-10:00',
    at: '2026-03-28 20:00',
    customer: 'UTC',
    words: says('tomorrow at 7:00', 'amanhã às 7:00', 'mañana a las 7:00', 'morgen um 7:00 Uhr'),
  },
  {
    what: 'hours that follow agents',
    zone: 'UTC',
    hours: 'agents',
    at: '2026-01-05 20:00',
    words: says('', '', '', ''),
  },
  {
    what: 'hours of the server that have not been read',
    zone: 'UTC',
    hours: 'workspace',
    at: '2026-01-05 20:00',
    words: says('', '', '', ''),
  },
];

test.each(CASES)('$what', ({ zone, hours, holidays, at, customer, words }) => {
  const calendar = calendarOf(zone, hours, holidays);
  const now = moment(at, zone);
  const said = LANGUAGES.map((language) => [language, nextOpenInWords({ calendar, now, zone: customer, language })]);
  expect(Object.fromEntries(said)).toEqual(words);
});

test.each<[language: Language, weekdays: string]>([
  ['en', 'on Monday, on Tuesday, on Wednesday, on Thursday, on Friday, on Saturday, on Sunday'],
  [
    'pt-BR',
    'na segunda-feira, na terça-feira, na quarta-feira, na quinta-feira, na sexta-feira, no sábado, no domingo',
  ],
  ['es', 'el lunes, el martes, el miércoles, el jueves, el viernes, el sábado, el domingo'],
  ['de', 'am Montag, am Dienstag, am Mittwoch, am Donnerstag, am Freitag, am Samstag, am Sonntag'],
])('the weekdays in %s', (language, weekdays) => {
  const calendar = calendarOf('UTC', 'Mon-Sun 12:00-13:00');
  const said = Array.from({ length: 7 }, (_, day) => {
    const noon = Date.UTC(2026, 0, 5 + day, 12);
    const closedUntil = {
      ...calendar,
      holidays: [{ first: 103 + day, last: 104 + day, name: '' }],
    };
    return nextOpenInWords({ calendar: closedUntil, now: noon - 2 * 86_400_000, zone: undefined, language });
  });
  expect(said.map((words) => words.slice(0, words.search(/ \S+ (las )?12:00/))).join(', ')).toBe(weekdays);
});

test.each<[language: Language, months: string]>([
  [
    'en',
    '15 January 15 February 15 March 15 April 15 May 15 June 15 July 15 August 15 September 15 October 15 November 15 December',
  ],
  [
    'pt-BR',
    '15 de janeiro 15 de fevereiro 15 de março 15 de abril 15 de maio 15 de junho 15 de julho 15 de agosto 15 de setembro 15 de outubro 15 de novembro 15 de dezembro',
  ],
  [
    'es',
    '15 de enero 15 de febrero 15 de marzo 15 de abril 15 de mayo 15 de junio 15 de julio 15 de agosto 15 de septiembre 15 de octubre 15 de noviembre 15 de diciembre',
  ],
  [
    'de',
    '15. Januar 15. Februar 15. März 15. April 15. Mai 15. Juni 15. Juli 15. August 15. September 15. Oktober 15. November 15. Dezember',
  ],
])('the months in %s', (language, months) => {
  const calendar = calendarOf('UTC', 'Mon-Sun 12:00-13:00');
  const said = Array.from({ length: 12 }, (_, month) => {
    const holidays = [{ first: (month + 1) * 100 + 1, last: (month + 1) * 100 + 14, name: '' }];
    const now = Date.UTC(2026, month, 2);
    return nextOpenInWords({ calendar: { ...calendar, holidays }, now, zone: undefined, language });
  });
  expect(said.map((words) => /15\.? (?:de )?\p{L}+/u.exec(words)?.[0]).join(' ')).toBe(months);
});

test('hours of the server that have been read are said by them', () => {
  const calendar = withWorkspace(calendarOf('UTC', 'workspace'), { hours: [[540, 600]], zone: 'America/Sao_Paulo' });
  const now = Date.UTC(2026, 0, 5, 8);
  expect(nextOpenInWords({ calendar, now, zone: undefined, language: 'en' })).toBe('today at 12:00');
});
