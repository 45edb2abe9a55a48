import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors';
import { message } from '../../text/message';
import { HostError, type WebhookAnswer, type WebhookRequest } from '../../ports/host';
import { waitOf } from '../rest/answer';
import { transportError } from '../rest/transport';

/** Posts a body as it is. Any answer resolves; no answer rejects. */
export async function postWebhook(
  http: IHttp,
  now: () => number,
  { url, headers, body, timeout }: WebhookRequest,
): Promise<WebhookAnswer> {
  let answer;
  try {
    answer = await http.post(url, {
      headers: { ...headers },
      content: body,
      timeout,
      // Rules are written by managers too: newer servers then refuse addresses inside their own network, also when
      // another server redirects to them.
      ssrfValidation: true,
    });
  } catch (error) {
    throw transportError(error, url, 'uncertain');
  }
  if (!answer) throw new HostError(message('reason_app_lacks_permission', { permission: 'networking' }));
  const says = Object.keys(answer.headers ?? {}).some((name) => /^(retry-after|x-ratelimit-reset)$/i.test(name));
  return { status: answer.statusCode, ...(says && { notBefore: waitOf(answer, now()) }) };
}
