import { describeRule } from '../../../src/rules/describe';
import { LANGUAGES } from '../../../src/text/message';
import { readRule, rule, said, told } from '../../support/read-rules';
import type { Rule } from '../../../src/catalogue/document';

const settings = { timezone: 'Europe/Berlin', hours: 'Mon-Fri 09:00-18:00' };
const calendars = {
  night: { hours: 'Mon-Fri 22:00-06:00' },
  team: { hours: 'agents' },
  shop: { hours: 'workspace' },
  broken: { hours: 'sometimes' },
  closed: { hours: 'Mon-Sun 00:00-24:00', holidays: '01-01 - 12-31' },
};
const waits = (where: unknown, more: object = settings) =>
  readRule({ wait: { for: 'PT4H', in: where } }, { settings: more }, { calendars });

/** Findings about the rule alone. */
const about = (where: unknown, more?: object): readonly string[] =>
  told(waits(where, more)).filter((line) => line.includes(' r '));

describe('a wait in open time', () => {
  test.each<[what: string, where: unknown, ...findings: string[]]>([
    ['in the hours of the settings', 'hours'],
    ['in those of a calendar', 'night'],
    ['in a calendar that there is not', 'nigth', 'error r wait.in'],
    ['in one that cannot be read', 'broken', 'error r wait.in'],
    ['in no text', 4, 'error r wait.in'],
    ['in nothing', '', 'error r wait.in'],
    ['while an agent is online', 'team', 'error r wait.in'],
    ['in the hours of the server', 'shop', 'error r wait.in'],
    ['in hours that never come', 'closed', 'warning r wait.in'],
  ])('%s', (_what, where, ...findings) => {
    expect(about(where)).toEqual(findings);
  });

  test.each([
    ['agents', /nobody can tell in advance/],
    ['workspace', /the server's own business hours/],
  ])('hours of the settings that are %s', (hours, reason) => {
    const found = waits('hours', { hours });
    expect(said(found).filter((line) => reason.test(line))).toHaveLength(1);
    expect(about('hours', { hours })).toEqual(['error r wait.in']);
  });

  test('hours of the settings that cannot be read', () => {
    expect(about('hours', { hours: 'Mon-Fry 09:00' })).toEqual(['error r wait.in']);
  });

  test('no hours in the settings are told where the app runs', () => {
    expect(about('hours', {})).toEqual([]);
    const running = readRule({ wait: { for: 'PT4H', in: 'hours' } }, { settings: {}, host: { agents: [] } });
    expect(told(running)).toEqual(['warning r wait.in']);
  });

  test('the nearest name is told', () => {
    expect(said(waits('nigth')).join()).toContain('did you mean "night"');
  });

  test('it is read back', () => {
    const read = (where: string, language: (typeof LANGUAGES)[number]): string =>
      describeRule(rule({ wait: { for: 'PT4H', in: where } }) as unknown as Rule, language);
    expect(read('hours', 'en')).toContain('It first waits 4 hours of open time, then checks the conditions again.');
    expect(read('night', 'de')).toContain('Vorher wartet sie 4 Stunden offene Zeit nach dem Kalender „night“');
    for (const language of LANGUAGES) expect(read('night', language)).not.toMatch(/said_|\{[a-z]+\}/);
  });
});
