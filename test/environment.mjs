// What a test file runs in: Node's environment, and what a worker keeps from file to file: the processes that sandboxes
// have left (sandbox/runtime/warm.ts). They end with the worker.
import asyncHooks from 'node:async_hooks';
import util from 'node:util';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const processes = new Map();
process.on('exit', () => {
  for (const { process: left } of [...processes.values()].flat()) left.kill('SIGKILL');
});
// Who has nothing left to do ends at once: to take a gigabyte of heap apart first is longer than Jest waits.
process.once('beforeExit', () => process.exit());

/** The options with which the engine, and nobody else, prepares a message for its debug log. */
const forDebugLog = (options) => options?.depth === 10 && options.compact === true && options.breakLength === Infinity;

// The engine makes a text of every message between host and app before it asks whether anybody reads its debug log
// (AppsEngineDenoRuntime). That was an eighth of what tests cost, and nobody reads it, so it is left out here; elsewhere,
// in benchmarks above all, the engine goes on as on a server, and so it does where DEBUG is set.
if (process.env.DEBUG === undefined) {
  util.inspect = new Proxy(util.inspect, {
    apply: (inspect, _self, given) => (forDebugLog(given[1]) ? '' : inspect(...given)),
  });
}

/**
 * Which test runs, for Jest, which asks for it when an error reaches nobody. Ours run one after the other, so the last
 * one that has begun and not ended is it; Node's own storage answers the same by following every promise, which makes
 * each of them cost three times as much.
 */
class RunningTest {
  #running = [];
  getStore() {
    return this.#running.at(-1);
  }
  async run(test, work) {
    this.#running.push(test);
    try {
      return await work();
    } finally {
      this.#running.pop();
    }
  }
}

const { AsyncLocalStorage } = asyncHooks;

export default class extends TestEnvironment {
  #storages = [];

  /**
   * Jest watches each global through a proxy, and Node each that code only reads: Map or JSON takes twenty times as long.
   * From 20.18 on Node has contexts that nobody watches; an earlier one makes its usual context here.
   */
  constructor(...given) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants?.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
    this.global.sandboxProcesses = processes;
  }

  /** After this, Jest loads what runs the tests; its first event says that it has done so. */
  async setup() {
    await super.setup();
    asyncHooks.AsyncLocalStorage = RunningTest;
  }

  handleTestEvent({ name }) {
    if (name !== 'setup') return;
    const storages = this.#storages;
    asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
      constructor() {
        super();
        storages.push(this);
      }
    };
  }

  /** What tests have kept in such storages: as long as there is any, each promise of the worker is followed. */
  async teardown() {
    for (const storage of this.#storages) storage.disable();
    asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
    await super.teardown();
  }
}
