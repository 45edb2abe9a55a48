import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { isOpen, localTime, nextOpening } from '../../src/calendar';
import { agree } from '../support/properties';
import { weekCalendar } from './helpers';
import { naivelyNext, naivelyOpen, written, type Schedule } from './naive';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEED = 20_260_105;

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

const CHANGES = new Map(ODD_ZONES.map((zone) => [zone, changesOf(zone)]));

/** The full hours by which a zone's clock had just been changed. */
function changesOf(name: string): readonly number[] {
  const zone = IANAZone.create(name);
  const changes: number[] = [];
  const step = 4 * DAY;
  let offset = zone.offset(FROM);
  for (let end = FROM + step; end < UNTIL; end += step) {
    const before = offset;
    offset = zone.offset(end);
    if (offset === before) continue;
    // The old time still holds so many hours after the beginning of the step, the new one so many after it.
    let [old, changed] = [0, step / HOUR];
    while (changed - old > 1) {
      const middle = Math.floor((old + changed) / 2);
      if (zone.offset(end - step + middle * HOUR) === before) old = middle;
      else changed = middle;
    }
    changes.push(end - step + changed * HOUR);
  }
  return changes;
}

const anyInstant = fc.integer({ min: FROM, max: UNTIL });
/** A zone and a moment in it, half of the time within a day and a half of a change of its clock. */
const oddMoment = fc.constantFrom(...ODD_ZONES).chain((zone) => {
  const changes = CHANGES.get(zone) ?? [];
  if (changes.length === 0) return fc.record({ zone: fc.constant(zone), now: anyInstant });
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * HOUR, max: 36 * HOUR }))
    .map(([change, apart]) => change + apart);
  return fc.record({ zone: fc.constant(zone), now: fc.oneof(anyInstant, near) });
});

/** On a grid of five minutes, so that the naive search can walk. */
const time = fc.integer({ min: 0, max: 287 }).map((step) => `${two(Math.floor(step / 12))}:${two((step % 12) * 5)}`);
const span = fc.tuple(time, fc.oneof(time, fc.constant('24:00'))).filter(([start, end]) => start !== end);
const part = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  spans: fc.array(span, { minLength: 1, maxLength: 3 }),
});
const parts = fc.array(part, { minLength: 1, maxLength: 3 });

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Some of the days around a moment are holidays, of that year or of every year. */
function around(zone: string, now: number, days: readonly (readonly [apart: number, yearly: boolean])[]): string[] {
  return days.map(([apart, yearly]) =>
    DateTime.fromMillis(now + apart * DAY, { zone }).toFormat(yearly ? 'MM-dd' : 'yyyy-MM-dd'),
  );
}
const holidays = fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.boolean()), { maxLength: 3 });

const scheduleAt = fc.tuple(oddMoment, parts, holidays).map(([{ zone, now }, week, days]) => ({
  now,
  schedule: { zone, parts: week, holidays: around(zone, now, days) } satisfies Schedule,
}));

function calendarFor(schedule: Schedule) {
  return weekCalendar(schedule.zone, written(schedule), schedule.holidays.join('\n'));
}

test('every zone shows what luxon shows, in whatever order moments are asked', () => {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const instant = fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2038, 0, 1) });
  const property = fc.property(
    fc.constantFrom(...zones),
    fc.array(instant, { minLength: 3, maxLength: 6 }),
    (zone, all) => {
      agree(
        all.map((now) => localTime(zone, now)),
        all.map((now) => byLuxon(zone, now)),
      );
    },
  );
  fc.assert(property, { seed: SEED, numRuns: 1500 });
});

test('odd zones show what luxon shows around their changes of clock', () => {
  const property = fc.property(oddMoment, ({ zone, now }) => {
    agree(localTime(zone, now), byLuxon(zone, now));
  });
  fc.assert(property, { seed: SEED, numRuns: 2000 });
});

test('changes of clock are seen to the millisecond', () => {
  for (const [zone, changes] of CHANGES) {
    for (const hour of changes.slice(0, 20)) {
      for (let now = hour - HOUR; now <= hour; now += 60_000) {
        for (const instant of [now - 1, now]) {
          const { minuteOfDay } = localTime(zone, instant) ?? {};
          const offset = IANAZone.create(zone).offset(instant);
          if (minuteOfDay !== mod(Math.floor(instant / 60_000) + offset, 1440)) throw new Error(`${zone} ${instant}`);
        }
      }
    }
  }
});

function mod(number: number, by: number): number {
  return ((number % by) + by) % by;
}

function byLuxon(zone: string, now: number) {
  const { hour, minute, weekday, year, month, day } = DateTime.fromMillis(now, { zone });
  return { minuteOfDay: hour * 60 + minute, weekday: weekday - 1, date: { year, month, day } };
}

test('open when a naive reading with luxon says so', () => {
  let open = 0;
  const property = fc.property(scheduleAt, ({ schedule, now }) => {
    const expected = naivelyOpen(schedule, now);
    if (expected) open++;
    agree(isOpen(calendarFor(schedule), now), expected);
  });
  fc.assert(property, { seed: SEED, numRuns: 2000 });
  expect(open).toBeGreaterThan(400);
  expect(open).toBeLessThan(1600);
});

test('the next opening is what a walk in steps of five minutes finds', () => {
  const HORIZON = 5 * DAY;
  let found = 0;
  const property = fc.property(scheduleAt, ({ schedule, now }) => {
    const calendar = calendarFor(schedule);
    const expected = naivelyNext(schedule, now, now + HORIZON, 5);
    const next = nextOpening(calendar, now);
    if (expected !== undefined) found++;
    if (expected !== undefined || (next !== undefined && next <= now + HORIZON)) expect(next).toBe(expected);
  });
  fc.assert(property, { seed: SEED, numRuns: 200 });
  expect(found).toBeGreaterThan(100);
});
