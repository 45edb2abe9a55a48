import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nodeRuntime } from './node/spawn';
import { CACHE, DENO_DIR, ROOT, SHIM } from './paths';
import type { Runtime } from './runtimes';

/** What the runtime loads by file path or by exact behaviour: another version is another runtime. */
const PINNED = [
  '@msgpack/msgpack',
  '@rocket.chat/icons',
  '@rocket.chat/ui-kit',
  'acorn',
  'acorn-walk',
  'astring',
  'deno',
  'jsonrpc-lite',
  'mem',
  'runtime-apps-engine',
  'stack-trace',
  'uuid',
] as const;

interface Manifest {
  version?: string;
  devDependencies?: Record<string, string>;
}

function manifest(file: string): Manifest | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

function checkPins(): void {
  const wanted = manifest(path.join(ROOT, 'package.json'))?.devDependencies ?? {};
  for (const name of PINNED) {
    const found = manifest(path.join(ROOT, 'node_modules', name, 'package.json'))?.version;
    if (found === undefined) throw new Error(`The sandbox needs ${name}, which is not installed: run "npm ci".`);
    // "npm:<package>@<version>" is a package under another name.
    const pinned = wanted[name]?.replace(/^npm:.*@/, '');
    if (found !== pinned) {
      throw new Error(
        `The sandbox runs on ${name} ${String(pinned)} exactly, and ${found} is installed: run "npm ci".`,
      );
    }
  }
}

function checkImportMap(): void {
  const file = path.join(SHIM, 'deno.jsonc');
  const text = fs
    .readFileSync(file, 'utf8')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/,(?=\s*[}\]])/g, '');
  const { imports } = JSON.parse(text) as { imports: Record<string, string> };
  for (const [specifier, target] of Object.entries(imports)) {
    // The folder src/ is only a name: the runtime strips it before it reads (see deno.jsonc).
    const real = path.resolve(SHIM, target).replace(/apps-engine\/src$/, 'apps-engine');
    if (!fs.existsSync(real)) {
      throw new Error(`The sandbox's import map sends "${specifier}" to ${target}, where nothing is: run "npm ci".`);
    }
  }
}

function checkDeno(): void {
  const shim = path.join(SHIM, 'deno');
  try {
    fs.accessSync(shim, fs.constants.X_OK);
  } catch {
    throw new Error(`test/sandbox/runtime/deno/deno cannot be executed: run "chmod +x" on it.`);
  }
  const answer = spawnSync(shim, ['--version'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DENO_DIR },
    timeout: 60_000,
  });
  if (answer.error ?? answer.status !== 0) {
    const why = answer.error?.message ?? (answer.stderr.trim() || `exit status ${String(answer.status)}`);
    throw new Error(`Deno does not answer, so the app's process cannot start: ${why}`);
  }
}

const passed = new Set<Runtime>();

/**
 * Checks that the engine's runtime can start here and prepares the environment that the engine reads: PATH,
 * DENO_DIR, and NODE_ENV, which must not be "test": the engine then grants every permission.
 * A failed start would show only as "app process not ready" and be tried again for ever; this says it in a sentence.
 */
export function preflight(runtime: Runtime): void {
  fs.mkdirSync(CACHE, { recursive: true });
  fs.mkdirSync(DENO_DIR, { recursive: true });
  const parts = (process.env.PATH ?? '').split(path.delimiter);
  if (parts[0] !== SHIM) process.env.PATH = [SHIM, ...parts.filter((part) => part !== SHIM)].join(path.delimiter);
  process.env.DENO_DIR = DENO_DIR;
  if (process.env.NODE_ENV === 'test') process.env.NODE_ENV = 'production';
  if (passed.has(runtime)) return;
  if (process.platform === 'win32') throw new Error('The sandbox needs a POSIX shell: Linux, macOS or WSL.');
  checkPins();
  if (runtime === 'node') {
    nodeRuntime();
  } else {
    checkImportMap();
    checkDeno();
  }
  passed.add(runtime);
}
