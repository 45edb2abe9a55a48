import { useState, type FormEvent } from 'react';
import type { ConversationState, PageState } from '../shapes';
import { Contact } from './contact';
import { SelectField } from './field';
import { useEnd, type Tell } from './live';
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
  const about = [room.status.replace('_', ' '), room.agent ?? 'nobody has it', room.department, room.channel];
  return (
    <div className="conversation">
      <div className="conversation-head">
        <div>
          <strong>{room.name}</strong>
          <small>{about.filter((part) => part !== null).join(' · ')}</small>
          {room.topic !== '' && <small className="topic">{room.topic}</small>}
          {room.tags.length > 0 && (
            <span className="tags">
              {room.tags.map((tag) => (
                <span key={tag} className="tag">
                  {tag}
                </span>
              ))}
            </span>
          )}
        </div>
        <div className="row wrap">
          {room.status === 'queued' && (
            <button type="button" className="primary" onClick={() => void order('agent.takes')}>
              Take
            </button>
          )}
          {isOpen && room.agent !== null && (
            <>
              <button type="button" aria-expanded={sheet === 'forward'} onClick={toggle('forward')}>
                Forward
              </button>
              <button type="button" onClick={() => void order('agent.returns')}>
                Return
              </button>
            </>
          )}
          {isOpen && (
            <button type="button" aria-expanded={sheet === 'close'} onClick={toggle('close')}>
              Close
            </button>
          )}
          <button type="button" aria-expanded={sheet === 'contact'} onClick={toggle('contact')}>
            Contact
          </button>
          {state.buttons.map(({ actionId, label }) => (
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
      <Writing tell={tell} as={as} room={room} />
    </div>
  );
}

/** The team stands on the right; what the app has said has a colour of its own. */
const SIDES: Readonly<Record<string, string>> = { agent: 'mine', bot: 'mine bot', app: 'mine own' };

function Timeline({ state, room, as, zone }: Omit<Given, 'tell'>): JSX.Element {
  const whispers = state.whispers
    .filter(({ user, conversation }) => user === as && conversation === room.id)
    .map(({ text, at }, index) => ({ id: `whisper-${index}`, at, from: 'whisper', name: 'Only you', text }));
  const last = room.messages.at(-1)?.at ?? 0;
  // One without a moment of its own is the newest thing there is.
  const all = [...room.messages, ...whispers.map((each) => ({ ...each, at: each.at || last }))];
  const shown = all.sort((a, b) => a.at - b.at);
  const end = useEnd<HTMLDivElement>(shown.length);
  return (
    <div className="messages" ref={end} role="log" aria-label={`Conversation with ${room.name}`} tabIndex={0}>
      {shown.map(({ id, from, name, text, at }) => (
        <div key={id} className={`message ${SIDES[from] ?? from}`}>
          {from !== 'system' && <small className="who">{name}</small>}
          <div className="bubble">
            <Formatted text={text} />
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
        placeholder="Answer, or /workflow help"
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

function Forward({
  state,
  as,
  send,
  onDone,
}: {
  state: PageState;
  as: string;
  send: (to: object) => Promise<unknown>;
  onDone: () => void;
}): JSX.Element {
  const agents = state.people.filter(({ kind, username }) => (kind === 'agent' || kind === 'bot') && username !== as);
  const choices = [
    ...agents.map(({ username, name, status }) => ({ value: `agent ${username}`, label: `${name} (${status})` })),
    ...state.departments.map(({ id, name }) => ({ value: `department ${id}`, label: `Department ${name}` })),
  ];
  const [to, setTo] = useState(choices[0]?.value ?? '');
  const [comment, setComment] = useState('');
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const [kind = '', id = ''] = to.split(' ');
    if (await send({ [kind]: id, comment })) onDone();
  };
  return (
    <form className="sheet inline" onSubmit={(event) => void go(event)}>
      <SelectField label="Forward to" value={to} onChange={setTo} choices={choices} />
      <input
        aria-label="Comment for them"
        placeholder="Comment for them"
        value={comment}
        onChange={({ target }) => setComment(target.value)}
      />
      <button type="submit" className="primary">
        Forward
      </button>
    </form>
  );
}

function Close({ send, onDone }: { send: (comment: string) => Promise<unknown>; onDone: () => void }): JSX.Element {
  const [comment, setComment] = useState('');
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await send(comment)) onDone();
  };
  return (
    <form className="sheet inline" onSubmit={(event) => void go(event)}>
      <input
        aria-label="Comment for the customer"
        placeholder="Comment, which the customer sees"
        value={comment}
        onChange={({ target }) => setComment(target.value)}
      />
      <button type="submit" className="primary">
        Close conversation
      </button>
    </form>
  );
}
