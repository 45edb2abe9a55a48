import { planMessage, sayPlanned } from '../admin/plan-message';
import { message } from '../text/message';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

const LIST = 'list';
const CANCEL = /^cancel(?:\s+(\S+))?$/i;
/** What of an id names a message: its place in the list would be another one's once one before it is over. */
const NAMED = 4;

/**
 * `/workflow later <when> <text>`: a message to the customer of this conversation, in the name of whoever types it.
 * Alone: a form, and what is planned here; the same in words with `list`, and with `cancel` alone; `cancel 3f2a` calls off
 * the one that is listed so.
 */
export const LATER: readonly Subcommand[] = [{ id: 'later', right: 'ask', inConversation: true, run: later }];

async function later(asked: Asked, { admin, screens, zone }: CommandParts): Promise<Answer> {
  const { conversation = '', rest, person, language } = asked;
  const planning = { person, language, zone: zone() };
  const [cancels, name] = CANCEL.exec(rest) ?? [];
  if (rest === '' && (await screens?.openLater(asked, conversation))) return undefined;
  if (rest !== '' && rest.toLowerCase() !== LIST && cancels === undefined) {
    const ended = await planMessage(admin, planning, conversation, rest);
    return ['planned' in ended ? ended.planned : message('command_later_refused', { reason: ended.reason })];
  }
  const planned = await admin.messages.list(conversation);
  if (name !== undefined) {
    const found = planned.find(({ id }) => id.slice(0, NAMED).toLowerCase() === name.toLowerCase());
    const ended = found && (await admin.messages.cancel(conversation, found.id, person.username));
    return [message(ended ? 'command_later_cancelled' : 'command_later_gone')];
  }
  if (planned.length === 0) return [message('command_later_none')];
  const now = admin.now();
  return [
    message('command_later_list'),
    ...planned.map((item) =>
      message('command_later_line', {
        ...sayPlanned(item, planning, now),
        who: `@${item.writer.username}`,
        text: item.text,
        n: item.id.slice(0, NAMED),
      }),
    ),
  ];
}
