import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { KINDS } from '../../../src/model/value';
import { FIELDS } from '../../../src/catalogue/fields';
import { keysOf } from '../../../src/catalogue/actions/shape';
import { ruleSchema } from '../../../src/catalogue/document';
import { ACTIONS } from '../../../src/catalogue/actions/all';
import { operatorsOf } from '../../../src/catalogue/operators';
import { readDocument } from '../../../src/rules/read';
import { translate } from '../../../src/text/message';
import { OPERATOR_EXAMPLES } from '../../../.ci/reference/operators';
import type { RuleSettings } from '../../../src/rules/result';

const ROOT = path.join(__dirname, '../../..');
const REFERENCE = fs.readFileSync(path.join(ROOT, 'settings/RULES.md'), 'utf8');

const SETTINGS: RuleSettings = { timezone: 'UTC', hours: 'Mon-Fri 09:00-18:00', holidays: '2026-12-25 Christmas' };
const LOOKUPS = { plan: { ask: 'What is wanted?', choices: ['refund', 'delivery'] } };
const CALENDARS = { 'night-team': { hours: 'Mon-Fri 22:00-06:00' } };

/** What a document is told, errors and failed tests alike. */
function complaints(document: unknown): string[] {
  const { findings, tests } = readDocument(JSON.stringify(document), { settings: SETTINGS });
  return [
    ...findings.filter(({ level }) => level === 'error').map(({ place, text }) => `${place}: ${translate('en', text)}`),
    ...tests.filter(({ passed }) => !passed).map(({ name, got }) => `${name}: ${got}`),
  ];
}

function inRule(parts: Readonly<Record<string, unknown>>): unknown {
  const rule = { id: 'r', name: 'R', on: 'customer_message', if: 'always', do: [{ action: 'unassign' }], ...parts };
  return { rules: [rule], calendars: CALENDARS, lookups: LOOKUPS };
}

test('the files say what the entries say', () => {
  const script = ['--import', 'tsx', '.ci/reference.ts', '--check'];
  execFileSync(process.execPath, script, { cwd: ROOT, encoding: 'utf8' });
});

test('every key of a rule has a line', () => {
  const told = [...REFERENCE.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key);
  expect(keysOf(ruleSchema()).filter((key) => !told.includes(key))).toEqual([]);
});

describe('every example in RULES.md has the outcome that stands there', () => {
  const LINE = /^\s*`(\{.*?\})` is true for (?:`(.*?)`|missing), false for (?:`(.*?)`|missing)\.$/;
  const examples = REFERENCE.split('\n').flatMap((line) => {
    const found = LINE.exec(line);
    return found ? [[found[1] ?? '', found[2] ?? 'null', found[3] ?? 'null'] as const] : [];
  });

  test('and none of them escapes this test', () => {
    expect(examples.length).toBe(FIELDS.length + Object.values(OPERATOR_EXAMPLES).flat().length);
    expect(REFERENCE.match(/is true for/g)).toHaveLength(examples.length);
  });

  test.each(examples)('%s: true for %s, false for %s', (condition, match, noMatch) => {
    const comparison = JSON.parse(condition) as { field: string };
    const given = (fact: string): unknown => ({ [comparison.field]: JSON.parse(fact) as unknown });
    const tests = [
      { name: 'true', given: given(match), expect: 'match' },
      { name: 'false', given: given(noMatch), expect: 'no_match' },
    ];
    expect(complaints(inRule({ if: comparison, tests }))).toEqual([]);
  });
});

describe('every JSON block in RULES.md is right', () => {
  const blocks = [...REFERENCE.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json) as object);

  test.each(blocks.map((block) => [JSON.stringify(block).slice(0, 60), block] as const))('%s', (_start, block) => {
    if ('rules' in block) expect(complaints(block)).toEqual([]);
    else if ('action' in block) expect(complaints(inRule({ do: [block] }))).toEqual([]);
    else expect(complaints(inRule({ if: block }))).toEqual([]);
  });

  test('one for each action among them', () => {
    const shown = blocks.flatMap((block) => ('action' in block ? [block.action] : []));
    expect(shown).toEqual(ACTIONS.map(({ id }) => id));
  });
});

test.each(KINDS)('every operator of %s has an example', (kind) => {
  // Languages and custom fields take the operators of texts as well, and say so.
  const shownWith = ['locale', 'custom', 'phone'].includes(kind) ? [kind, 'text'] : [kind];
  const shown = shownWith.flatMap((each) => (OPERATOR_EXAMPLES[each] ?? []).map(({ operator }) => operator));
  expect(operatorsOf(kind).flatMap(({ id }) => (shown.includes(id) ? [] : [id]))).toEqual([]);
  for (const { field, operator } of OPERATOR_EXAMPLES[kind] ?? []) {
    expect(operatorsOf(kind).map(({ id }) => id)).toContain(operator);
    expect(FIELDS.find(({ id }) => field === id || field.startsWith(id.replace('*', '')))?.kind).toBe(kind);
  }
});
