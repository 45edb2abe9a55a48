import type { Held } from '../admin/forget';
import { message, translate, type Language } from '../text/message';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

/** `/workflow forget`: what the app holds of the customer of this conversation; with `now` behind it, it is removed. */
export const FORGET: readonly Subcommand[] = [{ id: 'forget', right: 'change', inConversation: true, run: forget }];

async function forget(
  { conversation: id = '', rest, language, person }: Asked,
  { admin }: CommandParts,
): Promise<Answer> {
  const conversation = await admin.host.conversation(id);
  if (!conversation) return [message('command_conversation_gone')];
  const isMeant = rest.toLowerCase() === 'now';
  // Also where nothing is held yet: what is going on is waited for, and memory is told, here and elsewhere.
  const held = await (isMeant
    ? admin.forgetting.forget(conversation, person.username)
    : admin.forgetting.list(conversation));
  if (held.size === 0) return [message('command_forget_nothing')];
  const lines = linesOf(held, language);
  return isMeant
    ? [message('command_forget_done'), ...lines]
    : [message('command_forget_list'), ...lines, message('command_forget_confirm')];
}

function linesOf(held: Held, language: Language): readonly string[] {
  return [...held].map(([name, count]) => `• ${translate(language, message(name))}: ${count}`);
}
