import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ParametersOf } from './action';
import { already, done, fresh, short, skipped } from './ending';
import { showAgent } from './note-conversation';
import { words } from './parameters';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    text: words('What is noted about the customer, for all of their conversations. A template.'),
  }),
);

/** A note on the customer, for the team alone. */
export const noteContact: Action<ParametersOf<typeof parameters>> = {
  id: 'note_contact',
  parameters,
  templates: { text: 'team' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: true,
  connection: 'unused',
  permissions: ['room.read', 'user.read', 'message.write', 'persistence'],
  example: { action: 'note_contact', text: 'Prefers to be called in the morning.' },
  plan: ({ text: said }) => message('plan_note_contact', { text: short(said) }),
  async perform({ text: said }, context) {
    if (said.trim() === '') return skipped(message('reason_nothing_to_say'));
    const { host, conversation, key, rule, now } = context;
    const { customer } = await fresh(host, conversation);
    const note = { v: 1, id: key, text: said, at: now(), by: rule.id, conversation: conversation.id } as const;
    if (!(await host.changes.noteContact(customer, note))) return already(message('reason_note_there'));
    return done({ shown: await showAgent(said, context) });
  },
};
