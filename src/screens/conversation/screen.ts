import { CONVERSATION_TABS, conversationView, noteField, type ConversationModel } from './view';
import type { ScreenTools, Next, Screen } from '../screen';
import type { Place } from '../session';

type Bar = Extract<Place, { at: 'conversation' }>;

/** Characters of a note. */
const MOST = 5_000;

/** The contextual bar of a conversation. */
export const conversationScreen: Screen<Bar> = {
  right: 'ask',
  show: async (place, desk, { quick, notice }) => {
    const { admin, world } = desk;
    const muted = quick ? undefined : (await admin.mutes.of(place.conversation))?.by;
    const content = quick ? {} : await contentOf(place, desk);
    return conversationView({ ...place, muted, now: admin.now(), ...content, notice }, world);
  },
  press: async (place, id, _value, desk): Promise<Next> => {
    const { admin, person, say } = desk;
    const tab = CONVERSATION_TABS.find((each) => id === `tab.${each}`);
    if (tab) return { place: { ...place, tab } };
    if (id === 'mute') await admin.mutes.mute(place.conversation, person.username);
    if (id === 'unmute') await admin.mutes.unmute(place.conversation);
    if (!id.startsWith('wait.')) return { place };
    const ended = await admin.waits.cancel(place.conversation, id.slice('wait.'.length), person.username);
    return { place, notice: say(ended ? 'view_wait_cancelled' : 'view_wait_gone') };
  },
  submit: async (place, state, { admin, person, say }) => {
    const { conversation, count } = place;
    const field = noteField(count);
    const sent = state[field];
    const said = typeof sent === 'string' ? sent.trim() : '';
    if (said === '') return { place, errors: { [field]: say('finding_blank') } };
    if (said.length > MOST)
      return { place, errors: { [field]: say('finding_too_long', { length: said.length, most: MOST }) } };
    const note = {
      v: 1,
      id: admin.newId(),
      text: said,
      at: admin.now(),
      by: `@${person.username}`,
      conversation,
    } as const;
    await admin.host.changes.noteConversation(note);
    return { place: { ...place, count: count + 1 } };
  },
};

async function contentOf({ conversation: id, tab }: Bar, { admin }: ScreenTools): Promise<Partial<ConversationModel>> {
  switch (tab) {
    case 'notes': {
      const conversation = await admin.host.conversation(id);
      if (!conversation) return { notes: { conversation: [], contact: [], tags: [] } };
      return { notes: await admin.host.notes(conversation) };
    }
    case 'runs':
      return { runs: await admin.records.ofConversation(id, 10) };
    case 'why':
      return { why: await admin.why(id) };
    case 'waits':
      return { waits: (await admin.waits.list(id)).waits };
  }
}
