/**
 * Reading what comes over the wire. The types of the Apps-Engine promise more than arrives: undefined becomes null,
 * dates may come as text, numbers as anything (HOST.md G). These readers take what is there and nothing else.
 */

export type Wire = Readonly<Record<string, unknown>>;

export function object(value: unknown): Wire | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : undefined;
}

export function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function strings(value: unknown): readonly string[] {
  return list(value).filter((each): each is string => typeof each === 'string' && each !== '');
}

/** Milliseconds since 1970 of a Date, a number or an ISO text. */
export function moment(value: unknown): number | undefined {
  const ms = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : value;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : undefined;
}

/** What the converters could not map: `tags`, `topic`, `onHold`, `v` … (HOST.md B.1). Not promised: may be absent. */
export function unmapped(value: unknown): Wire {
  return object(object(value)?.['_unmappedProperties_']) ?? {};
}
