import type { IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { message } from '../../text/message';
import { meaningOf } from '../refusal';
import { HostError } from '../../ports/host';
import { permissionOf } from './permissions';
import { asObject, asString } from '../../util/json';

export interface Asked {
  readonly endpoint: string;
  /** ms since 1970. */
  readonly now: number;
  /** What may stand in no sentence, whatever the server sends back. */
  readonly secrets: readonly string[];
}

/** How long to wait when the server says too many and not how long, ms. */
const DEFAULT_WAIT = 60_000;
const MOST_SAID = 300;

/** The JSON of an answer; anything but a success is a HostError with a sentence for the administrator. */
export function readAnswer(answer: IHttpResponse, asked: Asked): unknown {
  const { statusCode: status } = answer;
  const data = json(answer);
  if (status >= 200 && status < 300 && data) {
    if (data['success'] !== false && data['status'] !== 'error') return data;
  }
  throw problem(status, data, answer, asked);
}

function problem(
  status: number,
  data: Readonly<Record<string, unknown>> | undefined,
  answer: IHttpResponse,
  { endpoint, now, secrets }: Asked,
): HostError {
  const said = clean(
    asString(data?.['error']) ?? asString(data?.['message']) ?? asString(asObject(data?.['error'])?.['message']) ?? '',
    secrets,
  );
  const type = asString(data?.['errorType']) ?? said;
  if (status === 429 || type.includes('error-too-many-requests')) {
    return new HostError(message('reason_rest_rate_limit', { endpoint }), 'passing', waitOf(answer, now));
  }
  if (status >= 500) return new HostError(message('reason_rest_server_error', { status }), 'passing');
  if (status >= 300 && status < 400) return new HostError(message('reason_rest_redirects'));
  if (!data && status !== 404)
    return new HostError(message(isPage(answer) ? 'reason_rest_page' : 'reason_rest_no_json'));
  if (type.includes('totp-required')) return new HostError(message('reason_rest_two_factor'));
  if (status === 401) return new HostError(message('reason_rest_token'));
  if (status === 403 || /error-unauthorized|not.authorized|does not have the permission/i.test(said)) {
    return new HostError(message('reason_rest_forbidden', { permission: permissionOf(endpoint), endpoint }));
  }
  const known = meaningOf(said);
  if (known) return new HostError(known);
  // A route that does not exist answers in plain text, or with these words; what is not found on one that does, in JSON.
  if (status === 405 || (status === 404 && (!data || /API endpoint does not exist|^(404 )?not found$/i.test(said)))) {
    return new HostError(message('reason_rest_lacks_endpoint', { endpoint }));
  }
  if (status === 404 && !said.includes('error-')) return new HostError(message('reason_rest_not_found', { endpoint }));
  return new HostError(message('reason_rest_refused', { endpoint, said: said || String(status) }));
}

function json({ data, content }: IHttpResponse): Readonly<Record<string, unknown>> | undefined {
  const parsed = asObject(data);
  if (parsed) return parsed;
  try {
    return asObject(JSON.parse(content ?? ''));
  } catch {
    return undefined;
  }
}

function isPage({ content }: IHttpResponse): boolean {
  return /^\s*</.test(content ?? '');
}

/** Blank where there is none. @param name in lower case */
export function headerOf({ headers }: Pick<IHttpResponse, 'headers'>, name: string): string {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  return found?.trim() ?? '';
}

/** When to ask again, ms since 1970. `Retry-After` is seconds or a date, `X-RateLimit-Reset` ms since 1970. */
export function waitOf({ headers }: Pick<IHttpResponse, 'headers'>, now: number): number {
  const header = (name: string): string => headerOf({ headers }, name);
  const after = header('retry-after');
  const date = Date.parse(after);
  const moment = /^\d+$/.test(after) ? now + Number(after) * 1000 : Number.isNaN(date) ? undefined : date;
  const reset = Number(header('x-ratelimit-reset'));
  const until = moment ?? (reset > 0 ? reset : undefined) ?? now + DEFAULT_WAIT;
  // A server whose clock is off must not put things off for ever.
  return Math.min(Math.max(until, now), now + 60 * DEFAULT_WAIT);
}

function clean(said: string, secrets: readonly string[]): string {
  const without = secrets.reduce((left, secret) => (secret ? left.replaceAll(secret, '***') : left), said);
  return without.slice(0, MOST_SAID);
}
