import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { ACTIONS } from '../../src/catalogue/actions/all';
import { EVENTS } from '../../src/catalogue/events';
import { FIELDS } from '../../src/catalogue/fields';
import { OPERATORS } from '../../src/catalogue/operators';
import { EXTRA_NAMES } from '../../src/catalogue/extra-names';
import { TEXTS } from '../support/texts';

/**
 * No text is left over: every key of i18n is written in the code, or made there: of a template such as
 * `outcome_${outcome}`, or of the ids of entries (src/catalogue/keys.ts).
 */
const ROOT = path.join(__dirname, '../..');

function sourcesIn(folder: string): readonly string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(path.join(ROOT, folder, file), 'utf8'));
}
const SOURCE = [...sourcesIn('src'), ...sourcesIn('settings')].join('\n');

/** Everything that stands between quotes, and plain names of settings. */
const WRITTEN = new Set(
  [...SOURCE.matchAll(/'([a-z0-9_-]+)'|^ {2}(section_[a-z]+): \[/gm)].map(([, quoted, section]) =>
    (quoted ?? section ?? '').replaceAll('-', '_'),
  ),
);

/** Keys that are made of entries' ids, with or without a description, or other words for it. */
const OF_ENTRIES = /^(event|field|choice|operator|action|param|said)_(.+?)(?:_description|_words)?$/;

/** What such a key may be made of. */
const NAMES = new Set(
  [
    ...EVENTS,
    ...EXTRA_NAMES,
    ...FIELDS.flatMap(({ id, choices = [] }) => [id, ...choices]),
    ...OPERATORS.map(({ id }) => id),
    ...ACTIONS.flatMap(({ id, parameters }) => [id, ...keysIn(z.toJSONSchema(parameters(), { io: 'input' }))]),
    // Of sentences: how a boolean is said, how often a rule runs, and one choice that has a sentence of its own.
    ...['true', 'false', 'conversation', 'customer', 'within', 'once'],
  ].map((id) => id.replaceAll('*', 'each').replace(/[^a-z0-9]+/g, '_')),
);

/** Names of properties and values, however deep. */
function keysIn(schema: unknown): readonly string[] {
  if (typeof schema === 'string') return [schema];
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [key, ...keysIn(value)]);
}

function isMadeOf(names: ReadonlySet<string>, rest: string): boolean {
  if (names.has(rest)) return true;
  const parts = rest.split('_');
  return parts.some((_, at) => {
    const begin = parts.slice(0, at).join('_');
    return at > 0 && names.has(begin) && isMadeOf(names, parts.slice(at).join('_'));
  });
}

/** Templates with one name in them: what stands for it must be written somewhere, too, or be a number. */
const TEMPLATES = [...SOURCE.matchAll(/`([a-z0-9]+_[a-z_]*)\$\{[^`}]*(?:\([^`]*\)|\{[^`]*\})?[^`}]*\}([a-z_]*)`/g)]
  .map(([, begin = '', end = '']) => [begin, end] as const)
  .filter(([begin]) => !OF_ENTRIES.test(`${begin}x`));

function isUsed(key: string): boolean {
  if (WRITTEN.has(key)) return true;
  const [, , rest] = OF_ENTRIES.exec(key) ?? [];
  if (rest !== undefined) return isMadeOf(NAMES, rest);
  return TEMPLATES.some(([begin, end]) => {
    if (!key.startsWith(begin) || !key.endsWith(end)) return false;
    const name = key.slice(begin.length, key.length - end.length);
    return WRITTEN.has(name) || /^\d+$/.test(name) || /^(true|false|undefined)$/.test(name);
  });
}

test('every text is used', () => {
  expect(Object.keys(TEXTS.en).filter((key) => !isUsed(key))).toEqual([]);
});

test('what nobody uses would be found', () => {
  const unused = ['reason_no_app_user', 'view_no_such_thing', 'field_customer_shoe_size', 'outcome_mislaid'];
  expect(unused.filter(isUsed)).toEqual([]);
});
