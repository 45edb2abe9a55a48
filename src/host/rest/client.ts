import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { message } from '../../text/message';
import { HostError } from '../../ports/host';
import { readAnswer } from './answer';
import { createBreaker } from './breaker';
import { createBudget } from './budget';
import type { EndpointFor, ParamsOf, PathParts } from './server-types';
import { transportError } from './transport';

/** Where the server's REST API is and as whom it is asked: a personal access token of an omnichannel manager. */
export interface Connection {
  /** The server's address, without `/api`. */
  readonly url: string;
  readonly userId: string;
  readonly token: string;
}

export interface Client {
  /** The settings name a server, a user and a token. */
  connected(): Promise<boolean>;
  /** Their names in one text: what is kept is kept of that. Blank where one is missing. */
  connection(): Promise<string>;
  /** The server lets only a few calls more through until then, ms since 1970; 0: as far as is known it does not limit. */
  limitedUntil(): number;
  /**
   * `endpoint` is the pattern of what follows `/api/v1/`, with `:name` where one of `parts` stands. Gives the answer's
   * JSON; rejects with a HostError.
   */
  get<P extends EndpointFor<'GET'>>(endpoint: P, query?: ParamsOf<'GET', P>, ...parts: PathParts<P>): Promise<unknown>;
  post<P extends EndpointFor<'POST'>>(endpoint: P, body: ParamsOf<'POST', P>, ...parts: PathParts<P>): Promise<unknown>;
  delete<P extends EndpointFor<'DELETE'>>(endpoint: P, ...parts: PathParts<P>): Promise<unknown>;
}

export interface ClientParts {
  /** The accessor, asked for each time. */
  readonly http: () => IHttp;
  /** Undefined when the settings do not name all three. */
  readonly config: () => Connection | undefined | Promise<Connection | undefined>;
  /** ms since 1970. */
  readonly now: () => number;
}

/** How long an answer may take, ms: lanes wait for it. */
const GET_TIMEOUT = 5_000;
const POST_TIMEOUT = 10_000;

/**
 * The connection of the settings `server_user_id` and `server_token`, at `server_url` or else at the server's own
 * address. Undefined when one of them is missing.
 */
export function connectionOf(settings: {
  readonly url?: unknown;
  readonly userId?: unknown;
  readonly token?: unknown;
  /** The server's setting `Site_Url`. */
  readonly siteUrl?: unknown;
}): Connection | undefined {
  const filled = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
  const url = filled(settings.url) || filled(settings.siteUrl);
  const userId = filled(settings.userId);
  const token = filled(settings.token);
  return url && userId && token ? { url, userId, token } : undefined;
}

/** Asks the server's REST API. The token is in no error that comes out of here. Keep one for as long as the app runs. */
export function createClient({ http, config, now }: ClientParts): Client {
  let known: string | undefined;
  let breaker = createBreaker(now);
  let budget = createBudget(now);

  async function call(method: Verb, pattern: string, endpoint: string, send: Pick<Request, 'params' | 'content'>) {
    const connection = await config();
    if (!connection) throw new HostError(message('reason_rest_not_connected'));
    const url = `${baseUrl(connection.url)}/api/v1/${endpoint}`;
    // A typographic quote, or a line break, that was pasted along stands in no header: nothing would be sent.
    if (/[^!-~]/.test(connection.userId + connection.token)) throw new HostError(message('reason_rest_token'));
    const name = nameOf(connection);
    if (name !== known) [known, breaker, budget] = [name, createBreaker(now), createBudget(now)];
    const { heard } = budget;
    return breaker.guard(pattern, async () => {
      const answer = await request(http(), method, url, connection, send);
      heard(pattern, answer);
      return readAnswer(answer, { endpoint, now: now(), secrets: [connection.token, connection.userId] });
    });
  }

  return {
    connected: async () => (await config()) !== undefined,
    connection: async () => nameOf(await config()),
    limitedUntil: () => budget.until(),
    get: (endpoint, query, ...[parts]) => call('get', endpoint, pathOf(endpoint, parts), { params: texts(query) }),
    post: (endpoint, body, ...[parts]) =>
      call('post', endpoint, pathOf(endpoint, parts), { content: JSON.stringify(body) }),
    delete: (endpoint, ...[parts]) => call('del', endpoint, pathOf(endpoint, parts), {}),
  };
}

function nameOf(connection: Connection | undefined): string {
  return connection ? `${connection.url} ${connection.userId} ${connection.token}` : '';
}

/** A pattern with its parts filled in; a colon may stand in a path as it is, and names of methods have one. */
function pathOf(pattern: string, parts: Readonly<Record<string, string>> = {}): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parts[name] ?? '').replaceAll('%3A', ':'));
}

/** A query is text, whatever it says. */
function texts(query: object = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

/** As the engine calls them. */
type Verb = 'get' | 'post' | 'del';

interface Request {
  readonly params?: Record<string, string>;
  readonly content?: string;
}

async function request(
  http: IHttp,
  method: Verb,
  url: string,
  { userId, token }: Connection,
  send: Request,
): Promise<IHttpResponse> {
  try {
    const answer = await http[method](url, {
      ...send,
      headers: {
        'X-Auth-Token': token,
        'X-User-Id': userId,
        Accept: 'application/json',
        ...(send.content !== undefined && { 'Content-Type': 'application/json' }),
      },
      timeout: method === 'get' ? GET_TIMEOUT : POST_TIMEOUT,
    });
    // Null: app.json lacks the permission, or it was not granted.
    if (!answer) throw new HostError(message('reason_app_lacks_permission', { permission: 'networking' }));
    return answer;
  } catch (error) {
    throw transportError(error, url);
  }
}

/** The address without what people paste along with it. Rejects what would send the token somewhere strange. */
function baseUrl(setting: string): string {
  let url: URL;
  try {
    url = new URL(setting);
  } catch {
    throw new HostError(message('reason_rest_bad_address'));
  }
  const strange = !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash;
  if (strange) throw new HostError(message('reason_rest_bad_address'));
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/api(\/v1)?$/, '');
}
