import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkRules, type Outcome } from '../../.ci/check-rules/check-rules';
import { on, rule } from '../support/read-rules';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'check-rules-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const where = path.join(folder, name);
  fs.writeFileSync(where, typeof content === 'string' ? content : JSON.stringify(content));
  return where;
}

const run = (...args: string[]): Outcome => checkRules(args);

/** Runs the tool in a process of its own, as a person does. */
function runInShell(...args: string[]): Outcome {
  const tool = path.join(__dirname, '../../.ci/check-rules.ts');
  const script = ['--import', 'tsx', tool, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
  return { status: status ?? NaN, out: stdout, err: stderr };
}

const closed = rule({
  id: 'after-hours',
  if: on('operation.hours', 'is', 'closed'),
  tests: [{ name: 'at night', at: '2026-12-24T20:00', given: {}, expect: 'match' }],
});

test('rules without a finding are read back in words', () => {
  const { status, out } = run(file('good.json', { rules: [rule()] }));
  expect(status).toBe(0);
  expect(out).toMatch(/^r: When a customer writes.*\n$/);
});

test('findings stand one a line, and an error gives status 1', () => {
  const wrong = rule({ if: { all: [on('message.text', 'contain', 'x')] }, stop: 'yes' });
  const { status, out } = run(file('bad.json', { rules: [wrong], extra: 1 }));
  expect(status).toBe(1);
  expect(out.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^warning {2}- {2}extra {2}"extra" is not known here/),
    expect.stringMatching(/^error {2}r {2}if\.all\[0\]\.operator {2}.*did you mean "contains"\?$/),
    expect.stringMatching(/^error {2}r {2}stop {2}"yes" must be true or false/),
  ]);
});

test('warnings give status 0; another language may be asked for', () => {
  const sends = rule({ do: [{ action: 'send_message', text: 'x' }] });
  const { status, out } = run(file('warned.json', { rules: [sends] }), '--language', 'de');
  expect(status).toBe(0);
  expect(out).toMatch(/^warning {2}r {2}do\[0\] {2}diese Nachricht/);
});

test('--json, with the settings', () => {
  const settings = file('settings.json', { timezone: 'Europe/Berlin', hours: 'Mon-Fri 09:00-17:00', holidays: '' });
  const document = file('json.json', { rules: [closed, { ...closed, id: 'B' }] });
  const { status, out } = run(document, '--settings', settings, '--json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toEqual({
    rules: [
      { id: 'after-hours', state: 'active' },
      { id: null, state: 'set_aside' },
    ],
    findings: [
      {
        level: 'error',
        rule: null,
        place: 'rules[1]',
        text: '"B" is not a valid id; use a-z, 0-9 and "-", 1 to 64 characters',
      },
    ],
    tests: [
      { rule: 'after-hours', name: 'at night', passed: true, got: 'match' },
      { rule: null, name: 'at night', passed: true, got: 'match' },
    ],
  });
});

test('without settings there are no hours', () => {
  const { status, out } = run(file('hours.json', { rules: [closed] }), '--json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ tests: [{ passed: false, got: 'no_match' }] });
});

const troubles: readonly (readonly [what: string, args: () => string[], sentence: RegExp])[] = [
  ['a file that is not there', () => [path.join(folder, 'nothing.json')], /nothing\.json cannot be read/],
  ['no file', () => [], /Name one file/],
  ['settings that are no JSON', () => [file('x.json', ''), '--settings', file('s.json', '{')], /s\.json is no JSON/],
  ['settings that are no texts', () => [file('x.json', ''), '--settings', file('s.json', { hours: 5 })], /"hours" in/],
  ['an option that there is not', () => ['--yaml'], /--yaml/],
];
test.each(troubles)('%s: a sentence and status 1', (_what, args, sentence) => {
  const { status, out, err } = run(...args());
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/^\s+at /m);
});

test('a person who calls it sees that, and its status', () => {
  const wrong = file('called.json', { rules: [rule({ stop: 'yes' }), rule({ id: 'two' })] });
  const seen = runInShell(wrong, '--language', 'es');
  expect(seen).toEqual(run(wrong, '--language', 'es'));
  expect(seen).toMatchObject({ status: 1, err: '' });
  expect(seen.out).toMatch(/^error {2}r {2}stop {2}"yes" /);
});

test('a person who calls it in vain sees why', () => {
  const seen = runInShell(path.join(folder, 'nothing.json'));
  expect(seen).toEqual(run(path.join(folder, 'nothing.json')));
  expect(seen).toMatchObject({ status: 1, out: '' });
  expect(seen.err).toMatch(/nothing\.json cannot be read/);
});
