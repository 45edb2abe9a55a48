/**
 * The web client of 8.3 in one tab of one user (CLIENT.md, recorded in its case file): what somebody can do there, what
 * it sends, and what becomes of the answer.
 */
import { draw, type Drawn } from './drawn';
import { enters } from './enter';
import { parsed, type Line } from './line';
import { createStage, type WebVersion } from './stage';
import { blockIdOf, type Surface } from './surface';
import type { Timers } from './timers';
import { createTriggers } from './triggers';
import { elementOf, hasElement, thing, type ServerInteraction, type View } from './view';

/** A trigger's life and the longest that the client waits for the app, in ms. */
const PATIENCE = 5_000;
const TIMEOUT = 'App has failed to respond. Please try again or contact your admin';
/** Answers to a submit that keep the view; every other closes it. */
const STAYS = new Set(['errors', 'modal.update', 'contextual_bar.update']);

export interface WebParts {
  readonly version?: WebVersion;
  /** Who is logged in, as the route asks for it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly line: Line;
  readonly timers: Timers;
  /** The room that is open at first. */
  readonly rid?: string;
}

/** What somebody has before their eyes. */
export interface Sight {
  /** The words of the modal and of the bar; absent when there is none, or when it could not be drawn. */
  readonly modal?: string;
  readonly bar?: string;
  readonly fields: Drawn['fields'];
  readonly errors: readonly string[];
  readonly toasts: readonly string[];
  /** "Loading": the client waits for the server. */
  readonly busy: boolean;
  readonly crash: readonly string[];
  readonly url: string;
}

/** What is sent to the app about a view, a room or a message. */
export interface UserInteraction {
  type: 'blockAction' | 'viewSubmit' | 'viewClosed' | 'actionButton';
  viewId?: string;
  payload: object;
  [key: string]: unknown;
}

export type WebClient = ReturnType<typeof createWebClient>;

export function createWebClient({ version = '8.3', headers, line, timers, rid }: WebParts) {
  const triggers = createTriggers(timers, PATIENCE);
  const toasts: string[] = [];
  const opened: string[] = [];
  let busy = false;

  /** Sends, and does with the answer what its type says; says so when the app is late. Never rejects. */
  const emit = async (appId: unknown, { viewId, ...interaction }: UserInteraction): Promise<void> => {
    const { type } = interaction;
    const isSubmit = type === 'viewSubmit';
    const body = { ...interaction, ...(isSubmit && { viewId }), triggerId: triggers.make() };
    busy = true;
    const answered = line
      .send({ appId: String(appId), headers, body })
      .then((answer) => {
        const interaction: ServerInteraction = parsed(answer);
        stage.hears(interaction);
        if (isSubmit && !STAYS.has(String(interaction.type))) stage.dispose(viewId);
        if (type === 'viewClosed' && interaction.type !== 'errors') stage.dispose(viewId);
        stage.render();
      })
      // A refusal, an empty answer or no network: nothing is said, and everything stays.
      .catch(() => undefined);
    let inTime = (): void => undefined;
    const late = new Promise<boolean>((resolve) => (inTime = timers.after(PATIENCE, () => resolve(true))));
    if (await Promise.race([answered.then(() => false), late])) {
      toasts.push(TIMEOUT);
      if (isSubmit) stage.dispose(viewId);
      stage.render();
    }
    inTime();
    busy = false;
  };

  const stage = createStage({
    version,
    triggers,
    timers,
    rid,
    tell: (id, { appId, actionId, blockId, value }) =>
      emit(appId, { type: 'blockAction', actionId, container: { type: 'view', id }, payload: { blockId, value } }),
  });

  const onTop = (): Surface => {
    const surface = stage.top();
    if (surface === undefined) throw new Error('Nothing is open in the web client.');
    return surface;
  };

  const submit = async (surface: Surface, state?: View['state']): Promise<void> => {
    const view = { ...surface.carried(), ...(state && { state }) };
    if (surface === stage.bar()) stage.leave();
    await emit(view.appId, { type: 'viewSubmit', payload: { view }, viewId: view.id });
  };

  const close = async (surface: Surface, isCleared: boolean): Promise<void> => {
    const view = surface.carried();
    if (surface === stage.bar()) stage.leave();
    await emit(view.appId, { type: 'viewClosed', payload: { viewId: view.id, view, isCleared }, viewId: view.id });
  };

  const sight = (): Sight => {
    const [above, beside] = [stage.modal(), stage.bar()];
    const modal = above && draw(above);
    const bar = beside && draw(beside, Object.keys(modal?.fields ?? {}).length);
    return {
      ...(modal && modal.crash === undefined && { modal: modal.text }),
      ...(bar && bar.crash === undefined && { bar: bar.text }),
      fields: { ...bar?.fields, ...modal?.fields },
      errors: [...(modal?.errors ?? []), ...(bar?.errors ?? [])],
      toasts: [...toasts],
      busy,
      crash: [modal?.crash, bar?.crash].filter((each) => each !== undefined),
      url: stage.navigation.url,
    };
  };

  return {
    kind: 'web' as const,
    /** Interactions over the stream; several that come at once are heard before anything is drawn. */
    hears(...interactions: ServerInteraction[]): void {
      interactions.forEach(stage.hears);
      stage.render();
    },
    /** A trigger for something else than a touch of a view: a command, say. */
    trigger: triggers.make,
    modal: stage.modal,
    bar: stage.bar,
    top: stage.top,
    sight,
    rid: (): string | undefined => stage.navigation.place.rid,
    /** Pages that links have opened. */
    opened: (): readonly string[] => opened,
    /** Hits keys in a text field; `fills` empties it before. */
    types: (actionId: string, text: string) => onTop().types(actionId, text),
    fills: (actionId: string, text: string) => onTop().fills(actionId, text),
    /** Waits the moment after the last key. */
    pauses: () => onTop().pauses(),
    /** Chooses in a field. Resolves when what is told at once has been answered, or has waited too long. */
    chooses: (actionId: string, value: unknown) => onTop().touches(actionId, value),
    /** Presses a button of the modal or of the bar. A tab is a submit button, and tells nothing itself. */
    async presses(actionId: string): Promise<void> {
      const surface = [stage.top(), stage.bar()].find((each) => each && hasElement(each.view, actionId)) ?? onTop();
      const { place, element, block } = elementOf(surface.view, actionId);
      if (typeof element.url === 'string') opened.push(element.url);
      if (place !== 'tabs') return surface.touches(actionId);
      surface.puts({ actionId, blockId: block.blockId }, '');
      return submit(surface);
    },
    /** Presses the submit button, which nothing disables. `state`: in place of what the fields hold. */
    async submits(state?: View['state']): Promise<void> {
      const surface = onTop();
      if (thing(surface.view.submit).text === undefined) throw new Error('The view has no button to submit it.');
      await submit(surface, state);
    },
    /** Enter, with the keys in that field. */
    async pressesEnter(actionId: string): Promise<void> {
      const surface = onTop();
      if (surface.hasOpenList()) return surface.choosesFirst();
      const { element } = elementOf(surface.view, actionId);
      if (element.multiline === true) return surface.types(actionId, '\n');
      if (enters(surface.view)) await submit(surface);
    },
    /** The close button of the view. */
    async closes(): Promise<void> {
      const surface = onTop();
      if (thing(surface.view.close).text === undefined)
        throw new Error('The view has no button to close it, but an X.');
      await close(surface, false);
    },
    pressesX: async (): Promise<void> => close(onTop(), true),
    /** Closes an open list, or drops the modal, or leaves the bar; the app hears nothing of it. */
    pressesEscape(): void {
      if (stage.top()?.closesList()) return;
      if (stage.modal() !== undefined) stage.drop();
      else if (stage.bar() !== undefined && version === '8.3') stage.leave();
    },
    clicksBeside: stage.drop,
    goesTo(room: string | undefined): void {
      stage.navigation.go({ rid: room });
      stage.render();
    },
    /** A tab of the client's own, such as members-list. */
    opensTab(core: string): void {
      stage.navigation.go({ rid: stage.navigation.place.rid, tab: { core } });
      stage.render();
    },
    goesBack(): void {
      stage.navigation.back();
      stage.render();
    },
    reloads: stage.forget,
    /** An element of a message's blocks; nothing is kept, and nothing is seen but what the app changes. */
    async touchesMessage(message: Readonly<Record<string, unknown>>, actionId: string, value?: unknown): Promise<void> {
      const { _id: id, rid: room, blocks } = message;
      const found = elementOf({ id: String(id), type: 'message', blocks: (blocks ?? []) as View['blocks'] }, actionId);
      await emit(found.element.appId ?? found.block.appId, {
        type: 'blockAction',
        actionId,
        container: { type: 'message', id },
        payload: { blockId: blockIdOf(found), value: value ?? found.element.value },
        rid: room,
        mid: id,
      });
    },
    /** Anything that a page can be made to send by hand. */
    sends: emit,
    /** Something else that the client waits for, without a limit. */
    async waitsFor(work: Promise<unknown>): Promise<void> {
      busy = true;
      await work.finally(() => (busy = false));
    },
  };
}
