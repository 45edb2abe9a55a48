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

/** The recorder's own address, and what a browser with the widget sends along. */
const HEADERS = { host: 'chat.example', cookie: 'rc_is_widget=t; rc_room_type=l' };

function restOf(
  ws: Workspace,
  method: RestRequest['method'],
  path: string,
  args: AppObject,
  userId?: string,
): ReturnType<typeof rest> {
  const login = userId === undefined ? {} : { 'X-User-Id': userId, 'X-Auth-Token': addToken(ws, userId) };
  const headers = { ...HEADERS, ...login };
  if (method !== 'GET') return rest(ws, { method, path: `/api/v1/${path}`, headers, body: args });
  const query = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)]));
  return rest(ws, { method, path: `/api/v1/${path}`, headers, query });
}

/**
 * "REST POST livechat/room.forward as manager-1": the answer's status and body, fields of the body beside it too, and what
 * some cases look at besides: the mails, the names and the transcript asked for.
 */
export async function restCall(ws: Workspace, recorded: RecordedCase, args: AppObject): Promise<unknown> {
  const { via } = recorded.call;
  const [, method = 'POST', path = ''] = /^REST (?:(GET|POST|PUT|DELETE) )?(\S+)/.exec(via) ?? [];
  const actingFor = /with userId ([\w.-]+)/.exec(via)?.[1];
  const { user, ...given } = args;
  const body = {
    ...defaults(ws, recorded, path),
    ...departmentTold(ws, via, path),
    ...sent(recorded, given),
    ...(actingFor && { userId: actingFor }),
  };
  const named = / as [\w.-]+/.test(via) || user !== undefined;
  const logged = named ? firstWord(callerOf(ws, recorded)) : path.includes('inquiries.take') ? 'agent-1' : undefined;
  const answer = await restOf(ws, method as RestRequest['method'], path, body, logged);
  if (typeof recorded.returns === 'number') return answer.statusCode;
  if (/^\d+ message events$/.test(String(recorded.returns))) {
    return `${ws.pending.filter((event) => /^IPost(System)?Message/.test(event.name)).length} message events`;
  }
  const { statusCode, text } = answer;
  const told = { ...answer.body, statusCode, body: text ?? answer.body };
  return { ...told, answer: told, ...looks(ws, recorded) };
}

/** "the same with roomId, userId only": what the recorder did not send any more. */
function sent(recorded: RecordedCase, args: AppObject): AppObject {
  const kept = /^the same with ([\w, ]+) only/.exec(recorded.executedAs ?? '')?.[1]?.split(', ');
  return kept ? Object.fromEntries(Object.entries(args).filter(([key]) => kept.includes(key))) : args;
}

/** "PUT livechat/department/dep-1 (enabled false)": the stored department with the change. */
function departmentTold(ws: Workspace, via: string, path: string): AppObject {
  const [, key, value] = /\((\w+) (true|false)\)/.exec(via) ?? [];
  if (key === undefined || !path.startsWith('livechat/department/')) return {};
  const stored = ws.data.departments.find(({ _id }) => path.endsWith(_id));
  const { _id, _updatedAt, numAgents: _numAgents, ...department } = stored ?? ({} as AppObject);
  return { department: { ...department, [key]: value === 'true' } };
}

/** What is looked at after the call, where the recording has it. */
function looks(ws: Workspace, recorded: RecordedCase): AppObject {
  const { rooms, inquiries, subscriptions, visitors } = ws.data;
  const room = rooms.find(({ _id }) => _id === roomIdOf(ws, recorded));
  return {
    mails: ws.mails,
    ...(room?.transcriptRequest && { transcriptRequest: room.transcriptRequest }),
    names: {
      rooms: rooms.map(({ _id, fname }) => [_id, fname]),
      inquiries: inquiries.map(({ rid, name }) => [rid, name]),
      subscriptions: subscriptions.map(({ _id, name, fname }) => [_id, name, fname]),
      visitors: visitors.map(({ _id, name }) => [_id, name]),
    },
  };
}

/** What the recording leaves out of the arguments because the situation has only one of it. */
function defaults(ws: Workspace, recorded: RecordedCase, path: string): AppObject {
  // A case that tells what is wrong with the arguments tells all of them.
  const rid = roomIdOf(ws, recorded);
  const room = ws.data.rooms.find((candidate) => candidate._id === rid);
  if (path.endsWith('inquiries.take')) return { inquiryId: `inquiry-of-${rid}` };
  if (path.endsWith('livechat/message')) return { rid, token: room?.v?.token, msg: textOf(recorded) };
  const args = recorded.call.args ?? {};
  if (Object.keys(args).length > 0 && !('user' in args)) return {};
  if (path.endsWith('room.closeByUser')) return { rid, comment: 'done' };
  if (/(room\.(onHold|resumeOnHold|forward)|returnAsInquiry)$/.test(path)) return { roomId: rid };
  return {};
}
