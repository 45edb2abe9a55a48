import { HostError } from '../errors';
import { mayDo } from '../permissions';
import { ShownError } from '../save-info';
import type { AppObject, RestRequest, RestResponse, UserDoc, Workspace } from '../types';
import { agentRoutes } from './agents';
import { chatRoutes } from './chat';
import { contactRoutes } from './contacts';
import { customFieldRoutes } from './custom-fields';
import { departmentRoutes } from './departments';
import { licensedRoutes } from './licensed';
import { methodRoutes } from './methods';
import { queueRoutes } from './queue';
import { roomListRoutes } from './room-lists';
import { roomRoutes } from './rooms';
import { complaint } from './schema';
import { transcriptRoutes } from './transcript';
import { InvalidParams, type Call, type Route } from './route';
import { widgetRoutes } from './widget';

const ROUTES: Route[] = [
  ...widgetRoutes,
  ...roomRoutes,
  ...roomListRoutes,
  ...queueRoutes,
  ...agentRoutes,
  ...departmentRoutes,
  ...customFieldRoutes,
  ...contactRoutes,
  ...transcriptRoutes,
  ...licensedRoutes,
  ...chatRoutes,
  ...methodRoutes,
];

export interface RestHooks {
  /** Seconds that this caller has to wait, when the rate limiter would refuse; undefined lets the request through. */
  wait?: (request: RestRequest, user: UserDoc | undefined) => number | undefined;
  /** What a validator says against the query or the body; `POST livechat/room.saveInfo`, `:name` for parts of the path. */
  refusedBy?: (endpoint: string, given: unknown) => string | undefined;
}

/**
 * Answers one request to /api/v1 as the server does: login by X-User-Id and X-Auth-Token, permissions, licence, the real
 * error codes and bodies. Never rejects: an unknown route is 404, a refusal 400, no login 401, no permission 403, too
 * many requests 429.
 */
export async function rest(ws: Workspace, request: RestRequest, hooks: RestHooks = {}): Promise<RestResponse> {
  const url = new URL(request.path, 'http://workspace');
  const path = url.pathname.replace(/^\/api\/(v1\/)?/, '');
  const found = find(ws, request.method, path);
  if (found === undefined) return unknownEndpoint(ws);
  const { route, params } = found;
  const user = login(ws, request);
  const wait = mayDo(ws, user, 'api-bypass-rate-limit') ? undefined : hooks.wait?.(request, user);
  if (wait !== undefined) return tooMany(wait);
  if (route.access !== 'open' && user === undefined) return loginNeeded(ws);
  if (!allowed(ws, user, route)) {
    const usual = 'User does not have the permissions required for this action [error-unauthorized]';
    return { statusCode: 403, body: { success: false, error: route.refusal ?? usual } };
  }
  const query = { ...Object.fromEntries(url.searchParams), ...request.query };
  const call: Call = { ws, user, params, query, body: (request.body ?? {}) as AppObject, request };
  try {
    if (route.licensed) demandLicence(ws);
    demand(route, call);
    const complaint = hooks.refusedBy?.(`${route.method} ${route.path}`, route.method === 'GET' ? query : request.body);
    if (complaint !== undefined) throw new InvalidParams(complaint);
    const answer = await route.handle(call);
    if ('statusCode' in answer && 'body' in answer) return answer as RestResponse;
    return { statusCode: 200, body: { ...answer, success: true } };
  } catch (error) {
    return failure(error, route);
  }
}

function find(
  ws: Workspace,
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    if (route.trait && !ws.traits[route.trait]) continue;
    if (route.licensed && ws.edition === 'FOSS') continue;
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

/** The pattern of a path: what the server counts calls by. */
export function endpointOf(method: string | undefined, pathname: string): string {
  const path = pathname.replace(/^\/api\/(v1\/)?/, '');
  return ROUTES.find((route) => route.method === method && match(route.path, path))?.path ?? path;
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function login(ws: Workspace, request: RestRequest): UserDoc | undefined {
  const headers = Object.entries(request.headers ?? {}).map(([key, value]) => [key.toLowerCase(), value] as const);
  const { 'x-user-id': userId, 'x-auth-token': token } = Object.fromEntries(headers);
  const known = ws.data.tokens.some((candidate) => candidate.userId === userId && candidate.token === token);
  return known ? ws.data.users.find((user) => user._id === userId && user.active) : undefined;
}

function allowed(ws: Workspace, user: UserDoc | undefined, route: Route): boolean {
  if (route.access === 'open') return true;
  return 'all' in route.access
    ? route.access.all.every((permission) => mayDo(ws, user, permission))
    : route.access.any.some((permission) => mayDo(ws, user, permission));
}

/** Before licences were asked for here, the enterprise folder answered everybody. */
function demandLicence(ws: Workspace): void {
  if (ws.edition === 'EE' || !ws.traits.licenceIsDemanded) return;
  throw new HostError('error-action-not-allowed', 'This is an enterprise feature');
}

/** The validator's complaint; older servers are played with its look for missing keys alone. */
function demand(route: Route, call: Call): void {
  if (route.schema === undefined) return;
  const isQuery = route.method === 'GET';
  const given = isQuery ? call.query : call.body;
  const required = route.requiredBefore ?? route.schema.required;
  const schema = call.ws.traits.strictParameters ? route.schema : { type: 'object' as const, required, open: true };
  const wrong = complaint(schema, given, isQuery);
  if (wrong !== undefined) throw new InvalidParams(wrong);
}

function unknownEndpoint(ws: Workspace): RestResponse {
  return ws.traits.unknownEndpointIsText
    ? { statusCode: 404, body: {}, text: '404 Not Found' }
    : { statusCode: 404, body: { status: 'error', message: 'API endpoint does not exist' } };
}

function loginNeeded(ws: Workspace): RestResponse {
  const message = 'You must be logged in to do this.';
  const more = ws.traits.loginRefusalHasError ? { success: false, error: message } : {};
  return { statusCode: 401, body: { ...more, status: 'error', message } };
}

function tooMany(seconds: number): RestResponse {
  const error =
    `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. ` +
    '[error-too-many-requests]';
  return {
    statusCode: 429,
    headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(Date.now() + seconds * 1000) },
    body: { success: false, error, errorType: 'error-too-many-requests' },
  };
}

/** Refusals with a code show it as errorType; plain errors show their text alone. */
function failure(error: unknown, route: Route): RestResponse {
  const body: AppObject = { success: false, error: error instanceof Error ? error.message : String(error) };
  if (error instanceof HostError) {
    body.errorType = error.code;
    if (error.details !== undefined) body.details = error.details;
  }
  if (error instanceof InvalidParams) {
    body.error = route.typed ? error.message : `${error.message} [invalid-params]`;
    body.errorType = 'invalid-params';
  }
  if (error instanceof ShownError) body.error = error.message;
  return { statusCode: 400, body };
}
