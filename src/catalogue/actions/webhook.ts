import { createHmac } from 'crypto';
import { z } from '../../util/zod';
import { message, type MessageKey } from '../../text/message';
import type { WebhookAnswer } from '../../ports/host';
import type { Action, ActionContext, ParametersOf } from './action';
import { done, failed } from './ending';
import { described, ofKind } from './parameters';
import type { Outcome } from '../../model/run';
import { lazily } from '../../util/lazily';

/** Headers that belong to the request itself. */
const OWN_HEADERS = /^(host|content-length|content-type|transfer-encoding|connection|idempotency-key|x-workflow-.*)$/i;
/** The address or the secret is wrong, whatever is sent. */
const NOT_THERE: readonly number[] = [401, 403, 404, 405, 410];
/** How long an answer may take, ms. */
const TIMEOUT = 10_000;

const parameters = lazily(() =>
  z.strictObject({
    url: described(
      'Where it is posted to: http or https, without user and password in it.',
      z
        .string()
        .check(z.maxLength(2000), z.refine(isAddress, { message: 'finding_webhook_address' satisfies MessageKey })),
    ),
    secret: described(
      'Signs the body: X-Workflow-Signature is `sha256=` and the HMAC-SHA256 of the body in hex.',
      z.optional(ofKind('secret', z.string().check(z.minLength(1), z.maxLength(500)))),
    ),
    headers: described(
      'Further headers. Templates. A value with letters beyond Latin-1 is percent-encoded (UTF-8). Where the address redirects, the server sends them on to the other one: prefer `secret` to a token here.',
      z.optional(
        ofKind(
          'secret',
          z.record(
            z.string().check(
              z.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/),
              z.refine((name) => !OWN_HEADERS.test(name), { message: 'finding_webhook_header' satisfies MessageKey }),
            ),
            z.string().check(z.maxLength(2000)),
          ),
        ),
      ),
    ),
  }),
);
type Parameters = ParametersOf<typeof parameters>;

/** Posts the event and its facts to another system. */
export const webhook: Action<Parameters> = {
  id: 'webhook',
  parameters,
  templates: { 'headers.*': 'machine' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: false,
  later: {},
  keyed: true,
  connection: 'unused',
  permissions: ['networking'],
  // To another address a secret does not go by itself.
  secretsGoTo: ['url'],
  example: { action: 'webhook', url: 'https://hooks.example.com/rocket', secret: 'a long random text' },
  plan: ({ url }) => message('plan_webhook', { host: hostOf(url) }),
  async perform({ url, secret, headers = {} }, context) {
    const body = JSON.stringify(payload(context));
    const answer = await context.host.changes.postWebhook({
      url,
      body,
      timeout: TIMEOUT,
      headers: {
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerValue(value)])),
        'Content-Type': 'application/json',
        'Idempotency-Key': context.key,
        'X-Workflow-Event': context.event.on,
        'X-Workflow-Timestamp': String(Math.floor(context.now() / 1000)),
        ...(secret !== undefined && { 'X-Workflow-Signature': signature(secret, body) }),
      },
    });
    return outcomeOf(answer, hostOf(url));
  },
  // Whether the other side has it only the other side knows: the key lets it tell a second delivery from the first.
  verify: () => Promise.resolve(undefined),
};

/** `sha256=` and the HMAC-SHA256 of the body in hex, as receivers of webhooks know it from elsewhere. */
function signature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`;
}

/** What is told. The customer's token is not: it opens their conversations. */
function payload({ event, conversation, rule, key, facts, now }: ActionContext): object {
  const { token: _token, ...customer } = conversation.customer;
  return {
    id: key,
    sent_at: new Date(now()).toISOString(),
    rule,
    event: { id: event.id, on: event.on, at: new Date(event.at).toISOString() },
    message: event.message && { ...event.message, at: new Date(event.message.at).toISOString() },
    conversation: {
      ...conversation,
      customer,
      createdAt: new Date(conversation.createdAt).toISOString(),
      closedAt: iso(conversation.closedAt),
      queuedAt: iso(conversation.queuedAt),
    },
    facts,
  };
}

function iso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function outcomeOf({ status, notBefore }: WebhookAnswer, host: string): Outcome {
  if (status >= 200 && status < 300) return done({ host, status });
  if (NOT_THERE.includes(status)) return failed(message('reason_webhook_not_there', { host, status }), { status });
  if (status !== 429 && status < 500) return failed(message('reason_webhook_refused', { host, status }), { status });
  return {
    ...failed(message('reason_webhook_passing', { host, status }), { status }),
    retry: true,
    ...(notBefore !== undefined && { notBefore }),
  };
}

function isAddress(url: string): boolean {
  try {
    const { protocol, username, password } = new URL(url);
    return /^https?:$/.test(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
}

/** Without path and query, which may hold a secret. */
function hostOf(url: string): string {
  return new URL(url).host;
}

/**
 * A header has one line, and no letter beyond Latin-1: a value with one (Анна) is sent percent-encoded, its own percent
 * signs as well, so that decoding it as a URL gives the text. Others are sent as they are.
 */
function headerValue(value: string): string {
  const line = value.replace(/\p{Cc}/gu, ' ').trim();
  if (![...line].some((character) => character > '\u00ff')) return line;
  // Half a character, which nothing can encode, gives way to the sign for one.
  const whole = line.replace(/[\ud800-\udfff]/gu, '\ufffd');
  return whole.replace(/[^\u0020-\u007e]|%/gu, (character) => encodeURIComponent(character));
}
