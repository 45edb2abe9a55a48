import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { text } from '../../text/say';
import { HostError, type Changes } from '../port';
import { rawRoom, rawUser, type HostParts } from './parts';
import { insist } from './refusal';

/** Who has the conversation. */
export function transfers(
  parts: HostParts,
): Pick<Changes, 'transferToAgent' | 'transferToDepartment' | 'returnToQueue' | 'saveConversation'> {
  async function transfer(roomId: string, target: { targetAgent?: IUser; targetDepartment?: string }): Promise<void> {
    const currentRoom = await rawRoom(parts, roomId);
    const updater = parts.modify.getUpdater().getLivechatUpdater();
    const moved = await insist('livechat-visitor.write', () =>
      updater.transferVisitor(currentRoom.visitor, { currentRoom, ...target }),
    );
    // The host answers false for one thing alone: somebody closed it.
    if (!moved) throw new HostError(text('reason_conversation_closed'));
  }

  return {
    transferToAgent: async ({ id }, agent) => transfer(id, { targetAgent: await rawUser(parts, agent.id) }),

    transferToDepartment: async ({ id }, targetDepartment, agent) =>
      transfer(id, { targetDepartment, ...(agent && { targetAgent: await rawUser(parts, agent.id) }) }),

    returnToQueue: ({ id }) => parts.rest.returnToQueue(id),

    saveConversation: ({ id, customer }, { topic, tags }) =>
      parts.rest.saveRoom({ visitorId: customer.id, roomId: id, topic, tags }),
  };
}
