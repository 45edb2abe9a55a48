import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors';
import { text } from '../../text/message';
import { HostError, type WebhookAnswer, type WebhookRequest } from '../../ports/host';
import { transportError } from '../rest/transport';

/** Posts a body as it is. Any answer resolves; no answer rejects. */
export async function postWebhook(
  http: IHttp,
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
    throw transportError(error, 'uncertain');
  }
  if (!answer) throw new HostError(text('reason_app_lacks_permission', { permission: 'networking' }));
  const lower = Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return { status: answer.statusCode, headers: Object.fromEntries(lower) as Record<string, string> };
}
