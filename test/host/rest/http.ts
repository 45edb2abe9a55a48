import type { IHttp, IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { createClient, type Client, type Connection } from '../../../src/host/rest';
import type { Text } from '../../../src/text/message';

/** What a server answers: status, headers, and JSON or text; or what the request throws. */
export type Answer =
  { status: number; json?: unknown; content?: string; headers?: Record<string, string> } | Error | null;

export interface FakeHttp {
  readonly http: IHttp;
  readonly requests: { method: string; url: string; request: IHttpRequest }[];
  /** Answers for an endpoint, one after the other; the last one stays. */
  on(endpoint: string, ...answers: Answer[]): FakeHttp;
}

/** The host's http accessor over answers that a test has set; what nobody has set is a 404 of an unknown route. */
export function fakeHttp(): FakeHttp {
  const answers = new Map<string, Answer[]>();
  const requests: FakeHttp['requests'] = [];
  const call = (method: string) => (url: string, request: IHttpRequest) => {
    requests.push({ method, url, request });
    const queue = answers.get(url.replace(/^.*?\/api\/v1\//, '')) ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (answer === null) return Promise.resolve(null);
    if (answer instanceof Error) return Promise.reject(answer);
    const { status, json, content, headers } = answer ?? { status: 404, json: { success: false, error: 'Not Found' } };
    return Promise.resolve({
      url,
      statusCode: status,
      headers: headers ?? {},
      content: content ?? JSON.stringify(json ?? ''),
      data: json ?? null,
    } as unknown as IHttpResponse);
  };
  const fake: FakeHttp = {
    http: { get: call('get'), post: call('post') } as unknown as IHttp,
    requests,
    on(endpoint, ...queue) {
      answers.set(endpoint, queue);
      return fake;
    },
  };
  return fake;
}

export const CONNECTION: Connection = { url: 'https://chat.example.com', userId: 'USER-ID', token: 'TOKEN-SECRET' };

export interface Clock {
  now: number;
}

export function clientOf(
  fake: FakeHttp,
  clock: Clock = { now: 1_000_000 },
  connection: () => Connection | undefined = () => CONNECTION,
): Client {
  return createClient({ http: () => fake.http, config: connection, now: () => clock.now });
}

/** What a promise rejects with. */
export async function failure(call: Promise<unknown>): Promise<{
  text: Text;
  kind: string;
  notBefore?: number;
}> {
  try {
    await call;
  } catch (error) {
    return error as Awaited<ReturnType<typeof failure>>;
  }
  throw new Error('it did not fail');
}
