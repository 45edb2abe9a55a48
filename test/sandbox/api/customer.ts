import { vanishes, type Widget } from '../client';
import { textOf } from '../client/values';
import {
  addCustomField,
  addVisitor,
  appVisitorById,
  hostBridges,
  openWidget,
  visitorCloses,
  visitorWrites,
  type MessageDoc,
  type RoomDoc,
  type VisitorDoc,
  type Workspace,
} from '../workspace';

/** Where a customer writes from: the widget, another built-in channel, or an app by its name such as whatsapp. */
export type Channel =
  'widget' | 'email' | 'sms' | 'api' | (string & {}) | { type: string; id?: string; [key: string]: unknown };

export interface CustomerSetup {
  name?: string;
  email?: string;
  phone?: string;
  channel?: Channel;
  department?: string;
  /** Any other key is a custom field of the visitor; its definition is made when it is not there. */
  [customField: string]: unknown;
}

export interface Customer {
  readonly id: string;
  /** Opens a conversation, even when one is open; gives its id. */
  starts(): Promise<string>;
  /** Writes in the open conversation, opening one when there is none; gives the message. */
  writes(text: string): Promise<MessageDoc>;
  /** Ends the open conversation in the widget. */
  closes(): Promise<void>;
  /** What the widget shows, oldest first: `<who>: <text>`. */
  sees(): string[];
  /** Labels of the buttons that the widget shows in messages, oldest first. */
  buttons(): string[];
  /** Taps a button by its label or action id, the newest that there is. Resolves when the widget has its answer. */
  taps(button: string): Promise<void>;
  /** Chooses in a list of a message. */
  chooses(actionId: string, value: string): Promise<void>;
  /** The document of the open conversation, or of the latest. */
  conversation(): RoomDoc;
  conversations(): RoomDoc[];
  /** The stored visitor, custom fields in `livechatData`. */
  profile(): VisitorDoc;
}

/** What the widget does not draw (packages/livechat canRenderMessage), and notices that stories need not see. */
export const HIDDEN: ReadonlySet<string> = new Set([
  'wm',
  'r',
  'au',
  'ru',
  'uj',
  'ul',
  'command',
  'livechat-started',
  'livechat_transfer_history',
  'livechat_video_call',
  'livechat_webrtc_video_call',
  'livechat_navigation_history',
  'omnichannel_priority_change_history',
  'omnichannel_sla_change_history',
]);

const BUILT_IN = new Set(['widget', 'email', 'sms', 'api', 'other']);

function source(channel: Channel): { type: string; id?: string; [key: string]: unknown } {
  if (typeof channel !== 'string') return channel;
  return BUILT_IN.has(channel)
    ? { type: channel }
    : { type: 'app', id: `${channel}-app`, alias: channel, label: channel };
}

/** Writes what the story says about a customer into the stored visitor. */
function dress(ws: Workspace, visitor: VisitorDoc, setup: CustomerSetup): void {
  const { name, email, phone, channel: _channel, department, ...fields } = setup;
  if (name !== undefined) visitor.name = name;
  if (email !== undefined) visitor.visitorEmails = [{ address: email }];
  if (phone !== undefined) visitor.phone = [{ phoneNumber: phone }];
  if (department !== undefined) visitor.department = department;
  for (const [key, value] of Object.entries(fields)) {
    const known = ws.data.customFields.some((field) => field._id === key);
    if (!known) addCustomField(ws, { _id: key });
    visitor.livechatData = { ...visitor.livechatData, [key]: value };
  }
}

/** A customer of the workspace, made when they are not there yet. */
export function customerOf(
  ws: Workspace,
  id: string,
  setup: CustomerSetup = {},
  widgetOf: (token: string) => Widget,
): Customer {
  const existing = ws.data.visitors.findLast((visitor) => visitor._id === id);
  const visitor = existing ?? addVisitor(ws, { _id: id, name: id });
  dress(ws, visitor, setup);
  if (setup.channel !== undefined) visitor.channel = setup.channel;
  const { token } = visitor;

  const isMine = (room: RoomDoc): boolean => room.v?._id === id || room.v?.token === token;
  const conversations = (): RoomDoc[] => ws.data.rooms.filter(isMine);
  const open = (): RoomDoc | undefined => ws.data.rooms.findLast((room) => room.open === true && isMine(room));

  const starts = async (): Promise<string> => {
    const channel = (visitor.channel ?? 'widget') as Channel;
    // The server opens what comes in by its own channels; the others are apps, which do it through the bridge, and so
    // does a second one.
    const isOwn = typeof channel === 'string' && BUILT_IN.has(channel);
    if (isOwn && open() === undefined) return (await openWidget(ws, token, { type: channel })).room._id;
    const made = source(channel);
    const room = await hostBridges(ws).livechat.createRoom(
      appVisitorById(ws, id) ?? {},
      undefined,
      made.id ?? 'channel-app',
      { source: made },
    );
    if (room === undefined) throw new Error(`The server opened no conversation for "${id}".`);
    return String(room.id);
  };

  /** Messages that the widget draws, oldest first. */
  const drawn = (): MessageDoc[] => {
    const rooms = new Set(conversations().map((room) => room._id));
    return ws.data.messages.filter(
      (message) => rooms.has(message.rid) && !HIDDEN.has(message.t ?? '') && !vanishes(message),
    );
  };

  const tappable = (): { mid: string; actionId: string; type: string; label: string }[] =>
    drawn().flatMap(({ _id }) =>
      widgetOf(token)
        .elements(_id)
        .map(({ actionId, type, text }) => ({
          mid: _id,
          actionId: String(actionId),
          type: String(type),
          label: textOf(text),
        })),
    );

  const find = (name: string): { mid: string; actionId: string } => {
    const all = tappable();
    const found = all.findLast(({ label, actionId }) => label === name || actionId === name);
    if (found !== undefined) return found;
    const there = all.map(({ label, actionId }) => label || actionId).join(', ');
    throw new Error(
      `The widget of "${id}" shows nothing "${name}" to tap; it shows ${there || 'nothing of the kind'}.`,
    );
  };

  return {
    id,
    starts,
    async writes(text) {
      const rid = open()?._id ?? (await starts());
      return visitorWrites(ws, { token, rid, msg: text });
    },
    async closes() {
      const room = open();
      if (room === undefined) throw new Error(`"${id}" has no open conversation to close.`);
      visitorCloses(ws, { token, rid: room._id });
    },
    sees() {
      return drawn().map((message) => {
        if (message.t === 'livechat-close') return `(closed) ${message.msg}`.trimEnd();
        return `${message.token === token ? id : (message.alias ?? message.u.name ?? message.u.username)}: ${message.msg}`;
      });
    },
    buttons: () =>
      tappable()
        .filter(({ type }) => type === 'button')
        .map(({ label }) => label),
    async taps(button) {
      const { mid, actionId } = find(button);
      await widgetOf(token).taps(mid, actionId);
    },
    async chooses(actionId, value) {
      await widgetOf(token).chooses(find(actionId).mid, actionId, value);
    },
    conversation() {
      const room = open() ?? conversations().at(-1);
      if (room === undefined) throw new Error(`"${id}" has no conversation yet.`);
      return room;
    },
    conversations,
    profile: () => visitor,
  };
}
