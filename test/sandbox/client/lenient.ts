import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import { SlashCommandContext } from 'runtime-apps-engine/definition/slashcommands';
import { appRoomById, appUserById, type AppObject, type Workspace } from '../workspace';
import type { Interaction } from '../runtime/commands';
import type { Instance } from '../runtime/host';
import type { Screen } from './screen';
import { initialValues, stateOf, type Values } from './values';
import type { View } from './view';

/** The client forgets a trigger after five seconds (HOST E). */
const TRIGGER_LIFE = 5_000;

interface Parts {
  ws: Workspace;
  userId: string;
  instance: () => Instance;
  /** Everything shown to anybody, in order; the screen follows its own user's. */
  shown: Interaction[];
}

interface Element {
  blockId: string;
  element: AppObject;
}

/** Every element with an action id, with the block it stands in. */
function elements(blocks: AppObject[]): Element[] {
  return blocks.flatMap((block) => {
    const blockId = String(block.blockId);
    const own = [block.element, block.accessory, ...((block.elements as unknown[] | undefined) ?? [])];
    const inner = Array.isArray(block.render) ? elements(block.render as AppObject[]) : [];
    return own
      .filter((entry): entry is AppObject => typeof entry === 'object' && entry !== null)
      .map((element) => ({ blockId, element }))
      .concat(inner);
  });
}

/**
 * A view on the screen. As in the real client (useUiKitView), what fields held when it was opened and what was typed or
 * pressed since is kept by action id: an update brings other blocks, and no other values.
 */
interface Open {
  readonly view: View;
  readonly values: Values;
}

/**
 * A client that is kinder than the real ones: it hears a trigger twice, waits for ever, and keeps bars and errors where
 * no browser does. Follows what the app shows to one user.
 */
export function createLenientScreen({ ws, userId, instance, shown }: Parts): Screen {
  const triggers = new Map<string, number>();
  let views: Open[] = [];
  let errors: Record<string, string> = {};
  let read = 0;
  let count = 0;

  const trigger = (): string => {
    count += 1;
    const id = `trigger-${userId}-${count}`;
    triggers.set(id, Date.now());
    return id;
  };

  const remove = (viewId: string): void => {
    views = views.filter(({ view }) => view.id !== viewId);
  };

  /** Something was typed, chosen or pressed. */
  const put = (viewId: string, blockId: string, actionId: string, value: unknown): void => {
    views = views.map((old) =>
      old.view.id === viewId ? { ...old, values: { ...old.values, [actionId]: { blockId, value } } } : old,
    );
  };

  const apply = (interaction: AppObject): void => {
    const view = interaction.view as View | undefined;
    const [, verb] = String(interaction.type).split('.');
    if (interaction.type === 'errors') errors = interaction.errors as Record<string, string>;
    else if (view === undefined) return;
    else if (verb === 'open') {
      const made = triggers.get(String(interaction.triggerId));
      if (made === undefined || Date.now() - made > TRIGGER_LIFE) return;
      views.push({ view, values: initialValues(view.blocks) });
    } else if (verb === 'update')
      views = views.map((old) => (old.view.id === view.id ? { ...old, view: { ...old.view, ...view } } : old));
    else if (verb === 'close') remove(view.id);
  };

  const follow = (): void => {
    for (; read < shown.length; read += 1) {
      const entry = shown[read];
      if (entry?.userId === userId) apply(entry.interaction as unknown as AppObject);
    }
  };

  const top = (): View | undefined => {
    follow();
    const open = views.at(-1);
    return open && { ...open.view, state: held(open.values) };
  };

  const mustHaveView = (): View => {
    const view = top();
    if (view === undefined) throw new Error(`Nothing is open on the screen of "${userId}".`);
    return view;
  };

  const interact = async (interaction: object): Promise<void> => {
    const answer = (await instance()
      .manager.getListenerManager()
      .executeListener(AppInterface.IUIKitInteractionHandler, {
        appId: instance().app().getID(),
        user: appUserById(ws, userId),
        triggerId: trigger(),
        ...interaction,
      } as never)) as unknown as AppObject | undefined;
    // What a handler returns is sent to the client like what it asked the controller to show.
    if (typeof answer?.type === 'string') {
      follow();
      apply(answer);
    }
  };

  const submit = async (view: View, state: Record<string, Record<string, unknown>>): Promise<void> => {
    errors = {};
    const before = views.at(-1)?.view;
    await interact({ type: 'viewSubmit', actionId: undefined, payload: { view: { ...view, state } } });
    follow();
    // A submit that nobody answers with errors or another view closes the view.
    if (Object.keys(errors).length === 0 && views.at(-1)?.view === before) remove(view.id);
  };

  return {
    view: top,
    errors: () => {
      follow();
      return errors;
    },
    async runs(line, rid) {
      const [, command = '', rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(line) ?? [];
      if (command === '') throw new Error(`"${line}" is no command: it begins with a slash.`);
      const context = new SlashCommandContext(
        appUserById(ws, userId) as never,
        appRoomById(ws, rid) as never,
        rest === '' ? [] : rest.split(' '),
        undefined,
        trigger(),
      );
      await instance().manager.getCommandManager().executeCommand(command, context);
    },
    async presses(actionId, rid, value) {
      const view = top();
      const found = elements(view?.blocks ?? []).find(({ element }) => element.actionId === actionId);
      if (view !== undefined && found !== undefined) {
        const told = value ?? found.element.value;
        put(view.id, found.blockId, actionId, told);
        await interact({
          type: 'blockAction',
          actionId,
          payload: { blockId: found.blockId, value: told },
          container: { type: 'view', id: view.id },
          room: undefined,
        });
        return;
      }
      const button = (await instance().manager.getUIActionButtonManager().getAllActionButtons()).find(
        (entry) => entry.actionId === actionId,
      );
      if (button === undefined) throw new Error(`There is no button "${actionId}" for "${userId}" to press.`);
      await interact({
        type: 'actionButton',
        actionId,
        payload: { context: button.context },
        room: rid === undefined ? undefined : appRoomById(ws, rid),
      });
    },
    async submits(state) {
      const view = mustHaveView();
      for (const [actionId, value] of Object.entries(state)) put(view.id, blockOf(view, actionId), actionId, value);
      const filled = mustHaveView();
      await submit(filled, filled.state ?? {});
    },
    async tells({ actionId, blockId, value }) {
      const view = mustHaveView();
      const found = elements(view.blocks).find(({ element }) => element.actionId === actionId);
      put(view.id, blockId, actionId, value ?? found?.element.value);
      await interact({
        type: 'blockAction',
        actionId,
        payload: { blockId, value: value ?? found?.element.value },
        container: { type: 'view', id: view.id },
        room: undefined,
      });
    },
    async sends(state) {
      await submit(mustHaveView(), state);
    },
    async closes() {
      const view = mustHaveView();
      remove(view.id);
      await interact({ type: 'viewClosed', actionId: undefined, payload: { view, isCleared: false } });
    },
  };
}

/** What a submit carries; over the wire a field that holds nothing is left out. */
function held(values: Values): Record<string, Record<string, unknown>> {
  return JSON.parse(JSON.stringify(stateOf(values))) as Record<string, Record<string, unknown>>;
}

/** The block in which a view has a field. */
function blockOf(view: View, actionId: string): string {
  const found = elements(view.blocks).find(({ element }) => element.actionId === actionId);
  if (found !== undefined) return found.blockId;
  const there = elements(view.blocks).map(({ element }) => String(element.actionId));
  throw new Error(`The view has no field "${actionId}"; it has ${there.join(', ')}.`);
}
