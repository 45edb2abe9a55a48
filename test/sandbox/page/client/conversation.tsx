import { useState, type FormEvent } from 'react';
import type { ConversationState, PageState } from '../shapes';
import { About } from './about';
import { Contact } from './contact';
import { useEnd, type Tell } from './live';
import { Close, Forward } from './sheets';
import { clockTime, Formatted } from './words';

interface Given {
  readonly state: PageState;
  readonly room: ConversationState;
  readonly as: string;
  readonly tell: Tell;
  readonly zone: string;
}

/** The conversation in front of an agent: its messages, what can be done with it, and who the customer is. */
export function Conversation({ state, room, as, tell, zone }: Given): JSX.Element {
  const [sheet, setSheet] = useState<'forward' | 'close' | 'contact'>();
  const toggle = (which: typeof sheet) => () => setSheet((old) => (old === which ? undefined : which));
  const order = (name: string, more: object = {}) => tell({ order: name, as, room: room.id, ...more });
  const isOpen = room.status !== 'closed';
  const person = state.people.find(({ username }) => username === as);
  const isAgent = person?.available !== null;
  // An agent's own conversations, and all of them for those who lead the team.
  const mayHandle = room.agent === as || !isAgent;
  return (
    <div className="conversation">
      <div className="conversation-head">
        <About state={state} room={room} />
        <div className="row wrap">
          {room.status === 'queued' && isAgent && (
            <button type="button" className="primary" onClick={() => void order('agent.takes')}>
              Take
            </button>
          )}
          {isOpen && mayHandle && room.agent !== null && (
            <>
              <button type="button" aria-expanded={sheet === 'forward'} onClick={toggle('forward')}>
                Forward
              </button>
              <button type="button" onClick={() => void order('agent.returns')}>
                Return
              </button>
            </>
          )}
          {isOpen && mayHandle && (
            <button type="button" aria-expanded={sheet === 'close'} onClick={toggle('close')}>
              Close
            </button>
          )}
          <button type="button" aria-expanded={sheet === 'contact'} onClick={toggle('contact')}>
            Contact
          </button>
          {(state.buttons[as] ?? []).map(({ actionId, label }) => (
            <button
              type="button"
              key={actionId}
              className="own"
              onClick={() => void order('button.press', { actionId })}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {sheet === 'forward' && (
        <Forward state={state} as={as} onDone={() => setSheet(undefined)} send={(to) => order('agent.forwards', to)} />
      )}
      {sheet === 'close' && (
        <Close onDone={() => setSheet(undefined)} send={(comment) => order('agent.closes', { comment })} />
      )}
      {sheet === 'contact' && (
        <Contact state={state} room={room} as={as} tell={tell} onDone={() => setSheet(undefined)} />
      )}
      <Timeline state={state} room={room} as={as} zone={zone} />
      {isOpen ? (
        <Writing tell={tell} as={as} room={room} />
      ) : (
        <p className="over">This conversation is closed. The customer’s next message begins another.</p>
      )}
    </div>
  );
}

/** The team stands on the right; what the app has said has a colour of its own. */
const SIDES: Readonly<Record<string, string>> = { agent: 'mine', bot: 'mine bot', app: 'mine own' };

function Timeline({ state, room, as, zone }: Omit<Given, 'tell'>): JSX.Element {
  const whispers = state.whispers
    .filter(({ user, conversation }) => user === as && conversation === room.id)
    .map(({ text, at }, index) => ({
      id: `whisper-${index}`,
      at,
      from: 'whisper',
      name: 'Only you',
      text,
      sections: [],
    }));
  const last = room.messages.at(-1)?.at ?? 0;
  // One without a moment of its own is the newest thing there is.
  const all = [...room.messages, ...whispers.map((each) => ({ ...each, at: each.at || last }))];
  const shown = all.sort((a, b) => a.at - b.at);
  const end = useEnd<HTMLDivElement>(shown.length);
  return (
    <div className="messages" ref={end} role="log" aria-label={`Conversation with ${room.name}`} tabIndex={0}>
      {shown.map(({ id, from, name, text, at, sections }) => (
        <div key={id} className={`message ${SIDES[from] ?? from}`}>
          {from !== 'system' && <small className="who">{name}</small>}
          <div className="bubble">
            <Formatted text={text} />
            {sections.map(({ text: section, element }, index) => (
              <p key={index}>
                {section} {element && <span className="quiet">[{element.label}]</span>}
              </p>
            ))}
          </div>
          <time>{clockTime(at, zone)}</time>
        </div>
      ))}
    </div>
  );
}

function Writing({ tell, as, room }: Pick<Given, 'tell' | 'as' | 'room'>): JSX.Element {
  const [text, setText] = useState('');
  const write = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    if (await tell({ order: 'agent.writes', as, room: room.id, text })) setText('');
  };
  return (
    <form className="writing" onSubmit={(event) => void write(event)}>
      <input
        aria-label="Answer, or a command"
        placeholder="Answer or /workflow"
        list="commands"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <datalist id="commands">
        {['rules', 'new', 'why', 'runs', 'notes', 'status', 'test', 'history', 'pause', 'resume', 'mute', 'help'].map(
          (word) => (
            <option key={word} value={`/workflow ${word}`} />
          ),
        )}
      </datalist>
      <button type="submit" className="primary" disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
}
