import * as path from 'node:path';

/** The project's folder. */
export const ROOT = path.resolve(__dirname, '../../..');
/** Everything that the sandbox writes; ignored by git. */
export const CACHE = path.join(ROOT, '.cache', 'sandbox');
/** Holds the `deno` that the engine finds first on PATH. */
export const SHIM = path.join(__dirname, 'deno');
/** Deno's compiled modules: shared by all runs, so that only the first start ever compiles. */
export const DENO_DIR = path.join(ROOT, '.cache', 'deno');
