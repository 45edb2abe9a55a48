import { type JsonObject, asObject } from '../util/json';

/** What the converters could not map: `tags`, `topic`, `onHold`, `v` … (HOST.md B.1). Not promised: may be absent. */
export function unmapped(value: unknown): JsonObject {
  return asObject(asObject(value)?.['_unmappedProperties_']) ?? {};
}
