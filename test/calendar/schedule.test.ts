import fc from 'fast-check';
import { nextScheduled, parseSchedule, type WeekTimes } from '../../src/calendar';
import { translate, type Text } from '../../src/text/message';
import { moment, shown } from './helpers';
import { expectAllLanguages } from './languages';
import { oddMoment } from './odd-zones';
import { wallAt } from './runtime-clock';

const english = (error: Text) => translate('en', error);
const minutes = (day: number, hour: number, minute = 0) => (day * 24 + hour) * 60 + minute;

function timesOf(written: string): WeekTimes {
  const parsed = parseSchedule(written);
  if (!parsed.ok) throw new Error(english(parsed.error));
  return parsed.times;
}

test.each<[written: string, times: WeekTimes]>([
  ['Mon 09:00', [540]],
  ['sat-sun 10:00', [minutes(5, 10), minutes(6, 10)]],
  ['Mon,Wed 18:00,09:00; Sat 10:00', [540, 1080, minutes(2, 9), minutes(2, 18), minutes(5, 10)]],
  [' Mon , Tue  09:00 , 18:00 ', [540, 1080, minutes(1, 9), minutes(1, 18)]],
  ['Mon 09:00,09:00; Mon-Tue 09:00', [540, minutes(1, 9)]],
  ['Sun 00:00', [minutes(6, 0)]],
])('%s', (written, times) => expect(timesOf(written)).toEqual(times));

test.each<[written: string, sentence: string]>([
  ['', 'no times are given; write days and times, such as Mon-Fri 09:00,18:00; Sat 10:00'],
  ['Mon 09:00;', 'a part is empty; put a semicolon only between two parts'],
  ['09:00', '“09:00” names no day; the days come first, as in Mon-Fri 09:00; the whole line: Mon-Fri 09:00'],
  ['Mon-Fri', '“Mon-Fri” has days, but no times; write both'],
  ['Mon-Fri 09:00-18:00', '“09:00-18:00” is a time span; a schedule has single times, with commas between them'],
  ['Monday 9am', '“Monday” is not a day (did you mean Mon?); the whole line: Mon 09:00'],
  ['Mon 9:00', '“9:00” is not how times are written here; write 09:00; the whole line: Mon 09:00'],
  ['daily 9 and 18', 'the whole line: Mon-Sun 09:00,18:00'],
  [
    'Mon 09:00, Tue 10:00',
    'put a semicolon before other days, as in Mon 09:00; Tue 13:00; the whole line: Mon 09:00; T',
  ],
  ['Mon 24:00', '24:00 can only be an end; for midnight write 00:00 on the next day'],
  ['Mon 25:00', '“25:00” is not a time of day'],
  ['whenever', 'is not a day'],
])('%j is refused', (written, sentence) => {
  const parsed = parseSchedule(written);
  expect(parsed.ok ? parsed.times : english(parsed.error)).toContain(sentence);
});

test('24:00 is of the day after: no line is proposed for this one', () => {
  const parsed = parseSchedule('Mon 24:00');
  expect(parsed.ok ? '' : english(parsed.error)).toMatch(/write 00:00 on the next day$/);
});

test('every sentence has all four languages and fills all its gaps', () => {
  const wrong = ['', 'Mon 09:00;', '09:00', 'Mon', 'Mon 09:00-10:00', 'Mon 09:00,Tue 10:00', 'Mon 24:00', 'Mon 9'];
  const errors = wrong.map(parseSchedule).flatMap((parsed) => (parsed.ok ? [] : [parsed.error]));
  expectAllLanguages(errors, 'schedule_');
});

/** 2026-01-05 is a Monday. */
test.each<[written: string, zone: string, after: string, next: string]>([
  ['Mon-Fri 09:00,18:00; Sat 10:00', 'Europe/Berlin', '2026-01-05 08:59', '2026-01-05 09:00 +01:00'],
  ['Mon-Fri 09:00,18:00; Sat 10:00', 'Europe/Berlin', '2026-01-05 09:00', '2026-01-05 18:00 +01:00'],
  ['Mon-Fri 09:00,18:00; Sat 10:00', 'Europe/Berlin', '2026-01-09 18:00', '2026-01-10 10:00 +01:00'],
  ['Mon-Fri 09:00,18:00; Sat 10:00', 'Europe/Berlin', '2026-01-10 10:00', '2026-01-12 09:00 +01:00'],
  ['Mon 09:00', 'America/Sao_Paulo', '2026-01-05 09:00:00.001', '2026-01-12 09:00 -03:00'],
  ['Sun 02:30', 'Europe/Berlin', '2026-03-28 12:00', '2026-03-29 03:30 +02:00'],
  ['Sun 02:30,03:30', 'Europe/Berlin', '2026-03-29 03:30', '2026-04-05 02:30 +02:00'],
  ['Sun 02:30', 'Europe/Berlin', '2026-10-24 12:00', '2026-10-25 02:30 +02:00'],
  ['Sun 02:30', 'Europe/Berlin', '2026-10-25T02:30+02:00', '2026-11-01 02:30 +01:00'],
  ['Sun 00:15', 'America/Sao_Paulo', '2018-11-03 12:00', '2018-11-04 01:15 -02:00'],
  ['Fri 09:00', 'Pacific/Apia', '2011-12-29 12:00', '2012-01-06 09:00 +14:00'],
])('%s in %s after %s', (written, zone, after, next) => {
  expect(shown(nextScheduled(timesOf(written), zone, moment(after, zone)), zone)).toBe(next);
});

test('the next time is the first that a walk over the minutes finds, wherever no clock is put forward', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 10_079 }), { minLength: 1, maxLength: 20 });
  let compared = 0;
  const property = fc.property(oddMoment, times, ({ zone, now }, week) => {
    const next = nextScheduled(week, zone, now);
    expect(next).toBeGreaterThan(now);
    const before = Math.floor(now / 60_000) * 60_000;
    for (let at = before + 60_000; at < before + 86_400_000 && at <= (next ?? 0); at += 60_000) {
      const { weekday, hour, minute } = wallAt(zone, at);
      if (!week.includes(minutes(weekday - 1, hour, minute))) continue;
      // Shown, and not for the second time: this is the next.
      if (!shownBefore(zone, at)) {
        expect(next).toBe(at);
        compared++;
      }
      return;
    }
  });
  fc.assert(property, { seed: 18, numRuns: 150 });
  expect(compared).toBeGreaterThan(50);
});

/** Did the clock show the same within the three hours before? */
function shownBefore(zone: string, at: number): boolean {
  const wall = JSON.stringify(wallAt(zone, at));
  return Array.from({ length: 180 }, (_, back) => at - (back + 1) * 60_000).some(
    (before) => JSON.stringify(wallAt(zone, before)) === wall,
  );
}
