import { useState, type FormEvent } from 'react';
import type { CustomerState, PageState, SectionState } from '../shapes';
import { CustomerForm } from './customer-form';
import { useEnd, useKept, useOrders } from './live';
import { aboutCustomer, clockTime, Empty, Formatted, Trouble } from './words';

/** A customer's side: a live-chat widget, for any of several customers. */
export function CustomerPanel({
  state,
  zone,
  onTalk,
}: {
  state: PageState;
  zone: string;
  /** The customer has written in this conversation. */
  onTalk: (conversation: string) => void;
}): JSX.Element {
  const [chosen, choose] = useKept('customer', state.customers[0]?.id ?? '');
  const [form, setForm] = useState<'new' | 'edit'>();
  const customer = state.customers.find(({ id }) => id === chosen) ?? state.customers[0];
  return (
    <section className="panel customer" aria-label="Customer">
      <header className="panel-head">
        <h2>Customer</h2>
        <select aria-label="Which customer" value={customer?.id ?? ''} onChange={({ target }) => choose(target.value)}>
          {state.customers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => setForm('edit')} disabled={!customer}>
          Edit
        </button>
        <button type="button" onClick={() => setForm('new')}>
          New
        </button>
      </header>
      {form !== undefined && (
        <CustomerForm
          key={form === 'edit' ? customer?.id : 'new'}
          state={state}
          customer={form === 'edit' ? customer : undefined}
          onDone={(id) => {
            setForm(undefined);
            if (id !== undefined) choose(id);
          }}
        />
      )}
      {form === undefined && customer && (
        <Widget key={customer.id} state={state} customer={customer} zone={zone} onTalk={onTalk} />
      )}
      {form === undefined && !customer && <Empty title="No customers yet">Make one with New: a name is enough.</Empty>}
    </section>
  );
}

function Widget({
  state,
  customer,
  zone,
  onTalk,
}: {
  state: PageState;
  customer: CustomerState;
  zone: string;
  onTalk: (conversation: string) => void;
}): JSX.Element {
  const [text, setText] = useState('');
  const [wait, setWait] = useState(false);
  const { tell, trouble, forget } = useOrders();
  const room = state.conversations.find(({ id }) => id === customer.conversation);
  const messages = (room?.messages ?? []).filter(({ hidden }) => !hidden);
  const end = useEnd<HTMLDivElement>(messages.length);
  const open = room !== undefined && room.status !== 'closed';
  const write = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    setWait(true);
    const written = await tell({ order: 'customer.writes', id: customer.id, text });
    if (written !== false) {
      setText('');
      onTalk((written as { conversation: string }).conversation);
    }
    setWait(false);
  };
  const says = open ? (room.agent ? `You talk to ${room.agent}` : 'How can we help?') : undefined;
  return (
    <div className="widget">
      <div className="widget-head">
        <div>
          <strong>{says ?? (room ? 'This chat has ended' : 'How can we help?')}</strong>
          <small>
            as {customer.name} · {aboutCustomer(customer)}
          </small>
        </div>
        {open && (
          <button
            type="button"
            className="plain on-color"
            onClick={() => void tell({ order: 'customer.closes', id: customer.id })}
          >
            End chat
          </button>
        )}
      </div>
      <div className="messages" ref={end} role="log" aria-label="Chat" tabIndex={0}>
        {messages.length === 0 && (
          <Empty title="Nothing said yet">
            Write something below, as the customer would. The rules hear it at once.
          </Empty>
        )}
        {messages.map(({ id, from, name, text: said, at, sections }) => (
          <div key={id} className={`message ${from === 'customer' ? 'mine' : from === 'app' ? 'own' : from}`}>
            {from !== 'customer' && from !== 'system' && <small className="who">{name}</small>}
            <div className="bubble">
              <Formatted text={said} />
              {sections.map((section, index) => (
                <Section
                  key={index}
                  section={section}
                  onTap={(tap) => void tell({ order: 'customer.taps', id: customer.id, message: id, ...tap })}
                />
              ))}
            </div>
            <time>{clockTime(at, zone)}</time>
          </div>
        ))}
      </div>
      <Trouble text={trouble} onClose={forget} />
      <form className="writing" onSubmit={(event) => void write(event)}>
        <input
          aria-label="Message to the team"
          placeholder={room && !open ? 'Write to begin anew …' : 'Type your message …'}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="primary" disabled={wait || text.trim() === ''}>
          Send
        </button>
      </form>
    </div>
  );
}

/** A section of a message's blocks: what can be tapped in it is told to the app, and shows nothing by itself. */
function Section({
  section: { text, element },
  onTap,
}: {
  section: SectionState;
  onTap: (tap: { actionId: string; type: string; value?: string }) => void;
}): JSX.Element {
  if (element === undefined) return <p>{text}</p>;
  const { type, actionId, label, isWaiting, url, options, date } = element;
  return (
    <div className="section">
      <span>{text}</span>
      {type === 'button' && url !== undefined && (
        <a href={url} target="_blank" rel="noreferrer">
          {label}
        </a>
      )}
      {type === 'button' && url === undefined && (
        <button type="button" disabled={isWaiting} onClick={() => onTap({ actionId, type })}>
          {label}
        </button>
      )}
      {type === 'static_select' && (
        <select
          aria-label={label || text}
          value=""
          disabled={isWaiting}
          onChange={({ target }) => onTap({ actionId, type, value: target.value })}
        >
          <option value="">{label}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {type === 'datepicker' && (
        <input
          type="date"
          aria-label={text}
          value={date}
          disabled={isWaiting}
          onChange={({ target }) => onTap({ actionId, type, value: target.value })}
        />
      )}
    </div>
  );
}
