import util, { type InspectOptions } from 'node:util';

const SPARED = Symbol.for('sandbox.debugTexts');

/** The options with which the engine, and nobody else, prepares a message for its debug log. */
const forDebugLog = (options: InspectOptions | undefined): boolean =>
  options?.depth === 10 && options.compact === true && options.breakLength === Infinity;

/**
 * The engine makes a text of every message between host and app before it asks whether anybody reads its debug log
 * (AppsEngineDenoRuntime). That was an eighth of what tests cost, and nobody reads it there, so it is left out; elsewhere,
 * in benchmarks above all, the engine goes on as on a server, and so it does where DEBUG is set.
 */
export function spareDebugTexts(): void {
  if (process.env.JEST_WORKER_ID === undefined || process.env.DEBUG !== undefined) return;
  // Node's own module is the same for all test files of a worker.
  if (SPARED in util.inspect) return;
  Object.defineProperty(util.inspect, SPARED, { value: true });
  util.inspect = new Proxy(util.inspect, {
    apply: (inspect, _self, given: [unknown, InspectOptions?]) => (forDebugLog(given[1]) ? '' : inspect(...given)),
  });
}
