import { httpBridge, type WebRequest, type WebResponse } from './runtime/bridges/http';
import { createClock } from './runtime/clock';

/** What the site behind a redirect of another one is asked, with the status of that redirect. */
async function ledOn(status: number, whole: boolean): Promise<string> {
  let asked: WebRequest | undefined;
  const sites = new Map([
    ['https://a.example', (): WebResponse => ({ statusCode: status, headers: { Location: 'https://b.example/x' } })],
    ['https://b.example', (request: WebRequest): WebResponse => ((asked = request), { statusCode: 200 })],
  ]);
  const headers = { Authorization: 'a', 'X-Key': 'k' };
  const request = { headers, content: '{}' };
  const info = { appId: 'app', method: 'post', url: 'https://a.example/in', request };
  await httpBridge(sites, whole, createClock()).call(info as never);
  return [asked?.method, asked?.body, ...Object.keys(asked?.headers ?? {})].join(' ');
}

test.each([301, 302, 303, 307, 308])('newer servers take method, body and headers along: %i', async (status) => {
  expect(await ledOn(status, true)).toBe('POST {} Authorization X-Key');
});

test.each([
  [301, 'GET  X-Key'],
  [302, 'GET  X-Key'],
  [303, 'GET  X-Key'],
  [307, 'POST {} X-Key'],
  [308, 'POST {} X-Key'],
])('older servers go as node-fetch does: %i', async (status, asked) => {
  expect(await ledOn(status, false)).toBe(asked);
});

test.each([
  ['https://a.example/in', 'error-too-many-redirects'],
  [undefined, 'redirect-response-location-header-missing'],
])('a redirect to %s is refused', async (Location, words) => {
  const sites = new Map([
    ['https://a.example', () => ({ statusCode: 302, headers: { ...(Location && { Location }) } })],
  ]);
  const info = { appId: 'app', method: 'get', url: 'https://a.example/in', request: {} };
  await expect(httpBridge(sites, true, createClock()).call(info as never)).rejects.toThrow(words);
});
