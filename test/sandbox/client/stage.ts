/**
 * What the web client shows of apps' views: a modal and a bar are two layers, each with one view (ActionManager, the
 * store of modals and the room's toolbox of 8.3). Nothing stacks: what comes later takes the layer.
 */
import { draw } from './drawn';
import { createNavigation, type Navigation } from './navigation';
import { createSurface, type BlockAction, type Surface } from './surface';
import type { Timers } from './timers';
import type { Triggers } from './triggers';
import type { ServerInteraction, View } from './view';

/** 6.14 differs in bars alone: Escape leaves them, an unknown one stays in the address and is drawn before it goes. */
export type WebVersion = '8.3' | '6.14';

export interface Stage {
  readonly navigation: Navigation;
  modal(): Surface | undefined;
  bar(): Surface | undefined;
  /** What takes the keys: the modal, or else the bar; neither when it could not be drawn. */
  top(): Surface | undefined;
  /** Hears one interaction of the server. It is seen after `render`. */
  hears(interaction: ServerInteraction): void;
  /** Forgets a view. */
  dispose(viewId: unknown): void;
  /** Drops the modal: nobody is told. */
  drop(): void;
  /** Leaves the bar: nobody is told. */
  leave(): void;
  /** Brings onto the screen what has been decided since the last time. */
  render(): void;
  forget(): void;
}

interface Parts {
  version: WebVersion;
  triggers: Triggers;
  timers: Timers;
  rid: string | undefined;
  tell(viewId: string, action: BlockAction): Promise<void>;
}

export function createStage({ version, triggers, timers, rid, tell }: Parts): Stage {
  const navigation = createNavigation(rid);
  /** Views that the client knows of: one modal is as good as another when it is closed, a bar has its view. */
  const known = new Map<string, View | 'modal'>();
  /** The modal that is to be shown, and what is drawn. */
  let current: View | undefined;
  let modal: Surface | undefined;
  let bar: Surface | undefined;
  let drawnAt = navigation.place;

  const mount = (view: View, showsErrors: boolean): Surface =>
    createSurface({ view, showsErrors, timers, tell: (action) => tell(view.id, action) });

  const renderModal = (): void => {
    if (modal !== undefined && current?.id !== modal.key) {
      modal.unmount();
      modal = undefined;
    }
    // The same id is not drawn anew.
    if (current !== undefined) modal ??= mount(current, true);
  };

  /** A bar is looked at anew only when the address has changed: what is drawn stays when it is forgotten. */
  const renderBar = (): void => {
    if (drawnAt === navigation.place) return;
    drawnAt = navigation.place;
    const { tab } = drawnAt;
    const id = tab !== undefined && 'app' in tab ? tab.app : undefined;
    const view = id === undefined ? undefined : known.get(id);
    if (bar !== undefined && (view === undefined || bar.key !== id)) {
      bar.unmount();
      bar = undefined;
    }
    if (view !== undefined && view !== 'modal') bar ??= mount(view, false);
    else if (id !== undefined && version === '8.3') leave();
  };

  const render = (): void => {
    renderModal();
    renderBar();
  };

  const leave = (): void => {
    navigation.go({ rid: navigation.place.rid });
    render();
  };

  const openBar = (view: View): void => {
    known.set(view.id, view);
    const { rid: room, tab } = navigation.place;
    if (room === undefined || (tab !== undefined && 'app' in tab && tab.app === view.id)) return;
    navigation.go({ rid: room, tab: { app: view.id } });
    if (version === '6.14') render();
  };

  const listening = (id: unknown): Surface[] => [modal, bar].filter((each): each is Surface => each?.view.id === id);
  const drawable = (surface: Surface | undefined): Surface | undefined =>
    surface !== undefined && draw(surface).crash === undefined ? surface : undefined;

  const dispose = (viewId: unknown): void => {
    const view = known.get(String(viewId));
    known.delete(String(viewId));
    // Whatever modal is on top goes, be it this one or another.
    if (view === 'modal') current = undefined;
  };

  return {
    navigation,
    modal: () => modal,
    bar: () => bar,
    top: () => drawable(modal) ?? drawable(bar),
    hears({ type, triggerId, view, viewId, errors }) {
      // One trigger of this page serves one interaction, whatever becomes of it.
      if (!triggers.use(triggerId)) return;
      if (type === 'errors') for (const each of listening(viewId)) each.blame(errors);
      if (view === undefined || view === null) return;
      if (type === 'modal.open') {
        known.set(view.id, 'modal');
        current = view;
      } else if (type === 'contextual_bar.open') openBar(view);
      else if (type === 'modal.update' || type === 'contextual_bar.update')
        for (const each of listening(view.id)) each.update(view);
      else if (type === 'contextual_bar.close') dispose(view.id);
    },
    dispose,
    drop() {
      current = undefined;
      render();
    },
    leave,
    render,
    forget() {
      known.clear();
      current = undefined;
      navigation.go({ ...navigation.place });
      render();
    },
  };
}
