import { HostError } from '../../ports/host';
import { message, type MessageKey } from '../../text/message';

/** What a request that got no answer means. The messages are those of the server's own fetch. */
const SIGNS: readonly (readonly [sign: RegExp, key: MessageKey, passes: boolean])[] = [
  // The server says the same of a name that it cannot look up just now.
  [/error-ssrf-validation-failed/i, 'reason_rest_address_refused', true],
  [
    /ssrf|private (ip|address|network)|not allowed.*(address|url)|(address|url).*not allowed/i,
    'reason_rest_private_address',
    false,
  ],
  // Names the server once more: what else stands in that name says nothing.
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo/i, 'reason_rest_no_such_server', true],
  // Not every word of TLS is about it: of a connection that broke off before there was one, too.
  [/certificate|self.signed|CERT_/i, 'reason_rest_certificate', false],
  [/Invalid.URL|Only (HTTP|absolute)|unsupported protocol/i, 'reason_rest_bad_address', false],
  [/redirect/i, 'reason_rest_redirects', false],
  [/timed? ?out|abort|deadline/i, 'reason_rest_timeout', true],
];

/** An address that is a number, or this machine. */
const NO_NAME = /^https?:\/\/(\[|\d+\.\d+\.\d+\.\d+|localhost)([:/?#\]]|$|[0-9a-f:])/i;

/**
 * The HostError for a request that threw. The error's own words are not passed on: they name the whole address, and
 * with it whatever stands in it.
 * @param url where to; an address that is no name cannot be one that was not found
 * @param late what it is when no answer came in time: a request that changes something may have done so
 */
export function transportError(error: unknown, url: string, late: 'passing' | 'uncertain' = 'passing'): HostError {
  if (error instanceof HostError) return error;
  const said = String((error as { message?: unknown } | null)?.message ?? error).replace(/https?:\S+/gi, '');
  const [, key, passes] = SIGNS.find(([sign]) => sign.test(said)) ?? [undefined, 'reason_rest_unreachable', true];
  if (key === 'reason_rest_address_refused' && NO_NAME.test(url))
    return new HostError(message('reason_rest_private_address'));
  if (key === 'reason_rest_timeout') return new HostError(message(key), late);
  return new HostError(message(key), passes ? 'passing' : 'refused');
}
