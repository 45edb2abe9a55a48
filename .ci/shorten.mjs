// A thread that makes one text of code short, and gives it back: most of what packing takes, and machines have two cores.
import { parentPort, workerData } from 'node:worker_threads';
import { minify } from 'terser';

const { code } = await minify(workerData, {
  ecma: 2022,
  compress: { toplevel: true, passes: 2 },
  mangle: { toplevel: true },
  parse: { bare_returns: true },
});
parentPort.postMessage(code);
