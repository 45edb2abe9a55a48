/**
 * Plays recorded cases of the real server against the workspace: `npm run host-cases -- FILE` (the project's own copy
 * when no file is named). A line for each case that differs, then `N passed, N failed`; status 1 when one failed that is
 * not left out on purpose, or when fewer than nine in ten passed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playAll } from './all';
import type { RecordedCase } from './types';

const file = process.argv[2] ?? join('test', 'host-cases', 'cases.json');
const read = JSON.parse(readFileSync(file, 'utf8')) as { cases: RecordedCase[] } | RecordedCase[];
const cases = Array.isArray(read) ? read : read.cases;

void playAll(cases).then(({ failed, passed, leftOut }) => {
  for (const { id, lines } of failed) {
    console.log(`${id}: ${lines.join(' | ')}${leftOut[id] === undefined ? '' : ` (left out: ${leftOut[id]})`}`);
  }
  console.log(`${passed} passed, ${failed.length} failed`);
  const unexpected = failed.filter(({ id }) => leftOut[id] === undefined);
  process.exitCode = unexpected.length > 0 || passed < 0.9 * cases.length ? 1 : 0;
});
