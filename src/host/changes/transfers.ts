import type { Agent } from '../../model/event';
import { message } from '../../text/message';
import { HostError, type Changes } from '../../ports/host';
import { rawRoom, rawUser, type HostParts } from './parts';
import { required } from '../refusal';

/** Who has the conversation. */
export function transfers(
  parts: HostParts,
): Pick<Changes, 'transferToAgent' | 'transferToDepartment' | 'returnToQueue' | 'saveConversation'> {
  async function transfer(roomId: string, agent: Agent | undefined, targetDepartment?: string): Promise<void> {
    const [currentRoom, targetAgent] = await Promise.all([rawRoom(parts, roomId), agent && rawUser(parts, agent.id)]);
    const target = { ...(targetAgent && { targetAgent }), ...(targetDepartment !== undefined && { targetDepartment }) };
    const updater = parts.modify.getUpdater().getLivechatUpdater();
    const moved = await required('livechat-visitor.write', () =>
      updater.transferVisitor(currentRoom.visitor, { currentRoom, ...target }),
    );
    // The host answers false for one thing alone: somebody closed it.
    if (!moved) throw new HostError(message('reason_conversation_closed'));
  }

  return {
    transferToAgent: ({ id }, agent) => transfer(id, agent),

    transferToDepartment: ({ id }, targetDepartment, agent) => transfer(id, agent, targetDepartment),

    returnToQueue: ({ id }) => parts.rest.returnToQueue(id),

    saveConversation: ({ id, customer }, { topic, tags }) =>
      parts.rest.saveRoom({ visitorId: customer.id, roomId: id, topic, tags }),
  };
}
