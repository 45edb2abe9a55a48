import { z } from '../../util/zod';
import { message } from '../../text/message';
import type { Action, ActionContext, ParametersOf } from './action';
import { already, done, short, skipped } from './ending';
import { words } from './parameters';
import type { Note } from '../../model/note';
import type { Outcome } from '../../model/run';
import { lazily } from '../../util/lazily';

const parameters = lazily(() =>
  z.strictObject({
    text: words('What is noted. A template. Agents see it, the customer never does.'),
  }),
);

/** What the actions that note something have in common. */
export const OF_NOTES = {
  templates: { text: 'team' },
  messagesCustomer: false,
  changes: [],
  raises: [],
  repeatable: true,
  connection: 'unused',
  permissions: ['room.read', 'user.read', 'message.write', 'persistence'],
} as const satisfies Partial<Action>;

/** A note on the conversation, for the team alone. */
export const noteConversation: Action<ParametersOf<typeof parameters>> = {
  ...OF_NOTES,
  id: 'note_conversation',
  parameters,
  example: { action: 'note_conversation', text: 'Asked for a refund.' },
  plan: ({ text: said }) => message('plan_note_conversation', { text: short(said) }),
  perform: ({ text: said }, context) =>
    keepNote(said, context, (note) => context.host.changes.noteConversation(context.conversation.customer, note)),
};

/**
 * Keeps a note, and shows it to whoever has the conversation.
 * @param keep false: it is there already
 */
export async function keepNote(
  said: string,
  context: ActionContext,
  keep: (note: Note) => Promise<boolean>,
): Promise<Outcome> {
  if (said.trim() === '') return skipped(message('reason_nothing_to_say'));
  const { conversation, key, rule, now } = context;
  const note: Note = { v: 1, id: key, text: said, at: now(), by: rule.id, conversation: conversation.id };
  if (!(await keep(note))) return already(message('reason_note_there'));
  return done({ shown: await showAgent(said, context) });
}

/**
 * Shows a note to whoever has the conversation, now. It is kept already and can be read later: that it could not be
 * shown is no failure.
 */
async function showAgent(said: string, { host, conversation }: ActionContext): Promise<string> {
  try {
    const now = await host.conversation(conversation.id);
    if (!now?.agent || now.status === 'closed') return 'nobody';
    await host.changes.whisper(now, `📝 ${said}`);
    return now.agent.username;
  } catch {
    return 'nobody';
  }
}
