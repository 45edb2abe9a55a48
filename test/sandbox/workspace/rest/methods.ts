import { asText } from '../text';
import { HostError } from '../errors';
import { returnAsInquiry } from '../operations';
import { mayDo } from '../permissions';
import type { AppObject, UserDoc, Workspace } from '../types';
import { since } from '../versions';
import { saveCustomField, type FieldData } from './agents';
import type { Answer, Call, Route } from './route';

type Method = (ws: Workspace, user: UserDoc | undefined, params: unknown[]) => unknown;

/** Methods of the older interface that endpoints replaced later; each is there only where its endpoint is not. */
const METHODS: Record<string, { until: 'returnAsInquiryEndpoint' | 'customFieldsSaveEndpoint'; run: Method }> = {
  'livechat:returnAsInquiry': {
    until: 'returnAsInquiryEndpoint',
    run: (ws, user, [rid, departmentId]) =>
      returnAsInquiry(
        ws,
        user,
        String(rid),
        departmentId === undefined || departmentId === null ? undefined : asText(departmentId),
      ),
  },
  'livechat:saveCustomField': {
    until: 'customFieldsSaveEndpoint',
    run: (ws, user, [id, data]) => {
      if (!mayDo(ws, user, 'view-livechat-manager')) throw new HostError('error-not-allowed', 'Not allowed');
      return saveCustomField(ws, (id as string | null) ?? undefined, data as FieldData);
    },
  },
};

/**
 * Method calls over REST: the body's `message` is the call as JSON text, the answer's too. A method's refusal comes back
 * with status 200 and `error` inside; so does a method that does not exist.
 */
export const methodRoutes: Route[] = [
  { method: 'POST', path: 'method.call/:method', access: { all: [] }, required: ['message'], handle: callMethod },
];

function callMethod({ ws, user, params, body }: Call): Answer {
  const { id, params: args = [] } = JSON.parse(String(body.message)) as { id?: string; params?: unknown[] };
  const answer = (rest: AppObject): Answer => ({ message: JSON.stringify({ msg: 'result', id, ...rest }) });
  const method = METHODS[params.method ?? ''];
  if (method === undefined || since(ws.version, method.until)) {
    return answer({ error: { error: 404, reason: `Method '${params.method}' not found`, errorType: 'Meteor.Error' } });
  }
  try {
    return answer({ result: method.run(ws, user, args) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = error instanceof HostError ? error.code : 500;
    return answer({ error: { error: code, reason: error.message, message: error.message, errorType: 'Meteor.Error' } });
  }
}
