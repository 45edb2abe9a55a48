import type { Screen } from '../screen';
import type { Place } from '../place';
import { noteField, noteView } from './view';

/** Characters of a note. */
const MOST = 5_000;

/** A field for a note: beside a conversation there can be none, for a bar is gone when it is submitted (CLIENT.md 2.6). */
export const noteScreen: Screen<Extract<Place, { at: 'note' }>> = {
  right: 'ask',
  show: ({ count }, { world }, { notice }) => Promise.resolve(noteView(count, world, notice)),
  press: (place) => Promise.resolve({ place }),
  submit: async (place, state, { admin, person, say }) => {
    const field = noteField(place.count);
    const sent = state[field];
    const text = typeof sent === 'string' ? sent.trim() : '';
    if (text === '') return { place, errors: { [field]: say('finding_blank') } };
    if (text.length > MOST)
      return { place, errors: { [field]: say('finding_too_long', { length: text.length, most: MOST }) } };
    const { conversation: id } = place.behind;
    const conversation = await admin.host.conversation(id);
    if (!conversation) return { place, errors: { [field]: say('command_conversation_gone') } };
    const by = `@${person.username}`;
    const note = { v: 1, id: admin.newId(), text, at: admin.now(), by, conversation: id } as const;
    await admin.host.changes.noteConversation(conversation.customer, note);
    return { place: place.behind, notice: say('view_note_added') };
  },
};
