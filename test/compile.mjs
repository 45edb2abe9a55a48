// A thread that compiles files for Jest, into the cache that its workers read: else each of them would compile all.
import { workerData } from 'node:worker_threads';
import { createScriptTransformer } from '@jest/transform';

/** As Jest itself compiles what a test requires: the cache knows each way apart. */
const REQUIRED = {
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};

const { config, files } = workerData;
const transformer = await createScriptTransformer(config);
for (const file of files) {
  try {
    transformer.transform(file, REQUIRED);
  } catch {
    // What is wrong with it, the test that imports it tells.
  }
}
