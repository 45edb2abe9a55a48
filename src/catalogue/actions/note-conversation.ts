import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ActionContext, ParametersOf } from './action';
import { already, done, short, skipped } from './ending';
import { words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    text: words('What is noted. A template. Agents see it, the customer never does.'),
  }),
);

/** A note on the conversation, for the team alone. */
export const noteConversation: Action<ParametersOf<typeof parameters>> = {
  id: 'note_conversation',
  parameters,
  templates: { text: 'team' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: true,
  connection: 'unused',
  permissions: ['room.read', 'user.read', 'message.write', 'persistence'],
  example: { action: 'note_conversation', text: 'Asked for a refund.' },
  plan: ({ text: said }) => message('plan_note_conversation', { text: short(said) }),
  async perform({ text: said }, context) {
    if (said.trim() === '') return skipped(message('reason_nothing_to_say'));
    const { host, conversation, key, rule, now } = context;
    const note = { v: 1, id: key, text: said, at: now(), by: rule.id, conversation: conversation.id } as const;
    if (!(await host.changes.noteConversation(conversation.customer, note)))
      return already(message('reason_note_there'));
    return done({ shown: await showAgent(said, context) });
  },
};

/**
 * Shows a note to whoever has the conversation, now. It is kept already and can be read later: that it could not be
 * shown is no failure.
 */
export async function showAgent(said: string, { host, conversation }: ActionContext): Promise<string> {
  try {
    const now = await host.conversation(conversation.id);
    if (!now?.agent || now.status === 'closed') return 'nobody';
    await host.changes.whisper(now, `📝 ${said}`);
    return now.agent.username;
  } catch {
    return 'nobody';
  }
}
