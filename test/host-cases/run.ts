/**
 * Plays recorded cases of the real server against the workspace: `npm run host-cases -- FILE` (the project's own copies
 * when no file is named). The file's `source` says which server version plays. A line for each case that differs, then
 * `N passed, N failed`; status 1 when one failed that is not left out on purpose, or when fewer than nine in ten passed.
 */
import { playAll } from './all';
import { OWN_FILES, readCases } from './read';

async function playFile(file: string): Promise<boolean> {
  const { cases, version } = readCases(file);
  const { failed, passed, leftOut } = await playAll(cases, version);
  for (const { id, lines } of failed) {
    console.log(`${id}: ${lines.join(' | ')}${leftOut[id] === undefined ? '' : ` (left out: ${leftOut[id]})`}`);
  }
  console.log(`${passed} passed, ${failed.length} failed`);
  const unexpected = failed.filter(({ id }) => leftOut[id] === undefined);
  return unexpected.length === 0 && passed >= 0.9 * cases.length;
}

async function playFiles(files: string[]): Promise<void> {
  for (const file of files) if (!(await playFile(file))) process.exitCode = 1;
}

const named = process.argv[2];
void playFiles(named === undefined ? OWN_FILES : [named]);
