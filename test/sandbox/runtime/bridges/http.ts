import type { IHttpBridgeRequestInfo } from 'runtime-apps-engine/server/bridges/HttpBridge';
import type { IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { Clock } from '../clock';

/** Where the app's requests go that leave the machine in the real world: nothing leaves it here. */
export interface WebRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string;
}

export interface WebResponse {
  statusCode: number;
  headers?: Record<string, string>;
  body?: string;
}

export type WebSite = (request: WebRequest) => WebResponse | Promise<WebResponse>;

/** The server's default when a request names no timeout. */
const DEFAULT_TIMEOUT = 3 * 60 * 1000;
const JSON_TYPES = ['application/json', 'text/javascript', 'application/javascript', 'application/x-javascript'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

interface Outgoing extends WebRequest {
  timeout: number;
}

/** Builds the request as the server's bridge does: data becomes JSON, params go to the query or into a form. */
function outgoing({ url: text, method, request }: IHttpBridgeRequestInfo): Outgoing {
  const url = new URL(text);
  const headers: Record<string, string> = { ...request.headers };
  const bodiless = ['get', 'head'].includes(method.toLowerCase());
  let body = request.content ?? '';
  if (body === '' && typeof request.data === 'object' && request.data !== null) {
    body = JSON.stringify(request.data);
    headers['Content-Type'] = 'application/json';
  }
  if (request.auth) {
    if (!request.auth.includes(':')) throw new Error('auth option should be of the form "username:password"');
    headers.Authorization = `Basic ${Buffer.from(request.auth).toString('base64')}`;
  }
  if (request.query) url.search = request.query;
  const params = Object.entries(request.params ?? {});
  if (params.length > 0 && (body !== '' || bodiless)) {
    for (const [name, value] of params) url.searchParams.set(name, value);
  } else if (params.length > 0) {
    body = new URLSearchParams(request.params).toString();
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
  }
  return {
    method: method.toUpperCase(),
    url,
    headers,
    body: bodiless ? '' : body,
    timeout: request.timeout ?? DEFAULT_TIMEOUT,
  };
}

/** A site that says nothing is waited for as long as the request says. */
async function inTime(request: Outgoing, site: WebSite, after: Clock['after']): Promise<WebResponse> {
  let answered = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    answered = after(request.timeout, () => reject(new Error(`network timeout at: ${request.url.href}`)));
  });
  try {
    return await Promise.race([site(request), late]);
  } finally {
    answered();
  }
}

async function ask(
  request: Outgoing,
  site: WebSite | undefined,
  after: Clock['after'],
): Promise<Required<WebResponse>> {
  if (site !== undefined) {
    const { statusCode, headers = {}, body = '' } = await inTime(request, site, after);
    return { statusCode, headers, body };
  }
  if (!LOOPBACK.includes(request.url.hostname)) {
    throw new Error(`The sandbox reaches no network, and nobody plays ${request.url.origin}: say shop.web(…) first.`);
  }
  const late = new AbortController();
  const answered = after(request.timeout, () => late.abort(new DOMException('', 'TimeoutError')));
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      body: request.body === '' ? undefined : request.body,
      signal: late.signal,
    });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  } catch (error) {
    // The server fetches with node-fetch, whose errors read like this.
    const { name, message, cause } = error as Error & { cause?: Error };
    if (name === 'TimeoutError') throw new Error(`network timeout at: ${request.url.href}`, { cause: error });
    throw new Error(`request to ${request.url.href} failed, reason: ${cause?.message ?? message}`, { cause: error });
  } finally {
    answered();
  }
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** The request that a redirect leads to, as the server's own fetch makes it (`redirectsGoWhole`). */
function ledOn(request: Outgoing, status: number, to: URL, whole: boolean): Outgoing {
  if (whole) return { ...request, url: to };
  const bodiless = status === 303 || (request.method === 'POST' && status < 303);
  const kept = Object.entries(request.headers).filter(
    ([name]) =>
      (to.origin === request.url.origin || !/^(authorization|cookie)$/i.test(name)) &&
      !(bodiless && /^content-/i.test(name)),
  );
  return { ...request, url: to, headers: Object.fromEntries(kept), ...(bodiless && { method: 'GET', body: '' }) };
}

/** Asks, and goes on asking where redirects lead: the app sees the last answer alone, and cannot forbid it. */
async function follow(first: Outgoing, sites: ReadonlyMap<string, WebSite>, whole: boolean, after: Clock['after']) {
  let request = first;
  for (let left = whole ? 5 : 20; ; left--) {
    const answer = await ask(request, sites.get(request.url.origin), after);
    if (!REDIRECTS.includes(answer.statusCode)) return answer;
    const location = headerOf(answer, 'location');
    if (location === undefined && !whole) return answer;
    if (location === undefined) throw new Error('redirect-response-location-header-missing');
    if (left === 0)
      throw new Error(whole ? 'error-too-many-redirects' : `maximum redirect reached at: ${first.url.href}`);
    request = ledOn(request, answer.statusCode, new URL(location, request.url), whole);
  }
}

function headerOf({ headers }: Required<WebResponse>, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function parsed(contentType: string, body: string): unknown {
  if (!JSON_TYPES.includes(contentType.split(';')[0]?.trim() ?? '')) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/**
 * The app's HTTP: real requests to this machine, played sites for other origins. Like the server's, it does not
 * throw for a status other than 2xx, and `data` is null unless the answer calls itself JSON.
 */
export function httpBridge(
  sites: ReadonlyMap<string, WebSite>,
  redirectsGoWhole: boolean,
  { after }: Pick<Clock, 'after'>,
) {
  return {
    async call(info: IHttpBridgeRequestInfo): Promise<IHttpResponse> {
      const request = outgoing(info);
      const answer = await follow(request, sites, redirectsGoWhole, after);
      return {
        url: info.url,
        method: info.method,
        statusCode: answer.statusCode,
        headers: answer.headers,
        content: answer.body,
        data: parsed(headerOf(answer, 'content-type') ?? '', answer.body),
      };
    },
  };
}
