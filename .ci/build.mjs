// Builds the app's package: one bundled file, app.json, texts and icon in a zip. Same input, same bytes.
//   node .ci/build.mjs [folder of an app] [--out folder] [--force] [--again]
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import AdmZip from 'adm-zip';
import { strToU8 } from 'fflate';
import { minify } from 'terser';
import { licencesText, packagesIn } from './licences.mjs';
import { withoutUnusedMethods } from './unused-methods.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** What the marketplace and an upload take without complaint; the bar of the project. */
export const LIMIT = 300_000;
/** What the host's require answers to an app; anything else throws when the app is loaded. */
export const ALLOWED_MODULES =
  'path url crypto buffer stream net http https zlib util punycode os querystring fs'.split(' ');
// Built from local parts on purpose: a zip keeps local time, and the bytes must not depend on the zone.
const ENTRY_TIME = new Date(2020, 0, 1, 0, 0, 0);

const require = createRequire(import.meta.url);
const read = (file) => fs.readFileSync(file);
const exists = (file) => fs.existsSync(file);

/** Every file below a folder, in an order that does not depend on the machine. */
function filesBelow(folder) {
  if (!exists(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** A hash over everything that can change the package: the app's own files, the locked dependencies, this file. */
function inputHash(folder) {
  const own =
    folder === ROOT
      ? ['src', 'i18n', 'settings']
          .flatMap((name) => filesBelow(path.join(ROOT, name)))
          .concat(['app.json', 'package.json'].map((name) => path.join(ROOT, name)).filter(exists))
      : filesBelow(folder);
  const tools = ['build', 'licences', 'unused-methods'].map((name) => `.ci/${name}.mjs`);
  const shared = ['LICENSE', 'package-lock.json', 'tsconfig.json', ...tools].map((name) => path.join(ROOT, name));
  const hash = createHash('sha256');
  for (const file of [...own, ...shared]) {
    hash.update(path.relative(ROOT, file)).update('\0').update(read(file)).update('\0');
  }
  return hash.digest('hex');
}

const HOST = '@rocket.chat/apps-engine';
const { BROTLI_PARAM_MODE, BROTLI_MODE_TEXT, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGBLOCK } = zlib.constants;

/**
 * What is packed: all of the code, and by itself what most installations do not need at once. Brotli is a sixth smaller
 * than what a zip can do. Each pack is a text of the app's file, opened by its name; the code within a pack opens others
 * with `__unpack(name)`, which gives a text.
 */
export function createPacks() {
  const contents = new Map();
  const packages = new Set();
  return {
    /** Names of the packages of others that are in it. */
    packages,
    /** Takes note of what a bundle has of others. Of the host there are only words (hostWords), none of its code. */
    note: (metafile) =>
      packagesIn(metafile)
        .filter((name) => name !== HOST)
        .forEach((name) => packages.add(name)),
    /** Keeps it and gives the code that opens it. */
    add(name, bytes) {
      contents.set(name, bytes);
      return `__unpack(${JSON.stringify(name)})`;
    },
    /**
     * The app's file: the code of the pack `app`, run as the host would run it.
     * @param {string} build what tells this package from others; in no pack, which it would make longer or shorter
     */
    file(build) {
      const packs = {};
      const parts = {};
      const together = TOGETHER.filter((name) => contents.has(name));
      let end = 0;
      for (const name of together) parts[name] = ['rest', end, (end += contents.get(name).length)];
      if (end > 0) {
        const whole = Buffer.concat(together.map((name) => contents.get(name)));
        packs.rest = packed(whole);
        for (const part of Object.values(parts)) part.push(lengthUpTo(packs.rest, part[2]));
      }
      for (const [name, bytes] of contents) if (!parts[name]) packs[name] = packed(bytes);
      // Each in a comment, and read from the text of the function around it: engines pass over a line's comment in a
      // sixth of the time that they take for a string, which they read twice and keep once more.
      const opening = '() => {//';
      const texts = Object.entries(packs)
        .sort()
        .map(([name, text]) => `${name}: ${opening}${text}\n}`);
      // The house comes next, whoever asks for it: it is unpacked in another thread while the server enables the shell.
      const ahead = parts.house
        ? `brotliDecompress(packed('rest', ${parts.house[3]}), flush, (_, bytes) => (last ||= bytes && new WeakRef(bytes)));\n`
        : '';
      // Deno's brotli reads the whole buffer below a view, so it gets one of its own. What a runtime does not decode in
      // part, or not far enough, is decoded as a whole. What the host hides from an app stays hidden.
      return `// Workflow. The source is where app.json says; packed by .ci/build.mjs.
const { brotliDecompress, brotliDecompressSync } = require('zlib');
const packs = { ${texts.join(',\n')} };
const parts = ${JSON.stringify(parts)};
const flush = { finishFlush: 1 };
const packed = (pack, length) => new Uint8Array(Buffer.from(String(packs[pack]).slice(${opening.length}).slice(0, length ?? -2), 'base64'));
let last;
const __unpack = (name) => {
  const [pack, from, to, length] = parts[name] || [name];
  let bytes = to && last && last.deref();
  for (const end of [length, undefined])
    if (!bytes || bytes.length < to)
      try {
        bytes = brotliDecompressSync(packed(pack, end), flush);
      } catch (error) {
        if (!end) throw error;
      }
  last = to && new WeakRef(bytes);
  return bytes.subarray(from, to).toString();
};
__unpack.build = '${build}';
const names = ['module', 'exports', 'require', 'Buffer', '__unpack', 'console', 'globalThis', 'Deno'];
new Function(...names, __unpack('app'))(module, exports, require, Buffer, __unpack);
${ahead}`;
    },
  };
}

/**
 * What lies in one stream: a thirtieth less than each by itself. Opening one unpacks what stands before it as well, so
 * what a start needs comes first: the house. The texts come next, which hardly anybody gets by without.
 */
const TOGETHER = ['house', 'entries', 'zod', 'texts', 'checker', 'forPeople', 're2', 'luxon', 'emoji'];

/** Runtimes give out what they have decoded sooner or later; bytes of the stream. */
const MARGIN = 6_000;

/** How much of a packed text, in characters, must be decoded for so many bytes of what is in it. */
function lengthUpTo(text, end) {
  const stream = Buffer.from(text, 'base64');
  const decoded = (length) =>
    zlib.brotliDecompressSync(stream.subarray(0, length), { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH })
      .length;
  let [from, to] = [0, stream.length];
  while (to - from > 100) {
    const middle = (from + to) >> 1;
    if (decoded(middle) < end) from = middle;
    else to = middle;
  }
  return Math.min(text.length, Math.ceil((to + MARGIN) / 3) * 4);
}

function packed(bytes) {
  // Small blocks: code and texts change their kind often, and half a kilobyte is spared.
  const params = {
    [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT,
    [BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [BROTLI_PARAM_LGBLOCK]: 16,
  };
  return zlib.brotliCompressSync(bytes, { params }).toString('base64');
}

/** Options of every bundle: what the host gives to an app. */
const BUNDLE = {
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  external: ['@rocket.chat/apps-engine/*'],
  // The host hands undefined in as globalThis; libraries that look things up there get an empty object.
  define: { globalThis: '__sandbox' },
  // In Node, what is printed lands between the messages to the server.
  drop: ['console'],
  banner: { js: 'var __sandbox={};' },
  // Short names spare a tenth of the package; what goes wrong is told in sentences, not in stack traces.
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'error',
};

/**
 * A plugin that puts other code in the place of one file of `src`. The build fails when that file is not in the bundle: a
 * file that was moved would come as it is, and nobody would notice.
 * @param {string} file below `src`, with slashes
 * @param {(file: string) => string | Promise<string>} contents gets the absolute path
 */
export function inPlaceOf(file, contents) {
  const wanted = path.join(ROOT, 'src', file);
  const filter = new RegExp(`[\\\\/]${path.basename(file).replace('.', '\\.')}$`);
  return {
    name: `in place of ${file}`,
    setup(plugins) {
      let used = false;
      plugins.onLoad({ filter }, async (asked) => {
        if (asked.path !== wanted) return undefined;
        used = true;
        return { contents: await contents(asked.path), loader: 'js' };
      });
      plugins.onEnd(() => {
        const text = `src/${file} is not in the bundle, and .ci/build.mjs packs what it stands for: name its new place there.`;
        return used ? {} : { errors: [{ text }] };
      });
    },
  };
}

/** The names in the table of languages, English first. */
async function languages() {
  const table = path.join(ROOT, 'src', 'text', 'languages.ts');
  const { code } = await esbuild.transform(read(table), { loader: 'ts', format: 'esm' });
  const { LANGUAGES } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return LANGUAGES;
}

/**
 * In the place of the texts: the same texts, packed until somebody reads one. As plain code they were a third of what
 * the host has to send and compile before the app can start. First all keys, then language by language: alike beside
 * alike packs best. What is unpacked is let go; a language is kept once it is read.
 */
async function textTable(packs) {
  const names = await languages();
  const texts = names.map((name) => JSON.parse(read(path.join(ROOT, 'i18n', `${name}.json`))));
  const keys = Object.keys(texts[0]).filter((key) => !ONLY_HOST_TEXTS.test(key));
  const columns = [keys, ...texts.map((each) => keys.map((key) => each[key]))];
  // A line each; lines within a text end otherwise.
  const lines = columns.flat().map((text) => text.replaceAll('\n', '\v'));
  const opened = packs.add('texts', strToU8(lines.join('\n')));
  return `const names = ${JSON.stringify(names)};
  const open = new Map();
  const textsIn = (language) => {
    if (!open.has(language)) open.set(language, read(names.indexOf(language)));
    return open.get(language);
  };
  const read = (at) => {
    if (at < 0) return new Map();
    const lines = ${opened}.split('\\n');
    const from = (at + 1) * ${keys.length};
    return new Map(lines.slice(0, ${keys.length}).map((key, index) => [key, lines[from + index].replaceAll('\\v', '\\n')]));
  };
  export const textOf = (language, key) => textsIn(language).get(key) ?? undefined;`;
}

/** What a bundle exports at its end, as its `module.exports`: what esbuild makes of it is several times as long. */
function handedOut(source) {
  const [statement, names] = /^export \{([^}]*)\};$/m.exec(source) ?? [];
  if (!statement) throw new Error('The packer finds no exports where esbuild used to write them: at the end.');
  return source.replace(statement, () => `module.exports = {${names.replace(/([\w$]+) as ([\w$]+)/g, '$2: $1')}};`);
}

/**
 * In the place of a file that hands out a library: the library, packed until somebody asks for it. Most installations
 * need neither patterns nor zones, and then neither compile nor keep them.
 * @param {ReturnType<typeof createPacks>} packs
 * @param {string} name of the function that the file exports
 * @param {string} library what it is imported from
 * @param {string} parts what is taken from it, as in an import
 * @param {esbuild.Plugin[]} plugins that change it on the way
 */
function packedLibrary(packs, name, library, parts, plugins = []) {
  return async (file) => {
    const resolveDir = path.dirname(file);
    const { outputFiles, metafile } = await esbuild.build({
      ...BUNDLE,
      plugins,
      format: 'esm',
      minify: false,
      banner: {},
      stdin: { contents: `export { ${parts} } from '${library}';`, resolveDir },
      metafile: true,
    });
    packs.note(metafile);
    const contents = withoutUnusedMethods(outputFiles[0].text, await wordsOfTheApp(packs));
    const { outputFiles: made } = await esbuild.build({
      ...BUNDLE,
      stdin: { contents: handedOut(contents), resolveDir },
    });
    return `let library;
export const ${name} = () => {
  if (library) return library;
  const module = { exports: {} };
  new Function('module', ${packs.add(name, await toPack(made[0]))})(module);
  return (library = module.exports);
};`;
  };
}

/**
 * In the place of the library for schemas: the same, packed until the first schema is made. It is used as an object, so
 * that code and types read as everywhere else.
 */
function packedSchemas(packs) {
  return async (file) => {
    const parts = new Set([...(await codeOfTheApp(packs)).matchAll(/\bz\.(\w+)/g)].map(([, part]) => part));
    const library = packedLibrary(packs, 'zod', 'zod/mini', [...parts].sort().join());
    return `${await library(file)}
export const z = new Proxy({}, { get: (_, part) => zod()[part] });`;
  };
}

/** Words of the host that are nothing but texts: each file that the app requires of it is looked for and read at a start. */
const hostWords = {
  name: 'enums of the host are part of the app',
  setup(plugins) {
    plugins.onResolve(
      { filter: /^@rocket\.chat\/apps-engine\/definition\/(ui|settings|scheduler)$/ },
      ({ path: name }) => ({
        path: require.resolve(name),
      }),
    );
    plugins.onLoad(
      { filter: /[\\/]apps-engine[\\/]definition[\\/](ui|settings|scheduler)[\\/]index\.js$/ },
      ({ path: file }) => ({
        contents: Object.entries(require(file))
          .map(([name, words]) => `export const ${name} = ${JSON.stringify(words)};`)
          .join('\n'),
        loader: 'js',
      }),
    );
  },
};

/** What is worked out once for each package, however many ask for it. */
function oncePerPackage(workOut) {
  const known = new WeakMap();
  return (packs) => known.get(packs) ?? known.set(packs, workOut()).get(packs);
}

/** The app's own code, without its types. */
const codeOfTheApp = oncePerPackage(async () => {
  const { outputFiles } = await esbuild.build({
    ...BUNDLE,
    minify: false,
    minifyWhitespace: true,
    packages: 'external',
    entryPoints: [path.join(ROOT, 'src', 'WorkflowApp.ts')],
  });
  return outputFiles[0].text;
});

/** Every word of it: what it may call. */
const wordsOfTheApp = async (packs) => new Set((await codeOfTheApp(packs)).match(/[\w$]+/g));

/** Libraries that are part of the app's code, with the methods that somebody calls. */
const withoutUnused = (packs) => ({
  name: 'libraries without what nobody calls',
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]tiny-lru[\\/]dist[\\/].*\.js$/ }, async ({ path: file }) => ({
      contents: withoutUnusedMethods(String(read(file)), await wordsOfTheApp(packs)),
      loader: 'js',
    }));
  },
});

/** What the runtime's own patterns take for a class (`\\p{L}`): runs of code points. And the scripts of these names. */
const TABLE_OF = `
const __tables = (set) => {
  const one = new RegExp(\`^[\${set}]$\`, 'u');
  const run = new RegExp(\`[\${set}]+\`, 'gu');
  const out = [];
  const add = (first, last) => {
    if (out.at(-2) === first - 1) out[out.length - 2] = last;
    else out.push(first, last, 1);
  };
  // Up to where, and of how many units each is; 0: all alike. Those are halves of pairs, what Unicode leaves free, and
  // what it leaves to others.
  const spans = [
    [0xd800, 1], [0xe000, 0], [0x10000, 1], [0x40000, 2], [0xe0000, 0], [0xe1000, 2], [0xf0000, 0],
    [0xffffe, 0], [0x100000, 0], [0x10fffe, 0], [0x110000, 0],
  ];
  let at = 0;
  for (const [to, units] of spans) {
    if (units === 0 && one.test(String.fromCodePoint(at))) add(at, to - 1);
    for (; units > 0 && at < to; at += 0x800) {
      let text = '';
      for (let code = at; code < at + 0x800; code++) text += String.fromCodePoint(code);
      for (const { 0: { length }, index } of text.matchAll(run))
        add(at + index / units, at + (index + length) / units - 1);
    }
    at = to;
  }
  return Uint32Array.from(out);
};
const __scripts = (names) =>
  Object.fromEntries(
    names.split(' ').map((name) => [name, () => new UnicodeRangeTable(__tables(\`\\\\p{Script=\${name}}\`))]),
  );
`;

/** Scripts of Unicode 16 and 17, which not every runtime knows: those keep the library's tables. */
const NEW_SCRIPTS =
  'Beria_Erfe Garay Gurung_Khema Kirat_Rai Ol_Onal Sidetic Sunuwar Tai_Yo Todhri Tolong_Siki Tulu_Tigalari'.split(' ');

/**
 * The pattern library brings the tables of Unicode along, half of its bytes. The runtime has the same in its own
 * patterns, of its own version of Unicode: those are asked when a pattern names a class.
 */
const withoutTables = {
  name: 'the tables of Unicode are the runtime’s own',
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]re2js[\\/]build[\\/]index\.js$/ }, ({ path: file }) => {
      const [before, rest] = String(read(file)).split('static CATEGORIES = ');
      const [categories, others] = rest.split('static SCRIPTS = new LazyMap({');
      const [scripts, after] = others.split('static FOLD_CATEGORIES = ');
      // What can be printed: letters, marks, numbers, punctuation, symbols. It is asked of what is no Latin letter only.
      const start = before.replace(/(?<=this\._Print = new UnicodeRangeTable\()decodeRanges\([^)]*\)/, () =>
        tablesOf('\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}'),
      );
      const named = categories.replace(
        /(\w+)(: \(\) => new UnicodeRangeTable\()decodeRanges\("[^"]{24,}", \w+\)/g,
        (_, key, made) => `${key}${made}${tablesOf(`\\p{${key}}`)}`,
      );
      const names = [];
      const left = scripts.replace(/(\w+): \(\) => new UnicodeRangeTable\(decodeRanges\([^)]*\)\),?/g, (entry, key) => {
        if (NEW_SCRIPTS.includes(key)) return entry;
        names.push(key);
        return '';
      });
      if (start === before || named === categories || names.length < 150)
        throw new Error('re2js has its tables elsewhere by now: see .ci/build.mjs, withoutTables.');
      return {
        contents: `${TABLE_OF}${start}static CATEGORIES = ${named}static SCRIPTS = new LazyMap({
          ...__scripts("${names.join(' ')}"),${left}static FOLD_CATEGORIES = ${after}`,
        loader: 'js',
      };
    });
  },
};

const tablesOf = (set) => `__tables(${JSON.stringify(set)})`;

/** Of the library for templates the app calls `parse`: what prints them is its own, and knows who reads them. */
const onlyTheParser = {
  name: 'templates are parsed, and printed elsewhere',
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]mustache\.mjs$/ }, ({ path: file }) => {
      const [parser, rest] = String(read(file)).split('/**\n * Represents a rendering context');
      if (!rest || !parser.includes('function parseTemplate ('))
        throw new Error('mustache has its parser elsewhere by now: see .ci/build.mjs, onlyTheParser.');
      return {
        contents: `${parser}const mustache = { parse: parseTemplate };\nexport default mustache;`,
        loader: 'js',
      };
    });
  },
};

/** Two regional indicators: the flag of a country, whose names follow from its code. */
const FLAG = /^[\u{1F1E6}-\u{1F1FF}]{2}$/u;
const codeOf = (flag) =>
  [...flag]
    .map((half) => String.fromCharCode(half.codePointAt(0) - 0x1f1a5))
    .join('')
    .toLowerCase();

/**
 * In the place of the names of emoji: the same table, packed until somebody asks for it. First the codes of countries
 * whose flags are called by them alone; then the signs by code point, each as how far it is from the one before
 * (nothing: the next one), or itself where it is of several characters; then the names of each, a line a sign.
 */
async function emojiTable(packs, file) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [file],
    bundle: true,
    metafile: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
  });
  packs.note(metafile);
  const module = { exports: {} };
  new Function('module', outputFiles[0].text)(module);
  const signs = new Map();
  for (const [name, sign] of module.exports.emojiNames()) signs.set(sign, [...(signs.get(sign) ?? []), name]);
  const isPlainFlag = ([sign, names]) =>
    FLAG.test(sign) && names.length === 2 && names[0] === `flag_${codeOf(sign)}` && names[1] === codeOf(sign);
  const flags = [...signs].filter(isPlainFlag).map(([sign]) => codeOf(sign));
  let before = 0;
  const others = [...signs]
    .filter((each) => !isPlainFlag(each))
    .map(([sign, names]) => ({ sign, names, length: [...sign].length, code: sign.codePointAt(0) ?? 0 }))
    .sort((a, b) => a.length - b.length || a.code - b.code || (a.sign < b.sign ? -1 : 1));
  const ats = others.map(({ sign, length, code }) => {
    // Of a skin tone alone nothing is left.
    if (length !== 1) return sign || '_';
    const step = code - before;
    before = code;
    return step === 1 ? '' : step.toString(36);
  });
  const lines = [flags.sort().join(''), ats.join(' '), ...others.map(({ names }) => names.join(' '))];
  return `let table;
export const emojiNames = () => {
  if (table) return table;
  table = new Map();
  const [flags, ats, ...lines] = ${packs.add('emoji', strToU8(lines.join('\n')))}.split('\\n');
  const signs = ats.split(' ');
  let code = 0;
  for (const [index, line] of lines.entries()) {
    const at = signs[index];
    const sign = /^[0-9a-z]*$/.test(at) ? String.fromCodePoint((code += at ? parseInt(at, 36) : 1)) : at.replace('_', '');
    for (const name of line.split(' ')) table.set(name, sign);
  }
  for (const country of flags.match(/../g)) {
    const flag = [...country].map((half) => String.fromCodePoint(half.charCodeAt(0) + 0x1f185)).join('');
    table.set(country, flag).set('flag_' + country, flag);
  }
  return table;
};`;
}

/**
 * In the place of a file that hands out a room: the room, packed until somebody comes in. It shares what there is outside
 * already: each name that the room imports from there is handed to it.
 * @param {ReturnType<typeof createPacks>} packs
 * @param {string} room what it hands out, below `src`
 * @param {string} name of the function that the file exports
 * @param {() => Promise<Set<string>>} filesOutside what there is when the door is closed
 * @param {esbuild.Plugin[]} doors within the room
 */
function packedRoom(packs, room, name, filesOutside, doors = []) {
  return async () => {
    const outside = await filesOutside();
    const { code, handed, metafile } = await roomWithout(path.join(ROOT, 'src', room), outside, doors);
    packs.note(metafile);
    const imports = handed.map(
      ({ file, name: given }, at) => `import { ${given} as _${at} } from ${JSON.stringify(path.join(ROOT, file))};`,
    );
    return `${imports.join('\n')}
let room;
export const ${name} = () => {
  if (room) return room;
  const module = { exports: {} };
  const handed = [${handed.map((_, at) => `_${at}`).join(', ')}];
  const names = ['module', 'require', 'Buffer', '__unpack', '__handed'];
  new Function(...names, ${packs.add(name, code)})(module, require, Buffer, __unpack, handed);
  return (room = module.exports);
};`;
  };
}

/** The files of the app when nobody opens these doors. */
const filesBehindNone = async (doors) => {
  const { metafile } = await esbuild.build({
    ...BUNDLE,
    entryPoints: [path.join(ROOT, 'src', 'WorkflowApp.ts')],
    metafile: true,
    plugins: [
      hostWords,
      ...doors.map(([file, name]) => inPlaceOf(file, () => `export const ${name} = () => undefined;`)),
    ],
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  // What nobody uses there is not there.
  return new Set(inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])));
};

/** A room as CommonJS, which finds in the list `__handed` what it shares; and what has to be handed in, in that order. */
async function roomWithout(entry, outside, doors) {
  const asked = Symbol('asked');
  const { outputFiles, metafile } = await esbuild.build({
    ...BUNDLE,
    entryPoints: [entry],
    define: { ...BUNDLE.define, __BUILD__: '__unpack.build' },
    metafile: true,
    format: 'esm',
    minify: false,
    banner: {},
    plugins: [
      hostWords,
      {
        name: 'what is outside stays there',
        setup(plugins) {
          plugins.onResolve({ filter: /^[./]|^[a-z]/ }, async ({ path: wanted, pluginData, ...from }) => {
            if (pluginData === asked || from.kind === 'entry-point') return undefined;
            const found = await plugins.resolve(wanted, { ...from, pluginData: asked });
            const file = path.relative(ROOT, found.path);
            return outside.has(file) ? { path: `outside:${file}`, external: true } : found;
          });
        },
      },
      ...doors,
    ],
  });
  refuseForeignModules(metafile, /^outside:/);
  const shared = new Map();
  const source = outputFiles[0].text;
  for (const [statement, names = '', file] of source.matchAll(/^import ([^;]*?) from "outside:([^"]+)";$/gm)) {
    const parts = /^(?:(\w+)(?:, )?)?(?:\{([^}]*)\})?$/s.exec(names);
    if (!parts) throw new Error(`The packer does not know how to hand this over: ${statement}`);
    const all = shared.get(file) ?? new Set();
    if (parts[1]) all.add('default');
    for (const part of (parts[2] ?? '').split(',')) if (part.trim()) all.add(part.trim().split(' as ')[0]);
    shared.set(file, all);
  }
  const handed = [...shared].flatMap(([file, names]) => [...names].sort().map((name) => ({ file, name })));
  const { outputFiles: made } = await esbuild.build({
    ...BUNDLE,
    stdin: { contents: handedOut(source), resolveDir: ROOT },
    plugins: [
      {
        name: 'what is outside is handed in',
        setup(plugins) {
          plugins.onResolve({ filter: /^outside:/ }, ({ path: wanted }) => ({
            path: wanted.slice('outside:'.length),
            namespace: 'outside',
          }));
          plugins.onResolve({ filter: /^handed$/, namespace: 'outside' }, () => ({
            path: 'handed',
            namespace: 'handed',
          }));
          plugins.onLoad({ filter: /./, namespace: 'handed' }, () => ({
            contents: `export const [${handed.map((_, at) => `_${at}`).join(', ')}] = __handed;`,
            loader: 'js',
          }));
          plugins.onLoad({ filter: /./, namespace: 'outside' }, ({ path: file }) => {
            const parts = handed.flatMap(({ file: from, name }, at) => (from === file ? `_${at} as ${name}` : []));
            return { contents: `export { ${parts.join(', ')} } from 'handed';`, loader: 'js' };
          });
        },
      },
    ],
  });
  return { code: await toPack(made[0]), handed, metafile };
}

/** What there is when all doors are closed. */
const behindNoDoor = oncePerPackage(() => filesBehindNone(DOORS));

/** What packs a room of the house. */
const roomOf = (file) => (packs, name) => packedRoom(packs, file, name, () => behindNoDoor(packs));

/** The doors of the house: the file below `src`, what it exports, and what packs it. */
const DOORS = [
  ['app/people.ts', 'forPeople', roomOf('app/people-room.ts')],
  ['rules/checker.ts', 'checker', roomOf('rules/check/document.ts')],
  ['catalogue/actions/entries.ts', 'entries', roomOf('catalogue/actions/all.ts')],
  ['util/zod.ts', 'z', packedSchemas],
  ['text/translations.ts', 'textOf', (packs) => () => textTable(packs)],
  ['text/re2.ts', 're2', (packs) => packedLibrary(packs, 're2', 're2js', 'RE2JS, RE2JSException', [withoutTables])],
  ['text/emoji-names.ts', 'emojiNames', (packs) => (file) => emojiTable(packs, file)],
  ['calendar/luxon.ts', 'luxon', (packs) => packedLibrary(packs, 'luxon', 'luxon', 'DateTime, IANAZone')],
];
/** What makes a schema with a description: that is for the reference and the JSON Schema, and nobody reads it in the app. */
const DESCRIBING = 'described filled words tags flag agent user department room duration durationOf'.split(' ');
const withoutDescriptions = {
  name: 'schemas without their descriptions',
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]src[\\/]catalogue[\\/].*\.ts$/ }, async ({ path: file }) => {
      const { code } = await esbuild.transform(read(file), { loader: 'ts', format: 'esm', target: 'es2022' });
      const texts = [];
      simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
        CallExpression: ({ callee, arguments: [first] }) => {
          if (DESCRIBING.includes(callee.name) && typeof first?.value === 'string') texts.push(first);
        },
      });
      const contents = texts
        .sort((one, other) => other.start - one.start)
        .reduce((left, { start, end }) => `${left.slice(0, start)}''${left.slice(end)}`, code);
      return { contents, loader: 'js', resolveDir: path.dirname(file) };
    });
  },
};

/** What the server enables is a shell; the house is opened when it has its answer. */
const HOUSE = ['app/house.ts', 'house'];

const packedBehind = (packs, doors) => doors.map(([file, name, pack]) => inPlaceOf(file, pack(packs, name)));

/**
 * What the app's own package has in other form than the source.
 * @param {ReturnType<typeof createPacks>} packs where it is kept
 */
export function replacements(packs = createPacks()) {
  const [file, name] = HOUSE;
  const doors = [...packedBehind(packs, DOORS), withoutUnused(packs), onlyTheParser, withoutDescriptions];
  return [
    inPlaceOf(
      file,
      packedRoom(packs, 'app/compose.ts', name, () => filesBehindNone([HOUSE]), doors),
    ),
    ...packedBehind(packs, DOORS),
  ];
}

/**
 * A pack's code: names by how often they are used, which packs a twentieth better. With one letter beyond U+00FF the
 * engine would keep all of the code in two bytes a letter; such letters are in strings and patterns.
 */
async function toPack({ text }) {
  const { code } = await minify(text, {
    ecma: 2022,
    compress: { toplevel: true, passes: 2 },
    mangle: { toplevel: true },
    parse: { bare_returns: true },
  });
  return strToU8(narrow(code));
}

function narrow(code) {
  return code.replace(/[^\0-\xff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The app's code as one CommonJS file, as the host evaluates it: a function body without globalThis.
 * @param {ReturnType<typeof createPacks>} packs what the app's own package is packed into
 */
async function bundle(folder, info, packs) {
  const entry = [path.join(folder, 'src', info.classFile), path.join(folder, info.classFile)].find(exists);
  if (!entry) throw new Error(`app.json names the class file ${info.classFile}, which does not exist.`);
  const own = folder === ROOT;
  const result = await esbuild.build({
    ...BUNDLE,
    entryPoints: [entry],
    metafile: true,
    plugins: own ? [hostWords, ...replacements(packs).slice(0, 1)] : [],
  });
  refuseForeignModules(result.metafile);
  const [made] = result.outputFiles;
  if (!own) return strToU8(narrow(made.text));
  packs.note(result.metafile);
  packs.add('app', await toPack(made));
  return strToU8(packs.file(inputHash(folder).slice(0, 16)));
}

function refuseForeignModules({ outputs }, own = /^$/) {
  for (const output of Object.values(outputs)) {
    for (const { path: name, external } of output.imports) {
      const bare = name.replace(/^node:/, '');
      if (
        external &&
        !own.test(name) &&
        !name.startsWith('@rocket.chat/apps-engine/') &&
        !ALLOWED_MODULES.includes(bare)
      ) {
        throw new Error(`The bundle requires "${name}", which the host does not give to an app.`);
      }
    }
  }
}

function texts(folder) {
  return filesBelow(path.join(folder, 'i18n')).map((file) => {
    try {
      JSON.parse(read(file));
    } catch (error) {
      // The host skips a broken file without a word.
      throw new Error(`i18n/${path.basename(file)} is no JSON: ${error.message}`, { cause: error });
    }
    return [`i18n/${path.basename(file)}`, read(file)];
  });
}

/**
 * The server itself looks up only these texts: settings and their sections, the slash command, buttons. All others are
 * in the code, which needs them in every language at once; they are not shipped twice.
 */
const HOST_TEXTS = /^(section|setting|button)_|^command_(params|description)$/;
/** What the code never says: some of them, and what only the reference and the JSON Schema say. */
const ONLY_HOST_TEXTS =
  /^(section|button)_|^(setting|action|event|field)_.*_description$|^command_(params|description)$/;

function hostTexts([name, data]) {
  const kept = Object.entries(JSON.parse(data)).filter(([key]) => HOST_TEXTS.test(key));
  return [name, strToU8(`${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)];
}

/**
 * Builds the package of an app.
 * @param {{folder?: string, out?: string, force?: boolean}} options folder: where app.json is (default: the project);
 *   out: where the zip goes (default: dist, for other apps .cache/apps); force: build although nothing has changed.
 * @returns {Promise<{file: string, bytes: number, built: boolean}>} where the zip is, its size, whether it had to be built.
 * Rejects with a sentence when the package would not be accepted by a server.
 */
export async function build({ folder = ROOT, out, force = false } = {}) {
  const home = path.resolve(folder);
  const target = out ?? (home === ROOT ? path.join(ROOT, 'dist') : path.join(ROOT, '.cache', 'apps'));
  const manifest = path.join(home, 'app.json');
  if (!exists(manifest)) throw new Error(`There is no app.json in ${path.relative(ROOT, home) || 'the project'}.`);
  const info = JSON.parse(read(manifest));
  const file = path.join(target, `${info.nameSlug}_${info.version}.zip`);
  const stamp = path.join(ROOT, '.cache', 'builds', createHash('sha256').update(file).digest('hex').slice(0, 16));
  const inputs = inputHash(home);
  if (!force && exists(file) && exists(stamp)) {
    const [made, bytes] = String(read(stamp)).split(' ');
    const zip = read(file);
    const same = createHash('sha256').update(zip).digest('hex') === bytes;
    if (made === inputs && same) return { file, bytes: zip.length, built: false };
  }

  // The server looks for the icon at the root of the package.
  const packed = info.iconFile ? { ...info, iconFile: path.basename(info.iconFile) } : info;
  const packs = createPacks();
  const entries = [
    ['app.json', strToU8(`${JSON.stringify(packed, null, 2)}\n`)],
    [info.classFile.replace(/\.ts$/, '.js'), await bundle(home, info, packs)],
    ...(home === ROOT ? texts(home).map(hostTexts) : texts(home)),
  ];
  if (home === ROOT) entries.push(['LICENSES', strToU8(licencesText(ROOT, packs.packages))]);
  if (info.iconFile) {
    const icon = path.join(home, info.iconFile);
    if (!exists(icon)) throw new Error(`app.json names the icon ${info.iconFile}, which does not exist.`);
    entries.push([packed.iconFile, read(icon)]);
  }
  // The server reads packages with the same library. What it makes of base64 is a fortieth smaller than what fflate does.
  const archive = new AdmZip();
  for (const [name, data] of entries) archive.addFile(name, Buffer.from(data)).header.time = ENTRY_TIME;
  const zip = archive.toBuffer();
  if (zip.length > LIMIT) {
    throw new Error(`The package would be ${zip.length} bytes, and ${LIMIT} is the limit: see what was bundled.`);
  }
  fs.mkdirSync(target, { recursive: true });
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  // Test workers build at the same time: each writes its own file and moves it into place.
  for (const [place, data] of [
    [file, zip],
    [stamp, `${inputs} ${createHash('sha256').update(zip).digest('hex')}`],
  ]) {
    const draft = `${place}.${process.pid}`;
    fs.writeFileSync(draft, data);
    fs.renameSync(draft, place);
  }
  return { file, bytes: zip.length, built: true };
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const args = process.argv.slice(2);
  const option = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
  const out = option('--out');
  const [force, again] = [args.includes('--force'), args.includes('--again')];
  const [folder] = args.filter((argument) => !argument.startsWith('--'));
  try {
    // What is there, made by an earlier build of the same sources, has to be the same, byte by byte.
    const before = again ? await build({ folder, out }) : undefined;
    const known = before && read(before.file);
    const { file, bytes, built } = await build({ folder, out, force: force || again });
    if (known && !read(file).equals(known)) throw new Error('The same sources have made two different packages.');
    console.log(`${path.relative(ROOT, file)} ${bytes} bytes${built ? '' : ', up to date'}`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
