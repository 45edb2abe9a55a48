import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from './bundle';
import { refusal } from './refusals';
import type { Order } from './shapes';

/** What the page's server hands out and takes in. */
export interface Backstage {
  readonly files: Bundle;
  /** The page's state as JSON, now. */
  state(): string;
  /** Does what a person wants; rejects with a sentence. */
  obey(order: Order): Promise<unknown>;
  /** A rules document of settings/examples, by its name. */
  example(name: string): string | undefined;
}

export interface PageServer {
  readonly url: string;
  /** Sends the state to everybody who looks, when it has changed. */
  tell(): void;
  /** Is anybody looking? */
  watched(): boolean;
  close(): Promise<void>;
}

const html = (file: (type: string) => string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Workflow sandbox</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231a6ae0'/%3E%3Cpath d='M3 5l2 7 3-5 3 5 2-7' fill='none' stroke='white' stroke-width='1.8' stroke-linejoin='round' stroke-linecap='round'/%3E%3C/svg%3E">
<link rel="stylesheet" href="${file('css')}">
</head>
<body><div id="page"><p class="loading">Starting the sandbox …</p></div><script src="${file('js')}"></script></body>
</html>
`;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
};
/** Nothing but this page's own files; styles are also written by Rocket.Chat's renderer while it draws. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";
/** Larger than any document of rules that the app takes. */
const LARGEST_ORDER = 4_000_000;

/** What never changes, because its name would: browsers keep it, and what they have compiled of it. */
const KEPT = { 'Cache-Control': 'max-age=31536000, immutable' };

function send(
  response: http.ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: http.OutgoingHttpHeaders = { 'Cache-Control': 'no-store' },
): void {
  response.writeHead(status, {
    ...headers,
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.end(body);
}

const json = (response: http.ServerResponse, status: number, value: object): void =>
  send(response, status, 'application/json', JSON.stringify(value));

async function read(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ORDER) throw new Error('This is too much at once.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Serves the page on this machine alone. `port` 0 takes a free one. */
export async function servePage(back: Backstage, port = 0): Promise<PageServer> {
  /** With the state that each has been sent last: one that has just come knows more than the others. */
  const watchers = new Map<http.ServerResponse, string>();
  const names = [...back.files.keys()];
  const page = html((type) => `/${names.find((name) => name.endsWith(`.${type}`)) ?? ''}`);
  let own = '';

  const take = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    // A form of some other page cannot send this type without asking first.
    if (!/^application\/json/.test(request.headers['content-type'] ?? ''))
      return json(response, 415, { error: 'Orders are JSON.' });
    let order: Order;
    try {
      order = JSON.parse(await read(request)) as Order;
    } catch {
      return json(response, 400, { error: 'This is no order.' });
    }
    try {
      json(response, 200, { answer: (await back.obey(order)) ?? null });
    } catch (error) {
      // What the server or the app says against it is part of the play, and no failure of the page.
      json(response, 200, { error: refusal(error instanceof Error ? error.message : String(error)) });
    }
  };

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', own);
    // Names of other hosts that lead here are other people's pages.
    if (`http://${request.headers.host ?? ''}` !== own) return send(response, 421, 'text/plain', 'Not this host.');
    if (request.method === 'POST' && url.pathname === '/orders') return take(request, response);
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Not this way.');
    if (url.pathname === '/') return send(response, 200, 'text/html; charset=utf-8', page);
    if (url.pathname === '/live') return watch(request, response);
    const example = /^\/examples\/([a-z0-9-]+)$/.exec(url.pathname)?.[1];
    const document = example === undefined ? undefined : back.example(example);
    if (document !== undefined) return send(response, 200, 'application/json', document);
    const file = back.files.get(url.pathname.slice(1));
    if (file === undefined) return send(response, 404, 'text/plain', 'There is no such page.');
    send(response, 200, TYPES[url.pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream', file, KEPT);
  };

  const watch = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const state = back.state();
    response.write(`retry: 500\ndata: ${state}\n\n`);
    watchers.set(response, state);
    request.on('close', () => watchers.delete(response));
  };

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: Error) => send(response, 500, 'text/plain', error.message));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Give another as PORT, or none: then a free one is taken.`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: own,
    tell() {
      if (watchers.size === 0) return;
      const state = back.state();
      for (const [watcher, told] of watchers) {
        if (state === told) continue;
        watchers.set(watcher, state);
        watcher.write(`data: ${state}\n\n`);
      }
    },
    watched: () => watchers.size > 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
