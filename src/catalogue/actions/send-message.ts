import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { done, failed, fresh, short, skipped } from './ending';
import { described, words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    text: words('What the customer reads. A template.'),
    as: described(
      "Who says it: `bot` (default), the app's own user, or `agent`, whoever has the conversation.",
      z.optional(z.enum(['bot', 'agent'])),
    ),
  }),
);

/** A message to the customer. */
export const sendMessage: Action<ParametersOf<typeof parameters>> = {
  id: 'send_message',
  parameters,
  templates: { text: 'customer' },
  messagesCustomer: true,
  openOnly: true,
  changes: ['history', 'message_count'],
  raises: [],
  repeatable: false,
  connection: 'unused',
  permissions: ['room.read', 'user.read', 'message.write'],
  example: { action: 'send_message', text: 'Hi {{customer.first_name}}, we are looking into it.' },
  say: (written, speaker) =>
    speaker.say(written.as === 'agent' ? 'said_send_message_agent' : 'said_send_message', speaker.allQuoted(written)),
  plan: ({ text: said, as }) =>
    message(as === 'agent' ? 'plan_send_message_as_agent' : 'plan_send_message', { text: short(said) }),
  async perform({ text: said, as = 'bot' }, { host, conversation, current }) {
    if (said.trim() === '') return skipped(message('reason_nothing_to_say'));
    const now = current ?? (await fresh(host, conversation));
    // The host stores messages in closed conversations too, where the customer no longer sees them.
    if (now.status === 'closed') return failed(message('reason_conversation_closed'));
    if (as === 'agent' && !now.agent) return failed(message('reason_no_agent_to_speak_as'));
    return done({ message: await host.changes.sendMessage(now, said, as) });
  },
  verify: ({ text: said }, { host, conversation }, since) => host.wrote(conversation, said, since),
};
