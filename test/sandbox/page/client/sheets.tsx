import { useState, type FormEvent } from 'react';
import type { PageState } from '../shapes';
import { SelectField } from './field';

/** To whom a conversation is handed on. */
export function Forward({
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

/** Ends a conversation; the server wants a comment with it (Livechat_request_comment_when_closing_conversation). */
export function Close({
  send,
  onDone,
}: {
  send: (comment: string) => Promise<unknown>;
  onDone: () => void;
}): JSX.Element {
  const [comment, setComment] = useState('');
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await send(comment)) onDone();
  };
  return (
    <form className="sheet inline" onSubmit={(event) => void go(event)}>
      <input
        aria-label="Comment for the customer"
        placeholder="Comment the customer sees"
        value={comment}
        onChange={({ target }) => setComment(target.value)}
      />
      <button type="submit" className="primary">
        Close conversation
      </button>
    </form>
  );
}
