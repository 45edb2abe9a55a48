import type { AppObject } from '../types';

type Source = Record<string, unknown>;
/** A field's name in the document, or how to make the value; a function deletes from the clone what it used up. */
export type FieldMap = Record<string, string | ((source: Source) => unknown)>;

/**
 * Moves the mapped fields of a document to their names in the app and leaves every remaining one, undefined ones
 * included, in `_unmappedProperties_` (HOST B.1).
 */
export function transformMapped(doc: object, map: FieldMap): AppObject {
  const source = cloneLoose(doc);
  const result: AppObject = {};
  for (const [to, from] of Object.entries(map)) {
    const value = typeof from === 'string' ? source[from] : from(source);
    if (typeof from === 'string') delete source[from];
    if (value !== undefined) result[to] = value;
  }
  result._unmappedProperties_ = source;
  return result;
}

/** A deep copy that keeps fields whose value is undefined. */
export function cloneLoose(doc: object): Source {
  return structuredClone(doc) as Source;
}

/** Reads a field and removes it, for map functions. */
export function take(source: Source, field: string): unknown {
  const value = source[field];
  if (value) delete source[field];
  return value;
}
