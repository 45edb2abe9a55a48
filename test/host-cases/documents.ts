/** The stored documents of a recorded case, completed as the recorder completed them. */
import type {
  CustomFieldDoc,
  MessageDoc,
  PriorityDoc,
  RoomDoc,
  SlaDoc,
  UserDoc,
  VisitorDoc,
  WorkspaceData,
} from '../sandbox/workspace';
import type { RecordedState } from './types';

/** Stored times lie before the call, so that a rewritten one shows as changed. */
export const STORED = new Date('2026-11-22T07:00:00.000Z');
const MINUTE = 60_000;

/** Placeholders of the recording back into values; times of later documents are later. */
function revive(value: unknown, now: Date, stored = STORED): unknown {
  if (value === '<date>') return stored;
  if (value === '<seconds>') return 1.5;
  if (value === '<now>') return now;
  const ago = typeof value === 'string' ? /^<(\d+) s ago>$/.exec(value)?.[1] : undefined;
  if (ago !== undefined) return new Date(now.getTime() - Number(ago) * 1000);
  if (Array.isArray(value)) return value.map((part) => revive(part, now, stored));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part, now, stored)]));
}

function users(state: RecordedState, now: Date): UserDoc[] {
  return (state.users ?? []).map((user) => ({
    emails: [{ address: `${user._id}@x.test`, verified: true }],
    utcOffset: 0,
    createdAt: STORED,
    _updatedAt: STORED,
    ...(revive(user, now) as UserDoc),
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

function rooms(state: RecordedState, all: MessageDoc[], now: Date): RoomDoc[] {
  return (state.rooms ?? []).map((room, index) => {
    const last = all.filter((message) => message.rid === room._id && ANNOUNCED.has(message.t)).at(-1);
    const stored = new Date(STORED.getTime() + index * MINUTE);
    return {
      _updatedAt: stored,
      ...(revive(room, now, stored) as RoomDoc),
      ...(last && { lastMessage: structuredClone(last) }),
    };
  });
}

/** Everything that is stored before the call. */
export function documents(state: RecordedState, now: Date): Partial<WorkspaceData> {
  const stored = messages(state);
  const plain = <T>(list: unknown): T[] =>
    (revive(list ?? [], now) as object[]).map((doc) => ({ _updatedAt: STORED, ...doc })) as T[];
  const nameOf = (id: string): string | undefined =>
    state.users?.find((user) => user._id === id)?.username as string | undefined;
  const built = rooms(state, stored, now);
  const roomOf = (rid: string): RoomDoc | undefined => built.find((candidate) => candidate._id === rid);
  return {
    users: users(state, now),
    departments: plain(state.departments),
    departmentAgents: (state.departmentAgents ?? []).map((member) => ({
      _id: `da-${member.departmentId}-${member.agentId}`,
      count: 0,
      order: 0,
      departmentEnabled: state.departments?.find(({ _id }) => _id === member.departmentId)?.enabled === true,
      _updatedAt: STORED,
      ...member,
      username: nameOf(member.agentId),
    })),
    customFields: plain<CustomFieldDoc>(state.customFields).map((field) => ({ ...FIELD, ...field })),
    visitors: plain<VisitorDoc>(state.visitors),
    contacts: plain<object>(state.contacts).map((contact) => ({ createdAt: STORED, ...contact })) as never,
    rooms: built,
    inquiries: (state.inquiries ?? []).map((inquiry) => ({
      ...inquiry,
      status: inquiry.status as 'ready' | 'queued' | 'taken',
      _id: `inquiry-of-${inquiry.rid}`,
      name: roomOf(inquiry.rid)?.fname,
      ts: STORED,
      v: structuredClone(roomOf(inquiry.rid)?.v),
    })),
    subscriptions: (state.subscriptions ?? []).map(({ rid, userId }) => ({
      _id: `subscription-${rid}-${userId}`,
      rid,
      u: { _id: userId, username: nameOf(userId) },
      name: roomOf(rid)?.fname,
      fname: roomOf(rid)?.fname,
    })),
    messages: stored,
    priorities: plain<PriorityDoc>(state.priorities),
    slas: plain<SlaDoc>(state.slas),
    settings: state.settings ?? {},
  };
}

/** What every definition of a custom field has. */
const FIELD = { type: 'input', required: false, defaultValue: '', options: '', public: false, searchable: false };
