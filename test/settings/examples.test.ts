import fs from 'node:fs';
import path from 'node:path';
import { describeRule } from '../../src/rules/describe';
import type { RulesDocument } from '../../src/catalogue/document';
import { readDocument } from '../../src/rules/read';
import { blanksLeft } from '../support/texts';
import { LANGUAGES, translate } from '../../src/text/message';
import type { RuleSettings } from '../../src/rules/result';

const FOLDER = path.join(__dirname, '../../settings/examples');
const FILES = fs.readdirSync(FOLDER).sort((a, b) => parseInt(a) - parseInt(b));

const SETTINGS: RuleSettings = {
  timezone: 'America/Sao_Paulo',
  hours: 'Mon-Fri 09:00-18:00; Sat 10:00-14:00',
  holidays: '2026-12-25 Christmas\n09-07 Independence Day',
};

test('there are twenty-six, the five workflows first', () => {
  expect(FILES.map((file) => parseInt(file))).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  expect(FILES.slice(0, 5)).toEqual([
    '1-ai-agent.json',
    '2-nobody-is-here.json',
    '3-contact-labels.json',
    '4-reassign-to-online.json',
    '5-by-profile.json',
  ]);
});

describe.each(FILES)('%s', (file) => {
  const source = fs.readFileSync(path.join(FOLDER, file), 'utf8');
  const { rules } = JSON.parse(source) as RulesDocument;

  test.each([
    ['with the settings of a shop', SETTINGS],
    ['before anything is set', {}],
  ])('has nothing to complain about, %s', (_when, settings) => {
    const read = readDocument(source, { settings });
    expect(read.findings.map(({ rule, place, text }) => `${rule} ${place}: ${translate('en', text)}`)).toEqual([]);
    expect(read.active.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test('all tests in its rules pass', () => {
    const { tests } = readDocument(source, { settings: SETTINGS });
    expect(tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(tests).toHaveLength(rules.flatMap((rule) => rule.tests ?? []).length);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s shows when it runs and when it does not',
    (_id, rule) => {
      const expected = (rule.tests ?? []).map(({ expect: outcome }) => outcome);
      expect(expected).toContain('match');
      expect(expected).toContain('no_match');
    },
  );

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s can be read back in every language', (_id, rule) => {
    for (const language of LANGUAGES) {
      const words = describeRule(rule, language);
      expect(words).not.toMatch(/\{\{|(said|field|action)_/);
      const variable = (name: string): boolean => JSON.stringify(rule).includes(`.${name}}}`);
      expect(blanksLeft(words).filter((name) => !variable(name))).toEqual([]);
    }
  });
});

test('rule ids are unique across the examples, so that all can be pasted into one document', () => {
  const rules = FILES.flatMap(
    (file) => (JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as RulesDocument).rules,
  );
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});
