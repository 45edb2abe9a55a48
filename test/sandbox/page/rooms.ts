import { translate, type Language } from '../../../src/text/message';
import { vanishes } from '../client';
import { HIDDEN } from '../api/customer';
import type { Sandbox } from '..';
import type { MessageDoc, RoomDoc } from '../workspace';
import type { ConversationState, ConversationStatus, CustomerState, MessageState, Person, PersonKind } from './shapes';
import type { Note } from '../../../src/model/note';

/** A page shows the newest of what there may be a lot of. */
const CONVERSATIONS = 40;
const MESSAGES = 150;
const NOTES = 20;

/** Not taken for text: a system message is shown by what it says here. */
const SYSTEM: Readonly<Record<string, string>> = {
  'livechat-started': 'Conversation started',
  'livechat-close': 'Conversation closed',
  livechat_transfer_history: 'Transferred',
  command: 'Agent connected',
  uj: 'Joined',
  ul: 'Left',
  omnichannel_placed_chat_on_hold: 'On hold',
  omnichannel_on_hold_chat_resumed: 'Off hold',
};

/** A stored text; '' for anything else. */
export const stored = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody who can sit at the desk. */
export function people({ workspace: { data }, clients }: Sandbox): Person[] {
  const departmentsOf = (id: string): string[] =>
    data.departmentAgents
      .filter((member) => member.agentId === id)
      .map((member) => data.departments.find(({ _id }) => _id === member.departmentId)?.name ?? '');
  const kindOf = ({ type, roles }: (typeof data.users)[number]): PersonKind | undefined => {
    if (type === 'app') return 'app';
    if (roles.includes('livechat-agent')) return roles.includes('bot') ? 'bot' : 'agent';
    if (roles.includes('admin')) return 'admin';
    return roles.includes('livechat-manager') ? 'manager' : undefined;
  };
  return data.users.flatMap((user) => {
    const kind = user._id === 'connection' ? undefined : kindOf(user);
    if (kind === undefined) return [];
    return {
      username: user.username,
      name: user.name ?? user.username,
      kind,
      status: user.status ?? 'offline',
      device: clients.device(user._id),
      available: user.statusLivechat === undefined ? null : user.statusLivechat === 'available',
      departments: departmentsOf(user._id),
    };
  });
}

export function customers({ workspace: { data } }: Sandbox): CustomerState[] {
  return data.visitors.map((visitor) => {
    const own = data.rooms.filter(({ v }) => v?._id === visitor._id || v?.token === visitor.token);
    const room = own.findLast(({ open }) => open === true) ?? own.at(-1);
    const { channel } = visitor;
    return {
      id: visitor._id,
      name: visitor.name ?? visitor.username ?? visitor._id,
      channel: typeof channel === 'object' ? stored((channel as { alias?: string } | null)?.alias) : stored(channel),
      email: visitor.visitorEmails?.[0]?.address ?? '',
      phone: visitor.phone?.[0]?.phoneNumber ?? '',
      department: visitor.department ?? '',
      fields: Object.fromEntries(
        Object.entries(visitor.livechatData ?? {}).map(([key, value]) => [key, String(value)]),
      ),
      conversation: room?._id ?? null,
    };
  });
}

export function conversations(shop: Sandbox, language: Language): ConversationState[] {
  const { data } = shop.workspace;
  const rooms = data.rooms.filter(({ t }) => t === 'l').slice(-CONVERSATIONS);
  return rooms.map((room) => conversation(shop, room, language)).reverse();
}

function statusOf(room: RoomDoc): ConversationStatus {
  if (room.open !== true) return 'closed';
  if (room.onHold === true) return 'on_hold';
  return room.servedBy === undefined ? 'queued' : 'open';
}

function conversation(shop: Sandbox, room: RoomDoc, language: Language): ConversationState {
  const { data } = shop.workspace;
  const messages = data.messages.filter(({ rid }) => rid === room._id).slice(-MESSAGES);
  const source = room.source ?? { type: 'other' };
  const visitor = data.visitors.find(({ _id, token }) => _id === room.v?._id || token === room.v?.token);
  return {
    id: room._id,
    customer: visitor?._id ?? '',
    name: visitor?.name ?? room.fname ?? room._id,
    status: statusOf(room),
    agent: room.servedBy?.username ?? null,
    department: data.departments.find(({ _id }) => _id === room.departmentId)?.name ?? null,
    channel: stored(source.alias) || source.type,
    topic: room.topic ?? '',
    tags: room.tags ?? [],
    notes: notes(shop.db, room._id, language),
    startedAt: room.ts.getTime(),
    lastAt: (messages.at(-1)?.ts ?? room.ts).getTime(),
    messages: messages.map((message) => messageState(message, room, shop)),
  };
}

/** The notes on a conversation, from the records that the app has stored. */
function notes({ records }: Sandbox['db'], rid: string, language: Language): ConversationState['notes'] {
  const subject = ['notes', `conversation/${rid}`];
  return records
    .filter(({ associations }) => subject.every((key) => associations.some(({ id }) => id === key)))
    .map(({ data }) => data as unknown as Note)
    .sort((a, b) => b.at - a.at)
    .slice(0, NOTES)
    .map(({ by, text, sentence }) => ({ by, text: sentence ? translate(language, sentence) : text }));
}

function messageState(message: MessageDoc, room: RoomDoc, { workspace, clients }: Sandbox): MessageState {
  const { _id, t, ts, token, msg, alias, u } = message;
  const user = workspace.data.users.find((each) => each._id === u._id);
  const isCustomer = token !== undefined && token === room.v?.token;
  const person = user?.type === 'app' ? 'app' : user?.roles.includes('bot') ? 'bot' : 'agent';
  const about = { id: _id, at: ts.getTime(), name: alias ?? user?.name ?? u.name ?? u.username ?? '' };
  if (t !== undefined) {
    const what = SYSTEM[t] ?? t;
    const words = t === 'livechat_transfer_history' || msg === '' || msg === about.name ? '' : `: ${msg}`;
    return { ...about, from: 'system', text: `${what}${words}`, hidden: HIDDEN.has(t), sections: [] };
  }
  return {
    ...about,
    from: isCustomer ? 'customer' : person,
    text: msg,
    hidden: vanishes(message),
    sections: message.blocks === undefined ? [] : clients.widget(room.v?.token ?? '').sections(_id),
  };
}
