// What the engine's sources ask of Deno's globals, in terms of Node. The bundler gives these names to the sources alone:
// an app finds no more than Node has.
import { open } from 'node:fs/promises';
import { glance } from './clock.js';

/** Deno writes a part and says how much; Node takes all of it. */
const writer = (stream) => ({
  write: (bytes) =>
    new Promise((resolve, reject) => {
      stream.write(bytes, (error) => (error ? reject(error) : resolve(bytes.length)));
    }),
  writeSync: (bytes) => void stream.write(bytes),
});

/** What the host writes. Timers look at the clock before any of it is read: so a round trip comes back when those have rung. */
async function* fromHost() {
  for await (const bytes of process.stdin) {
    glance();
    yield bytes;
  }
}

export const Deno = {
  args: process.argv.slice(2),
  exit: process.exit,
  pid: process.pid,
  stdin: { readable: fromHost() },
  stdout: writer(process.stdout),
  stderr: writer(process.stderr),
  /** For reading only, as uploads are. The `using` of the caller closes it. */
  async open(path) {
    const file = await open(path);
    return { readable: file.readableWebStream(), [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => file.close() };
  },
};

/** How a refused answer of the host reaches whoever asked; Node has no class of that name. */
export class ErrorEvent extends Event {
  constructor(type, { error }) {
    super(type);
    this.error = error;
  }
}
