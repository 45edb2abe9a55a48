/**
 * The server gives undefined back as null. What is written has no undefined in it, so a null that is read was one,
 * except in records of earlier versions: those that have nulls of their own say so.
 */
interface Marked {
  readonly has_nulls?: true;
}

/** As it is written: without what is undefined, at every depth. */
export function toStored<T extends object>(record: T): T & Marked {
  const made = without(record, undefined) as T;
  return hasNulls(made) ? { ...made, has_nulls: true } : made;
}

/** As it was before it was written. */
export function fromStored<T extends object>(stored: T & Marked): T {
  const { has_nulls: own, ...record } = stored;
  // Ten thousand that are read at once are not copied for nothing.
  return (own === true || !hasNulls(record) ? record : without(record, null)) as T;
}

/** Members of objects; in a list each thing has its place. */
function without(value: unknown, what: undefined | null): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, what));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const made: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) if (each !== what) made[key] = without(each, what);
  return made;
}

function hasNulls(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(hasNulls);
}
