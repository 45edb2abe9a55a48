import type { Agent } from '../../model/event';
import { message } from '../../text/message';
import { HostError, type Changes } from '../../ports/host';
import { toConversation } from '../convert';
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
    if (!moved) throw await whyNot(roomId, agent);
  }

  /** The host answers false without a word: somebody closed it, or the agent is full or locked (HOST-CASES-8.md S5). */
  async function whyNot(roomId: string, agent: Agent | undefined): Promise<HostError> {
    const now = toConversation(await rawRoom(parts, roomId));
    if (now?.status === 'closed') return new HostError(message('reason_conversation_closed'));
    return new HostError(message(agent ? 'reason_agent_not_given' : 'reason_nobody_online'), 'passing');
  }

  return {
    transferToAgent: ({ id }, agent) => transfer(id, agent),

    transferToDepartment: ({ id }, targetDepartment, agent) => transfer(id, agent, targetDepartment),

    returnToQueue: ({ id }) => parts.rest.returnToQueue(id),

    async saveConversation({ id, customer }, { topic, tags, custom }) {
      // Fields that the server lacks, it passes over without a word.
      if (custom) await parts.rest.needRoomFields(Object.keys(custom));
      await parts.rest.saveRoom({ visitorId: customer.id, roomId: id, topic, tags, custom });
    },
  };
}
