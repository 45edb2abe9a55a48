import { readDocument } from '../../src/rules/parse';
import type { ReadContext, ReadResult } from '../../src/rules/schema';
import { LANGUAGES, say } from '../../src/text/say';

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

/** Findings, one a line: level, rule, place. Makes sure that each can be said in all languages. */
export function told({ findings }: ReadResult): readonly string[] {
  for (const { text } of findings) {
    for (const language of LANGUAGES) {
      const sentence = say(language, text);
      if (sentence === text.key || /\{[a-z_]+\}/.test(sentence.replace(/\{\{[^}]*\}\}/g, ''))) {
        throw new Error(`${text.key} cannot be said in ${language}: ${sentence}`);
      }
    }
  }
  return findings.map(({ level, rule: id, place }) => `${level} ${id ?? '-'} ${place}`.trimEnd());
}

/** The sentences in English. */
export function said({ findings }: ReadResult): readonly string[] {
  return findings.map(({ text }) => say('en', text));
}

export function states({ rules }: ReadResult): readonly string[] {
  return rules.map(({ id, state }) => `${id ?? '-'} ${state}`);
}
