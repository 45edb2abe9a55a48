import * as opened from '../../src/calendar/luxon';
import { afterOpenTime, isOpen, localTime, nextOpenInWords } from '../../src/calendar';
import { weekCalendar } from './helpers';

const now = Date.UTC(2026, 11, 24, 20);

test('the library stays packed while all is in UTC, and is opened for the first other zone', () => {
  const luxon = jest.spyOn(opened, 'luxon');
  const calendar = weekCalendar('utc', 'Mon-Fri 09:00-18:00', '12-24 12:00-24:00\n2026-12-25 - 2027-01-03');
  expect(localTime('UTC', now)).toEqual({ minuteOfDay: 1200, weekday: 3 });
  expect(isOpen(calendar, now)).toBe(false);
  expect(afterOpenTime(calendar, now, 3_600_000)).toBe(Date.UTC(2027, 0, 4, 10));
  expect(nextOpenInWords({ calendar, now, zone: 'not a zone', language: 'en' })).toContain('Monday, 4 January');
  expect(localTime('+03:00', now)).toBeUndefined();
  expect(luxon).not.toHaveBeenCalled();
  // One that no other test asks for: what is known of a zone stays known.
  expect(localTime('Pacific/Niue', now)).toEqual({ minuteOfDay: 540, weekday: 3 });
  expect(luxon).toHaveBeenCalled();
  luxon.mockRestore();
});
