// Loaded before the runtime when a sandbox moves the time (deno run --preload). The clock is a file of six doubles
// beside the runtime, in the engine's temporary folder, which --allow-read already opens to the process.
import { moveTime } from '../moved-time.js';

const path = new URL('../clock', Deno.mainModule).pathname;
const file = Deno.openSync(decodeURIComponent(path), { read: true });
const doubles = new Float64Array(6);
const bytes = new Uint8Array(doubles.buffer);

moveTime(() => {
  file.seekSync(0, Deno.SeekMode.Start);
  file.readSync(bytes);
  return doubles;
});
