import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpointOf, rest, type RestRequest, type RestResponse, type Workspace } from '../workspace';
import type { InteractionRoute } from '../client/route';
import type { Clock } from '../runtime/clock';
import type { Traffic } from '../runtime/traffic';
import { refusedBy } from './rest-validators';

/** What the REST interface does instead of answering. */
export type RestFault =
  /** Nobody listens: the connection is cut. */
  | { kind: 'dead' }
  /** Answers after so many ms by the time of the app's timers. */
  | { kind: 'slow'; ms: number }
  /** Takes the request and never answers. */
  | { kind: 'hangs' }
  /** 429 with the seconds to wait. */
  | { kind: 'limited'; seconds: number }
  /**
   * Counts, as the server does: so many calls of one endpoint by one user in so many seconds, and says with each answer
   * how many are left.
   */
  | { kind: 'counts'; calls: number; seconds: number }
  /** A page of some proxy instead of JSON. */
  | { kind: 'html'; statusCode: number }
  /** Says that all is well and does nothing. */
  | { kind: 'lies'; body?: object }
  /** Does it, and cuts the connection before the answer. */
  | { kind: 'dead-after' };

type Counting = Extract<RestFault, { kind: 'counts' }>;

interface Planned {
  path: RegExp;
  left: number;
  fault: RestFault;
}

export interface RestServer {
  url: string;
  plan(fault: RestFault, times?: number, path?: RegExp): void;
  clear(): void;
  /** `POST /api/v1/…` of every request so far, in order. */
  requests(): string[];
  close(): Promise<void>;
}

/** Where clients tell apps what people do in their views. */
const INTERACTION = /^\/api\/apps\/ui\.interaction\/([^/]+)\/?$/;

function body(request: http.IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

function send(response: http.ServerResponse, statusCode: number, value: unknown, headers: object = {}): void {
  const json = typeof value !== 'string';
  response.writeHead(statusCode, { 'Content-Type': json ? 'application/json' : 'text/html', ...headers });
  response.end(json ? JSON.stringify(value) : value);
}

/** The server's own words (express-rate-limit through Rocket.Chat's API class). */
function tooMany(response: http.ServerResponse, seconds: number, headers: object): void {
  const error = `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`;
  send(response, 429, { success: false, error }, headers);
}

/** Starts the workspace's REST interface on a free port of this machine. */
export async function startRest(
  ws: () => Workspace,
  { track, waits, after }: Pick<Traffic, 'track' | 'waits'> & Pick<Clock, 'after'>,
  note: (request: RestRequest) => void,
  interactions: InteractionRoute,
): Promise<RestServer> {
  const planned: Planned[] = [];
  const seen: string[] = [];

  const ask = async (request: http.IncomingMessage): Promise<RestResponse> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const text = await body(request);
    let parsed: unknown;
    try {
      parsed = text === '' ? undefined : JSON.parse(text);
    } catch {
      return { statusCode: 400, body: { success: false, error: 'Invalid JSON' } };
    }
    const question: RestRequest = {
      method: request.method as RestRequest['method'],
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers as Record<string, string | undefined>,
      body: parsed,
    };
    const answer = await track(rest(ws(), question, { refusedBy }));
    note(question);
    return answer;
  };

  /** Calls of one endpoint by one user since its window began. */
  const windows = new Map<string, { began: number; calls: number }>();
  const counted = (request: http.IncomingMessage, pathname: string, { calls, seconds }: Counting) => {
    const key = `${String(request.headers['x-user-id'])} ${request.method} ${endpointOf(request.method, pathname)}`;
    const now = ws().now().getTime();
    const known = windows.get(key);
    const window = known && now - known.began < seconds * 1000 ? known : { began: now, calls: 0 };
    window.calls += 1;
    windows.set(key, window);
    const reset = window.began + seconds * 1000;
    return { left: calls - window.calls, reset, seconds: Math.ceil((reset - now) / 1000) };
  };

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const pathname = (request.url ?? '/').split('?')[0] ?? '/';
    const appId = INTERACTION.exec(pathname)?.[1];
    if (appId !== undefined && request.method === 'POST') {
      const { statusCode, text } = await interactions({
        appId,
        headers: request.headers as Record<string, string | undefined>,
        text: await body(request),
      });
      response.writeHead(statusCode, text === '' ? {} : { 'Content-Type': 'application/json' });
      response.end(text);
      return;
    }
    seen.push(`${request.method ?? ''} ${pathname}`);
    const plan = planned.find((entry) => entry.left > 0 && entry.path.test(pathname));
    if (plan !== undefined) plan.left -= 1;
    const fault = plan?.fault;
    switch (fault?.kind) {
      case 'dead':
        request.socket.destroy();
        return;
      case 'hangs':
        return waits(new Promise((resolve) => request.socket.once('close', () => resolve())));
      case 'limited':
        tooMany(response, fault.seconds, {
          'X-RateLimit-Limit': '10',
          'X-RateLimit-Remaining': '0',
          'X-RateLimit-Reset': ws().now().getTime() + fault.seconds * 1000,
        });
        return;
      case 'counts': {
        const { left, reset, seconds } = counted(request, pathname, fault);
        const headers = {
          'X-RateLimit-Limit': fault.calls,
          'X-RateLimit-Remaining': Math.max(0, left),
          'X-RateLimit-Reset': reset,
        };
        if (left < 0) return tooMany(response, seconds, headers);
        const { statusCode, headers: own, body: value, text } = await ask(request);
        send(response, statusCode, text ?? value, { ...own, ...headers });
        return;
      }
      case 'html':
        send(response, fault.statusCode, '<!DOCTYPE html><html><body>Please log in</body></html>');
        return;
      case 'lies':
        send(response, 200, { success: true, ...fault.body });
        return;
      case 'slow':
        await waits(new Promise<void>((resolve) => after(fault.ms, resolve)));
    }
    const { statusCode, headers, body: value, text } = await ask(request);
    if (fault?.kind === 'dead-after') request.socket.destroy();
    else send(response, statusCode, text ?? value, headers);
  };

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      send(response, 500, { success: false, error: error.message });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    plan: (fault, times = 1, path = /./) => void planned.push({ path, left: times, fault }),
    clear: () => void planned.splice(0),
    requests: () => [...seen],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
