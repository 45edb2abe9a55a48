// Before the first test: builds what sandboxes need, once, where each test file would have to ask anew: the packages that
// they install, the runtime that starts them in Node, the server's validators.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../.ci/build.mjs';
import { buildRestValidators } from './sandbox/api/rest-validators/build.mjs';
import { buildNodeRuntime } from './sandbox/runtime/node/build.mjs';

const TEST = path.dirname(fileURLToPath(import.meta.url));
const FIXTURES = ['empty-app', 'probe-app', 'reply-app', 'view-app'].map((name) =>
  path.join(TEST, 'sandbox', 'fixtures', name),
);

/** Leaves it in the environment, which all test workers have in common (sandbox/api/package.ts, sandbox/runtime/built.ts). */
export default async function setup() {
  const packages = {};
  for (const folder of [path.dirname(TEST), ...FIXTURES]) packages[folder] = (await build({ folder })).file;
  process.env.SANDBOX_PACKAGES = JSON.stringify(packages);
  process.env.SANDBOX_NODE_RUNTIME = await buildNodeRuntime();
  process.env.SANDBOX_REST_VALIDATORS = buildRestValidators();
}
