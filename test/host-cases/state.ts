/** Builds the workspace of a recorded case: its stored documents, with what the recording leaves out filled in. */
import {
  createWorkspace,
  RECORDED,
  type Edition,
  type HostEvent,
  type MessageDoc,
  type RoomDoc,
  type UserDoc,
  type VisitorDoc,
  type Workspace,
  type WorkspaceData,
} from '../sandbox/workspace';
import { defaultPermissions } from '../sandbox/workspace/permissions';
import type { RecordedCase, RecordedState } from './types';

/** The clock of the recording: its months and its one absolute time are of this hour. */
export const NOW = new Date('2026-11-22T07:34:30.303Z');
/** Stored times lie before the call, so that a rewritten one shows as changed. */
const STORED = new Date('2026-11-22T07:00:00.000Z');

/** Placeholders of the recording back into values. */
function revive(value: unknown): unknown {
  if (value === '<date>') return STORED;
  if (value === '<seconds>') return 1.5;
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part)]));
}

function users(state: RecordedState): UserDoc[] {
  return (state.users ?? []).map((user) => ({
    emails: [{ address: `${user._id}@x.test`, verified: true }],
    utcOffset: 0,
    createdAt: STORED,
    _updatedAt: STORED,
    ...(revive(user) as UserDoc),
  }));
}

function messages(state: RecordedState): MessageDoc[] {
  return (state.messages ?? []).map((message, index) => {
    const visitor = state.visitors?.find((candidate) => candidate._id === message.by);
    const author = visitor ?? state.users?.find((candidate) => candidate._id === message.by);
    const { by, ...stored } = message;
    const name = author?.name as string | undefined;
    return {
      ...stored,
      _id: `message-${index + 1}`,
      ts: STORED,
      _updatedAt: STORED,
      u: { _id: by, username: author?.username as string, ...(name && !(visitor && message.t) && { name }) },
      ...(message.t === undefined
        ? {
            urls: [],
            mentions: [],
            channels: [],
            md: [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: message.msg }] }],
            ...(message.token !== undefined && { alias: name }),
          }
        : {
            groupable: false,
            ...(message.t === 'livechat_transfer_history' && { transferData: {} }),
            ...(message.t === 'livechat-close' && { transcriptRequested: false }),
          }),
    };
  });
}

/** Only messages that are announced become the room's last message; the recording leaves that field out. */
const ANNOUNCED = new Set([undefined, 'livechat-started', 'livechat-close', 'livechat_transfer_history']);

function rooms(state: RecordedState, all: MessageDoc[]): RoomDoc[] {
  return (state.rooms ?? []).map((room) => {
    const last = all.filter((message) => message.rid === room._id && ANNOUNCED.has(message.t)).at(-1);
    return { _updatedAt: STORED, ...(revive(room) as RoomDoc), ...(last && { lastMessage: structuredClone(last) }) };
  });
}

function data(state: RecordedState): Partial<WorkspaceData> {
  const stored = messages(state);
  const plain = <T>(list: unknown): T[] =>
    (revive(list ?? []) as object[]).map((doc) => ({ _updatedAt: STORED, ...doc })) as T[];
  const nameOf = (id: string): string | undefined =>
    state.users?.find((user) => user._id === id)?.username as string | undefined;
  const built = rooms(state, stored);
  return {
    users: users(state),
    departments: plain(state.departments),
    departmentAgents: (state.departmentAgents ?? []).map((member) => ({ ...member, username: nameOf(member.agentId) })),
    customFields: plain(state.customFields),
    visitors: plain<VisitorDoc>(state.visitors),
    rooms: built,
    inquiries: (state.inquiries ?? []).map((inquiry) => {
      const room = built.find((candidate) => candidate._id === inquiry.rid);
      return {
        ...inquiry,
        status: inquiry.status as 'ready' | 'queued' | 'taken',
        _id: `inquiry-of-${inquiry.rid}`,
        name: room?.fname,
        ts: STORED,
        v: room?.v && structuredClone(room.v),
      };
    }),
    subscriptions: (state.subscriptions ?? []).map(({ rid, userId }) => ({
      _id: `subscription-${rid}-${userId}`,
      rid,
      u: { _id: userId, username: nameOf(userId) },
    })),
    messages: stored,
    settings: state.settings ?? {},
    permissions: defaultPermissions(),
  };
}

/** What the situation says in words about the server itself. */
function adjust(ws: Workspace, recorded: RecordedCase): void {
  for (const sentence of Object.values(recorded.given).map(String)) {
    const taken = /permission (\S+) taken from (\S+)/.exec(sentence);
    const [, permission = '', role = ''] = taken ?? [];
    const roles = ws.data.permissions[permission];
    if (roles) ws.data.permissions[permission] = roles.filter((candidate) => candidate !== role);
  }
}

/** The workspace of a case, and the events that it will have fired. */
export function workspaceOf(recorded: RecordedCase): { ws: Workspace; events: HostEvent[] } {
  const events: HostEvent[] = [];
  const counts: Record<string, number> = { message: recorded.state.messages?.length ?? 0 };
  // Some cases were recorded a second time with the database driver of newer hosts.
  const strict = /ignoreundefined[-: =]*false/i.test(recorded.id + JSON.stringify(recorded.given));
  const ws = createWorkspace({
    version: strict ? `${RECORDED}+undefinedIdFindsNothing` : RECORDED,
    edition: recorded.edition as Edition,
    now: () => new Date(NOW),
    newId: (kind) => {
      counts[kind] = (counts[kind] ?? 0) + 1;
      return kind === 'message' ? `message-${counts[kind]}` : `new-${kind}-${counts[kind]}`;
    },
    onEvent: (event) => {
      events.push(structuredClone(event));
    },
    data: data(recorded.state),
  });
  adjust(ws, recorded);
  return { ws, events };
}
