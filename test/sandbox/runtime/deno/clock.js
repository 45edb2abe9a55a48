// Loaded before the runtime when a sandbox moves the time (deno run --preload). The clock is a file of six doubles
// beside the runtime, in the engine's temporary folder, which --allow-read already opens to the process.
import { moveTime } from '../moved-time.js';

const path = new URL('../clock', Deno.mainModule).pathname;
const file = Deno.openSync(decodeURIComponent(path), { read: true });
const doubles = new Float64Array(6);
const bytes = new Uint8Array(doubles.buffer);

const { glance } = moveTime(() => {
  file.seekSync(0, Deno.SeekMode.Start);
  file.readSync(bytes);
  return doubles;
});

// Timers look at the clock before anything is read that the host writes: so a round trip comes back when those have rung.
// The runtime is to be the first who reads: it begins when nothing is under way any more that was loaded before it.
const looks = new TransformStream({
  transform(bytes, controller) {
    glance();
    controller.enqueue(bytes);
  },
});
const { get: readable } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Deno.stdin), 'readable');
Object.defineProperty(Deno.stdin, 'readable', { get: () => readable.call(Deno.stdin).pipeThrough(looks) });
