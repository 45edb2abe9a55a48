import type { Button, Changes } from '../../ports/host';
import { appUser, knowAppUser, post, rawRoom, type HostParts } from './parts';
import { call, required } from '../refusal';

/** Questions in the widget: buttons, and what a tapped one says. */
export function questions(parts: HostParts): Pick<Changes, 'sendChoices' | 'removeButtons' | 'writeAsCustomer'> {
  return {
    sendChoices: async (conversation, said, buttons) =>
      post(parts, conversation, await knowAppUser(parts), said, blocksOf(parts.appId, said, buttons)),

    async removeButtons(id) {
      const updater = parts.modify.getUpdater();
      const sender = await appUser(parts);
      const message = await call(() => updater.message(id, sender));
      // Without the permission it is an empty one.
      await required('message.read', async () => message.getRoom());
      await call(() => updater.finish(message.setEditor(sender).setBlocks([])));
    },

    async writeAsCustomer({ id, customer }, said) {
      const creator = parts.modify.getCreator();
      // The host wants the room's kind, and writes the visitor's name on the message.
      const room = await rawRoom(parts, id);
      const message = creator
        .startLivechatMessage()
        .setRoom(room)
        .setVisitor(room.visitor)
        .setToken(customer.token)
        .setText(said);
      return required('livechat-message.write', () => creator.finish(message));
    },
  };
}

const plain = (text: string): object => ({ type: 'plain_text', text });

/**
 * The widget shows the text, and the blocks below it; of blocks it draws sections with one button each, and of a message
 * with a row of buttons nothing at all. The team's clients show the blocks alone, so the text stands in theirs.
 */
function blocksOf(appId: string, said: string, buttons: readonly Button[]): readonly object[] {
  const conditional = (engine: string, render: readonly object[]): object => ({
    type: 'conditional',
    appId,
    when: { engine: [engine] },
    render,
  });
  const section = ({ label, value }: Button, index: number): object => ({
    type: 'section',
    appId,
    text: plain(`${index + 1}.`),
    accessory: { type: 'button', appId, actionId: `answer-${index + 1}`, text: plain(label), value },
  });
  return [
    conditional('rocket.chat', [{ type: 'section', appId, text: plain(said) }]),
    conditional('livechat', buttons.map(section)),
  ];
}
