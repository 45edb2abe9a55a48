import { useEffect, useState } from 'react';
import type { PageState, Whisper } from '../shapes';
import { Controls } from './controls';
import { CustomerPanel } from './customer';
import { Desk } from './desk';
import { Doings } from './doings';
import { send, useKept, useLive, useNow, useOrders } from './live';
import { Screen } from './screens';
import { Settings } from './settings';
import { dayAndTime, Formatted, knownZone, Trouble } from './words';

/** On a wide page the first one shows chat, desk and what the rules did at once. */
const TABS = [
  ['customer', 'Customer', 'Chat and desk'],
  ['desk', 'Desk'],
  ['doings', 'Rules'],
  ['settings', 'Settings'],
  ['controls', 'Sandbox'],
] as const;

export function App(): JSX.Element {
  const { state, lost } = useLive();
  useEffect(() => void send({ order: 'page.load' }).catch(() => undefined), []);
  if (!state) return <p className="loading">{lost ? 'The sandbox does not answer.' : 'Starting the sandbox …'}</p>;
  return <Page state={state} lost={lost} />;
}

function Page({ state, lost }: { state: PageState; lost: boolean }): JSX.Element {
  const [tab, setTab] = useKept('tab', 'customer');
  const [as, setAs] = useKept('as', 'anna');
  const [chosen, choose] = useKept('conversation', '');
  const { tell, trouble, forget } = useOrders();
  const now = useNow(state.clock);
  const zone = knownZone(state.settings.find(({ id }) => id === 'timezone')?.value ?? 'UTC');
  // The newest is what everybody looks at, unless they chose one; a chosen one may be so new that it is not here yet.
  const current = state.conversations.some(({ id }) => id === chosen) ? chosen : (state.conversations[0]?.id ?? '');
  const desk = state.people.some(({ username }) => username === as) ? as : 'anna';
  const onTop = [desk, 'admin', ...Object.keys(state.screens)].find((username) => {
    const { views = [], crash = [] } = state.screens[username] ?? {};
    return views.length + crash.length > 0;
  });
  const screen = onTop === undefined ? undefined : state.screens[onTop];
  const isModal = screen?.views.at(-1)?.layer === 'modal';
  const wrong = state.server.faults.length + (state.server.cut ? 1 : 0);
  // Two on a wide page: the settings and the sandbox's own controls share the place of chat and desk.
  const wide = tab === 'settings' || tab === 'controls' ? tab : 'talk';
  return (
    <>
      <div
        className="app"
        data-tab={tab}
        data-wide={wide}
        ref={(element) => element?.toggleAttribute('inert', isModal)}
      >
        <header className="top">
          <h1>
            Workflow <span>sandbox</span>
          </h1>
          <time className="now" aria-label="The sandbox’s clock">
            {dayAndTime(now, zone)} <small>{zone}</small>
          </time>
          {state.busy !== null && (
            <span className="busy" role="status">
              {state.busy} …
            </span>
          )}
          {wrong > 0 && (
            <button type="button" className="busy" onClick={() => setTab('controls')}>
              {wrong === 1 ? '1 fault is on' : `${wrong} faults are on`}
            </button>
          )}
          {lost && (
            <span className="busy lost" role="status">
              The sandbox does not answer, trying again …
            </span>
          )}
          <nav className="tabs main-tabs" aria-label="Parts of the page">
            {TABS.map(([id, label, wideLabel]) => (
              <button
                type="button"
                key={id}
                data-for={id}
                data-chosen={tab === id ? '' : undefined}
                aria-current={tab === id || (wideLabel !== undefined && wide === 'talk' ? 'step' : false)}
                onClick={() => setTab(id)}
              >
                {wideLabel !== undefined && <span className="wide-page">{wideLabel}</span>}
                <span className={wideLabel === undefined ? '' : 'small-page'}>{label}</span>
              </button>
            ))}
          </nav>
        </header>
        <Trouble text={trouble} onClose={forget} />
        <Whispered
          whispers={state.whispers.filter(
            ({ user, conversation }) => conversation === 'GENERAL' && [desk, 'admin'].includes(user),
          )}
        />
        <main>
          <div className="part" data-part="customer">
            <CustomerPanel state={state} zone={zone} onTalk={choose} />
          </div>
          <div className="part" data-part="desk">
            <Desk state={state} as={desk} onAs={setAs} chosen={current} onChoose={choose} zone={zone} />
          </div>
          <div className="part" data-part="settings">
            <Settings state={state} />
          </div>
          <div className="part" data-part="controls">
            <Controls state={state} now={now} />
          </div>
          <div className="part" data-part="doings">
            <Doings state={state} conversation={current} onChoose={choose} tell={tell} zone={zone} />
          </div>
        </main>
      </div>
      {onTop !== undefined && screen !== undefined && (
        <Screen
          as={onTop}
          screen={screen}
          device={state.people.find(({ username }) => username === onTop)?.device ?? 'web'}
        />
      )}
      <Toasts
        texts={[...new Set([desk, onTop ?? desk])].flatMap((username) => state.screens[username]?.toasts ?? [])}
      />
    </>
  );
}

/** What the client says by itself, such as that the app is late; of what was said before this page nothing. */
function Toasts({ texts }: { texts: readonly string[] }): JSX.Element | null {
  const [read, setRead] = useState(texts.length);
  const fresh = texts.slice(Math.min(read, texts.length));
  if (fresh.length === 0) return null;
  return (
    <div className="toasts" role="status">
      {fresh.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
      <button
        type="button"
        className="plain"
        aria-label="Close what the client said"
        onClick={() => setRead(texts.length)}
      >
        ✕
      </button>
    </div>
  );
}

/** What the app has answered to somebody alone, outside of any conversation. */
function Whispered({ whispers }: { whispers: readonly Whisper[] }): JSX.Element | null {
  const [read, setRead] = useState(whispers.length);
  const fresh = whispers.slice(Math.min(read, whispers.length));
  if (fresh.length === 0) return null;
  return (
    <div className="whispered" role="status">
      <div>
        {fresh.map(({ text, user }, index) => (
          <div key={index}>
            <small className="quiet">Only {user} sees this</small>
            <div>
              <Formatted text={text} />
            </div>
          </div>
        ))}
      </div>
      <button type="button" className="plain" aria-label="Close these answers" onClick={() => setRead(whispers.length)}>
        ✕
      </button>
    </div>
  );
}
