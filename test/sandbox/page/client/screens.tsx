import '@rocket.chat/fuselage/dist/fuselage.css';
import { kitContext, UiKitComponent, UiKitModal } from '@rocket.chat/fuselage-ui-kit';
import { useEffect, useMemo, useRef, useState, type ComponentProps, type FormEvent } from 'react';
import { elementOf, tells, type View } from '../../client/view';
import { textOf } from '../../client/values';
import type { Device, OpenViewState, ScreenState } from '../shapes';
import { drawable } from './drawable';
import { useOrders } from './live';
import { Trouble } from './words';

/** What had the keys before a view was opened gets them back. */
let lastTouched: HTMLElement | undefined;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && target.closest('.app')) lastTouched = target;
});

type Context = ComponentProps<typeof kitContext.Provider>['value'];

interface Given {
  readonly as: string;
  readonly device: Device;
  readonly screen: ScreenState;
}

/** What somebody's client shows of the app. What it keeps, sends and drops is the sandbox's client's business. */
export function Screen({ as, device, screen }: Given): JSX.Element {
  const { views, crash } = screen;
  return (
    <>
      {crash.length > 0 && (
        <div className="whispered" role="status">
          <div>
            The client of {as} broke while it drew a view of the app, so nothing of it is there: {crash.join('; ')}.
          </div>
        </div>
      )}
      {views.map((open, index) => (
        <OpenView
          key={`${as} ${device} ${open.view.id}`}
          {...{ as, device, screen, open }}
          isOnTop={index === views.length - 1}
        />
      ))}
    </>
  );
}

/** A modal or contextual bar, drawn by Rocket.Chat's own UIKit renderer; each touch goes to the sandbox's client. */
function OpenView({
  as,
  device,
  screen,
  open: { layer, view, values, errors },
  isOnTop,
}: Given & { open: OpenViewState; isOnTop: boolean }): JSX.Element {
  const [waiting, setWaiting] = useState(0);
  const { tell, trouble, forget } = useOrders();
  const box = useRef<HTMLDivElement>(null);
  /** What is typed arrives in the order of its keys, and before what is pressed after it. */
  const typing = useRef<Promise<unknown>>(Promise.resolve());
  const about = { as, viewId: view.id };
  const isBar = layer === 'bar';
  useEffect(() => {
    box.current?.focus();
    return () => lastTouched?.focus();
  }, []);
  useLabels(box);

  const doing = async (order: string, more: object = {}): Promise<void> => {
    setWaiting((count) => count + 1);
    await typing.current;
    await tell({ order, ...about, ...more });
    setWaiting((count) => count - 1);
  };
  const type = (actionId: string, value: unknown): void => {
    typing.current = typing.current.then(() => tell({ order: 'view.touch', ...about, actionId, value }));
  };
  const context = useMemo<Context>(() => {
    const isTold = (actionId: string): boolean => {
      const found = elementOf(view as unknown as View, actionId);
      return found.place !== 'input' || tells(found, 'on_item_selected') || tells(found, 'on_character_entered');
    };
    return {
      appId: view.appId ?? 'workflow',
      viewId: view.id,
      values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }])) as Context['values'],
      errors,
      // The renderer says both of an element that is told: once is enough.
      state: ({ actionId, value }) => {
        if (!isTold(actionId)) type(actionId, value);
      },
      action: async ({ actionId, value, dispatchActionConfig }) => {
        if (dispatchActionConfig?.includes('on_character_entered')) return type(actionId, value);
        await doing('view.touch', { actionId, value });
      },
    };
  }, [view, values, errors]);

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    void doing('view.submit');
  };
  useEscape(() => void tell({ order: 'view.escape', ...about }), isBar, isOnTop);
  const label = textOf(view.title) || 'Workflow';
  const buttons = {
    close: textOf((view.close as { text?: unknown } | undefined)?.text),
    submit: textOf((view.submit as { text?: unknown } | undefined)?.text),
  };
  const isPhone = device === 'phone';
  const closeButton = buttons.close !== '' && (
    <button type="button" onClick={() => void doing('view.close')}>
      {buttons.close}
    </button>
  );
  // Outside of the form, as in the real client: Enter in a field does what the browser makes of it.
  const submitButton = buttons.submit !== '' && (
    <button type="button" className="primary" onClick={() => submit()}>
      {buttons.submit}
    </button>
  );
  const isBusy = waiting > 0 || screen.busy;
  return (
    <div
      className={`view-place ${layer} ${device}`}
      aria-hidden={!isOnTop}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) void tell({ order: 'view.beside', ...about });
      }}
    >
      <div
        className={isBusy ? 'view waiting' : 'view'}
        role="dialog"
        aria-modal={!isBar}
        aria-label={label}
        aria-busy={isBusy}
        tabIndex={-1}
        ref={box}
      >
        <header>
          {isPhone && closeButton}
          <h2>{label}</h2>
          <small>on the screen of {as}</small>
          {isPhone ? (
            submitButton
          ) : (
            <button type="button" className="plain" aria-label="Close" onClick={() => void doing('view.cross')}>
              ✕
            </button>
          )}
        </header>
        <Trouble text={trouble} onClose={forget} />
        <div className="view-body">
          <form onSubmit={submit}>
            <kitContext.Provider value={context}>
              <UiKitComponent render={UiKitModal} blocks={drawable(view.blocks) as never} />
            </kitContext.Provider>
          </form>
        </div>
        <footer>
          <small>Drawn by Rocket.Chat’s UIKit renderer 0.31 – older than the one in today’s servers.</small>
          {!isPhone && (
            <div className="row end">
              {closeButton}
              {submitButton}
            </div>
          )}
        </footer>
      </div>
    </div>
  );
}

/** The renderer's labels belong to no field; people who listen to the page, or use its keys, need them to. */
function useLabels(box: React.RefObject<HTMLElement>): void {
  useEffect(() => {
    for (const field of box.current?.querySelectorAll('.rcx-field') ?? []) {
      const label = field.querySelector('label, .rcx-field__label');
      const input = field.querySelector('input, textarea, button, [tabindex]');
      if (label?.textContent) input?.setAttribute('aria-label', label.textContent);
    }
    for (const button of box.current?.querySelectorAll('.rcx-button--square') ?? []) {
      let around = button.parentElement;
      while (around && around.textContent === button.textContent) around = around.parentElement;
      button.setAttribute('aria-label', `Menu: ${around?.textContent ?? ''}`);
    }
  });
}

/** Escape closes what is open: a list first, then the view; a bar beside the page only when the keys are not in the page. */
function useEscape(escape: () => void, beside: boolean, isOnTop: boolean): void {
  const now = useRef(escape);
  now.current = escape;
  useEffect(() => {
    if (!isOnTop) return undefined;
    const listen = (event: KeyboardEvent): void => {
      const elsewhere = beside && document.activeElement?.closest('.app') != null;
      const inList = document.querySelector('.rcx-options, .rcx-tile') !== null;
      if (event.key === 'Escape' && !inList && !elsewhere) now.current();
    };
    // Before the renderer's own lists hear of it and close themselves.
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [beside, isOnTop]);
}
