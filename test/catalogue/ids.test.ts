import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ACTIONS } from '../../src/catalogue/actions/all';
import { EVENTS } from '../../src/catalogue/events';
import { EXTRA_NAMES } from '../../src/catalogue/extra-names';
import { FIELDS } from '../../src/catalogue/fields';
import { OPERATORS } from '../../src/catalogue/operators';

/**
 * Outside of the catalogue nothing is known of an entry by its id: what others need to know is in the entry. A new
 * entry is then right everywhere, and one that is forgotten somewhere cannot be.
 */
const SRC = path.join(__dirname, '../../src');

/** Words that are more than ids: a status, a rule's key, a plain word of the code. Only texts that stand apart count. */
const OPERATOR_IDS = OPERATORS.map(({ id }) => id).filter((id) => id.includes('_'));
const IDS = new Set([
  ...ACTIONS.map(({ id }) => id),
  ...EVENTS,
  ...EXTRA_NAMES,
  ...FIELDS.flatMap(({ id }) => [id, id.replace('.*', '.')]),
  ...OPERATOR_IDS,
]);
const WORDS = new Set(FIELDS.flatMap(({ choices = [] }) => choices));
/** `agent.${name}` and `operation.` name fields as well. */
const FAMILY = new RegExp(`^(${[...new Set(FIELDS.map(({ id }) => id.split('.')[0]))].join('|')})\\.([a-z_]+\\.)*$`);

/** Where ids may stand, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'rules/check/logic/texts.ts': 'the algebra of what two operators on one text mean for each other',
  'text/nearest.ts': 'what other tools call things: words that people type, not ids that decide',
  'command/conversation.ts ask': 'the right to ask why',
  'command/run.ts ask': 'the same',
  'screens/conversation/hand.ts ask': 'the same',
  'command/later.ts ask': 'the same',
  'screens/conversation/later.ts ask': 'the same',
  'screens/conversation/note.ts ask': 'the same',
  'screens/conversation/screen.ts ask': 'the same',
  'command/app-status.ts resume': 'the command that ends a pause',
  'screens/kit/surface.ts close': 'the button that closes a view',
};

interface Literal {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

function sources(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith(`catalogue${path.sep}`));
}

/** Texts, the beginnings of templates, and keys that can be nothing but an id; types say nothing at run time. */
function literalsIn(file: string, text: string): readonly Literal[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const add = (node: ts.Node, written: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ file, line: line + 1, text: written });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) add(node, node.text);
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && /[_.]/.test(node.name.text)) {
      add(node.name, node.name.text);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

function isId(text: string): boolean {
  return (IDS.has(text) && !WORDS.has(text)) || FAMILY.test(text);
}

function offences(file: string, text: string): readonly string[] {
  return literalsIn(file, text)
    .filter((each) => isId(each.text) && !ALLOWED[file] && !ALLOWED[`${file} ${each.text}`])
    .map((each) => `src/${each.file}:${each.line}: '${each.text}' is an entry's id: ask the entry, in src/catalogue`);
}

test('no id of an entry stands outside of the catalogue', () => {
  const files = sources(SRC);
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => offences(file, fs.readFileSync(path.join(SRC, file), 'utf8')))).toEqual([]);
});

test('what is allowed is there', () => {
  for (const place of Object.keys(ALLOWED)) {
    const [file = '', literal] = place.split(' ');
    const literals = literalsIn(file, fs.readFileSync(path.join(SRC, file), 'utf8'));
    expect([place, literals.some(({ text }) => (literal === undefined ? isId(text) : text === literal))]).toEqual([
      place,
      true,
    ]);
  }
});

test.each([
  ["if (step.action === 'webhook') mask(step);", 'webhook'],
  ["const NEED = ['set_topic'];", 'set_topic'],
  ['const SAY = { send_message: plainly };', 'send_message'],
  ["if (field === 'operation.hours') open();", 'operation.hours'],
  ["if (field.startsWith('customer.custom.')) keys();", 'customer.custom.'],
  ['const id = `agent.${name}`;', 'agent.'],
  ["if (event.on === 'conversation_closed') end();", 'conversation_closed'],
  ["const text = message('x', { on: `operation.next_open` });", 'operation.next_open'],
  ["if (operator === 'is_not') negate();", 'is_not'],
])('%s would be found', (code, id) => {
  expect(offences('some/file.ts', code)).toEqual([expect.stringContaining(`'${id}'`)]);
});

test.each([
  "type On = 'conversation_closed';",
  "const status = 'open';",
  "const view = { close: label('view_close') };",
  "if (part.is === 'text') print(part);",
])('%s is nothing of the kind', (code) => {
  expect(offences('some/file.ts', code)).toEqual([]);
});
