import { planMessage, sayPlanned } from '../admin/plan-message';
import { message } from '../text/message';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

const LIST = 'list';
const CANCEL = /^cancel\s+(\d{1,3})$/i;

/**
 * `/workflow later <when> <text>`: a message to the customer of this conversation, in the name of whoever types it.
 * Alone: a form, and what is planned here; the same in words with `list`; `cancel 1` calls the first of them off.
 */
export const LATER: readonly Subcommand[] = [{ id: 'later', right: 'ask', inConversation: true, run: later }];

async function later(asked: Asked, { admin, screens, zone }: CommandParts): Promise<Answer> {
  const { conversation = '', rest, person, language } = asked;
  const planning = { person, language, zone: zone() };
  const [, number] = CANCEL.exec(rest) ?? [];
  if (rest === '' && (await screens?.openLater(asked, conversation))) return undefined;
  if (rest !== '' && rest.toLowerCase() !== LIST && number === undefined) {
    const ended = await planMessage(admin, planning, conversation, rest);
    return ['planned' in ended ? ended.planned : message('command_later_refused', { reason: ended.reason })];
  }
  const planned = await admin.messages.list(conversation);
  if (number !== undefined) {
    const found = planned[Number(number) - 1];
    const ended = found && (await admin.messages.cancel(conversation, found.id, person.username));
    return [message(ended ? 'command_later_cancelled' : 'command_later_gone')];
  }
  if (planned.length === 0) return [message('command_later_none')];
  const now = admin.now();
  return [
    message('command_later_list'),
    ...planned.map((item, index) =>
      message('command_later_line', {
        ...sayPlanned(item, planning, now),
        who: `@${item.writer.username}`,
        text: item.text,
        n: index + 1,
      }),
    ),
  ];
}
