/**
 * Reading what comes over the wire. The types of the Apps-Engine promise more than arrives: undefined becomes null,
 * dates may come as text, numbers as anything (HOST.md G). These readers take what is there and nothing else.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function asStrings(value: unknown): readonly string[] {
  return asList(value).filter((each): each is string => typeof each === 'string' && each !== '');
}

/** Milliseconds since 1970 of a Date, a number or an ISO text. */
export function asMoment(value: unknown): number | undefined {
  const ms = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : value;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : undefined;
}

/** A plain JSON object, not a list and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own value only: a document may have a key named `constructor`. */
export function own<T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return object && Object.hasOwn(object, key) ? object[key] : undefined;
}
