import type { IExtraRoomParams } from '@rocket.chat/apps-engine/definition/accessors/ILivechatCreator';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { OWN_CHANNEL } from '../../model/event';
import { message } from '../../text/message';
import { HostError, type Changes } from '../../ports/host';
import { appUser, rawRoom, rawUser, type HostParts } from './parts';
import { call, required } from '../refusal';

/** The end of a conversation, and the beginning of another. */
export function closing(parts: HostParts): Pick<Changes, 'close' | 'openConversation'> {
  return {
    async close({ id }, comment) {
      const [room, closer] = await Promise.all([rawRoom(parts, id), appUser(parts)]);
      if (!room.isOpen) throw new HostError(message('reason_conversation_closed'));
      const updater = parts.modify.getUpdater().getLivechatUpdater();
      // Without a closer the host takes it that the customer has closed it.
      await required('livechat-room.write', () => updater.closeRoom(room, comment, closer));
    },

    async openConversation(customer, agent) {
      const reader = parts.read.getLivechatReader();
      const visitor = await required('livechat-visitor.read', () => reader.getLivechatVisitorByToken(customer.token));
      const user = agent && (await rawUser(parts, agent.id));
      const creator = parts.modify.getCreator().getLivechatCreator();
      const source = { type: 'app' as const, label: OWN_CHANNEL, alias: OWN_CHANNEL } as IExtraRoomParams['source'];
      const room = await required('livechat-room.write', () =>
        call(() => creator.createRoom(visitor, user as IUser, { source })),
      );
      return room.id;
    },
  };
}
