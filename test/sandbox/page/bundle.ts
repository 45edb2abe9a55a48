import path from 'node:path';
import { build, stop, type Plugin } from 'esbuild';
import { ROOT } from '../runtime/paths';

/** The built page: its files by name. A name tells the content: what has changed has another. */
export type Bundle = ReadonlyMap<string, Uint8Array>;

const CLIENT = path.join(__dirname, 'client');

/** The renderer's components ask for whole libraries of which they use a little: they get what they use. */
const lean: Plugin = {
  name: 'lean',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^react-(aria|stately)$/ }, ({ path: name, importer }) =>
      importer.includes('@rocket.chat') ? { path: path.join(CLIENT, 'lean', `${name}.ts`) } : undefined,
    ),
};

/** Builds the page: one script, one style sheet, one font. Nothing in it comes from the network. */
export async function bundlePage(): Promise<Bundle> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: { page: path.join(CLIENT, 'main.tsx') },
    outdir: 'page',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    // React's own checks would warn of the older renderer in everybody's console.
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    loader: { '.woff2': 'file' },
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    plugins: [lean],
    logLevel: 'error',
  });
  // Its process would stay, and keep all that has called it.
  await stop();
  return new Map(result.outputFiles.map(({ path: file, contents }) => [path.basename(file), contents]));
}
