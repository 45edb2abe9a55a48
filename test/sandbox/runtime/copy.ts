/**
 * Copies a document as it would come through a database or a pipe: plain data, dates and bytes stay, functions
 * vanish, instances become plain objects. Not structuredClone: under jest its dates belong to another realm, and
 * the engine's codec then no longer takes them for dates.
 */
export function copy<T>(value: T): T {
  return copyAny(value) as T;
}

function copyAny(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (Array.isArray(value)) return value.map(copyAny);
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) {
    switch (Object.prototype.toString.call(value)) {
      case '[object Date]':
        return new Date((value as Date).getTime());
      case '[object Uint8Array]':
        return Buffer.from(value as Uint8Array);
      case '[object Map]':
        return new Map([...(value as Map<unknown, unknown>)].map(([key, entry]) => [key, copyAny(entry)]));
      case '[object Set]':
        return new Set([...(value as Set<unknown>)].map(copyAny));
    }
  }
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const entry = (value as Record<string, unknown>)[key];
    if (typeof entry === 'object' && entry !== null) result[key] = copyAny(entry);
    else if (typeof entry !== 'function') result[key] = entry;
  }
  return result;
}
