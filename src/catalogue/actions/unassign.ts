import { z } from '../../util/zod';
import { conversationUnassigned } from '../events';
import { HostError } from '../../ports/host';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh, onHold } from './ending';
import { takenSince } from './still-wanted';
import { lazily } from '../../util/lazily';

const parameters = lazily(() => z.strictObject({}));

/** Takes the agent off and puts the conversation back into the queue. */
export const unassign: Action<ParametersOf<typeof parameters>> = {
  id: 'unassign',
  parameters,
  templates: {},
  messagesCustomer: false,
  openOnly: true,
  changes: ['conversation', 'agent_load', 'agent_available', 'previous_agent'],
  raises: [conversationUnassigned.id],
  repeatable: true,
  later: { over: takenSince },
  connection: 'needed',
  permissions: ['room.read', 'server-setting.read', 'networking'],
  example: { action: 'unassign' },
  leaves: (_none, before) => ({ ...before, agent: undefined, status: 'queued' }),
  plan: () => message('plan_unassign'),
  async perform(_none, context) {
    const { host, conversation } = context;
    const before = await fresh(host, conversation);
    if (before.status === 'closed') return failed(message('reason_conversation_closed'));
    if (!before.agent) return already(message('reason_nobody_has_it'));
    if (before.status === 'on_hold') return onHold(context);
    // A server that assigns by itself takes the agent off and then forgets the conversation: nobody would get it.
    if (!(await host.queueKeepsReturned())) return failed(message('reason_unassign_auto_routing'));
    try {
      await host.changes.returnToQueue(before);
    } catch (error) {
      const now = await host.conversation(conversation.id);
      if (!(error instanceof HostError) || !now || now.agent || now.status === 'closed') throw error;
    }
    const after = await fresh(host, conversation);
    return after.agent ? failed(message('reason_host_did_nothing')) : done({ from: before.agent.username });
  },
};
