import { asText } from '../text';
import { HostError } from '../errors';
import { returnAsInquiry } from '../operations';
import { mayDo } from '../permissions';
import type { UserDoc, Workspace } from '../types';
import { saveCustomField, type FieldData } from './custom-fields';
import type { Answer, Call, Route } from './route';

type Method = (ws: Workspace, user: UserDoc | undefined, params: unknown[]) => unknown;

/** Methods of the older interface that endpoints replaced. */
const METHODS: Record<string, Method> = {
  'livechat:returnAsInquiry': (ws, user, [rid, departmentId]) =>
    returnAsInquiry(ws, user, String(rid), asText(departmentId) || undefined),
  'livechat:saveCustomField': (ws, user, [id, data]) => {
    if (!mayDo(ws, user, 'view-livechat-manager')) throw new HostError('error-not-allowed', 'Not allowed');
    return saveCustomField(ws, (id as string | null) ?? undefined, data as FieldData);
  },
};

/**
 * Method calls over REST: the body's `message` is the call as JSON text, the answer's too. A method's refusal comes back
 * with `error` inside, and so does a method that does not exist; newer servers answer both with status 400.
 */
export const methodRoutes: Route[] = [
  {
    method: 'POST',
    path: 'method.call/:method',
    access: { all: [] },
    schema: { type: 'object', open: true, required: ['message'] },
    handle: callMethod,
  },
];

function callMethod({ ws, user, params, body }: Call): Answer {
  const { id, params: args = [] } = JSON.parse(String(body.message)) as { id?: string; params?: unknown[] };
  const name = params.method ?? '';
  const method = ws.traits.replacedMethodsGone ? undefined : METHODS[name];
  const refused = (code: string | number, reason: string): Answer => {
    const error = {
      isClientSafe: true,
      error: code,
      reason,
      message: `${reason} [${code}]`,
      errorType: 'Meteor.Error',
    };
    const message = JSON.stringify({ msg: 'result', id, error });
    return ws.traits.unknownMethodIsRefused ? { statusCode: 400, body: { message, success: false } } : { message };
  };
  if (method === undefined) return refused(404, `Method '${name}' not found`);
  try {
    return { message: JSON.stringify({ msg: 'result', id, result: method(ws, user, args) }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!(error instanceof HostError)) return refused(500, error.message);
    return refused(error.code, error.reason ?? '');
  }
}
