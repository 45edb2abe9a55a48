import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Jest follows every promise, so as to know of several tests that run at the same time to which one it belongs. Ours run
 * one after the other, and on Node 20 each promise that is followed costs a hook: one part in fifteen of all tests'
 * time, a quarter of the engine's. So Jest's tests and hooks run without being followed. An error that nobody has caught
 * still fails the file; only the name of its test is not told.
 */
const ONE_BY_ONE = Symbol.for('tests.oneByOne');

type Run = (this: unknown, store: unknown, work: (...given: unknown[]) => unknown, ...given: unknown[]) => unknown;
const ours = AsyncLocalStorage.prototype as unknown as { run: Run & { [ONE_BY_ONE]?: true } };

const isJest = (store: unknown): boolean =>
  typeof store === 'object' && store !== null && ('test' in store || 'hook' in store);

// The class is Node's own, the same for all test files of a worker.
if (!ours.run[ONE_BY_ONE]) {
  const { run } = ours;
  const sparing: Run = function (store, work, ...given) {
    return isJest(store) ? work(...given) : run.call(this, store, work, ...given);
  };
  ours.run = Object.assign(sparing, { [ONE_BY_ONE]: true as const });
}
