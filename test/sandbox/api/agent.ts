import {
  agentCloses,
  agentForwards,
  agentReturnsToQueue,
  agentTakes,
  agentWrites,
  setAvailability,
  setPresence,
  type MessageDoc,
  type UserDoc,
  type Workspace,
} from '../workspace';
import type { Customer } from './customer';
import { userNamed } from './set-up';
import type { Clients, Device, PhoneClient, View, WebClient } from '../client';

/** A conversation: of a customer (the open one, or the latest), or by its id. */
export type Where = Customer | string;

export interface Agent {
  readonly username: string;
  /** Writes in a conversation; in their only open one unless said otherwise. */
  writes(text: string, where?: Where): Promise<MessageDoc>;
  /** Takes a waiting conversation. */
  takes(where: Where): Promise<void>;
  forwards(where: Where, to: { agent: string } | { department: string }, comment?: string): Promise<boolean>;
  /** Gives a conversation back to the queue. */
  returns(where?: Where): Promise<boolean>;
  closes(where?: Where, comment?: string, tags?: string[]): Promise<void>;
  goesOffline(): Promise<void>;
  goesAway(): Promise<void>;
  comesOnline(): Promise<void>;
  /** The omnichannel switch: takes chats, or does not. */
  switches(to: 'available' | 'not-available'): Promise<void>;
  /** What they have in front of them, oldest first: messages of their conversations, and notes for them alone. */
  sees(): string[];
  /** Ids of the open conversations that they have. */
  has(): string[];
  /** Types a slash command, in a conversation or in #general. */
  runs(line: string, where?: Where): Promise<void>;
  /** Presses a button of the conversation's menu, or one in the open view. */
  presses(actionId: string, where?: Where, value?: string): Promise<void>;
  /** The modal or contextual bar on top. */
  view(): View | undefined;
  errors(): Record<string, string>;
  /** Submits the open view with values by action id. */
  submits(values?: Record<string, unknown>): Promise<void>;
  /** An element of the open view tells its value, as a client does it. */
  tells(action: { actionId: string; blockId: string; value: unknown }): Promise<void>;
  /** Submits the open view with the state that a client holds, by block and action id. */
  sends(state: Record<string, Record<string, unknown>>): Promise<void>;
  dismisses(): Promise<void>;
  /** From now on they use this client, with nothing open on it. */
  uses(device: Device): void;
  /** Their strict client, for what only a real one does: Escape, another room, typing without a submit. */
  client(): WebClient | PhoneClient;
  user(): UserDoc;
}

/** A user of the workspace, usually an agent. */
export function agentOf(ws: Workspace, username: string, clients: Pick<Clients, 'screen' | 'uses' | 'client'>): Agent {
  const user = userNamed(ws, username);
  const userId = user._id;
  const { screen } = clients;

  const has = (): string[] =>
    ws.data.rooms.filter((room) => room.open === true && room.servedBy?._id === userId).map((room) => room._id);

  const roomOf = (where: Where | undefined): string => {
    if (typeof where === 'string') return where;
    if (where !== undefined) return where.conversation()._id;
    const [only, ...more] = has();
    if (only === undefined || more.length > 0) {
      throw new Error(`"${username}" has ${more.length + (only ? 1 : 0)} open conversations: say which one is meant.`);
    }
    return only;
  };

  const mine = (rid: string): boolean =>
    ws.data.subscriptions.some((entry) => entry.rid === rid && entry.u._id === userId);

  return {
    username,
    has,
    async writes(text, where) {
      return agentWrites(ws, { userId, rid: roomOf(where), msg: text });
    },
    async takes(where) {
      await agentTakes(ws, { userId, rid: roomOf(where) });
    },
    async forwards(where, to, comment) {
      const target =
        'agent' in to
          ? { toUserId: userNamed(ws, to.agent)._id }
          : { departmentId: ws.data.departments.find(({ _id, name }) => [_id, name].includes(to.department))?._id };
      return agentForwards(ws, { byUserId: userId, rid: roomOf(where), comment, ...target });
    },
    async returns(where) {
      return agentReturnsToQueue(ws, { userId, rid: roomOf(where) });
    },
    async closes(where, comment = 'Done.', tags) {
      agentCloses(ws, { userId, rid: roomOf(where), comment, tags });
    },
    async goesOffline() {
      setPresence(ws, userId, 'offline');
    },
    async goesAway() {
      setPresence(ws, userId, 'away');
    },
    async comesOnline() {
      setPresence(ws, userId, 'online');
    },
    async switches(to) {
      setAvailability(ws, userId, to);
    },
    sees() {
      const messages = ws.data.messages
        .filter((message) => mine(message.rid) && message.t === undefined)
        .map(({ ts, msg, alias, u }) => ({ at: ts.getTime(), text: `${alias ?? u.username ?? u._id}: ${msg}` }));
      const notes = ws.ephemeral
        .filter((note) => note.userId === userId)
        .map(({ message }) => ({ at: 0, text: `(only you) ${String(message.text ?? message.msg)}` }));
      return [...messages.sort((a, b) => a.at - b.at), ...notes].map(({ text }) => text);
    },
    runs: (line, where) => screen(userId).runs(line, where === undefined ? 'GENERAL' : roomOf(where)),
    presses: (actionId, where, value) =>
      screen(userId).presses(actionId, where === undefined ? has()[0] : roomOf(where), value),
    view: () => screen(userId).view(),
    errors: () => screen(userId).errors(),
    submits: (values = {}) => screen(userId).submits(values),
    tells: (action) => screen(userId).tells(action),
    sends: (state) => screen(userId).sends(state),
    dismisses: () => screen(userId).closes(),
    uses: (device) => clients.uses(userId, device),
    client: () => clients.client(userId),
    user: () => user,
  };
}
