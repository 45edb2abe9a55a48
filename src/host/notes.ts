import type { Conversation, Customer } from '../model/event';
import { insistKept } from '../ports/insist-kept';
import { customerKey, customerKeys, KEPT, untilKey, type Keys } from '../ports/keys';
import type { Store } from '../ports/store';
import type { Note, AllNotes } from '../model/note';

/** The notes on a conversation, oldest first. */
export function conversationNotes(store: Store, conversationId: string): Promise<readonly Note[]> {
  return readNotes(store, [`conversation/${conversationId}`]);
}

/** Writes a note on a conversation; false when it is there already. Rejects with a HostError when it was not kept. */
export function addConversationNote(store: Store, customer: Pick<Customer, 'id'>, note: Note): Promise<boolean> {
  return addNote(store, customer, [`conversation/${note.conversation}`], note);
}

/** The notes on a customer that the app keeps itself, oldest first. */
export function storedContactNotes(store: Store, customer: Customer): Promise<readonly Note[]> {
  return readNotes(store, customerKeys(customer));
}

/** The same for a note on a customer, in the app's own store. */
export function addContactNote(store: Store, customer: Customer, note: Note): Promise<boolean> {
  return addNote(store, customer, customerKeys(customer), note);
}

/** For `/workflow notes` and the contextual bar. */
export async function readAllNotes(
  store: Store,
  conversation: Conversation,
  tags: readonly string[],
  field: string | undefined,
): Promise<AllNotes> {
  const [ofConversation, ofContact] = await Promise.all([
    conversationNotes(store, conversation.id),
    storedContactNotes(store, conversation.customer),
  ]);
  return { conversation: ofConversation, contact: ofContact, tags, ...(field && { field }) };
}

async function readNotes(store: Store, subjects: readonly string[]): Promise<readonly Note[]> {
  const found = await Promise.all(subjects.map((subject) => store.read<Note>([subject])));
  return [...new Map(found.flat().map((note) => [note.id, note])).values()]
    .filter((note) => note.v === 1 && typeof note.text === 'string')
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** Each note is a record of its own: two at once do not overwrite one another. */
async function addNote(
  store: Store,
  customer: Pick<Customer, 'id'>,
  subjects: readonly string[],
  note: Note,
): Promise<boolean> {
  const id = `id/${note.id}`;
  const known = await Promise.all(subjects.map((each) => store.read([id, each])));
  if (known.flat().length > 0) return false;
  const keys: Keys = [id, ...subjects, customerKey(customer.id), untilKey(note.at + KEPT.note), 'notes'];
  await store.write(keys, note);
  await insistKept(store, keys);
  return true;
}
