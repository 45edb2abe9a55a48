import * as z from 'zod/mini';
import type { Customer } from '../../model/event';
import { message } from '../../text/message';
import type { Action, ActionContext } from './action';
import { already, done, failed, fresh, short, skipped } from './ending';
import { showAgent } from './note-conversation';
import { words } from './parameters';
import type { Outcome } from '../../model/run';

const parameters = z.strictObject({
  text: words('What is noted about the customer, for all of their conversations. A template.'),
});

/** A note on the customer, for the team alone. */
export const noteContact: Action<z.infer<typeof parameters>> = {
  id: 'note_contact',
  parameters,
  templates: { text: 'team' },
  messagesCustomer: false,
  changes: ['conversation'],
  raises: [],
  repeatable: true,
  connection: 'helps',
  permissions: [
    'room.read',
    'user.read',
    'message.write',
    'livechat-custom-fields.write',
    'persistence',
    'networking',
    'server-setting.read',
  ],
  example: { action: 'note_contact', text: 'Prefers to be called in the morning.' },
  plan: ({ text: said }) => message('plan_note_contact', { text: short(said) }),
  async perform({ text: said }, context) {
    if (said.trim() === '') return skipped(message('reason_nothing_to_say'));
    const { customer } = await fresh(context.host, context.conversation);
    const outcome = (await intoField(said, customer, context)) ?? (await intoStore(said, customer, context));
    if (outcome.outcome !== 'done') return outcome;
    return done({ ...outcome.detail, shown: await showAgent(said, context) });
  },
};

/** Undefined where the settings name no field, or the server does not have it. */
async function intoField(
  said: string,
  customer: Customer,
  { host, conversation, due }: ActionContext,
): Promise<Outcome | undefined> {
  const field = host.notesField(customer);
  if (!field) return undefined;
  // Not this moment: a line that is written again after a crash is the same line.
  const line = `[${new Date(due).toISOString().slice(0, 16).replace('T', ' ')}] ${said.trim()}`;
  const before = field.value.trimEnd();
  if (before.endsWith(line) || before.includes(`${line}\n`)) return already(message('reason_note_there'));
  if (!(await host.changes.setCustomField(customer, field.key, before ? `${before}\n${line}` : line))) return undefined;
  const after = host.notesField((await fresh(host, conversation)).customer)?.value ?? '';
  return after.includes(line) ? done({ kept: 'field' }) : failed(message('reason_host_did_nothing'));
}

async function intoStore(
  said: string,
  customer: Customer,
  { host, conversation, key, rule, now }: ActionContext,
): Promise<Outcome> {
  const note = { v: 1, id: key, text: said, at: now(), by: rule.id, conversation: conversation.id } as const;
  const added = await host.changes.noteContact(customer, note);
  return added ? done({ kept: 'store' }) : already(message('reason_note_there'));
}
