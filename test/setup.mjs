// Before the first test: builds the packages that sandboxes install, once, where each test file would have to ask anew.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../.ci/build.mjs';

const TEST = path.dirname(fileURLToPath(import.meta.url));
const FIXTURES = ['empty-app', 'probe-app', 'reply-app', 'view-app'].map((name) =>
  path.join(TEST, 'sandbox', 'fixtures', name),
);

/** Leaves the packages by folder in the environment, which all test workers have in common (sandbox/face/package.ts). */
export default async function setup() {
  const packages = {};
  for (const folder of [path.dirname(TEST), ...FIXTURES]) packages[folder] = (await build({ folder })).file;
  process.env.SANDBOX_PACKAGES = JSON.stringify(packages);
}
