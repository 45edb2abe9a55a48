// Before the first test: builds what sandboxes need, once, where each test file would have to ask anew: the packages that
// they install, the runtime that starts them in Node, the server's validators. Before all tests, what they import as well.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from '../.ci/build.mjs';
import { buildRestValidators } from './sandbox/api/rest-validators/build.mjs';
import { buildNodeRuntime } from './sandbox/runtime/node/build.mjs';

const TEST = path.dirname(fileURLToPath(import.meta.url));
const FIXTURES = ['empty-app', 'probe-app', 'reply-app', 'view-app'].map((name) =>
  path.join(TEST, 'sandbox', 'fixtures', name),
);

/** Compiles all that tests may import, beside what else is done. */
async function compile(config) {
  const files = [path.join(TEST, '..', 'src'), TEST].flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(folder, name)),
  );
  const thread = new Worker(new URL('compile.mjs', import.meta.url), { workerData: { config, files } });
  await once(thread, 'exit');
}

/** Leaves it in the environment, which all test workers have in common (sandbox/api/package.ts, sandbox/runtime/built.ts). */
export default async function setup({ testPathPatterns }, config) {
  const folders = [path.dirname(TEST), ...FIXTURES];
  const [nodeRuntime, packages] = await Promise.all([
    buildNodeRuntime(),
    Promise.all(folders.map(async (folder) => [folder, (await build({ folder })).file])),
    // Few tests import little of it.
    testPathPatterns.patterns.length === 0 && compile(config),
  ]);
  process.env.SANDBOX_PACKAGES = JSON.stringify(Object.fromEntries(packages));
  process.env.SANDBOX_NODE_RUNTIME = nodeRuntime;
  process.env.SANDBOX_REST_VALIDATORS = buildRestValidators();
}
