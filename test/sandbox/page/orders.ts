import type { Sandbox } from '..';
import type { Hands } from '../client';
import type { CustomerSetup } from '../api/customer';
import { addToken, rest, type AppObject } from '../workspace';
import { FAULTS } from './faults';
import type { Order } from './shapes';
import { VERSIONS } from './state';

/** What orders may do besides moving people in the sandbox. */
export interface Desk {
  readonly shop: Sandbox;
  readonly faults: (on: ReadonlySet<string>, cut: boolean) => void;
  readonly on: ReadonlySet<string>;
  readonly cut: boolean;
  /** Says what the sandbox is busy with while it works. */
  readonly busy: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly reset: () => Promise<void>;
}

/** A sentence for the person at the page. */
export class OrderError extends Error {}

type HookContext = Readonly<Record<string, unknown>>;
type Handler = (given: HookContext, desk: Desk) => unknown;

function word(given: HookContext, name: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value.trim() === '') throw new OrderError(`Please fill in "${name}".`);
  return value;
}

function maybe(given: HookContext, name: string): string {
  const value = given[name];
  return typeof value === 'string' ? value : '';
}

const fieldsOf = (given: HookContext): Record<string, string> => {
  const { fields } = given;
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));
};

/** Does it as that user does it in the client: over the server's REST interface, with its rights and refusals. */
async function asUser({ workspace }: Sandbox, username: string, path: string, body: AppObject): Promise<AppObject> {
  const user = workspace.data.users.find((each) => each.username === username);
  if (user === undefined) throw new OrderError(`There is no user "${username}".`);
  const token = workspace.data.tokens.find(({ userId }) => userId === user._id)?.token ?? addToken(workspace, user._id);
  const answer = await rest(workspace, {
    method: 'POST',
    path: `/api/v1/${path}`,
    headers: { 'X-User-Id': user._id, 'X-Auth-Token': token },
    body,
  });
  if (answer.statusCode === 200) return answer.body;
  const { error, message } = answer.body as { error?: string; message?: string };
  throw new OrderError(error || message || `The server answers ${answer.statusCode}.`);
}

const roomOf = (shop: Sandbox, id: string) => {
  const room = shop.workspace.data.rooms.find(({ _id }) => _id === id);
  if (room === undefined) throw new OrderError('This conversation is not there any more.');
  return room;
};

const customerOrders: Record<string, Handler> = {
  'customer.save': (given, { shop }) => {
    const name = word(given, 'name');
    const own = maybe(given, 'id');
    const id =
      own ||
      `${name
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[^a-z0-9]+/g, '-')}-${Date.now().toString(36)}`;
    const setup: CustomerSetup = { name, channel: maybe(given, 'channel') || 'widget', ...fieldsOf(given) };
    if (maybe(given, 'email')) setup.email = maybe(given, 'email');
    if (maybe(given, 'phone')) setup.phone = maybe(given, 'phone');
    setup.department = maybe(given, 'department');
    shop.customer(id, setup);
    return { id };
  },
  'customer.writes': async (given, { shop }) => {
    const { rid } = await shop.customer(word(given, 'id')).writes(word(given, 'text'));
    return { conversation: rid };
  },
  'customer.starts': async (given, { shop }) => {
    await shop.customer(word(given, 'id')).starts();
  },
  'customer.taps': async (given, { shop }) => {
    const widget = shop.clients.widget(shop.customer(word(given, 'id')).profile().token);
    const [mid, actionId, value] = [word(given, 'message'), word(given, 'actionId'), maybe(given, 'value')];
    if (given.type === 'static_select') return widget.chooses(mid, actionId, value);
    return given.type === 'datepicker' ? widget.dates(mid, actionId, value) : widget.taps(mid, actionId);
  },
  'customer.closes': (given, { shop }) => shop.customer(word(given, 'id')).closes(),
};

const agentOrders: Record<string, Handler> = {
  'agent.writes': async (given, { shop }) => {
    const [agent, text] = [shop.agent(word(given, 'as')), word(given, 'text').trim()];
    const room = maybe(given, 'room') || 'GENERAL';
    if (text.startsWith('/') && !/^\/workflow(\s|$)/.test(text))
      throw new OrderError(`There is no command "${text.split(/\s/, 1)[0] ?? ''}"; this app’s is /workflow.`);
    if (text.startsWith('/')) await agent.runs(text, room);
    else await agent.writes(text, room);
  },
  'agent.takes': (given, { shop }) => shop.agent(word(given, 'as')).takes(word(given, 'room')),
  'agent.returns': async (given, { shop }) => {
    if (!(await shop.agent(word(given, 'as')).returns(word(given, 'room'))))
      throw new OrderError('Nobody has this conversation, so it cannot go back.');
  },
  'agent.forwards': async (given, { shop }) => {
    const to = maybe(given, 'agent') ? { agent: word(given, 'agent') } : { department: word(given, 'department') };
    const done = await shop.agent(word(given, 'as')).forwards(word(given, 'room'), to, maybe(given, 'comment'));
    if (!done) throw new OrderError('The server did not forward the conversation.');
  },
  'agent.closes': (given, { shop }) =>
    shop.agent(word(given, 'as')).closes(word(given, 'room'), maybe(given, 'comment'), undefined),
  'agent.status': (given, { shop }) => {
    const agent = shop.agent(word(given, 'who'));
    const status = word(given, 'status');
    if (status === 'online') return agent.comesOnline();
    return status === 'away' ? agent.goesAway() : agent.goesOffline();
  },
  'agent.available': (given, { shop }) =>
    shop.agent(word(given, 'who')).switches(given.value === true ? 'available' : 'not-available'),
  'everybody.status': async (given, { shop }) => {
    const { users } = shop.workspace.data;
    for (const { username } of users.filter(({ roles, type }) => type === 'user' && roles.includes('livechat-agent'))) {
      const agent = shop.agent(username);
      await (word(given, 'status') === 'offline' ? agent.goesOffline() : agent.comesOnline());
    }
  },
  'room.save': (given, { shop }) => {
    const room = roomOf(shop, word(given, 'room'));
    const tags = maybe(given, 'tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
    const fields = fieldsOf(given);
    return asUser(shop, word(given, 'as'), 'livechat/room.saveInfo', {
      roomData: { _id: room._id, topic: maybe(given, 'topic'), tags },
      guestData: {
        _id: room.v?._id ?? '',
        name: maybe(given, 'name'),
        email: maybe(given, 'email'),
        phone: maybe(given, 'phone'),
        ...(Object.keys(fields).length > 0 && { livechatData: fields }),
      },
    });
  },
};

const screenOrders: Record<string, Handler> = {
  'button.press': (given, { shop }) =>
    shop.agent(word(given, 'as')).presses(word(given, 'actionId'), word(given, 'room')),
  // A field may have been emptied, and a list may have several.
  'view.touch': (given, { shop }) => onTop(shop, given).touches(word(given, 'actionId'), given.value),
  'view.submit': (given, { shop }) => onTop(shop, given).submits(),
  'view.close': (given, { shop }) => onTop(shop, given).closes(),
  'view.cross': (given, { shop }) => onTop(shop, given).crosses(),
  'view.escape': (given, { shop }) => onTop(shop, given).escapes(),
  'view.beside': (given, { shop }) => onTop(shop, given).clicksBeside(),
  'room.enter': (given, { shop }) => handsOf(shop, given).goesTo(word(given, 'room')),
  'client.use': (given, { shop }) => {
    const device = DEVICES.find((each) => each === given.device);
    if (device === undefined) throw new OrderError('There is no such client.');
    shop.agent(word(given, 'as')).uses(device);
  },
  // Whoever loads the page loads everybody's client.
  'page.load': (_given, { shop }) => {
    for (const { _id } of shop.workspace.data.users) shop.clients.hands(_id).reloads();
  },
};

const DEVICES = ['web', 'phone'] as const;

const handsOf = (shop: Sandbox, given: HookContext): Hands =>
  shop.clients.hands(shop.agent(word(given, 'as')).user()._id);

/** The client of whoever is meant, with that view in front. */
function onTop(shop: Sandbox, given: HookContext): Hands {
  const hands = handsOf(shop, given);
  if (hands.views().at(-1)?.view.id !== given.viewId) throw new OrderError('This view is not open any more.');
  return hands;
}

const shopOrders: Record<string, Handler> = {
  setting: (given, { shop }) => shop.setting(word(given, 'id'), given.value),
  'clock.advance': (given, { shop, busy }) => busy('moving the clock', () => shop.advance(word(given, 'duration'))),
  'clock.set': (given, { shop, busy }) => {
    const at = new Date(word(given, 'at'));
    if (Number.isNaN(at.getTime())) throw new OrderError('This is no moment.');
    const seconds = Math.round((at.getTime() - shop.now().getTime()) / 1000);
    if (seconds < 0) throw new OrderError('The clock goes forward only: a server never sees the same moment twice.');
    if (seconds > 14 * 86_400) throw new OrderError('At most two weeks at a time.');
    return busy('moving the clock', () => shop.advance(`PT${seconds}S`));
  },
  connection: async (given, { shop }) => {
    const values = given.on === true ? shop.connection() : { server_url: '', server_user_id: '', server_token: '' };
    for (const [id, value] of Object.entries(values)) await shop.setting(id, value);
  },
  'connection.cut': (given, { faults, on }) => faults(on, given.cut === true),
  fault: (given, { faults, on, cut }) => {
    const id = word(given, 'id');
    if (FAULTS[id] === undefined) throw new OrderError(`There is no fault "${id}".`);
    const next = new Set(on);
    if (given.on === true) next.add(id);
    else next.delete(id);
    faults(next, cut);
  },
  kill: (_given, { shop, busy }) => busy('starting the app again', () => shop.kill()),
  server: (given, { shop }) => {
    const { version, routing, language } = given;
    if (typeof version === 'string' && VERSIONS.some((each) => each === version)) shop.workspace.version = version;
    if (typeof routing === 'string') shop.serverSetting('Livechat_Routing_Method', routing);
    if (typeof language === 'string') shop.serverSetting('Language', language);
  },
  reset: (_given, { reset, busy }) => busy('starting a fresh sandbox', reset),
};

const ORDERS: Readonly<Record<string, Handler>> = { ...customerOrders, ...agentOrders, ...screenOrders, ...shopOrders };

/** Does what a person at the page asked for; throws what the server, or the app, says against it. */
export async function obey({ order, ...given }: Order, desk: Desk): Promise<unknown> {
  const handler = Object.hasOwn(ORDERS, order) ? ORDERS[order] : undefined;
  if (handler === undefined) throw new OrderError(`The sandbox does not know the order "${order}".`);
  return handler(given, desk);
}
