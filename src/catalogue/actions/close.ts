import { z } from '../../util/zod';
import { conversationClosed } from '../events';
import { HostError } from '../../ports/host';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh, short } from './ending';
import { words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    comment: words('Why it is closed. The customer sees it. A template.', 1000),
  }),
);

/** Closes the conversation, as the app's own user. */
export const close: Action<ParametersOf<typeof parameters>> = {
  id: 'close',
  parameters,
  templates: { comment: 'customer' },
  messagesCustomer: false,
  changes: ['conversation', 'agent_load', 'agent_available'],
  raises: [conversationClosed.id],
  repeatable: true,
  connection: 'unused',
  permissions: ['room.read', 'user.read', 'livechat-room.write'],
  example: { action: 'close', comment: 'Closed because we did not hear from you.' },
  leaves: (_comment, before) => ({ ...before, status: 'closed' }),
  plan: ({ comment }) => message('plan_close', { comment: short(comment) }),
  async perform({ comment }, { host, conversation }) {
    const before = await fresh(host, conversation);
    if (before.status === 'closed') return already(message('reason_closed_before'));
    // The server asks for a comment unless a setting says otherwise: a template that came out empty must not block it.
    const said = comment.trim() || '–';
    try {
      await host.changes.close(before, said);
    } catch (error) {
      // Somebody else closes it in the same moment: the host answers with all kinds of errors, and it is closed.
      const now = await host.conversation(conversation.id);
      if (now?.status === 'closed' && error instanceof HostError) return already(message('reason_closed_meanwhile'));
      throw error;
    }
    const after = await fresh(host, conversation);
    return after.status === 'closed' ? done() : failed(message('reason_host_did_nothing'));
  },
};
