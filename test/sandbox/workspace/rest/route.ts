import type { AppObject, Edition, RestRequest, UserDoc, Workspace } from '../types';
import type { Change } from '../versions';

/** One request after login and routing. */
export interface Call {
  ws: Workspace;
  /** Who is logged in; routes that need no login may have nobody. */
  user: UserDoc | undefined;
  /** Named parts of the path. */
  params: Record<string, string>;
  query: Record<string, string>;
  body: AppObject;
  request: RestRequest;
}

/** What a handler answers: the fields of a success (`success: true` is added), or a status of its own. */
export type Answer = AppObject | { statusCode: number; body: AppObject };

export interface Route {
  method: RestRequest['method'];
  /** Path after /api/v1/, with `:name` for parts that vary. */
  path: string;
  /** Who may call: nobody needs to be logged in, or everybody with all (or any) of the permissions. */
  access: 'open' | { all: string[] } | { any: string[] };
  /** The first version that has the route, by the change that brought it. */
  change?: Change;
  /** Editions that have the route; all when absent. */
  editions?: Edition[];
  /** Fields that the body or query must have, as the server's validator demands. */
  required?: string[];
  handle(call: Call): Answer | Promise<Answer>;
}

/** An answer with a status of its own. */
export const status = (statusCode: number, error: string): Answer => ({ statusCode, body: { success: false, error } });

/** The parameters did not fit the route's schema. */
export class InvalidParams extends Error {}

/** A list cut by `count` and `offset` (default 50), with the counters that the server adds. */
export function page<T>(call: Call, name: string, items: T[]): AppObject {
  const offset = Number(call.query.offset ?? 0);
  const size = Number(call.query.count ?? 50);
  const shown = items.slice(offset, size === 0 ? undefined : offset + size);
  return { [name]: shown, count: shown.length, offset, total: items.length };
}

/** A text field of the body, undefined when absent. */
export function text(call: Call, field: string): string | undefined {
  const value = call.body[field];
  return typeof value === 'string' ? value : undefined;
}
