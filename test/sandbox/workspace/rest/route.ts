import type { AppObject, RestRequest, RestResponse, UserDoc, Workspace } from '../types';
import type { Trait } from '../versions';
import type { ObjectSchema } from './schema';

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
export type Answer = AppObject | RestResponse;

export interface Route {
  method: RestRequest['method'];
  /** Path after /api/v1/, with `:name` for parts that vary. */
  path: string;
  /** Who may call: nobody needs to be logged in, or everybody with all (or any) of the permissions. */
  access: 'open' | { all: string[] } | { any: string[] };
  /** The trait of servers that have the route. */
  trait?: Trait;
  /** Needs the licensed module. */
  licensed?: boolean;
  /** What the body (of GET the query) must be like. */
  schema?: ObjectSchema;
  /** The keys that older servers miss, where they are not those of the schema. */
  requiredBefore?: readonly string[];
  /** Validated by the newer router, whose complaints have no code behind them. */
  typed?: boolean;
  /** What is said to whom lacks the permission, where it is not the usual sentence. */
  refusal?: string;
  handle(call: Call): Answer | Promise<Answer>;
}

/** An answer with a status of its own. */
export const status = (statusCode: number, error: string): Answer => ({ statusCode, body: { success: false, error } });

/** The parameters did not fit the route's schema. */
export class InvalidParams extends Error {}

/** A text field of the body, undefined when absent. */
export function text(call: Call, field: string): string | undefined {
  const value = call.body[field];
  return typeof value === 'string' ? value : undefined;
}
