import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import { ROOT } from '../runtime/paths';

export interface Package {
  file: string;
  zip: Buffer;
  info: IAppInfo;
}

/** By folder; a test run has built them before its first test (test/setup.mjs). */
const built = new Map(Object.entries(JSON.parse(process.env.SANDBOX_PACKAGES ?? '{}') as Record<string, string>));

/** Builds an app's folder when its package is missing or stale; once per process. */
function build(folder: string): string {
  const known = built.get(folder);
  if (known !== undefined) return known;
  try {
    const out = execFileSync(process.execPath, [path.join(ROOT, '.ci', 'build.mjs'), folder], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const file = path.join(ROOT, out.split(' ')[0] ?? '');
    built.set(folder, file);
    return file;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(`The app could not be built: ${stderr.trim() || message}`, { cause: error });
  }
}

/** The package at a path: a zip as it is, a folder built first; without a path the project's own. */
export function openPackage(place: string = ROOT): Package {
  const full = path.resolve(ROOT, place);
  const file = fs.statSync(full).isDirectory() ? build(full) : full;
  const zip = fs.readFileSync(file);
  const manifest = unzipSync(new Uint8Array(zip), { filter: ({ name }) => name === 'app.json' })['app.json'];
  if (manifest === undefined) throw new Error(`${path.basename(file)} has no app.json, so it is no app.`);
  return { file, zip, info: JSON.parse(strFromU8(manifest)) as IAppInfo };
}
