import en from '../../i18n/en.json';
import { emojiNames } from '../../src/text/emoji-names';
import { LANGUAGES } from '../../src/text/languages';
import { textOf } from '../../src/text/translations';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { brotliDecompress, brotliDecompressSync, type InputType, type CompressCallback } from 'node:zlib';
import { App } from '@rocket.chat/apps-engine/definition/App';
import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import { strFromU8, unzipSync } from 'fflate';
import { RE2JS } from 're2js';
import { accessorCalls } from './package/accessor-calls';
import { permissionOf } from './package/accessor-permissions';
import { RUNTIMES, type Runtime } from '../sandbox';
import { openPackage } from '../sandbox/api/package';

const ROOT = path.resolve(__dirname, '../..');
const LIMIT = 300_000;
/** Of code, what a start reads: the shell and the house, without what is opened when it is needed. */
const START_LIMIT = 280_000;
/** Texts that the server looks up itself, or the reference says, and the code never does. */
const ONLY_HOST_TEXTS =
  /^(section|button)_|^(setting|action|event|field)_.*_description$|^command_(params|description)$/;
/** What the host's require gives to an app. */
const ALLOWED = 'path url crypto buffer stream net http https zlib util punycode os querystring fs'.split(' ');

interface Manifest {
  id: string;
  version: string;
  nameSlug: string;
  classFile: string;
  iconFile: string;
  requiredApiVersion: string;
  implements: string[];
  permissions: { name: string }[];
  essentials?: unknown;
}

const { zip } = openPackage();
const entries = unzipSync(new Uint8Array(zip));
const text = (name: string): string => strFromU8(entries[name] ?? new Uint8Array());
const info = JSON.parse(text('app.json')) as Manifest;
const codeFile = info.classFile.replace(/\.ts$/, '.js');
/** The file as the host evaluates it, with its packs. */
const code = text(codeFile);
/** The streams that it is packed into. */
const streams = new Map(
  [...code.matchAll(/^(?:const packs = \{ )?(\w+): \(\) => \{\/\/([A-Za-z0-9+/=]+)$/gm)].map(
    ([, name = '', packed = '']) => [name, brotliDecompressSync(Buffer.from(packed, 'base64'))],
  ),
);
const parts = JSON.parse(/const parts = (.*);/.exec(code)?.[1] ?? '{}') as Record<string, [string, number, number]>;
/** What is in each pack: a stream, or a part of one. */
const packs = new Map(
  [
    ...[...streams].filter(([name]) => !Object.values(parts).some(([stream]) => stream === name)),
    ...Object.entries(parts).map(
      ([name, [stream, from, to]]) => [name, streams.get(stream)!.subarray(from, to)] as const,
    ),
  ].map(([name, bytes]) => [name, bytes.toString()]),
);
/** All code that may be evaluated. */
const allCode = [code, ...packs.values()].join('\n');

/** What the code is given by name where it is evaluated, a function body; nothing else of the runtime is hidden. */
const SHELLS: Record<Runtime, readonly string[]> = {
  deno: ['exports', 'module', 'require', 'Buffer', 'console', 'globalThis', 'Deno'],
  node: ['exports', 'module', 'require', 'console', 'globalThis'],
};

/** Evaluates the code as the host does: globalThis, and Deno where it has a name, are undefined. */
function load(runtime: Runtime): { exported: Record<string, unknown>; required: string[] } {
  const required: string[] = [];
  const hostRequire = createRequire(path.join(ROOT, 'package.json'));
  const appRequire = (name: string): unknown => {
    required.push(name);
    return hostRequire(name);
  };
  const module = { exports: {} as Record<string, unknown> };
  const given: Record<string, unknown> = { exports: module.exports, module, require: appRequire, Buffer, console };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the host evaluates the code in just this way
  const run = new Function(...SHELLS[runtime], code) as (...scope: unknown[]) => void;
  run(...SHELLS[runtime].map((name) => given[name]));
  return { exported: module.exports, required };
}

const { exported, required } = load('deno');
const [appClass] = Object.values(exported) as [{ prototype: object }];

/** Hooks whose interface is not named after them. */
const INTERFACE: Record<string, string> = {
  LivechatRoomCreatePrevent: 'IPreLivechatRoomCreatePrevent',
  LivechatRoomClosedHandler: 'ILivechatRoomClosedHandler',
  BlockActionHandler: 'IUIKitInteractionHandler',
  LivechatBlockActionHandler: 'IUIKitLivechatInteractionHandler',
  ViewSubmitHandler: 'IUIKitInteractionHandler',
  ViewClosedHandler: 'IUIKitInteractionHandler',
  ActionButtonHandler: 'IUIKitInteractionHandler',
};

/** The listener interfaces for which the class has a hook. */
function hooks(): string[] {
  const names = new Set<string>();
  for (let level = appClass.prototype; level !== null; level = Object.getPrototypeOf(level) as object) {
    if (level.constructor.name === App.name) break;
    for (const name of Object.getOwnPropertyNames(level)) {
      const hook = /^(?:execute|check)(\w+)$/.exec(name)?.[1];
      if (hook !== undefined) names.add(INTERFACE[hook] ?? `I${hook}`);
    }
  }
  return [...names].sort();
}

describe('the zip', () => {
  test('holds app.json, one .js where the class file was, texts, the icon and licences, and nothing else', () => {
    const texts = fs.readdirSync(path.join(ROOT, 'i18n')).map((name) => `i18n/${name}`);
    expect(Object.keys(entries).sort()).toEqual(['app.json', 'LICENSES', codeFile, info.iconFile, ...texts].sort());
  });

  test(`is smaller than ${LIMIT} bytes`, () => {
    expect(zip.length).toBeLessThan(LIMIT);
  });

  test(`has less than ${START_LIMIT} bytes of code to be read at a start`, () => {
    expect((packs.get('app') + packs.get('house')!).length).toBeLessThan(START_LIMIT);
  });

  /** What opens the app, evaluated with these in the place of what the host requires. */
  function opener(
    source: string,
    given: Readonly<Record<string, unknown>>,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    const hostRequire = createRequire(path.join(ROOT, 'package.json'));
    const module = { exports: {} as Record<string, unknown> };
    const scope = {
      module,
      exports: module.exports,
      Buffer,
      require: (name: string): unknown => given[name] ?? (hostRequire(name) as unknown),
      ...more,
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the host evaluates the code in just this way
    const run = new Function(...Object.keys(scope), source) as (...values: unknown[]) => void;
    run(...Object.values(scope));
    const [Opened] = Object.values(module.exports) as [new (...given: unknown[]) => { workflow(): object }];
    return () => new Opened(info, { debug: () => undefined }).workflow();
  }

  test('opens the shell and the house at a start, and no library', () => {
    const opened: string[] = [];
    const telling = code.replace('const __unpack = (name) => {', (line) => `${line} opened.push(name);`);
    expect(opener(telling, {}, { opened })()).toHaveProperty('messageSent');
    expect(opened).toEqual(['app', 'house']);
  });

  test('unpacks the house beside the start, so that it need not be waited for', async () => {
    let waitedFor = 0;
    let done = (): void => undefined;
    const unpacked = new Promise<void>((resume) => (done = resume));
    const zlib = {
      brotliDecompressSync: (bytes: InputType, options: object) => {
        waitedFor++;
        return brotliDecompressSync(bytes, options);
      },
      brotliDecompress: (bytes: InputType, options: object, given: CompressCallback) =>
        brotliDecompress(bytes, options, (error, result) => {
          given(error, result);
          done();
        }),
    };
    const open = opener(code, { zlib });
    // The shell.
    expect(waitedFor).toBe(1);
    await unpacked;
    expect(open()).toHaveProperty('messageSent');
    expect(waitedFor).toBe(1);
  });

  test.each<[string, (bytes: Uint8Array, options: object) => Uint8Array]>([
    ['as Node and Deno do today', (bytes, options) => brotliDecompressSync(bytes, options)],
    ['by a runtime that decodes nothing in part', (bytes) => brotliDecompressSync(bytes)],
    [
      'by a runtime that is slow to give it out',
      (bytes, options) => {
        const decoded = brotliDecompressSync(bytes, options);
        const isWhole = [...streams.values()].some(({ length }) => length === decoded.length);
        return isWhole ? decoded : decoded.subarray(0, decoded.length / 2);
      },
    ],
  ])('is unpacked %s', (_how, unpacker) => {
    // The file up to where its packs are put to use.
    const opening = `${code.slice(0, code.indexOf('const names = '))}return __unpack;`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the host evaluates the code in just this way
    const open = new Function('require', 'Buffer', opening) as (...given: unknown[]) => (name: string) => string;
    const unpack = open(() => ({ brotliDecompressSync: unpacker }), Buffer);
    for (const [name, packed] of packs) if (streams.has(name) || name in parts) expect(unpack(name)).toBe(packed);
  });

  test('names who wrote what ships, with each licence once', () => {
    const licences = text('LICENSES');
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const named = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(dependencies).sort());
    expect(licences.match(/Permission is hereby granted, free of charge/g)).toHaveLength(1);
    for (const holder of ['The Workflow maintainers', 'JS Foundation', 'Colin McDonnell', 'Jason Mulligan'])
      expect(licences).toContain(holder);
  });

  test('has texts that parse, with keys that the host understands', () => {
    for (const name of Object.keys(entries).filter((entry) => entry.startsWith('i18n/'))) {
      const keys = Object.keys(JSON.parse(text(name)) as object);
      expect(keys.filter((key) => !/^[a-z0-9_]+$/.test(key))).toEqual([]);
    }
  });

  test('has an opaque icon of 256 by 256', () => {
    const icon = Buffer.from(entries[info.iconFile] ?? []);
    expect(icon.subarray(1, 4).toString()).toBe('PNG');
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([256, 256]);
    // Colour type 3: a palette, and no alpha in it.
    expect(icon[25]).toBe(3);
    expect(icon.includes('tRNS')).toBe(false);
  });
});

describe('what stays packed', () => {
  /** Bundles a file with the packager's own plugin for another one, and gives what came out, or what went wrong. */
  function bundle(entry: string, replaced: string): string {
    const script = `
      import { build } from 'esbuild';
      import { inPlaceOf } from './.ci/build.mjs';
      const plugins = [inPlaceOf('${replaced}', () => 'export const luxon = () => "packed"')];
      build({ entryPoints: ['${entry}'], bundle: true, write: false, format: 'cjs', logLevel: 'silent', plugins })
        .then(({ outputFiles }) => console.log(outputFiles[0].text), (error) => console.log(error.message));`;
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
  }

  test('is put in the place of its file', () => {
    expect(bundle('src/calendar/luxon.ts', 'calendar/luxon.ts')).toContain('"packed"');
  });

  test.each(['calendar/moved.ts', 'text/luxon.ts'])(
    'a file that is not where it is looked for, src/%s, ends the build',
    (file) => {
      expect(bundle('src/calendar/luxon.ts', file)).toContain(`src/${file} is not in the bundle`);
    },
  );

  /** What a file exports in the package. */
  function inPackage(file: string): Record<string, (...given: string[]) => unknown> {
    const script = `
      import { build } from 'esbuild';
      import { createPacks, replacements } from './.ci/build.mjs';
      const packs = createPacks();
      const plugins = replacements(packs).filter(({ name }) => name === 'in place of ${file}');
      const options = { bundle: true, write: false, format: 'cjs', platform: 'node', plugins };
      build({ ...options, entryPoints: ['src/${file}'] }).then(({ outputFiles }) => {
        packs.add('app', outputFiles[0].contents);
        process.stdout.write(packs.file());
      });`;
    const bundled = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const module = { exports: {} };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the host evaluates the code in just this way
    const run = new Function('module', 'exports', 'require', 'Buffer', bundled) as (...given: unknown[]) => void;
    run(module, module.exports, require, Buffer);
    return module.exports;
  }

  test('says the same: the names of emoji', () => {
    expect(inPackage('text/emoji-names.ts').emojiNames?.()).toEqual(new Map(emojiNames()));
  });

  test('says the same: every text in every language, but for those that the server alone says', () => {
    const { textOf: packed } = inPackage('text/translations.ts');
    const left = new Set(Object.keys(en).filter((key) => ONLY_HOST_TEXTS.test(key)));
    const keys = [...Object.keys(en), 'no_such_text', 'constructor'];
    for (const language of LANGUAGES) {
      const wanted = keys.map((key) => [key, left.has(key) ? undefined : textOf(language, key)]);
      expect([language, keys.map((key) => [key, packed?.(language, key)])]).toEqual([language, wanted]);
    }
    expect(packed?.('xx', Object.keys(en)[0] ?? '')).toBeUndefined();
    const source = fs
      .readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => fs.readFileSync(path.join(ROOT, 'src', file), 'utf8'))
      .join('\n');
    expect([...left].filter((key) => source.includes(`message('${key}'`))).toEqual([]);
  });

  test.each([
    ['luxon', 'unsupported zone'],
    ['re2', 'missing closing ]'],
    ['emoji', 'grinning'],
    ['forPeople', 'on_character_entered'],
  ])('%s has a pack of its own: only there stands “%s”', (name, words) => {
    expect([...packs].filter(([, opened]) => opened.includes(words)).map(([pack]) => pack)).toEqual([name]);
  });
});

describe('classes of patterns', () => {
  /** Every so many code points, of all planes. */
  const many = Array.from({ length: 0x110000 / 61 }, (_, index) => String.fromCodePoint(index * 61));
  const letters = [...many, ' ', '\u00a0', '\u2028'].filter(
    (letter) => !/\p{Cn}|\p{Cs}/u.test(letter) && !RE2JS.compile('^\\p{Cn}$').matcher(letter).find(),
  );
  const module = { exports: {} as { RE2JS: typeof RE2JS } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the app opens the pack in just this way
  (new Function('module', packs.get('re2') ?? '') as (given: object) => void)(module);

  test.each(['L', 'Lu', 'Ll', 'M', 'N', 'Nd', 'P', 'S', 'Z', 'Cf', 'Greek', 'Cyrillic', 'Han', 'Arabic', 'Latin'])(
    'say of every letter what the library’s own tables say: %s',
    (name) => {
      const [ours, theirs] = [module.exports.RE2JS, RE2JS].map((library) => library.compile(`^\\p{${name}}$`));
      const differ = letters.filter((letter) => ours!.matcher(letter).find() !== theirs!.matcher(letter).find());
      expect(differ).toEqual([]);
      expect(letters.some((letter) => ours!.matcher(letter).find())).toBe(true);
    },
  );

  test('know every script that the library knows', () => {
    const source = fs.readFileSync(path.join(ROOT, 'node_modules/re2js/build/index.js'), 'utf8');
    const [scripts = ''] = /static SCRIPTS = .*?static FOLD/s.exec(source) ?? [];
    const names = [...scripts.matchAll(/(\w+): \(\) =>/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(150);
    const runs = (library: typeof RE2JS) =>
      names.map((name) => {
        const matcher = library.compile(`\\p{${name}}+`).matcher(letters.join(''));
        const found: (string | null)[] = [];
        while (matcher.find()) found.push(matcher.group(0));
        return { name, found };
      });
    expect(runs(module.exports.RE2JS)).toEqual(runs(RE2JS));
  });

  test.each(['[я-а]', '[\u{10FFFF}-\u2028]', '(?P<名', '\\p{\u0378}'])(
    'say in the same words what is wrong, with the letters that can be shown: %s',
    (pattern) => {
      const wrong = (library: typeof RE2JS): unknown => {
        try {
          return library.compile(pattern).test('');
        } catch (error) {
          return String((error as Error).message);
        }
      };
      expect(wrong(module.exports.RE2JS)).toBe(wrong(RE2JS));
    },
  );
});

describe('the code', () => {
  test.each(RUNTIMES)(
    "loads in the shell of %s, where globalThis is undefined, and exports the app's class alone",
    (runtime) => {
      const loaded = load(runtime);
      expect(Object.keys(loaded.exported)).toEqual([info.classFile.replace(/\.ts$/, '')]);
      expect(typeof Object.values(loaded.exported)[0]).toBe('function');
      expect(loaded.required).toEqual(required);
    },
  );

  test('does not print: in Node what console.log prints lands between the messages to the server', () => {
    expect([...allCode.matchAll(/\bconsole\.\w+/g)].map(([call]) => call)).toEqual([]);
  });

  test('requires only what the host gives', () => {
    const written = [...allCode.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map((match) => match[1] ?? '');
    const foreign = [...new Set([...written, ...required])].filter(
      (name) => !ALLOWED.includes(name) && !name.startsWith('@rocket.chat/apps-engine/'),
    );
    expect(foreign).toEqual([]);
  });

  test.each(['.usernames', '.isOnline(', '.createToken('])(
    'does not contain %s, which would have an old parser rewrite it',
    (spelling) => {
      expect(allCode.includes(spelling)).toBe(false);
    },
  );
});

describe('app.json', () => {
  test('names the app for ever', () => {
    expect(info.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(info.id).toBe('695e12b1-916c-41c9-869a-ab349fdcebbb');
    expect(info.nameSlug).toMatch(/^[a-z-]+$/);
  });

  test('has the version of package.json', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(info.version).toBe(manifest.version);
  });

  test('asks for Rocket.Chat 7.8 or later, and takes no essentials', () => {
    expect(info.requiredApiVersion).toBe('^1.53.0');
    expect(info.essentials).toBeUndefined();
  });

  test('implements just the hooks that the class has: another would never be called', () => {
    expect([...info.implements].sort()).toEqual(hooks());
    expect(hooks().filter((name) => !(name in AppInterface))).toEqual([]);
  });

  test('asks for just the permissions that the code uses: a missing one fails silently', () => {
    const used = accessorCalls(ROOT, path.join(ROOT, 'src')).map(({ name, place }) => permissionOf(name, place));
    const asked = info.permissions.map(({ name }) => name);
    expect([...asked].sort()).toEqual([...new Set(used.filter((name) => name !== undefined))].sort());
  }, 120_000);
});
