import type { Mode } from '../../catalogue/document';
import { createHash } from 'crypto';
import { isDeepStrictEqual } from 'util';
import { isObject } from '../../util/json';

export { usableId as idOf } from '../../catalogue/document';

/** The rules document as it is stored, with everything in it that the app does not understand. */
export interface RawDocument {
  readonly rules: readonly unknown[];
  readonly [key: string]: unknown;
}

export type RawRule = Readonly<Record<string, unknown>>;

/** The document in a text; undefined when it is none (no JSON, no list of rules). A blank text is an empty one. */
export function parseRaw(text: string): RawDocument | undefined {
  const json = text.replace(/^\ufeff/, '');
  if (json.trim() === '') return { rules: [] };
  try {
    const document: unknown = JSON.parse(json);
    return isObject(document) && Array.isArray(document.rules) ? (document as RawDocument) : undefined;
  } catch {
    return undefined;
  }
}

/** As it is saved: for people to read. */
export function writeRaw(document: RawDocument): string {
  return JSON.stringify(document, null, 2);
}

/** The name of an entry as written; '' when it has none. */
export function nameOf(entry: unknown): string {
  return isObject(entry) && typeof entry.name === 'string' ? entry.name : '';
}

/** The mode of an entry; what is no mode counts as the default. */
export function modeOf(entry: unknown): Mode {
  const mode = isObject(entry) ? entry.mode : undefined;
  return mode === 'watch' || mode === 'off' ? mode : 'live';
}

/** Two documents of one version are the same, letter by letter. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}

/** Same JSON, whatever the order of keys. */
export function sameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

/** The document with the rule at one place moved to another, from 0; what is beyond the ends changes nothing. */
export function movedTo(document: RawDocument, from: number, to: number): RawDocument {
  if (to < 0 || to >= document.rules.length) return document;
  const rules = [...document.rules];
  rules.splice(to, 0, ...rules.splice(from, 1));
  return { ...document, rules };
}
