// The licences of what ships, as one text for the package: each licence once, with all who are to be named under it.
import fs from 'node:fs';
import path from 'node:path';

/** Of a licence of several parts, the one for what ships: names of emoji, no pictures. */
const PART = { 'emoji-toolkit': /(?<=#### JoyPixels Non-Artwork\s*)\S[^]*/ };

/**
 * The packages whose files are in a bundle.
 * @param {import('esbuild').Metafile} metafile
 * @returns {string[]} their names
 */
export function packagesIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const names = inputs.flatMap(([file]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)];
}

/**
 * @param {string} root folder with LICENSE, package.json and node_modules
 * @param {Iterable<string>} packages names of what ships beside the app itself
 * @throws when a package has no licence that could be given
 */
export function licencesText(root, packages) {
  const own = { name: 'Workflow', text: read(path.join(root, 'LICENSE')) };
  const others = [...packages].sort().map((name) => packageAt(path.join(root, 'node_modules', name), name));
  const groups = new Map();
  for (const { name, text } of [own, ...others]) {
    const { holders, terms } = partsOf(text);
    groups.set(terms, [...(groups.get(terms) ?? []), [name, ...holders].join('\n  ')]);
  }
  return `${[...groups].map(([terms, named]) => `${named.join('\n')}\n\n${terms}`).join('\n\n---\n\n')}\n`;
}

function packageAt(folder, name) {
  const { version } = JSON.parse(read(path.join(folder, 'package.json')));
  const file = fs.readdirSync(folder).find((each) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(each));
  if (!file)
    throw new Error(`${name} ships and has no file with its licence: .ci/licences.mjs has to say where it is.`);
  const text = read(path.join(folder, file));
  return { name: `${name} ${version}`, text: PART[name] ? PART[name].exec(text)[0] : text };
}

/** Who is to be named, and the terms without titles and line ends, which is how equal ones are found. */
function partsOf(text) {
  const lines = text.split('\n').map((line) => line.trim());
  const holders = lines.filter((line) => /^copyright\b.*\d/i.test(line));
  const rest = lines.filter((line) => !holders.includes(line) && !/^(the )?mit license( \(mit\))?:?$/i.test(line));
  const paragraphs = rest
    .join('\n')
    .split(/\n{2,}/)
    .map((each) => each.split('\n').join(' ').trim());
  return { holders, terms: paragraphs.filter(Boolean).join('\n\n') };
}

function read(file) {
  return fs.readFileSync(file, 'utf8');
}
