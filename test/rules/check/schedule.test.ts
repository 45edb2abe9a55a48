import { readRule, said, told } from '../../support/read-rules';

const night = { calendars: { night: { timezone: 'Asia/Tokyo', hours: 'Mon-Fri 22:00-06:00' } } };

test.each<[string, Record<string, unknown>, ...string[]]>([
  ['times of a week', { schedule: { at: 'Mon-Fri 09:00,18:00; Sat 10:00' } }],
  ['times by the clock of a calendar', { schedule: { at: 'Mon-Sun 18:00', calendar: 'night', over: 'queued' } }],
  ['every quarter of an hour', { schedule: { every: 'PT15M', over: 'open' } }],
  ['every minute, beside another event', { on: ['schedule', 'customer_message'], schedule: { every: 'PT1M' } }],
  ['no times', {}, 'schedule'],
  ['times without the event', { on: 'customer_message', schedule: { every: 'PT15M' } }, 'schedule'],
  ['both ways of saying when', { schedule: { at: 'Mon 09:00', every: 'PT15M' } }, 'schedule'],
  ['neither way of saying when', { schedule: { over: 'open' } }, 'schedule'],
  ['a calendar for what has no clock', { schedule: { every: 'PT15M', calendar: 'night' } }, 'schedule.calendar'],
  ['too often', { schedule: { every: 'PT30S' } }, 'schedule.every'],
  ['no duration', { schedule: { every: '15m' } }, 'schedule.every'],
  ['other conversations', { schedule: { every: 'PT15M', over: 'closed' } }, 'schedule.over'],
  ['an unknown calendar', { schedule: { at: 'Mon 09:00', calendar: 'nigth' } }, 'schedule.calendar'],
  ['opening hours in place of times', { schedule: { at: 'Mon-Fri 09:00-18:00' } }, 'schedule.at'],
  ['a list in place of an object', { schedule: ['Mon 09:00'] }, 'schedule'],
])('%s', (_what, parts, ...places) => {
  expect(told(readRule({ on: 'schedule', ...parts }, {}, night))).toEqual(places.map((place) => `error r ${place}`));
});

test('what would be right is said', () => {
  const sentence = (schedule: unknown): string => said(readRule({ on: 'schedule', schedule }, {}, night)).join('\n');
  expect(sentence({ at: 'Mon-Fri 9am' })).toContain('the whole line: Mon-Fri 09:00');
  expect(sentence({ at: 'Mon 09:00', calendar: 'nigth' })).toContain('did you mean "night"?');
  expect(sentence(undefined)).toContain('{ "at": "Mon-Fri 09:00,18:00" }');
  const often = Array.from({ length: 60 }, (_, minute) => `09:${String(minute).padStart(2, '0')}`).join(',');
  expect(sentence({ at: `Mon-Sat ${often}` })).toContain('360 times a week are too many, at most 336');
});

test('a zone that cannot be read sets aside what goes by it', () => {
  const settings = { timezone: 'Mars/Olympus' };
  const at = (schedule: object) =>
    told(readRule({ on: 'schedule', schedule }, { settings })).filter((line) => line.includes('schedule'));
  expect(at({ at: 'Mon 09:00' })).toEqual(['error r schedule.at']);
  expect(at({ every: 'PT1H' })).toEqual([]);
});
