import { sandbox, type PhoneClient, type WebClient } from '../sandbox';
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
import { createScript } from './script';
import type { Posted, Stages, WidgetClient } from './stage';
import type { RecordedCase, Seen } from './types';

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
