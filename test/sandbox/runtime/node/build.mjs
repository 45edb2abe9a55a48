// Bundles the engine's own runtime, which its package has as sources for Deno, for Node: the files beside this one
// stand in for what is Deno's in them. Prints where the bundle lies.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '../../../..');
const ENGINE = path.dirname(createRequire(import.meta.url).resolve('runtime-apps-engine/deno-runtime/deno.jsonc'));
const BUNDLE = path.join(ROOT, '.cache', 'node-runtime', 'main.cjs');

/** Files of the engine's runtime that are ours here, by their path in it. */
const REPLACED = {
  'error-handlers.ts': 'error-handlers.js',
  'handlers/app/construct.ts': 'construct.js',
  'lib/require.ts': 'require.js',
};
/**
 * A round trip is answered when all that was read with it has been dealt with: then one is enough for the sandbox to know
 * that the app is idle (../process.ts). The answer tells in how many ms the app's next timer rings.
 */
const PING = "ping: (_request) => 'pong'";
const LATE_PING = 'ping: () => new Promise((resolve) => setImmediate(() => resolve(ringsIn())))';
const RINGS_IN = `import { ringsIn } from ${JSON.stringify(path.join(HERE, 'clock.js'))};`;

/** Packages of Deno's registry, which the Deno runtime here takes from the same files. */
const STD = { '@std/io': 'std-io.js', '@std/streams': 'std-streams.js', '@std/cli/parse-args': 'std-parse-args.js' };

const engineRuntime = {
  name: 'engine runtime',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^engine:/ }, ({ path: name }) => ({ path: path.join(ENGINE, name.replace('engine:', '')) }));
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path: name, resolveDir }) => {
      const own = REPLACED[path.relative(ENGINE, path.join(resolveDir, name)).replaceAll(path.sep, '/')];
      return own === undefined ? undefined : { path: path.join(HERE, own) };
    });
    onLoad({ filter: /\bdeno-runtime.main\.ts$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, 'utf8');
      if (!text.includes(PING)) throw new Error(`${file} answers a ping in another way than before.`);
      return { contents: `${RINGS_IN}${text.replace(PING, LATE_PING)}`, loader: 'ts' };
    });
    onResolve({ filter: /^@std\// }, ({ path: name }) => ({ path: path.join(HERE, '../deno', STD[name]) }));
    // Apps must meet the very classes that the runtime has, so neither has copies of its own.
    onResolve({ filter: /^@rocket\.chat\/apps-engine\// }, ({ path: name }) => ({
      path: name.replace('@rocket.chat/', 'runtime-').replace(/\.ts$/, '.js'),
      external: true,
    }));
  },
};

/** Builds the bundle, which takes a third of a second; its path. */
export async function buildNodeRuntime() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(HERE, 'main.js')],
    inject: [path.join(HERE, 'globals.js')],
    outfile: BUNDLE,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [engineRuntime],
    logLevel: 'error',
  });
  const [{ text }] = outputFiles;
  fs.mkdirSync(path.dirname(BUNDLE), { recursive: true });
  // Several may build at once: each writes a file of its own and moves it into place.
  const draft = `${BUNDLE}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, BUNDLE);
  return BUNDLE;
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  process.stdout.write(await buildNodeRuntime());
}
