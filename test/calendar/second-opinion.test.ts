import fc from 'fast-check';
import { afterOpenTime, isOpen, localTime, nextOpening } from '../../src/calendar';
import { agree } from '../support/properties';
import { weekCalendar } from './helpers';
import { holidaysWritten, naivelyNext, naivelyOpen, written, type Schedule } from './naive';
import { CHANGES, oddMoment, scheduleAt } from './odd-zones';
import { offsetAt, wallAt } from './runtime-clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SEED = 20_260_105;

function calendarFor(schedule: Schedule) {
  return weekCalendar(schedule.zone, written(schedule), holidaysWritten(schedule));
}

function shownByRuntime(zone: string, now: number) {
  const { hour, minute, weekday } = wallAt(zone, now);
  return { minuteOfDay: hour * 60 + minute, weekday: weekday - 1 };
}

test('every zone shows what the runtime shows, in whatever order moments are asked', () => {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const instant = fc.integer({ min: Date.UTC(1972, 1, 1), max: Date.UTC(2038, 0, 1) });
  const property = fc.property(
    fc.constantFrom(...zones),
    fc.array(instant, { minLength: 3, maxLength: 6 }),
    (zone, all) => {
      agree(
        all.map((now) => localTime(zone, now)),
        all.map((now) => shownByRuntime(zone, now)),
      );
    },
  );
  fc.assert(property, { seed: SEED, numRuns: 1500 });
});

test('odd zones show what the runtime shows around their changes of clock', () => {
  const property = fc.property(oddMoment, ({ zone, now }) => {
    agree(localTime(zone, now), shownByRuntime(zone, now));
  });
  fc.assert(property, { seed: SEED, numRuns: 2000 });
});

test('changes of clock are seen to the millisecond', () => {
  for (const [zone, changes] of CHANGES) {
    for (const hour of changes.slice(0, 20)) {
      for (let now = hour - HOUR; now <= hour; now += MINUTE) {
        for (const instant of [now - 1, now]) {
          const { minuteOfDay } = localTime(zone, instant) ?? {};
          const wall = Math.floor(instant / MINUTE) + offsetAt(zone, instant);
          if (minuteOfDay !== mod(wall, 1440)) throw new Error(`${zone} ${instant}`);
        }
      }
    }
  }
});

function mod(number: number, by: number): number {
  return ((number % by) + by) % by;
}

test('open when a naive reading says so', () => {
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

test('open time ends where a count of minutes ends', () => {
  const HORIZON = 4 * DAY;
  let ended = 0;
  const minutes = fc.integer({ min: 1, max: 30 * 60 });
  const property = fc.property(scheduleAt, minutes, ({ schedule, now: unrounded }, count) => {
    const now = Math.floor(unrounded / MINUTE) * MINUTE;
    const expected = naivelyAfter(schedule, now, count, now + HORIZON);
    const end = afterOpenTime(calendarFor(schedule), now, count * MINUTE);
    if (expected !== undefined) ended++;
    if (expected !== undefined || (end !== undefined && end <= now + HORIZON)) expect(end).toBe(expected);
  });
  fc.assert(property, { seed: SEED, numRuns: 150 });
  expect(ended).toBeGreaterThan(75);
});

/** Looks at every minute, and counts those that are open. */
function naivelyAfter(schedule: Schedule, now: number, count: number, until: number): number | undefined {
  let left = count;
  for (let at = now; at < until; at += MINUTE) {
    if (naivelyOpen(schedule, at)) left--;
    if (left === 0) return at + MINUTE;
  }
  return undefined;
}
