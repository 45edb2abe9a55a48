import { CONVERSATION_TABS, conversationView, type ConversationModel } from './view';
import { WHY_EVENTS } from '../../admin/runs/why';
import { toHand } from './hand';
import { numberIn, type ScreenTools, type Next, type Screen } from '../screen';
import type { Bar } from '../place';

/** What the rules have done and noted in a conversation: the bar beside it. */
export const conversationScreen: Screen<Bar> = {
  right: 'ask',
  inBar: true,
  show: async (place, desk, { quick, notice }) => {
    const { admin, world } = desk;
    const muted = quick ? undefined : (await admin.mutes.of(place.conversation))?.by;
    const content = quick ? {} : await contentOf(place, desk);
    const hand = quick ? [] : await admin.byHand.offered(place.conversation, desk.person);
    return conversationView({ ...place, muted, hand, now: admin.now(), ...content, notice }, world);
  },
  press: async (place, id, _value, desk): Promise<Next> => {
    const { admin, person, say, unused } = desk;
    const tab = CONVERSATION_TABS.find((each) => id === `tab.${each}`);
    if (tab) return { place: { at: place.at, conversation: place.conversation, tab } };
    const page = numberIn(id, 'page');
    if (page !== undefined) return { place: { ...place, page, open: undefined } };
    const [, n, event] = /^event\.(\d+)\.(.+)$/s.exec(id) ?? [];
    // The newest is open at first.
    const isOpen = place.open === undefined ? n === '0' : place.open === event;
    if (event !== undefined) return { place: { ...place, open: isOpen ? '' : event } };
    if (id.startsWith('hand.')) return { place: toHand(id.slice('hand.'.length), unused, place, desk) };
    if (id === 'note' || id === 'later') return { place: { at: id, count: unused, behind: place } };
    if (id === 'mute') await admin.mutes.mute(place.conversation, person.username);
    if (id === 'unmute') await admin.mutes.unmute(place.conversation);
    if (id.startsWith('planned.')) {
      const called = await admin.messages.cancel(place.conversation, id.slice('planned.'.length), person.username);
      return { place, notice: say(called ? 'command_later_cancelled' : 'command_later_gone') };
    }
    if (!id.startsWith('wait.')) return { place };
    const ended = await admin.waits.cancel(place.conversation, id.slice('wait.'.length), person.username);
    return { place, notice: say(ended ? 'view_wait_cancelled' : 'view_wait_gone') };
  },
};

async function contentOf(
  { conversation: id, tab, page = 0 }: Bar,
  { admin }: ScreenTools,
): Promise<Partial<ConversationModel>> {
  switch (tab) {
    case 'notes': {
      const conversation = await admin.host.conversation(id);
      if (!conversation) return { notes: { conversation: [], contact: [], tags: [] } };
      return { notes: await admin.host.notes(conversation) };
    }
    case 'runs':
      return { runs: await admin.records.ofConversation(id, 10) };
    case 'why':
      return { why: await admin.why(id, (page + 1) * WHY_EVENTS) };
    case 'waits': {
      const [{ waits }, messages, question] = await Promise.all([
        admin.waits.list(id),
        admin.messages.list(id),
        admin.questions.openIn(id),
      ]);
      return { waits, messages, question };
    }
  }
}
