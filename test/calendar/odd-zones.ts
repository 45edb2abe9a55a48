import fc from 'fast-check';
import { dateIn, dayIn, offsetAt, two, wallAt } from './runtime-clock';
import type { NaiveHoliday, Schedule } from './naive';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Half hours, quarters, changes at midnight, a skipped day, winter as the exception, changes around Ramadan. */
const ODD_ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Havana',
  'America/Caracas',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Gaza',
  'Asia/Pyongyang',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Antarctica/Troll',
];
const FROM = Date.UTC(2004, 0, 1);
const UNTIL = Date.UTC(2036, 0, 1);

/** The full hours by which a zone's clock had just been changed, from 2004 to 2035. */
export const CHANGES = new Map(ODD_ZONES.map((zone) => [zone, changesOf(zone)]));

function changesOf(zone: string): readonly number[] {
  const changes: number[] = [];
  const step = 4 * DAY;
  let offset = offsetAt(zone, FROM);
  for (let end = FROM + step; end < UNTIL; end += step) {
    const before = offset;
    offset = offsetAt(zone, end);
    if (offset === before) continue;
    // The old time still holds so many hours after the beginning of the step, the new one so many after it.
    let [old, changed] = [0, step / HOUR];
    while (changed - old > 1) {
      const middle = Math.floor((old + changed) / 2);
      if (offsetAt(zone, end - step + middle * HOUR) === before) old = middle;
      else changed = middle;
    }
    changes.push(end - step + changed * HOUR);
  }
  return changes;
}

const anyInstant = fc.integer({ min: FROM, max: UNTIL });

/** A zone and a moment in it, half of the time within a day and a half of a change of its clock. */
export const oddMoment = fc.constantFrom(...ODD_ZONES).chain((zone) => {
  const changes = CHANGES.get(zone) ?? [];
  if (changes.length === 0) return fc.record({ zone: fc.constant(zone), now: anyInstant });
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * HOUR, max: 36 * HOUR }))
    .map(([change, apart]) => change + apart);
  return fc.record({ zone: fc.constant(zone), now: fc.oneof(anyInstant, near) });
});

/** On a grid of five minutes, so that the naive search can walk. */
const time = fc.integer({ min: 0, max: 287 }).map((step) => `${two(Math.floor(step / 12))}:${two((step % 12) * 5)}`);
const end = fc.oneof({ weight: 6, arbitrary: time }, fc.constantFrom('24:00', '23:59'));
const span = fc.tuple(time, end).filter(([start, last]) => start !== last);
const part = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  spans: fc.array(span, { minLength: 1, maxLength: 3 }),
});
const parts = fc.array(part, { minLength: 1, maxLength: 3 });

/** A holiday near a moment: how many days after it, how long, of every year or not, all day or in spans. */
const holiday = fc.record({
  apart: fc.integer({ min: -2, max: 3 }),
  days: fc.constantFrom(1, 1, 2, 4),
  yearly: fc.boolean(),
  spans: fc.option(fc.array(span, { minLength: 1, maxLength: 2 }), { nil: undefined }),
});
const holidays = fc.array(holiday, { maxLength: 3 });

/** Hours, holidays around a moment, and the moment. */
export const scheduleAt = fc.tuple(oddMoment, parts, holidays).map(([{ zone, now }, week, days]) => ({
  now,
  schedule: {
    zone,
    parts: week,
    holidays: days.map((each): NaiveHoliday => {
      const dayAfter = (count: number): string => {
        const wall = wallAt(zone, now + count * DAY);
        return each.yearly ? dayIn(wall) : dateIn(wall);
      };
      const last = each.days > 1 ? dayAfter(each.apart + each.days - 1) : undefined;
      return { first: dayAfter(each.apart), last, spans: each.spans };
    }),
  } satisfies Schedule,
}));
