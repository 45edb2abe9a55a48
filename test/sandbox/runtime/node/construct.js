// In the place of the engine's handlers/app/construct.ts: the shell that servers from 8.8 run an app's code in. It hides
// nothing of Node from the app but `globalThis` and what `require` refuses; `console` is Node's, so that console.log
// writes into the stream of messages there as well.
import * as uuid from 'uuid';
import { AppObjectRegistry } from 'engine:AppObjectRegistry.ts';
import { AppAccessorsInstance } from 'engine:lib/accessors/mod.ts';
import { sanitizeDeprecatedUsage } from 'engine:lib/sanitizeDeprecatedUsage.ts';
import { require as engineRequire } from './require.js';

/** A name that begins with one of these is given, whatever follows: 'fs/promises', but 'http2' as well. */
const ALLOWED = [
  ...'path url crypto buffer stream net http https zlib util punycode os querystring fs'.split(' '),
  'uuid',
  '@rocket.chat/apps-engine',
];

function appRequire(name) {
  const bare = name.replace('node:', '');
  if (!ALLOWED.some((allowed) => bare.startsWith(allowed))) throw new Error(`Module ${name} is not allowed`);
  return bare === 'uuid' ? uuid : engineRequire(bare);
}

async function evaluate(code) {
  const { debug, error, info, log, warn } = console;
  const module = { exports: {} };
  const body = `return (async (exports, module, require, console, globalThis) => {\n${code};\n})(...arguments)`;
  await new Function(body)(module.exports, module, appRequire, { debug, error, info, log, warn }, undefined);
  return module.exports;
}

const ASKED = ['getName', 'getNameSlug', 'getVersion', 'getID', 'getDescription', 'getRequiredApiVersion'];

/** Evaluates the app's code and makes its object: the first thing that the code exports is its class. */
export default async function handleConstructApp({ params, context }) {
  const [{ info, files } = {}] = Array.isArray(params) ? params : [];
  if (!info?.id || !info.classFile || !files) throw new Error('Invalid params', { cause: 'invalid_param_type' });
  AppObjectRegistry.set('id', info.id);
  const [AppClass] = Object.values(await evaluate(sanitizeDeprecatedUsage(files[info.classFile])));
  const app = new AppClass(info, context.logger, AppAccessorsInstance.getDefaultAppAccessors());
  for (const name of ASKED) {
    if (typeof app[name] !== 'function') throw new Error(`App must contain a ${name} function`);
  }
  AppObjectRegistry.set('app', app);
  return true;
}
