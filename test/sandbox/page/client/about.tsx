import type { ConversationState, PageState } from '../shapes';
import { aboutCustomer } from './words';

/** Whose conversation this is and what is known about it: both kinds of tags, topic, and what only the team reads. */
export function About({ state, room }: { state: PageState; room: ConversationState }): JSX.Element {
  const customer = state.customers.find(({ id }) => id === room.customer);
  const about = [room.status.replace('_', ' '), room.agent ?? 'nobody has it', room.department];
  const tagsField = String(state.settings.find(({ id }) => id === 'field_tags')?.value ?? 'tags');
  const ofContact = (customer?.fields[tagsField] ?? '').split(',').map((tag) => tag.trim());
  return (
    <div>
      <strong>{room.name}</strong>
      <small>{about.filter((part) => part !== null).join(' · ')}</small>
      {customer && <small>{aboutCustomer(customer)}</small>}
      {room.topic !== '' && <small className="topic">Topic: {room.topic}</small>}
      <Tags of="Contact" tags={ofContact.filter((tag) => tag !== '')} />
      <Tags of="Conversation" tags={room.tags} />
      {room.notes.length > 0 && (
        <ul className="notes" aria-label="Notes for the team">
          {room.notes.map(({ by, text }, index) => (
            <li key={index}>
              {text} <small>{by}</small>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Tags({ of, tags }: { of: string; tags: readonly string[] }): JSX.Element | null {
  if (tags.length === 0) return null;
  return (
    <span className="tags">
      <small>{of}:</small>
      {tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </span>
  );
}
