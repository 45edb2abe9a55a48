import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import type { Options, Root } from '@rocket.chat/message-parser';

type Parse = (input: string, options?: Options) => Root;

/** Rocket.Chat's own message parser. It is published as ES module syntax, which jest does not load; esbuild turns it. */
export const parse: Parse = load();

function load(): Parse {
  const { outputFiles } = buildSync({
    stdin: { contents: "export { parse } from '@rocket.chat/message-parser'", resolveDir: __dirname },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'parser',
  });
  return (runInThisContext(`${outputFiles[0]?.text};parser`) as { parse: Parse }).parse;
}
