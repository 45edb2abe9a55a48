/**
 * Clients of the workspace: what people have in front of them, as strict as the real ones (web.ts, phone.ts,
 * widget.ts). All speak to the server by the one route.
 */
import { SlashCommandContext } from 'runtime-apps-engine/definition/slashcommands';
import type { Clock } from '../runtime/clock';
import type { Interaction } from '../runtime/commands';
import type { Instance } from '../runtime/host';
import type { Traffic } from '../runtime/traffic';
import { addToken, appRoomById, appUserById, type UserDoc, type Workspace } from '../workspace';
import { buttonsFor } from './buttons';
import { DEVICE, type Device } from './device';
import { phoneHands, webHands, type Hands } from './hands';
import { createLine, type Line } from './line';
import { createPhone, type PhoneClient } from './phone';
import { createRoute, type InteractionRoute } from './route';
import { phoneScreen, webScreen, type Screen, type Server } from './screen';
import type { WebVersion } from './stage';
import { createTimers, type Timers } from './timers';
import type { ServerInteraction } from './view';
import { createWebClient, type WebClient } from './web';
import { createWidget, type Widget } from './widget';

export { type Device } from './device';
export type { Hands } from './hands';
export type { PhoneClient, PhoneSight } from './phone';
export type { View } from './view';
export type { Sight, WebClient } from './web';
export { vanishes, type Widget, type WidgetSight } from './widget';

export interface Clients {
  /** The screen of somebody, by the device that they use. */
  screen(userId: string): Screen;
  /** What a page needs that draws their client. */
  hands(userId: string): Hands;
  device(userId: string): Device;
  /** From now on they use that one, and nothing is open on it. */
  uses(userId: string, device: Device): void;
  /** What somebody uses, for what only that can do. */
  client(userId: string): WebClient | PhoneClient;
  /** One more tab, or phone, of somebody: it hears what all of theirs hear. */
  web(userId: string, options?: { rid?: string; version?: WebVersion }): WebClient;
  phone(userId: string): PhoneClient;
  /** The widget of a customer, by the visitor's token. */
  widget(token: string): Widget;
  /** What the server does with what they send. */
  route: InteractionRoute;
  line: Line;
  timers: Timers;
  server(userId: string): Server;
  /** An app has shown something to somebody. */
  hears(entry: Interaction): void;
}

interface Parts {
  ws: Workspace;
  clock: Clock;
  traffic: Traffic;
  instance: () => Instance;
  device?: Device;
}

interface InUse {
  device: Device;
  screen: Screen;
  hands: Hands;
  client: WebClient | PhoneClient;
}

export function createClients({ ws, clock, traffic, instance, device = DEVICE }: Parts): Clients {
  const route = createRoute(ws, instance);
  const line = createLine(route, (work) => traffic.track(work));
  const timers = createTimers(clock);
  const hearing = new Map<string, Set<WebClient | PhoneClient>>();
  const inUse = new Map<string, InUse>();
  const widgets = new Map<string, Widget>();

  const userOf = (userId: string): UserDoc => {
    const user = ws.data.users.find(({ _id }) => _id === userId);
    if (user === undefined) throw new Error(`The sandbox has no user "${userId}".`);
    return user;
  };

  const headersOf = (userId: string): Record<string, string> => ({
    'x-user-id': userId,
    'x-auth-token': ws.data.tokens.find((each) => each.userId === userId)?.token ?? addToken(ws, userId),
  });

  const listen = <T extends WebClient | PhoneClient>(userId: string, client: T): T => {
    hearing.set(userId, (hearing.get(userId) ?? new Set()).add(client));
    return client;
  };
  const web: Clients['web'] = (userId, options = {}) =>
    listen(userId, createWebClient({ ...options, headers: headersOf(userId), line, timers }));
  const phone: Clients['phone'] = (userId) => listen(userId, createPhone({ headers: headersOf(userId), line, timers }));

  const server = (userId: string): Server => ({
    async command(text, rid, triggerId) {
      const [, command = '', rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(text) ?? [];
      if (command === '') throw new Error(`"${text}" is no command: it begins with a slash.`);
      const context = new SlashCommandContext(
        appUserById(ws, userId) as never,
        appRoomById(ws, rid) as never,
        rest === '' ? [] : rest.split(' '),
        undefined,
        triggerId,
      );
      await instance().manager.getCommandManager().executeCommand(command, context);
    },
    async buttons(rid, context) {
      const room = ws.data.rooms.find(({ _id }) => _id === rid);
      if (room === undefined) return [];
      const all = await instance().manager.getUIActionButtonManager().getAllActionButtons();
      return buttonsFor(ws, all, { user: userOf(userId), room, context }).map(({ appId, actionId, labelI18n }) => ({
        appId,
        actionId,
        label: labelI18n,
      }));
    },
  });

  const start = (userId: string, kind: Device): InUse => {
    if (kind === 'phone') {
      const client = phone(userId);
      return { device: kind, client, screen: phoneScreen(client, server(userId)), hands: phoneHands(client) };
    }
    const client = web(userId);
    const screen = webScreen(client, server(userId), (text, rid) => whisper(ws, userId, text, rid));
    return { device: kind, client, screen, hands: webHands(client) };
  };
  const used = (userId: string): InUse => {
    const known = inUse.get(userId) ?? start(userId, device);
    inUse.set(userId, known);
    return known;
  };

  return {
    screen: (userId) => used(userId).screen,
    hands: (userId) => used(userId).hands,
    device: (userId) => used(userId).device,
    uses(userId, kind) {
      const { client } = inUse.get(userId) ?? {};
      if (client !== undefined) hearing.get(userId)?.delete(client);
      inUse.set(userId, start(userId, kind));
    },
    client: (userId) => used(userId).client,
    web,
    phone,
    widget(token) {
      const known = widgets.get(token) ?? createWidget({ ws, token, line, timers });
      widgets.set(token, known);
      return known;
    },
    route,
    line,
    timers,
    server,
    hears({ userId, interaction }) {
      // What goes over the stream is JSON: nothing that a client does to it is seen by another.
      const text = JSON.stringify(interaction);
      for (const client of hearing.get(userId) ?? []) client.hears(JSON.parse(text) as ServerInteraction);
    },
  };
}

/** A note of the client's own, for its user alone. */
function whisper(ws: Workspace, userId: string, text: string, rid: string): void {
  ws.ephemeral.push({ userId, rid, message: { text, createdAt: ws.now() } });
}
