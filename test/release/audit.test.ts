import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const counts = (total: number) => ({ metadata: { vulnerabilities: { info: 0, low: 0, high: total, total } } });
const advisory = { title: 'Prototype pollution', url: 'https://github.com/advisories/GHSA-xxxx' };
const found = { name: 'zod', severity: 'high', range: '<4.6.6', via: [advisory] };

/** What `.ci/audit.mjs` makes of what npm says. */
describe('.ci/audit.mjs', () => {
  it.each<[name: string, said: unknown, status: number, line: RegExp]>([
    ['nothing is known', { vulnerabilities: {}, ...counts(0) }, 0, /^No known weaknesses in what ships\.$/m],
    [
      'something is known',
      { vulnerabilities: { zod: found }, ...counts(1) },
      1,
      /^zod <4\.6\.6 \(high\): Prototype pollution https:\/\/github\.com\/advisories\/GHSA-xxxx$/m,
    ],
    [
      'the registry does not answer that',
      { message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1', statusCode: 405 },
      2,
      /^NOT CHECKED: .*\(405 Method Not Allowed - POST …\)\.$/m,
    ],
    [
      'npm is offline',
      { error: { code: 'ENOTFOUND', summary: 'getaddrinfo ENOTFOUND' } },
      2,
      /NOT CHECKED: .*ENOTFOUND/,
    ],
    ['npm says nothing', undefined, 2, /NOT CHECKED: .*no answer/],
  ])('when %s', (_name, said, status, line) => {
    const input = said === undefined ? '' : JSON.stringify(said);
    const run = spawnSync(process.execPath, ['.ci/audit.mjs'], { cwd: ROOT, input, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(status);
    expect(run.stdout).toMatch(line);
  });
});
