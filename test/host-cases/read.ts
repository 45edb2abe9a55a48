import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OLDER_VERSION } from '../sandbox/workspace';
import type { RecordedCase } from './types';

/** The project's own copies: a part of what was recorded of 6.14 and of 8.3. */
export const OWN_FILES = ['cases.json', 'cases-8.json'].map((name) => join(__dirname, name));

/** '6.14' of "Rocket.Chat 6.14.0-develop, run in process"; the older version when the file does not say. */
export function versionOf(source: string | undefined): string {
  return /(\d+\.\d+)(?:\.\d+)?/.exec(source ?? '')?.[1] ?? OLDER_VERSION;
}

/** The cases of a file and the server version that it was recorded of; a bare list is of the older one. */
export function readCases(file: string): { cases: RecordedCase[]; version: string } {
  const read = JSON.parse(readFileSync(file, 'utf8')) as { source?: string; cases: RecordedCase[] } | RecordedCase[];
  return Array.isArray(read)
    ? { cases: read, version: OLDER_VERSION }
    : { cases: read.cases, version: versionOf(read.source) };
}
