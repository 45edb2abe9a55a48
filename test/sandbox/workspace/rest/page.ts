import { HostError } from '../errors';
import type { AppObject } from '../types';
import type { Call } from './route';

/** API_Default_Count, and API_Upper_Count_Limit where it is not above 0. */
const DEFAULT_COUNT = 50;
const MOST = 100;

export type Order = Record<string, 1 | -1>;

/** The order that the query asks for; throws the server's refusal of a text that is no JSON. */
export function askedOrder({ query }: Call): Order | undefined {
  if (!query.sort) return undefined;
  try {
    return JSON.parse(query.sort) as Order;
  } catch {
    const said = `Invalid sort parameter provided: "${query.sort}"`;
    throw new HostError('error-invalid-sort', said, { helperMethod: 'parseJsonQuery' });
  }
}

/** 1, 0 or -1 for two values as the database orders them; what is not there comes first. */
function compare(a: unknown, b: unknown): number {
  const [one, other] = [a, b].map((value) => (value instanceof Date ? value.getTime() : value));
  if (one === other) return 0;
  if (one === undefined || one === null) return -1;
  if (other === undefined || other === null) return 1;
  return one < other ? -1 : 1;
}

/** Sorted by the fields of the order, dots reaching into objects; equal ones stay as they were. */
export function sorted<T extends object>(items: readonly T[], order: Order): T[] {
  const at = (item: T, path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => (value as AppObject | undefined)?.[key], item);
  return [...items].sort((a, b) => {
    for (const [path, direction] of Object.entries(order)) {
      const result = compare(at(a, path), at(b, path)) * direction;
      if (result !== 0) return result;
    }
    return 0;
  });
}

/** How many are asked for; 0 is all. */
export function countAsked({ ws, query }: Call): number {
  const most = Number(ws.data.settings.API_Upper_Count_Limit);
  return Math.min(Number(query.count ?? DEFAULT_COUNT), most > 0 ? most : MOST);
}

/**
 * A list in the order asked for or its own, cut by `count` and `offset` (default 50, at most as many as the server's
 * setting says), with the counters that the server adds.
 */
export function page<T extends object>(call: Call, name: string, items: readonly T[], order: Order): AppObject {
  const all = sorted(items, askedOrder(call) ?? order);
  const offset = Number(call.query.offset ?? 0);
  const size = countAsked(call);
  const shown = all.slice(offset, size === 0 ? undefined : offset + size);
  return { [name]: shown, count: shown.length, offset, total: items.length };
}
