/**
 * The phone's client, 4.72 (CLIENT.md): modals alone, one screen on another; no buttons of apps, no bars, no patience
 * that ends. What is typed is told to nobody before the submit, and a submit that only succeeds closes nothing.
 */
import { parsed, type Line } from './line';
import { createPhoneScreen, type PhoneScreen } from './phone-screen';
import type { Timers } from './timers';
import { createTriggers } from './triggers';
import { thing, type ServerInteraction, type View } from './view';
import type { UserInteraction } from './web';

export interface PhoneParts {
  readonly headers: Readonly<Record<string, string>>;
  readonly line: Line;
  readonly timers: Timers;
}

export interface PhoneSight {
  /** Modals that are open, one behind the other. */
  readonly screens: number;
  /** The words of the one in front. */
  readonly text: string | null;
  /** Text fields by their placeholder or `INPUT`, lists as `SELECT`, with what they hold. */
  readonly fields: readonly string[];
  readonly crash: readonly string[];
}

export type PhoneClient = ReturnType<typeof createPhone>;

/** What an answer does: `undefined` when its trigger had been used before. */
type Done = 'open' | 'update' | 'errors' | 'close' | undefined;

export function createPhone({ headers, line, timers }: PhoneParts) {
  const triggers = createTriggers(timers, Infinity);
  const crash: string[] = [];
  let screens: PhoneScreen[] = [];

  const front = (): PhoneScreen | undefined => screens.at(-1);
  const inFront = (): PhoneScreen => {
    const screen = front();
    if (screen === undefined) throw new Error('Nothing is open on the phone.');
    return screen;
  };

  const hear = ({ type, triggerId, view, viewId, errors }: ServerInteraction): Done => {
    const id = view?.id ?? viewId;
    // A bar uses the trigger up, and that is all.
    if (!triggers.use(triggerId) || id === undefined) return undefined;
    const listening = screens.filter((screen) => screen.key === id);
    if (type === 'errors') {
      for (const screen of listening) screen.blame(errors);
      return 'errors';
    }
    if (view === undefined || !String(type).startsWith('modal.')) return undefined;
    if (type === 'modal.open') {
      // The screen in front gets it; only for another view it makes room.
      if (front()?.key !== view.id) screens.push(createPhoneScreen(view));
      return 'open';
    }
    for (const screen of listening) {
      const broken = screen.update(view);
      if (broken === undefined) continue;
      // Nothing catches it: the whole app is gone.
      crash.push(broken);
      screens = [];
    }
    return 'update';
  };

  /** Rejects where the client's own code throws: on a refusal, and on an answer without a type. */
  const send = async (appId: unknown, interaction: UserInteraction): Promise<Done> => {
    const triggerId = triggers.make();
    try {
      const answer = await line.send({ appId: String(appId), headers, body: { ...interaction, triggerId } });
      if (answer.statusCode === 200 && answer.text.trim() === '') return 'close';
      const told: ServerInteraction = parsed(answer);
      if (told.type === 'modal.close') return 'close';
      if (!['modal.open', 'modal.update', 'errors'].includes(String(told.type))) throw new Error('No known type.');
      return hear(told);
    } finally {
      // With the answer the trigger is over.
      triggers.use(triggerId);
    }
  };

  const back = (): void => void screens.pop();

  return {
    kind: 'phone' as const,
    hears: (...interactions: ServerInteraction[]): void => interactions.forEach(hear),
    trigger: triggers.make,
    top: front,
    sight(): PhoneSight {
      const screen = front();
      const drawn = screen?.draw();
      return { screens: screens.length, text: drawn?.text ?? null, fields: drawn?.fields ?? [], crash: [...crash] };
    },
    async types(actionId: string, text: string): Promise<void> {
      const screen = inFront();
      const before = screen.shown(actionId);
      screen.puts(actionId, `${typeof before === 'string' ? before : ''}${text}`);
    },
    fills: async (actionId: string, text: string): Promise<void> => inFront().puts(actionId, text),
    /** Chooses, or presses; an input tells nobody. Resolves with the answer, however long it takes. */
    async chooses(actionId: string, value?: unknown): Promise<void> {
      const screen = inFront();
      const action = screen.touch(actionId, value);
      if (action === undefined) return;
      await send(action.appId, {
        type: 'blockAction',
        actionId,
        container: { type: 'view', id: screen.key },
        payload: { blockId: action.blockId ?? 'default', value: action.value },
      }).then(action.answered, action.failed);
    },
    /** The button in the header; twice quickly is once. `state`: in place of what the fields hold. */
    async submits(state?: View['state']): Promise<void> {
      const screen = inFront();
      if (thing(screen.view.submit).text === undefined) throw new Error('The view has no button to submit it.');
      if (!screen.begins()) return;
      const view = { id: screen.key, state: state ?? screen.state() };
      await send(screen.view.appId, { type: 'viewSubmit', viewId: screen.key, payload: { view } }).then(
        (done) => {
          if (done === undefined || done === 'close') back();
        },
        () => undefined,
      );
      screen.ends();
    },
    /** The button in the header: closes at once, and tells the app. */
    async closes(): Promise<void> {
      const screen = inFront();
      if (thing(screen.view.close).text === undefined) throw new Error('The view has no button to close it.');
      back();
      const view = { ...screen.view, id: screen.key, state: screen.state() };
      const payload = { viewId: screen.key, view, isCleared: true };
      await send(screen.view.appId, { type: 'viewClosed', payload }).catch(() => undefined);
    },
    /** The system's gesture: nobody is told. */
    goesBack: back,
    /** Anything that a phone can be made to send by hand. */
    sends: async (appId: unknown, interaction: UserInteraction): Promise<void> =>
      send(appId, interaction).then(
        () => undefined,
        () => undefined,
      ),
  };
}
