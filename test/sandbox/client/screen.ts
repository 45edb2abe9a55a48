/** Somebody's screen as stories speak of it, whatever client they use. */
import type { UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';
import type { PhoneClient } from './phone';
import { elementOf, hasElement, placed, type View } from './view';
import type { WebClient } from './web';

/** Views that the app opened, their fields' errors, and what the user does there. */
export interface Screen {
  /** The view on top, with what its fields hold; undefined when there is none. */
  view(): View | undefined;
  /** Errors that are seen at fields, by action id. */
  errors(): Record<string, string>;
  runs(line: string, rid: string): Promise<void>;
  /** A button of the room's menu, or an element of the view on top. */
  presses(actionId: string, rid: string | undefined, value?: string): Promise<void>;
  submits(state: Record<string, unknown>): Promise<void>;
  /** An element of the view on top, or of what it was before an update: a client tells of typing a moment later. */
  tells(action: { actionId: string; blockId: string; value: unknown }): Promise<void>;
  /** Submits the state that a client holds, by block and action id, as it is. */
  sends(state: Record<string, Record<string, unknown>>): Promise<void>;
  closes(): Promise<void>;
}

/** A button of an app; its label is the key of a text. */
export interface SeenButton {
  readonly appId: string;
  readonly actionId: string;
  readonly label: string;
}

/** What a client needs of the server besides the route. */
export interface Server {
  /** Runs a slash command; rejects when the server's method does. */
  command(line: string, rid: string, triggerId: string): Promise<void>;
  /** Buttons of apps that this user sees in a room. */
  buttons(rid: string, context: `${UIActionButtonContext}`): Promise<readonly SeenButton[]>;
}

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
type State = Record<string, Record<string, unknown>>;

/** The web client behind it. A command and a button of a room are used in that room. */
export function webScreen(client: WebClient, server: Server, whisper: (text: string, rid: string) => void): Screen {
  const at = (rid: string): void => {
    if (client.rid() !== rid) client.goesTo(rid);
  };
  const onTop = (): View => {
    const view = client.top()?.carried();
    if (view === undefined) throw new Error('Nothing is open in the web client.');
    return view;
  };
  /** Presses, or chooses, or types and waits a moment. */
  const act = async (actionId: string, value: string | undefined): Promise<void> => {
    if (value === undefined) return client.presses(actionId);
    if (elementOf(onTop(), actionId).type !== 'plain_text_input') return client.chooses(actionId, value);
    await client.fills(actionId, value);
    await client.pauses();
  };
  return {
    view: () => {
      const view = client.top()?.carried();
      return view && json(view);
    },
    errors() {
      const surface = client.top();
      const ids = surface === undefined ? [] : placed(surface.view).filter(({ place }) => place === 'input');
      const seen = ids.map(({ actionId }) => [actionId, surface?.errorAt(actionId)] as const);
      return Object.fromEntries(seen.filter((each): each is readonly [string, string] => each[1] !== undefined));
    },
    async runs(line, rid) {
      at(rid);
      const running = server.command(line, rid, client.trigger());
      const [name = ''] = line.split(/\s/, 1);
      await client.waitsFor(running).catch(() => whisper(`Something went wrong while executing \`${name}\``, rid));
    },
    async presses(actionId, rid, value) {
      const views = [client.top(), client.bar()];
      if (views.some((surface) => surface && hasElement(surface.view, actionId))) return act(actionId, value);
      const room = rid ?? client.rid();
      const button =
        room === undefined
          ? undefined
          : (await server.buttons(room, 'roomAction')).find((each) => each.actionId === actionId);
      if (room === undefined || button === undefined)
        throw new Error(`There is no button "${actionId}" to press, neither in the view nor in the room's menu.`);
      at(room);
      await client.sends(button.appId, {
        type: 'actionButton',
        actionId,
        rid: room,
        payload: { context: 'roomAction' },
      });
    },
    async submits(state) {
      const view = onTop();
      for (const [actionId, value] of Object.entries(state)) {
        const isText = elementOf(view, actionId).type === 'plain_text_input';
        await (isText ? client.fills(actionId, String(value)) : client.chooses(actionId, value));
      }
      await client.submits();
    },
    async tells({ actionId, blockId, value }) {
      const surface = client.top();
      const view = onTop();
      const own = hasElement(view, actionId) ? elementOf(view, actionId).element.value : undefined;
      surface?.puts({ actionId, blockId }, value ?? own);
      await client.sends(view.appId, {
        type: 'blockAction',
        actionId,
        container: { type: 'view', id: view.id },
        payload: { blockId, value: value ?? own },
      });
    },
    sends: (state: State) => client.submits(state),
    closes: () => (onTop().close ? client.closes() : client.pressesX()),
  };
}

/** The phone behind it. There are no buttons of rooms. */
export function phoneScreen(client: PhoneClient, server: Server): Screen {
  const onTop = (): View => {
    const screen = client.top();
    if (screen === undefined) throw new Error('Nothing is open on the phone.');
    return { ...screen.view, state: screen.state() };
  };
  return {
    view: () => (client.top() === undefined ? undefined : json(onTop())),
    errors: () => client.top()?.errors() ?? {},
    // A failure is only logged.
    runs: (line, rid) => server.command(line, rid, client.trigger()).catch(() => undefined),
    async presses(actionId, _rid, value) {
      const screen = client.top();
      if (screen === undefined || !hasElement(screen.view, actionId))
        throw new Error(`There is no "${actionId}" on the phone: it shows no buttons of apps but in modals.`);
      const isText = elementOf(screen.view, actionId).type === 'plain_text_input';
      await (isText && value !== undefined ? client.fills(actionId, value) : client.chooses(actionId, value));
    },
    async submits(state) {
      const view = onTop();
      for (const [actionId, value] of Object.entries(state)) {
        const isText = elementOf(view, actionId).type === 'plain_text_input';
        await (isText ? client.fills(actionId, String(value)) : client.chooses(actionId, value));
      }
      await client.submits();
    },
    tells: ({ actionId, blockId, value }) =>
      client.sends(onTop().appId, {
        type: 'blockAction',
        actionId,
        container: { type: 'view', id: onTop().id },
        payload: { blockId, value },
      }),
    sends: (state: State) => client.submits(state),
    closes: () => client.closes(),
  };
}
