import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { already, done, failed, fresh } from './ending';
import { lazily } from '../../util/lazily';

const parameters = lazily(() => z.strictObject({}));

/** Takes the conversation off hold. */
export const resume: Action<ParametersOf<typeof parameters>> = {
  id: 'resume',
  parameters,
  templates: {},
  messagesCustomer: false,
  openOnly: true,
  changes: ['conversation', 'agent_load', 'agent_available'],
  raises: [],
  repeatable: true,
  later: {},
  connection: 'needed',
  licence: true,
  permissions: ['room.read', 'networking', 'server-setting.read'],
  example: { action: 'resume' },
  leaves: (_none, before) => (before.status === 'on_hold' ? { ...before, status: 'open' } : before),
  plan: () => message('plan_resume'),
  async perform(_none, { host, conversation }) {
    const before = await fresh(host, conversation);
    if (before.status === 'closed') return failed(message('reason_conversation_closed'));
    if (before.status !== 'on_hold') return already(message('reason_not_on_hold'));
    try {
      await host.changes.resume(before);
    } catch (error) {
      // The customer's message takes it off as well, a moment after it was told to apps (HOST.md C.12).
      const { status } = await fresh(host, conversation);
      if (status === 'on_hold') throw error;
      return status === 'closed'
        ? failed(message('reason_conversation_closed'))
        : already(message('reason_not_on_hold'));
    }
    const after = await fresh(host, conversation);
    return after.status === 'on_hold' ? failed(message('reason_host_did_nothing')) : done();
  },
};
