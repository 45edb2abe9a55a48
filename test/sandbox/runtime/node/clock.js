// Runs before the runtime: where a sandbox moves the time, it names its clock, a file of six doubles in the engine's
// temporary folder, which the process may read.
import { openSync, readSync } from 'node:fs';
import { moveTime } from '../moved-time.js';

const at = process.argv.indexOf('--clock');

/** Has timers look at the clock, and those ring that are due; nothing where no clock is moved. */
export let glance = () => undefined;
/** In how many ms the next one rings. */
export let ringsIn = () => Infinity;

if (at !== -1) {
  const file = openSync(process.argv[at + 1], 'r');
  const doubles = new Float64Array(6);
  const bytes = new Uint8Array(doubles.buffer);
  ({ glance, ringsIn } = moveTime(() => {
    readSync(file, bytes, 0, bytes.length, 0);
    return doubles;
  }));
}
