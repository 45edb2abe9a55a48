// Takes the server's own validators of REST parameters out of rest-typings and writes those that the app meets as plain
// code: loading the package compiles some hundred of them, which takes a second in each test file. Prints where it lies.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const SELF = fileURLToPath(import.meta.url);
const ROOT = path.resolve(path.dirname(SELF), '../../../..');
const TYPINGS = path.join(ROOT, 'node_modules', '@rocket.chat', 'rest-typings');
const CACHE = path.join(ROOT, '.cache', 'rest-validators');

/** Exports of rest-typings by the endpoint that asks them: the app's endpoints, with `:` for a part of the path. */
const VALIDATORS = {
  'GET livechat/users/agent': 'isLivechatUsersManagerGETProps',
  'GET livechat/department': 'isGETLivechatDepartmentProps',
  'GET livechat/department/:/agents': 'isLivechatDepartmentDepartmentIdAgentsGETProps',
  'GET livechat/custom-fields': 'isLivechatCustomFieldsProps',
  'GET livechat/business-hour': 'isGETBusinessHourParams',
  'GET livechat/visitors.searchChats/room/:/visitor/:':
    'isGETLivechatVisitorsSearchChatsRoomRoomIdVisitorVisitorIdParams',
  'GET omnichannel/contacts.get': 'isGETOmnichannelContactsProps',
  'GET omnichannel/contacts.history': 'isGETOmnichannelContactHistoryProps',
  'POST livechat/inquiries.returnAsInquiry': 'isPOSTLivechatInquiriesReturnAsInquiry',
  'POST livechat/room.saveInfo': 'isLiveChatRoomSaveInfoProps',
  'POST livechat/custom-fields.save': 'isPOSTLivechatSaveCustomFieldsParams',
  'POST omnichannel/contacts.update': 'isPOSTUpdateOmnichannelContactsProps',
  'POST method.call/:': 'isMeteorCall',
};

const bundle = (stdin, outfile) =>
  esbuild.buildSync({
    absWorkingDir: ROOT,
    stdin,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });

/** The one keyword of the server's own is a function, which no plain code can hold. */
function plain(_key, value) {
  const { isNotEmpty, ...rest } = value ?? {};
  return isNotEmpty ? { ...rest, pattern: '\\S' } : value;
}

/** The file with the validators, by endpoint; made when rest-typings or this file have changed. */
export function buildRestValidators() {
  const inputs = [SELF, path.join(TYPINGS, 'package.json')].map((file) => fs.readFileSync(file));
  const file = path.join(CACHE, `${createHash('sha256').update(Buffer.concat(inputs)).digest('hex').slice(0, 16)}.cjs`);
  if (fs.existsSync(file)) return file;
  // Several may build at once: each has files of its own and moves the result into place.
  const draft = `${file}.${process.pid}`;
  const whole = `
    export { default as standalone } from 'ajv/dist/standalone';
    export { ajv } from './v1/Ajv';
    export { isMeteorCall } from './v1/misc';
    export * from './v1/omnichannel';`;
  bundle({ contents: whole, resolveDir: path.join(TYPINGS, 'dist') }, `${draft}.whole`);
  const typings = createRequire(SELF)(`${draft}.whole`);
  const Ajv = typings.ajv.constructor;
  const entries = Object.entries(VALIDATORS).map(([endpoint, name]) => {
    // A query is text and becomes what is asked for; a body has to be it (8.3).
    const ajv = new Ajv({ ...typings.ajv.opts, coerceTypes: endpoint.startsWith('GET') && 'array' });
    const code = typings.standalone(ajv, ajv.compile(JSON.parse(JSON.stringify(typings[name].schema, plain))));
    return `${JSON.stringify(endpoint)}: (() => { const module = {}; const exports = {}; ${code}; return module.exports; })()`;
  });
  bundle({ contents: `module.exports = {${entries.join(',\n')}};`, resolveDir: path.join(TYPINGS, 'dist') }, draft);
  fs.rmSync(`${draft}.whole`);
  fs.renameSync(draft, file);
  return file;
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  process.stdout.write(buildRestValidators());
}
