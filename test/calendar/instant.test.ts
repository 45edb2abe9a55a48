import { parseInstant } from '../../src/calendar/instant';
import { shown } from './helpers';

const at = (written: string, zone = 'Europe/Berlin') => shown(parseInstant(written, zone), zone);

test.each([
  ['2026-01-05T09:00', '2026-01-05 09:00 +01:00'],
  ['2026-07-05T09:00:30', '2026-07-05 09:00 +02:00'],
  ['2026-01-05', '2026-01-05 00:00 +01:00'],
  ['2026-01-05T24:00', '2026-01-06 00:00 +01:00'],
  ['2026-01-05T09:00Z', '2026-01-05 10:00 +01:00'],
  ['2026-01-05t09:00z', '2026-01-05 10:00 +01:00'],
  ['2026-01-05T09:00-03:00', '2026-01-05 13:00 +01:00'],
  ['2026-01-05T09:00+0530', '2026-01-05 04:30 +01:00'],
  ['2026-01-05T09:00+05', '2026-01-05 05:00 +01:00'],
  // The clock shows half past two not at all, and then twice.
  ['2026-03-29T02:30', '2026-03-29 03:30 +02:00'],
  ['2026-10-25T02:30', '2026-10-25 02:30 +02:00'],
  ['2026-10-25T02:30+01:00', '2026-10-25 02:30 +01:00'],
])('%s', (written, moment) => expect(at(written)).toBe(moment));

test('to the millisecond', () => {
  expect(parseInstant('2026-01-05T09:00:00.25Z', 'UTC')).toBe(Date.UTC(2026, 0, 5, 9, 0, 0, 250));
  expect(parseInstant('2026-01-05T09:00:00,250', 'UTC')).toBe(Date.UTC(2026, 0, 5, 9, 0, 0, 250));
});

test('a day that an island left out', () => {
  expect(at('2011-12-30T10:00', 'Pacific/Apia')).toBe('2011-12-31 10:00 +14:00');
});

test.each([
  '',
  'soon',
  '2026',
  '2026-01',
  '2026-W02-1',
  '2026-005',
  '2026-02-29',
  '2026-13-01',
  '2026-1-5',
  '2026-01-05T9:00',
  '2026-01-05T09',
  '2026-01-05T25:00',
  '2026-01-05T24:01',
  '2026-01-05T09:60',
  '2026-01-05 09:00',
  '2026-01-05T09:00 Europe/Berlin',
  '2026-01-05T09:00[Europe/Berlin]',
  '2026-01-05T09:00+1',
  ' 2026-01-05',
])('%j is none', (written) => expect(parseInstant(written, 'UTC')).toBeUndefined());
