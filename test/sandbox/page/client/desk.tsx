import type { ConversationState, Device, PageState, Person } from '../shapes';
import { Conversation } from './conversation';
import { Toggle } from './field';
import { useOrders, type Tell } from './live';
import { clockTime, Empty, Trouble } from './words';

/** Which real client each of them is. */
const DEVICES: Readonly<Record<Device, string>> = {
  web: 'Web client 8.3',
  phone: 'Phone 4.72',
};

/** An agent's side: who they are, the queue, their conversations, and the one in front of them. */
export function Desk({
  state,
  as,
  onAs,
  chosen,
  onChoose,
  zone,
}: {
  state: PageState;
  as: string;
  onAs: (username: string) => void;
  chosen: string;
  onChoose: (conversation: string) => void;
  zone: string;
}): JSX.Element {
  const { tell, trouble, forget } = useOrders();
  const person = state.people.find(({ username }) => username === as);
  const room = state.conversations.find(({ id }) => id === chosen);
  const enter = (conversation: string): void => {
    onChoose(conversation);
    void tell({ order: 'room.enter', as, room: conversation });
  };
  return (
    <section className="panel desk" aria-label="Agent’s desk">
      <header className="panel-head">
        <h2>Desk</h2>
        <select aria-label="Who sits at the desk" value={as} onChange={({ target }) => onAs(target.value)}>
          {state.people
            .filter(({ kind }) => kind !== 'app')
            .map(({ username, name, kind }) => (
              <option key={username} value={username}>
                {name} ({kind})
              </option>
            ))}
        </select>
        {person && (
          <select
            aria-label="Client"
            value={person.device}
            onChange={({ target }) => void tell({ order: 'client.use', as, device: target.value })}
          >
            {state.server.devices.map((device) => (
              <option key={device} value={device}>
                {DEVICES[device]}
              </option>
            ))}
          </select>
        )}
        {person && person.available !== null && <Presence person={person} tell={tell} />}
      </header>
      <Trouble text={trouble} onClose={forget} />
      <div className="desk-body">
        <Lists state={state} as={as} chosen={room?.id ?? ''} onChoose={enter} zone={zone} />
        {room ? (
          <Conversation key={`${as} ${room.id}`} state={state} room={room} as={as} tell={tell} zone={zone} />
        ) : (
          <Empty title="No conversation chosen">
            A customer writes on the left, and the conversation turns up in the queue here.
          </Empty>
        )}
      </div>
    </section>
  );
}

function Presence({ person, tell }: { person: Person; tell: Tell }): JSX.Element {
  return (
    <div className="row">
      <span className={`dot ${person.status}`} aria-hidden />
      <select
        aria-label="Status"
        value={person.status}
        onChange={({ target }) => void tell({ order: 'agent.status', who: person.username, status: target.value })}
      >
        {['online', 'away', 'offline'].map((status) => (
          <option key={status}>{status}</option>
        ))}
      </select>
      <Toggle
        label="Takes chats"
        on={person.available === true}
        onChange={(value) => void tell({ order: 'agent.available', who: person.username, value })}
      />
    </div>
  );
}

function Lists({
  state,
  as,
  chosen,
  onChoose,
  zone,
}: {
  state: PageState;
  as: string;
  chosen: string;
  onChoose: (id: string) => void;
  zone: string;
}): JSX.Element {
  const lists: [string, ConversationState[], string][] = [
    ['Queue', state.conversations.filter(({ status }) => status === 'queued'), 'Nobody is waiting.'],
    [
      'Mine',
      state.conversations.filter(({ status, agent }) => status !== 'closed' && agent === as),
      'Take one from the queue.',
    ],
    [
      'Others',
      state.conversations.filter(({ status, agent }) => status !== 'closed' && agent !== null && agent !== as),
      '',
    ],
    ['Closed', state.conversations.filter(({ status }) => status === 'closed').slice(0, 10), ''],
  ];
  return (
    <nav className="rooms" aria-label="Conversations">
      {lists
        .filter(([, rooms, empty]) => rooms.length > 0 || empty !== '')
        .map(([title, rooms, empty]) => (
          <div key={title}>
            <h3>
              {title} <span className="count">{rooms.length}</span>
            </h3>
            {rooms.length === 0 && <small className="quiet">{empty}</small>}
            {rooms.map((room) => (
              <button
                type="button"
                key={room.id}
                className={room.id === chosen ? 'room chosen' : 'room'}
                aria-current={room.id === chosen}
                onClick={() => onChoose(room.id)}
              >
                <span className="room-name">{room.name}</span>
                <time>{clockTime(room.lastAt, zone)}</time>
                <small>{room.messages.findLast(({ from }) => from !== 'system')?.text ?? room.channel}</small>
                {room.agent !== null && room.agent !== as && <small className="quiet">{room.agent}</small>}
              </button>
            ))}
          </div>
        ))}
    </nav>
  );
}
