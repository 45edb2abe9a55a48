import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import type { Options, Root } from '@rocket.chat/message-parser';

type Parse = (input: string, options?: Options) => Root;

/** Rocket.Chat's own message parser. It is published as ES module syntax, which jest does not load; esbuild turns it. */
const parse: Parse = load();

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

// Everything that a server may have switched on.
const EVERYTHING: Options = {
  colors: true,
  emoticons: true,
  katex: { dollarSyntax: true, parenthesisSyntax: true },
  customDomains: ['intranet'],
};
const HARMLESS = new Set(['PARAGRAPH', 'PLAIN_TEXT', 'LINE_BREAK']);

/** What the server's own parser makes of a text, beyond plain text. Faces such as `B)` and 😀 are no formatting. */
export function meaningsOf(message: string): string[] {
  const found = new Set<string>();
  if (message !== '') visit(parse(message, EVERYTHING));
  return [...found];

  function visit(node: unknown): void {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, shortCode, value } = node as { type?: string; shortCode?: string; value?: { value?: string } };
    if (type === 'EMOJI' || type === 'BIG_EMOJI') {
      // `:smile:` names its emoji; a face and a character stand for themselves.
      if (shortCode !== undefined && value?.value === shortCode) found.add('EMOJI');
    } else if (type !== undefined && !HARMLESS.has(type)) found.add(type);
    Object.values(node).forEach(visit);
  }
}
