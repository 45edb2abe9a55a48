import { useState } from 'react';
import type { PageState, RunState } from '../shapes';
import { useKept, type Tell } from './live';
import { eventsOf, treeOf, type Mark, type Told } from './why-tree';
import { clockTime, Empty, Inline } from './words';

const WORDS: Readonly<Record<Mark, string>> = {
  true: 'true',
  false: 'false',
  unknown: 'unknown',
  'not-read': 'not looked at',
};

/** What the rules did: the newest events of a conversation, rule by rule, or all runs. */
export function Doings({
  state,
  conversation,
  onChoose,
  tell,
  zone,
}: {
  state: PageState;
  conversation: string;
  onChoose: (id: string) => void;
  tell: Tell;
  zone: string;
}): JSX.Element {
  const [tab, setTab] = useKept('doings', 'why');
  const room = state.conversations.find(({ id }) => id === conversation) ?? state.conversations[0];
  const enabled = state.settings.find(({ id }) => id === 'enabled')?.value !== false;
  return (
    <section className="panel doings" aria-label="What the rules did">
      <header className="panel-head">
        <h2>What the rules did</h2>
        <div className="tabs" role="tablist">
          {(
            [
              ['why', 'Events'],
              ['runs', `Runs ${state.runs.length}`],
            ] as const
          ).map(([id, label]) => (
            <button type="button" role="tab" key={id} aria-selected={tab === id} onClick={() => setTab(id)}>
              {label}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="primary"
          onClick={() => void tell({ order: 'agent.writes', as: 'admin', text: '/workflow rules' })}
        >
          Open rules
        </button>
      </header>
      {!enabled && <p className="notice">Rules are paused: nothing runs until “Rules are on” is set again.</p>}
      <div className="scroll" tabIndex={0} role="group" aria-label="Record">
        {tab === 'why' ? (
          <Events state={state} room={room?.id} onChoose={onChoose} />
        ) : (
          <Runs runs={state.runs} state={state} zone={zone} />
        )}
      </div>
    </section>
  );
}

function Events({
  state,
  room,
  onChoose,
}: {
  state: PageState;
  room: string | undefined;
  onChoose: (id: string) => void;
}): JSX.Element {
  const why = room === undefined ? undefined : state.why[room];
  if (room === undefined) {
    return (
      <Empty title="Nothing has happened yet">
        Write something as the customer. Every event turns up here with every rule that was looked at, and each of its
        conditions with the value it saw. In a new sandbox the five workflows are in watch mode: they decide and record,
        and do nothing until you open the rules and set one live.
      </Empty>
    );
  }
  const { head, events } = eventsOf(why?.lines ?? []);
  return (
    <>
      {state.conversations.length > 1 && (
        <select
          className="wide"
          aria-label="Of which conversation"
          value={room}
          onChange={({ target }) => onChoose(target.value)}
        >
          {state.conversations.map(({ id, name, status }) => (
            <option key={id} value={id}>
              {name} · {status} · {id}
            </option>
          ))}
        </select>
      )}
      {!why && <p className="quiet">Asking the app …</p>}
      {head.map((line) => (
        <p key={line} className="quiet">
          <Inline text={line} />
        </p>
      ))}
      {events.map(({ title, said, rules }, index) => {
        const live = rules.filter((rule) => rule.mark === 'true' && isLive(rule, room, state.runs));
        return (
          <article key={`${events.length - index} ${title}`} className="event">
            <h3>
              {title} {said && <span className="said">{said}</span>}
            </h3>
            {rules.map((rule) => {
              const isOpen = isTold(rule) && (live.length === 0 || live.includes(rule));
              // A rule of which something else is known by now opens or closes anew.
              return (
                <Rule key={`${rule.text} ${String(isOpen)}`} rule={rule} isOpen={isOpen} failing={state.failing} />
              );
            })}
          </article>
        );
      })}
    </>
  );
}

const isTold = ({ mark }: Told): boolean => mark === 'true' || mark === 'unknown';

/** Did this rule do something here, other than watch? Its id stands in its line. */
function isLive({ text }: Told, room: string, runs: readonly RunState[]): boolean {
  const id = /\(`([a-z0-9-]+)`\)/.exec(text)?.[1];
  return runs.find(({ rule, conversation }) => rule === id && conversation === room)?.mode === 'live';
}

/** What really happened stands open; where nothing did, what would have. The rest is a line each. */
function Rule({ rule, isOpen, failing }: { rule: Told; isOpen: boolean } & Failing): JSX.Element {
  const [open, setOpen] = useState(isOpen);
  if (rule.below.length === 0) return <Line told={rule} failing={failing} />;
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Line told={rule} failing={failing} />
      </summary>
      <Below lines={rule.below} failing={failing} />
    </details>
  );
}

/** How the app says that an action did not come off: those lines have a colour of their own. */
interface Failing {
  readonly failing: readonly string[];
}

function Below({ lines, failing }: { lines: readonly Told[] } & Failing): JSX.Element {
  return (
    <ul>
      {lines.map((line, at) => (
        <li key={at}>
          <Line told={line} failing={failing} />
          {line.below.length > 0 && <Below lines={line.below} failing={failing} />}
        </li>
      ))}
    </ul>
  );
}

function Line({ told: { mark, text }, failing }: { told: Told } & Failing): JSX.Element {
  const hasFailed = failing.some((word) => new RegExp(`^→ [^:]+: ${word}( –|$)`).test(text));
  return (
    <span className={`line ${text.startsWith('→') ? 'action' : ''} ${hasFailed ? 'failed' : ''}`}>
      {mark && <span className={`mark ${mark}`} role="img" aria-label={WORDS[mark]} title={WORDS[mark]} />}
      <span>
        <Inline text={text} />
      </span>
    </span>
  );
}

function Runs({ runs, state, zone }: { runs: readonly RunState[]; state: PageState; zone: string }): JSX.Element {
  if (runs.length === 0) {
    return <Empty title="No rule has run yet">A rule runs when its event happens and its conditions are true.</Empty>;
  }
  return (
    <>
      {runs.map((run) => (
        <details key={run.id} className="run">
          <summary>
            <span className={`outcome ${run.outcome}`}>{run.outcome}</span>
            <span>
              <strong>{run.name}</strong>
              {run.mode === 'watch' && <em> (watching)</em>}
              <small className="quiet">
                {clockTime(run.at, zone)} · {run.on} ·{' '}
                {state.conversations.find(({ id }) => id === run.conversation)?.name} · {run.ms} ms
              </small>
            </span>
          </summary>
          <Below lines={treeOf(run.lines)} failing={state.failing} />
        </details>
      ))}
    </>
  );
}
