/**
 * Which way is up in src/: a folder imports what stands below it, never what stands above or beside it, types included.
 * `npm run imports` says in a sentence which import goes the wrong way.
 */
const MAY_IMPORT = {
  util: [],
  text: ['util'],
  model: ['text', 'util'],
  ports: ['model', 'text', 'util'],
  calendar: ['model', 'text', 'util'],
  catalogue: ['calendar', 'ports', 'model', 'text', 'util'],
  host: ['catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
  decide: ['catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
  rules: ['decide', 'catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
  engine: ['rules', 'decide', 'catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
  admin: ['engine', 'rules', 'decide', 'catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
  command: ['admin', 'engine', 'rules', 'decide', 'catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
  screens: ['admin', 'engine', 'rules', 'decide', 'catalogue', 'calendar', 'ports', 'model', 'text', 'util'],
};

const layers = Object.entries(MAY_IMPORT).map(([folder, below]) => ({
  name: `${folder}-imports-downwards`,
  severity: 'error',
  comment: `src/${folder}/ may import ${below.length > 0 ? below.join(', ') : 'nothing else of src'}: move what is shared down, or hand it in.`,
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [`^src/${folder}/`, ...below.map((each) => `^src/${each}/`)] },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-circle-of-files',
      severity: 'error',
      comment: 'Two files that need each other are one file, or lack a third below both.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-circle-of-folders',
      severity: 'error',
      scope: 'folder',
      comment: 'Two folders that need each other lack a third below both.',
      from: { path: '^src/' },
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules' },
    metrics: true,
  },
};
