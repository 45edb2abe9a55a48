import { useState } from 'react';
import type { PageState } from '../shapes';
import { same, SelectField, Toggle } from './field';
import { useOrders } from './live';
import { Trouble } from './words';

const STEPS: readonly (readonly [label: string, duration: string])[] = [
  ['+1 min', 'PT1M'],
  ['+5 min', 'PT5M'],
  ['+1 h', 'PT1H'],
  ['+1 day', 'P1D'],
];
const FAULTS: readonly (readonly [id: string, label: string])[] = [
  ['slow', 'Changes take 3 seconds'],
  ['message-fails', 'Messages are refused'],
  ['transfer-lies', 'Transfers say yes and do nothing'],
  ['rest-limited', 'Connection: too many requests'],
  ['rest-html', 'Connection: a proxy answers'],
];
const ROUTING = ['Manual_Selection', 'Auto_Selection', 'Load_Balancing', 'Load_Rotation'];
const LANGUAGES = ['en', 'pt-BR', 'es', 'de'];

/** What a person can do to the sandbox itself: its time, its people, its server, and what goes wrong in it. */
export function Controls({ state, now }: { state: PageState; now: number }): JSX.Element {
  const { tell, trouble, forget } = useOrders();
  const [at, setAt] = useState('');
  const { server } = state;
  const picked = new Date(now + 60_000).toISOString().slice(0, 16);
  return (
    <section className="panel controls" aria-label="Sandbox">
      <header className="panel-head">
        <h2>Sandbox</h2>
        <small className="quiet">
          {state.app.name} {state.app.version}, {state.app.bytes.toLocaleString('en')} bytes,{' '}
          {state.app.status.replaceAll('_', ' ')}
        </small>
      </header>
      <Trouble text={trouble} onClose={forget} />
      <div className="scroll">
        <fieldset>
          <legend>Clock</legend>
          <div className="row wrap">
            {STEPS.map(([label, duration]) => (
              <button
                type="button"
                key={duration}
                disabled={state.busy !== null}
                onClick={() => void tell({ order: 'clock.advance', duration })}
              >
                {label}
              </button>
            ))}
          </div>
          <form
            className="row wrap"
            onSubmit={(event) => {
              event.preventDefault();
              void tell({ order: 'clock.set', at: `${at || picked}:00Z` });
            }}
          >
            <input
              type="datetime-local"
              aria-label="Moment (UTC)"
              value={at || picked}
              onChange={({ target }) => setAt(target.value)}
            />
            <button type="submit" disabled={state.busy !== null}>
              Go there (UTC)
            </button>
          </form>
          <small>Everything that is due on the way happens at its time: waits, jobs, the end of the night.</small>
        </fieldset>
        <fieldset>
          <legend>Team</legend>
          <div className="row wrap">
            <button type="button" onClick={() => void tell({ order: 'everybody.status', status: 'offline' })}>
              Everybody goes offline
            </button>
            <button type="button" onClick={() => void tell({ order: 'everybody.status', status: 'online' })}>
              Everybody comes online
            </button>
          </div>
          <ul className="team">
            {state.people
              .filter(({ available }) => available !== null)
              .map(({ username, name, status, available, departments }) => (
                <li key={username}>
                  <span className={`dot ${status}`} aria-hidden /> {name}
                  <small className="quiet">
                    {status}
                    {available === false && ', takes no chats'}
                    {departments.length > 0 && ` · ${departments.join(', ')}`}
                  </small>
                </li>
              ))}
          </ul>
        </fieldset>
        <fieldset>
          <legend>Connection and faults</legend>
          <Toggle
            label="The app has a manager’s connection (REST)"
            on={server.connected}
            onChange={(on) => void tell({ order: 'connection', on })}
          />
          <Toggle
            label="The connection is cut"
            on={server.cut}
            onChange={(cut) => void tell({ order: 'connection.cut', cut })}
          />
          {FAULTS.map(([id, label]) => (
            <Toggle
              key={id}
              label={label}
              on={server.faults.includes(id)}
              onChange={(on) => void tell({ order: 'fault', id, on })}
            />
          ))}
          <div className="row wrap">
            <button
              type="button"
              className="danger"
              disabled={state.busy !== null}
              onClick={() => void tell({ order: 'kill' })}
            >
              Kill the app’s process
            </button>
          </div>
        </fieldset>
        <fieldset>
          <legend>Server</legend>
          <div className="two">
            <SelectField
              label="Version it behaves like"
              value={server.version}
              onChange={(version) => void tell({ order: 'server', version })}
              choices={same(server.versions)}
            />
            <SelectField
              label="Routing"
              value={server.routing}
              onChange={(routing) => void tell({ order: 'server', routing })}
              choices={ROUTING.map((value) => ({ value, label: value.replace('_', ' ').toLowerCase() }))}
            />
            <SelectField
              label="Language"
              value={server.language}
              onChange={(language) => void tell({ order: 'server', language })}
              choices={same(LANGUAGES)}
            />
          </div>
          <div className="row wrap">
            <button
              type="button"
              className="danger"
              disabled={state.busy !== null}
              onClick={() => void tell({ order: 'reset' })}
            >
              Begin anew
            </button>
          </div>
          <small>A fresh workspace with the app just installed. What you have written here is gone then.</small>
        </fieldset>
        <fieldset>
          <legend>Logged as wrong</legend>
          {state.problems.length === 0 ? (
            <small className="quiet">Nothing.</small>
          ) : (
            <ul className="problems">
              {state.problems.map((line, index) => (
                <li key={`${state.problems.length - index}`}>{line}</li>
              ))}
            </ul>
          )}
        </fieldset>
      </div>
    </section>
  );
}
