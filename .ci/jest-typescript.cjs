// What jest does with a TypeScript file: types away, nothing else; `npm run types` looks at them. The compiler is
// loaded only for a file that jest has not kept from an earlier run.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const SETTINGS = ['tsconfig.json', 'node_modules/typescript/package.json', '.ci/jest-typescript.cjs'].map((name) =>
  fs.readFileSync(path.join(ROOT, name)),
);

const options = (ts) => {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options: own } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const { CommonJS } = ts.ModuleKind;
  return {
    ...own,
    module: CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    inlineSourceMap: true,
    inlineSources: true,
  };
};

let compiler;

module.exports = {
  process(source, fileName) {
    const ts = require('typescript');
    compiler ??= options(ts);
    return { code: ts.transpileModule(source, { fileName, compilerOptions: compiler }).outputText };
  },
  getCacheKey(source, fileName) {
    const hash = createHash('sha256');
    for (const part of [source, path.relative(ROOT, fileName), ...SETTINGS]) hash.update(part).update('\0');
    return hash.digest('hex');
  },
};
