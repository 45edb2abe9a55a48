import { sandbox, type PhoneClient, type Shop, type WebClient } from '../sandbox';
import { phoneScreen, webScreen } from '../sandbox/client/screen';
import type { Step } from '../sandbox/fixtures/view-app/ViewApp';
import {
  heardAs,
  phoneSight,
  wantedPhone,
  wantedSight,
  wantedWidget,
  webSight,
  widgetSight,
  type Rooms,
} from './compare';
import { createScript, type Script } from './script';
import type { RecordedCase, Seen } from './types';

/** How one case is played. What it must come to stands in the recording. */
export type Play<C = unknown> = (at: Stage<C>) => Promise<void>;
export type WebPlay = Play<WebClient>;
export type PhonePlay = Play<PhoneClient>;
export type WidgetPlay = Play<WidgetClient>;
/** The rows of a table: case ids with how they are played. */
export type Plays<C> = Readonly<Record<string, Play<C>>>;

export interface WidgetClient {
  /** The app posts a message with these blocks, as `m1`. */
  gets(blocks: readonly object[]): Promise<void>;
  /** The app changes that message. */
  changes(blocks: readonly object[]): Promise<void>;
  taps(actionId: string): Promise<void>;
  chooses(actionId: string, value: string): Promise<void>;
  dates(actionId: string, value: string): Promise<void>;
  opened(): readonly string[];
  sight(): ReturnType<ReturnType<Shop['clients']['widget']>['sight']>;
}

/** Where a case is played. */
export interface Stage<C> {
  readonly client: C;
  readonly recorded: RecordedCase;
  readonly shop: Shop;
  readonly script: Script;
  readonly room: { readonly r1: string; readonly r2: string };
  readonly appId: string;
  /** The app shows this when somebody types its command: over the stream, with a trigger of the client. */
  shows(...steps: Step[]): Promise<void>;
  /** What the app does when it is called next. */
  app(...steps: Step[]): void;
  /** Does this while the app has no such handler; what the engine would have handed to it counts as heard. */
  without(handler: string, work: () => Promise<void>): Promise<void>;
  /** Some time goes by on the sandbox's clock. */
  passes(ms: number): Promise<void>;
  /** The app posts a message with these blocks; gives its id. The recording calls it `m1`. */
  posts(blocks: readonly object[]): Promise<string>;
  /** Somebody types a command in the room; gives what the client itself says to them then. */
  runs(line: string): Promise<readonly string[]>;
  /** What is to be seen now is compared with what was seen at the next moment of the recording. */
  sees(): void;
  /** What somebody without a client was answered is compared with the next moment of the recording. */
  told(answers: object): void;
  /** Something else that was looked at, by its name in the recording. */
  extra(name: string, value: unknown): void;
  /** Something else that was looked at and cannot be seen here. */
  blindFor(...names: string[]): void;
  /** Bodies that the client has posted, and what the route answered, parsed and as text. */
  posted(): readonly Posted[];
}

export interface Posted {
  readonly appId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: object;
  answer?: readonly [unknown, string?];
}

export interface Stages {
  play(recorded: RecordedCase, how: Play<never>): Promise<void>;
  stop(): Promise<void>;
}

const APP = 'test/sandbox/fixtures/view-app';
const VISITOR = { _id: 'visitor1', username: 'guest-1', name: 'Vera', token: 'tok-1' };

/** One sandbox for all cases; each has clients of its own. */
export async function openStages(): Promise<Stages> {
  const shop = await sandbox({ app: APP, agents: ['u1'], server: { routing: 'Manual_Selection' } });
  const script = createScript();
  shop.web('https://script.example', script.site);
  Object.assign(shop.customer(VISITOR._id).profile(), VISITOR);
  const vera = shop.customer(VISITOR._id);
  const room = { r1: await vera.starts(), r2: await shop.customer('visitor2').starts() };
  await shop.settled();
  await shop.agent('u1').takes(room.r1);
  await shop.agent('u1').takes(room.r2);
  await shop.settled();

  let posted: Posted[] = [];
  const { send } = shop.clients.line;
  shop.clients.line.send = async (request) => {
    const entry: Posted = { ...request };
    posted.push(entry);
    const answer = await send(request);
    entry.answer = answer.text === '' ? [null] : [jsonOf(answer.text), answer.text];
    return answer;
  };

  const appId = shop.instance().app().getID();
  const posts = async (blocks: readonly object[]): Promise<string> => {
    const named = blocks.map((block) => ({ appId, ...block }));
    await command({ post: { rid: room.r1, blocks: named } });
    return shop.workspace.data.messages.at(-1)?._id ?? '';
  };

  const clientOf = ({ client }: RecordedCase, messages: string[]): unknown => {
    if (client.startsWith('mobile')) return shop.clients.phone('u1');
    if (client.startsWith('livechat')) return widgetOf(messages);
    return shop.clients.web('u1', { rid: room.r1, version: client === 'web 6.14' ? '6.14' : '8.3' });
  };

  /** Has the app do something that is no answer to anybody. */
  const command = async (step: Step): Promise<void> => {
    script.plan(step);
    await shop.clients.server('u1').command('/wf', room.r1, 'none');
  };

  /** The widget with one message, and a tab of the team's in which the app is told to post it. */
  const widgetOf = (messages: string[]): WidgetClient => {
    const widget = shop.clients.widget(VISITOR.token);
    const mid = (): string => messages[0] ?? '';
    return {
      async gets(blocks) {
        messages[0] = await posts(blocks);
      },
      changes: (blocks) => command({ change: { mid: mid(), blocks: blocks.map((block) => ({ appId, ...block })) } }),
      taps: (actionId) => widget.taps(mid(), actionId),
      chooses: (actionId, value) => widget.chooses(mid(), actionId, value),
      dates: (actionId, value) => widget.dates(mid(), actionId, value),
      opened: widget.opened,
      sight: () => widget.sight(mid()),
    };
  };

  return {
    stop: shop.stop,
    async play(recorded, how) {
      script.forget();
      posted = [];
      const messages: string[] = [];
      // The recording of a forgery had no stored room or message.
      const isForged = recorded.client.startsWith('server') && recorded.method === 'run';
      const rooms: Rooms = {
        named: (text) =>
          text
            .replaceAll(room.r1, isForged ? 'any-room' : 'r1')
            .replaceAll(room.r2, 'r2')
            .replaceAll(messages[0] ?? 'no message', isForged ? 'any-message' : 'm1'),
      };
      const client = clientOf(recorded, messages);
      let looked = 0;
      const extras = new Set<string>();

      const moment = (): Seen => {
        const next: Seen | undefined = recorded.sees[looked];
        looked += 1;
        if (next === undefined) throw new Error(`The recording of ${recorded.id} has no moment ${looked}.`);
        return next;
      };
      const sees = (): void => {
        const wantedNow = moment();
        const [seen, wanted] = sights(recorded, client, wantedNow, rooms);
        expect({ after: wantedNow.after, ...seen }).toEqual({ after: wantedNow.after, ...wanted });
      };

      await how({
        client: client as never,
        recorded,
        shop,
        script,
        room,
        appId,
        async posts(blocks) {
          return (messages[0] = await posts(blocks));
        },
        async runs(line) {
          const server = shop.clients.server('u1');
          const whispers: string[] = [];
          const web = client as WebClient;
          const isPhone = recorded.client.startsWith('mobile');
          const screen = isPhone
            ? phoneScreen(client as PhoneClient, server)
            : webScreen(web, server, (text) => whispers.push(text));
          await screen.runs(line, room.r1);
          return whispers;
        },
        told: (answers) => expect(answers).toEqual(moment()),
        async shows(...steps) {
          script.plan(...steps);
          const { trigger } = client as WebClient;
          await shop.clients.server('u1').command('/wf', room.r1, trigger());
        },
        app: (...steps) => script.plan(...steps),
        async without(handler, work) {
          const controller = shop.instance().controller();
          const { sendRequest } = controller;
          await command({ lacks: handler });
          controller.sendRequest = (request, options) => {
            if (request.method === `app:${handler}`) script.adds(handler, request.params[0] as object);
            return sendRequest(request, options);
          };
          await work().finally(() => (controller.sendRequest = sendRequest));
          await command({ has: handler });
        },
        async passes(ms) {
          shop.clock.set(new Date(shop.clock.now().getTime() + ms));
          shop.clients.timers.runDue();
          await new Promise((resolve) => setImmediate(resolve));
        },
        sees,
        extra(name, value) {
          extras.add(name);
          expect({ [name]: value }).toEqual({ [name]: recorded.extra?.[name] });
        },
        blindFor: (...names) => names.forEach((name) => extras.add(name)),
        posted: () => posted,
      });
      // Whatever was sent by a timer has arrived.
      script.goesOn();
      await shop.settled();

      if (recorded.method === 'read') return;
      expect(looked).toBe(recorded.sees.length);
      const { raw } = recorded.extra ?? {};
      if (raw !== undefined) {
        extras.add('raw');
        const { headers, body } = posted[0] ?? {};
        expect(wire('headers' in (raw as object) ? { headers, body } : body, rooms)).toEqual(wire(raw, rooms));
      }
      expect([...extras].sort()).toEqual(Object.keys(recorded.extra ?? {}).sort());
      const seen = new Set<string>();
      const heard = script.heard();
      expect(heard.map((each, index) => heardAs(each, recorded.sends[index] ?? {}, { rooms, seen }))).toEqual(
        recorded.sends,
      );
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What went over the wire, but for ids that are new each time. */
function wire(value: unknown, rooms: Rooms): unknown {
  const told = JSON.parse(rooms.named(JSON.stringify(value))) as unknown;
  const bare = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(bare);
    if (typeof each !== 'object' || each === null) return each;
    const entries = Object.entries(each).filter(
      ([key, held]) => key !== 'appId' && key !== 'triggerId' && held !== null,
    );
    return Object.fromEntries(entries.map(([key, held]) => [key, bare(held)]));
  };
  return bare(told);
}

function sights({ client: kind }: RecordedCase, client: unknown, moment: Seen, rooms: Rooms): [object, object] {
  if (kind.startsWith('mobile')) return [phoneSight((client as PhoneClient).sight()), wantedPhone(moment)];
  if (kind.startsWith('livechat')) return [widgetSight((client as WidgetClient).sight()), wantedWidget(moment)];
  return [webSight((client as WebClient).sight(), rooms), wantedSight(moment)];
}
