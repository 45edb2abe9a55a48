// What a test file runs in: Node's environment, and what a worker keeps from file to file: the processes that sandboxes
// have left (sandbox/runtime/warm.ts). They end with the worker.
import { TestEnvironment } from 'jest-environment-node';

const processes = new Map();
process.on('exit', () => {
  for (const { process: left } of [...processes.values()].flat()) left.kill('SIGKILL');
});

export default class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global.sandboxProcesses = processes;
  }
}
