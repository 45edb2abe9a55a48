import { localTime } from '../../src/calendar';
import { LANGUAGES, translate } from '../../src/text/message';
import { zoneOf } from '../../src/calendar/zone';
import { parseZone } from '../../src/calendar/zone-name';

test.each([
  ['UTC', 'UTC'],
  ['utc', 'UTC'],
  ['Europe/Berlin', 'Europe/Berlin'],
  [' europe/berlin ', 'Europe/Berlin'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['asia/kolkata', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['Etc/GMT+3', 'Etc/GMT+3'],
  ['CET', 'CET'],
  ['US/Pacific', 'US/Pacific'],
])('%j is the zone %s', (written, zone) => expect(parseZone(written)).toEqual({ ok: true, zone }));

test.each([
  ['', 'no time zone is given'],
  ['+03:00', '“+03:00” is a fixed offset'],
  ['-0300', 'is a fixed offset'],
  ['UTC+3', '“UTC+3” is a fixed offset'],
  ['GMT-03:00', 'is a fixed offset'],
  ['Berlin', 'did you mean Europe/Berlin?'],
  ['Europe/Berln', 'did you mean Europe/Berlin?'],
  ['São Paulo', 'did you mean America/Sao_Paulo?'],
  ['Brazil/Sao_Paulo', 'did you mean America/Sao_Paulo?'],
  ['America/New York', 'did you mean America/New_York?'],
  ['BST', 'there is no time zone “BST”'],
  ['IST', 'there is no time zone “IST”'],
  ['SystemV/PST8', 'there is no time zone “SystemV/PST8”'],
  ['Factory', 'there is no time zone “Factory”'],
  ['local', 'there is no time zone “local”'],
  ['Z', 'there is no time zone “Z”'],
  [`{ "rules": [${' '.repeat(100_000)}] }`, `there is no time zone “{ "rules": [${' '.repeat(47)}…”; zones`],
  ['Mars/Olympus', 'there is no time zone “Mars/Olympus”; zones have names such as'],
])('%j is none', (written, sentence) => {
  const parsed = parseZone(written);
  expect(parsed.ok ? parsed.zone : translate('en', parsed.error)).toContain(sentence);
  expect(zoneOf(written)).toBeUndefined();
  if (!parsed.ok) expect(new Set(LANGUAGES.map((language) => translate(language, parsed.error))).size).toBe(4);
});

test('a long name costs nothing and is none', () => expect(zoneOf('A'.repeat(1_000_000))).toBeUndefined());

test('what a customer has in the profile is told apart: a zone, or none', () => {
  const now = Date.UTC(2026, 0, 5, 12, 34, 56);
  expect(localTime('Asia/Kathmandu', now)).toEqual({
    minuteOfDay: 18 * 60 + 19,
    weekday: 0,
  });
  expect(localTime('Pacific/Kiritimati', now)).toEqual({ minuteOfDay: 2 * 60 + 34, weekday: 1 });
  expect(localTime('nonsense', now)).toBeUndefined();
  expect(localTime('', now)).toBeUndefined();
});

test('zones stay right when many are asked in turn', () => {
  const now = Date.UTC(2026, 6, 1, 12);
  const zones = Intl.supportedValuesOf('timeZone');
  const first = zones.map((zone) => localTime(zone, now));
  expect(zones.map((zone) => localTime(zone, now))).toEqual(first);
  expect(zones.every((zone) => zoneOf(zone)?.name === zone)).toBe(true);
  expect(zoneOf('UTC')).toBe(zoneOf('UTC'));
});
