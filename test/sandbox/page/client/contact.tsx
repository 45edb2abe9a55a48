import { useState, type FormEvent } from 'react';
import type { ConversationState, PageState } from '../shapes';
import { TextField } from './field';
import type { Tell } from './live';

/** Topic and tags of the conversation, and the contact with its custom fields, as the server's own form saves them. */
export function Contact({
  state,
  room,
  as,
  tell,
  onDone,
}: {
  state: PageState;
  room: ConversationState;
  as: string;
  tell: Tell;
  onDone: () => void;
}): JSX.Element {
  const customer = state.customers.find(({ id }) => id === room.customer);
  const [topic, setTopic] = useState(room.topic);
  const [tags, setTags] = useState(room.tags.join(', '));
  const [name, setName] = useState(customer?.name ?? '');
  const [email, setEmail] = useState(customer?.email ?? '');
  const [phone, setPhone] = useState(customer?.phone ?? '');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(customer?.fields ?? {});
  const keys = Object.keys({ tags: '', notes: '', ...fields });
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // Only what was changed is sent: what rules have written meanwhile stays.
    const changed = Object.entries(fields).filter(([key, value]) => value !== (customer?.fields[key] ?? ''));
    const order = { order: 'room.save', as, room: room.id, topic, tags, name, email, phone };
    if (await tell({ ...order, fields: Object.fromEntries(changed) })) onDone();
  };
  return (
    <form className="sheet" onSubmit={(event) => void save(event)}>
      <div className="two">
        <TextField label="Topic" value={topic} onChange={setTopic} />
        <TextField label="Tags of the conversation" value={tags} onChange={setTags} hint="Separated by commas" />
        <TextField label="Name" value={name} onChange={setName} />
        <TextField label="E-mail" value={email} onChange={setEmail} />
        <TextField label="Phone" value={phone} onChange={setPhone} />
        {keys.map((key) => (
          <TextField
            key={key}
            label={`Contact: ${key}`}
            value={fields[key] ?? ''}
            onChange={(value) => setFields((old) => ({ ...old, [key]: value }))}
          />
        ))}
      </div>
      <div className="row end">
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" className="primary">
          Save contact
        </button>
      </div>
    </form>
  );
}
