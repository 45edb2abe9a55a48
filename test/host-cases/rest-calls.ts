/** The recorded calls that go over REST. */
import { addToken, rest, type AppObject, type RestRequest, type Workspace } from '../sandbox/workspace';
import type { RecordedCase } from './types';
import { callerOf, firstWord, roomIdOf, textOf } from './words';

/** The recording's return value is about the database, which an app cannot see; the rest of the case is compared. */
export const NOT_COMPARED = Symbol('not compared');

/** Several messages of the visitor in a row. */
export async function manyMessages(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<string> {
  const rid = roomIdOf(ws, recorded);
  const token = ws.data.rooms.find((room) => room._id === rid)?.v?.token;
  for (const msg of args.msgs as string[]) await restOf(ws, 'POST', 'livechat/message', { token, rid, msg });
  return 'sent';
}

/** What the endpoint wrote to the database is not to be seen here; the rest of the case is compared. */
export async function visitorUpdate(ws: Workspace, _recorded: RecordedCase, args: AppObject): Promise<unknown> {
  await restOf(ws, 'POST', 'livechat/visitor', { visitor: args });
  return NOT_COMPARED;
}

function restOf(
  ws: Workspace,
  method: RestRequest['method'],
  path: string,
  args: AppObject,
  userId?: string,
): ReturnType<typeof rest> {
  const headers = userId === undefined ? {} : { 'X-User-Id': userId, 'X-Auth-Token': addToken(ws, userId) };
  if (method !== 'GET') return rest(ws, { method, path: `/api/v1/${path}`, headers, body: args });
  const query = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)]));
  return rest(ws, { method, path: `/api/v1/${path}`, headers, query });
}

/** "REST POST livechat/room.forward as manager-1": the answer's status and body, fields of the body beside it too. */
export async function restCall(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const { via } = recorded.call;
  const [, method = 'POST', path = ''] = /^REST (?:(GET|POST|PUT|DELETE) )?(\S+)/.exec(via) ?? [];
  const actingFor = /with userId ([\w.-]+)/.exec(via)?.[1];
  const { user, ...given } = args;
  const body = { ...defaults(ws, recorded, path), ...given, ...(actingFor && { userId: actingFor }) };
  const named = / as [\w.-]+/.test(via) || user !== undefined;
  const logged = named ? firstWord(callerOf(ws, recorded)) : path.includes('inquiries.take') ? 'agent-1' : undefined;
  const answer = await restOf(ws, method as RestRequest['method'], path, body, logged);
  if (typeof recorded.returns === 'number') return answer.statusCode;
  if (/^\d+ message events$/.test(String(recorded.returns))) {
    return `${ws.pending.filter((event) => /^IPost(System)?Message/.test(event.name)).length} message events`;
  }
  return { ...answer.body, statusCode: answer.statusCode, body: answer.body };
}

/** What the recording leaves out of the arguments because the situation has only one of it. */
function defaults(ws: Workspace, recorded: RecordedCase, path: string): AppObject {
  const rid = roomIdOf(ws, recorded);
  const room = ws.data.rooms.find((candidate) => candidate._id === rid);
  if (path.endsWith('inquiries.take')) return { inquiryId: `inquiry-of-${rid}` };
  if (path.endsWith('livechat/message')) return { rid, token: room?.v?.token, msg: textOf(recorded) };
  if (path.endsWith('room.closeByUser')) return { rid, comment: 'done' };
  if (/room\.(onHold|resumeOnHold|forward)$/.test(path)) return { roomId: rid };
  return {};
}
