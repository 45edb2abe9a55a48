/** What somebody does at their client and what it shows, as a page needs it that draws the client and is its keyboard. */
import type { PhoneClient } from './phone';
import type { Surface } from './surface';
import { elementOf, placed, type View } from './view';
import type { WebClient } from './web';

export interface OpenView {
  readonly layer: 'modal' | 'bar';
  readonly view: View;
  /** What each field shows, by action id. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Errors that are seen, by action id. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface Hands {
  /** From the back to the front: only the last one can be touched. */
  views(): readonly OpenView[];
  toasts(): readonly string[];
  busy(): boolean;
  /** Why a view could not be drawn. */
  crash(): readonly string[];
  /** Types the whole text of a field, chooses, or presses. Resolves when what it sends has been answered. */
  touches(actionId: string, value: unknown): Promise<void>;
  submits(): Promise<void>;
  /** The close button. */
  closes(): Promise<void>;
  /** The X in the corner; on the phone the way back, as Escape. */
  crosses(): Promise<void>;
  escapes(): void;
  clicksBeside(): void;
  goesTo(rid: string): void;
  reloads(): void;
}

const nothing = (): void => undefined;
const typed = (value: unknown): string => (typeof value === 'string' ? value : '');
const none = (): readonly string[] => [];

export function webHands(client: WebClient): Hands {
  const opened = (layer: 'modal' | 'bar', surface: Surface | undefined): OpenView[] => {
    if (surface === undefined) return [];
    const ids = placed(surface.view).map(({ actionId }) => actionId);
    const errors = ids.map((id) => [id, surface.errorAt(id)] as const).filter((each) => each[1] !== undefined);
    return [
      {
        layer,
        view: surface.view,
        values: Object.fromEntries(ids.map((id) => [id, surface.shown(id)])),
        errors: Object.fromEntries(errors) as Record<string, string>,
      },
    ];
  };
  return {
    views() {
      const { modal, bar } = client.sight();
      return [
        ...(bar === undefined ? [] : opened('bar', client.bar())),
        ...(modal === undefined ? [] : opened('modal', client.modal())),
      ];
    },
    toasts: () => client.sight().toasts,
    busy: () => client.sight().busy,
    crash: () => client.sight().crash,
    async touches(actionId, value) {
      const surface = client.top();
      const { type } = elementOf(surface?.view, actionId);
      if (type === 'plain_text_input') return client.fills(actionId, typed(value));
      return type === 'button' ? client.presses(actionId) : client.chooses(actionId, value);
    },
    submits: () => client.submits(),
    closes: () => client.closes(),
    crosses: () => client.pressesX(),
    escapes: client.pressesEscape,
    clicksBeside: client.clicksBeside,
    goesTo(rid) {
      if (client.rid() !== rid) client.goesTo(rid);
    },
    reloads: client.reloads,
  };
}

export function phoneHands(client: PhoneClient): Hands {
  return {
    views() {
      const screen = client.top();
      if (screen === undefined) return [];
      const ids = placed(screen.view).map(({ actionId }) => actionId);
      const values = Object.fromEntries(ids.map((id) => [id, screen.shown(id)]));
      return [{ layer: 'modal', view: screen.view, values, errors: screen.errors() }];
    },
    toasts: none,
    busy: () => client.sight().text?.includes('(loading)') ?? false,
    crash: () => client.sight().crash,
    async touches(actionId, value) {
      const { type } = elementOf(client.top()?.view, actionId);
      if (type === 'plain_text_input') return client.fills(actionId, typed(value));
      return client.chooses(actionId, type === 'button' ? undefined : value);
    },
    submits: () => client.submits(),
    closes: () => client.closes(),
    crosses: async () => client.goesBack(),
    escapes: client.goesBack,
    clicksBeside: nothing,
    goesTo: nothing,
    reloads: nothing,
  };
}
