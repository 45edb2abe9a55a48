import '@rocket.chat/fuselage/dist/fuselage.css';
import { kitContext, UiKitComponent, UiKitModal } from '@rocket.chat/fuselage-ui-kit';
import { useEffect, useMemo, useReducer, useRef, useState, type ComponentProps, type FormEvent } from 'react';
import type { ScreenState, ViewState } from '../shapes';
import { useOrders } from './live';
import { initialValues, stateOf, textOf, type Values } from '../../client/values';
import { drawable } from './drawable';
import { Trouble } from './words';

/** Typing is told after a pause, whatever is pressed meanwhile, as Rocket.Chat's client does it; in ms. */
const TYPING = 700;

const NO_ERRORS: ScreenState['errors'] = {};

/** What had the keys before a view was opened gets them back. */
let lastTouched: HTMLElement | undefined;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && target.closest('.app')) lastTouched = target;
});

type Context = ComponentProps<typeof kitContext.Provider>['value'];
type Action = Parameters<Context['action']>[0];

/**
 * The modal or contextual bar on top of somebody's screen, drawn by Rocket.Chat's own UIKit renderer. As in the real
 * client, what fields held when the view was opened and what was typed since is what a submit carries: an update brings
 * other blocks, and no other values.
 */
export function OpenView({ as, screen, view }: { as: string; screen: ScreenState; view: ViewState }): JSX.Element {
  const [values, put] = useReducer(
    (old: Values, { actionId, blockId, value }: { actionId: string; blockId: string; value: unknown }) => ({
      ...old,
      [actionId]: { blockId, value },
    }),
    view.blocks,
    initialValues,
  );
  const [waiting, setWaiting] = useState(false);
  const { tell, trouble, forget } = useOrders();
  const typing = useRef<number>();
  const box = useRef<HTMLFormElement>(null);
  const about = { as, viewId: view.id };
  // What an earlier view was told on this screen is none of this one's business.
  const [earlier, hear] = useState<string | undefined>(JSON.stringify(screen.errors));
  const errors = JSON.stringify(screen.errors) === earlier ? NO_ERRORS : screen.errors;
  useEffect(() => {
    box.current?.focus();
    return () => {
      window.clearTimeout(typing.current);
      lastTouched?.focus();
    };
  }, []);

  // The renderer's labels belong to no field; people who listen to the page, or use its keys, need them to.
  useEffect(() => {
    for (const field of box.current?.querySelectorAll('.rcx-field') ?? []) {
      const label = field.querySelector('label, .rcx-field__label');
      const input = field.querySelector('input, textarea, button, [tabindex]');
      if (label?.textContent) input?.setAttribute('aria-label', label.textContent);
    }
    for (const button of box.current?.querySelectorAll('.rcx-button--square:not([aria-label])') ?? []) {
      button.setAttribute('aria-label', 'Menu');
    }
  });

  const press = async ({ actionId, blockId, value }: Action): Promise<void> => {
    setWaiting(true);
    await tell({ order: 'view.press', ...about, actionId, blockId, value });
    setWaiting(false);
  };
  const context = useMemo<Context>(
    () => ({
      appId: view.appId ?? 'workflow',
      viewId: view.id,
      values: values as Context['values'],
      errors,
      state: ({ actionId, blockId, value }) => put({ actionId, blockId, value }),
      action: async (action) => {
        if (!action.dispatchActionConfig?.includes('on_character_entered')) return press(action);
        window.clearTimeout(typing.current);
        typing.current = window.setTimeout(() => void press(action), TYPING);
      },
    }),
    [view.id, values, errors],
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    window.clearTimeout(typing.current);
    setWaiting(true);
    await tell({ order: 'view.submit', ...about, state: stateOf(values) });
    hear(undefined);
    setWaiting(false);
  };
  const close = (): void => void tell({ order: 'view.close', ...about });
  const isBar = view.type === 'contextualBar';
  useEscape(close, isBar);
  const label = textOf(view.title) || 'Workflow';
  const wrong = Object.values(errors);
  return (
    <div className={isBar ? 'view-place bar' : 'view-place modal'}>
      <form
        className={waiting ? 'view waiting' : 'view'}
        role="dialog"
        aria-modal={!isBar}
        aria-label={label}
        aria-busy={waiting}
        tabIndex={-1}
        ref={box}
        onSubmit={(event) => void submit(event)}
      >
        <header>
          <h2>{label}</h2>
          <small>on the screen of {as}</small>
          <button type="button" className="plain" aria-label="Close" onClick={close}>
            ✕
          </button>
        </header>
        <Trouble text={trouble} onClose={forget} />
        {wrong.length > 0 && (
          <p className="trouble" role="alert">
            {wrong.join(' ')}
          </p>
        )}
        <div className="view-body">
          <kitContext.Provider value={context}>
            <UiKitComponent render={UiKitModal} blocks={drawable(view.blocks) as never} />
          </kitContext.Provider>
        </div>
        <footer>
          <small>Drawn by Rocket.Chat’s UIKit renderer 0.31 – older than the one in today’s servers.</small>
          <div className="row end">
            <button type="button" onClick={close}>
              {textOf((view.close as { text?: unknown } | undefined)?.text) || 'Close'}
            </button>
            {view.submit !== undefined && view.submit !== null && (
              <button type="submit" className="primary" disabled={waiting}>
                {textOf((view.submit as { text?: unknown }).text) || 'Submit'}
              </button>
            )}
          </div>
        </footer>
      </form>
    </div>
  );
}

/** Escape closes what is open: a list first, then the view; a bar beside the page only when the keys are not in the page. */
function useEscape(close: () => void, beside: boolean): void {
  const now = useRef(close);
  now.current = close;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const elsewhere = beside && document.activeElement?.closest('.app') != null;
      const inList = document.querySelector('.rcx-options, .rcx-tile') !== null;
      if (event.key === 'Escape' && !inList && !elsewhere) now.current();
    };
    // Before the renderer's own lists hear of it and close themselves.
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [beside]);
}
