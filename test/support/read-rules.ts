import { readDocument } from '../../src/rules/read';
import { LANGUAGES, translate, type Text } from '../../src/text/message';
import { blanksOf, TEXTS } from './texts';
import type { ReadContext, ReadResult } from '../../src/rules/result';

type Json = Record<string, unknown>;

/** A rule without a fault, but for what the test puts in. A key given as undefined is left out. */
export function rule(parts: Json = {}): Json {
  const action = { action: 'add_contact_tags', tags: ['seen'] };
  return { id: 'r', name: 'A rule', on: 'customer_message', if: 'always', do: [action], ...parts };
}

/** A condition on one field. */
export function on(field: string, operator: string, value?: unknown, more: Json = {}): Json {
  return value === undefined ? { field, operator, ...more } : { field, operator, value, ...more };
}

/** Reads a document given as JSON value, or as text. */
export function read(document: unknown, context: ReadContext = {}): ReadResult {
  return readDocument(typeof document === 'string' ? document : JSON.stringify(document), context);
}

/** Reads one rule. */
export function readRule(parts: Json, context: ReadContext = {}, more: Json = {}): ReadResult {
  return read({ rules: [rule(parts)], ...more }, context);
}

/** Fails when a text, or one in it, has no sentence in some language, or lacks what the sentence asks for. */
function sayable({ key, params = {} }: Text): void {
  for (const language of LANGUAGES) {
    const pattern = TEXTS[language][key];
    if (pattern === undefined) throw new Error(`${key} has no sentence in ${language}`);
    const lacking = blanksOf(pattern).filter((name) => !Object.hasOwn(params, name));
    if (lacking.length > 0) throw new Error(`${key} in ${language} lacks ${lacking.join(' ')}`);
  }
  for (const each of Object.values(params).flat()) if (typeof each === 'object') sayable(each);
}

/** Findings, one a line: level, rule, place. Makes sure that each can be said in all languages. */
export function told({ findings }: ReadResult): readonly string[] {
  for (const { text } of findings) sayable(text);
  return findings.map(({ level, rule: id, place }) => `${level} ${id ?? '-'} ${place}`.trimEnd());
}

/** The sentences in English. */
export function said({ findings }: ReadResult): readonly string[] {
  return findings.map(({ text }) => translate('en', text));
}

export function states({ rules }: ReadResult): readonly string[] {
  return rules.map(({ id, state }) => `${id ?? '-'} ${state}`);
}
