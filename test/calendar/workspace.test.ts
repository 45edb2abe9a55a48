import { fromWorkspace, isOpen, nextOpening, withWorkspace } from '../../src/calendar';
import { calendarOf, moment, shown } from './helpers';

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A day as the server keeps it; `utc` and `cron` as they were when it was saved. */
function workHour(day: string, start: string, finish: string, open = true) {
  const time = (local: string) => ({
    time: local,
    utc: { dayOfWeek: day, time: '03:33' },
    cron: { dayOfWeek: day, time: '04:44' },
  });
  return { day, start: time(start), finish: time(finish), open };
}

/** As the server makes it on its first start: eight to eight, the weekend closed. */
function body(changes: object = {}, more: object = {}): Record<string, unknown> {
  return {
    businessHour: {
      _id: 'aaaaaaaaaaaaaaaaaaaaaaaa',
      name: '',
      active: true,
      type: 'default',
      ts: '2026-01-01T00:00:00.000Z',
      workHours: NAMES.map((day, index) => workHour(day, '08:00', '20:00', index < 5)),
      timezone: { name: 'America/Sao_Paulo', utc: '-03:00' },
      ...changes,
    },
    success: true,
    ...more,
  };
}

test('the server’s week becomes ours, in the zone that it names', () => {
  expect(fromWorkspace(body())).toEqual({
    zone: 'America/Sao_Paulo',
    hours: [0, 1, 2, 3, 4].map((day) => [day * 1440 + 480, day * 1440 + 1200]),
  });
});

test('days in any order, closed ones whatever their times', () => {
  const workHours = [
    workHour('Sunday', '10:00', '23:59'),
    workHour('Monday', '', '', false),
    workHour('Tuesday', '9:30', '10:00'),
  ];
  expect(fromWorkspace(body({ workHours }))?.hours).toEqual([
    [1440 + 570, 1440 + 600],
    [6 * 1440 + 600, 7 * 1440],
  ]);
});

test('a week that is closed throughout is never open', () => {
  const read = fromWorkspace(body({ workHours: NAMES.map((day) => workHour(day, '08:00', '20:00', false)) }));
  expect(read?.hours).toEqual([]);
  const calendar = withWorkspace(calendarOf('UTC', 'workspace'), read ?? { hours: [[0, 1]], zone: 'UTC' });
  expect(isOpen(calendar, Date.UTC(2026, 0, 5, 12))).toBe(false);
  expect(nextOpening(calendar, Date.UTC(2026, 0, 5, 12))).toBeUndefined();
});

test.each<[what: string, answer: unknown]>([
  ['nothing', undefined],
  ['an error', { success: false, error: 'unauthorized' }],
  ['no business hour', { businessHour: null, success: true }],
  ['hours that are switched off', body({ active: false })],
  ['no days', body({ workHours: undefined })],
  ['days that are no list', body({ workHours: {} })],
  ['a day of another name', body({ workHours: [workHour('Montag', '08:00', '20:00')] })],
  ['a day without a name', body({ workHours: [{ ...workHour('Monday', '08:00', '20:00'), day: undefined }] })],
  [
    'a day that does not say whether it is open',
    body({ workHours: [{ ...workHour('Monday', '08:00', '20:00'), open: undefined }] }),
  ],
  ['a time that is none', body({ workHours: [workHour('Monday', '8 am', '20:00')] })],
  ['a time beyond the day', body({ workHours: [workHour('Monday', '08:00', '25:00')] })],
  ['no times', body({ workHours: [{ day: 'Monday', open: true }] })],
  ['an end before the start', body({ workHours: [workHour('Monday', '20:00', '08:00')] })],
  ['equal ends', body({ workHours: [workHour('Monday', '08:00', '08:00')] })],
  ['one wrong day among right ones', body({ workHours: [workHour('Monday', '08:00', '20:00'), null] })],
  ['no zone', body({ timezone: undefined })],
  ['an empty zone', body({ timezone: { name: '', utc: '-3' } })],
  ['an offset as zone', body({ timezone: { name: '-03:00', utc: '-03:00' } })],
  ['text', 'Service unavailable'],
])('%s gives nothing', (_what, answer) => expect(fromWorkspace(answer)).toBeUndefined());

test('holidays keep the calendar’s zone when the server’s is another', () => {
  const calendar = calendarOf('Europe/Berlin', 'workspace', '2026-01-06 Epiphany');
  const filled = withWorkspace(calendar, { hours: [[0, 10_080]], zone: 'America/Sao_Paulo' });
  const zone = 'Europe/Berlin';
  expect(isOpen(filled, moment('2026-01-05 23:59', zone))).toBe(true);
  expect(isOpen(filled, moment('2026-01-06 00:00', zone))).toBe(false);
  expect(isOpen(filled, moment('2026-01-06 23:59', zone))).toBe(false);
  expect(shown(nextOpening(filled, moment('2026-01-06 00:00', zone)), zone)).toBe('2026-01-07 00:00 +01:00');
  expect(isOpen(filled, moment('2026-01-07 00:00', zone))).toBe(true);
});

test('the server’s hours go by the server’s clock', () => {
  const filled = withWorkspace(calendarOf('Europe/Berlin', 'workspace'), {
    hours: [[480, 1200]],
    zone: 'America/Sao_Paulo',
  });
  expect(shown(nextOpening(filled, Date.UTC(2026, 0, 5, 10)), 'America/Sao_Paulo')).toBe('2026-01-05 08:00 -03:00');
  expect(isOpen(filled, moment('2026-01-05 08:00', 'America/Sao_Paulo'))).toBe(true);
  expect(isOpen(filled, moment('2026-01-05 08:00', 'Europe/Berlin'))).toBe(false);
});
