import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Accessors } from './accessors';

/** Where somebody has typed a command. */
export interface ReplyTo {
  readonly user: IUser;
  readonly room: IRoom;
  readonly threadId: string | undefined;
}

/** Characters of one message: no longer than servers take by default. */
const LONGEST = 4_500;
/** More messages than this are no answer any more. */
const MOST = 12;

/** Answers where only the one who asked sees it; the server keeps nothing of it. */
export async function replyTo(
  { read, modify }: Accessors,
  { user, room, threadId }: ReplyTo,
  lines: readonly string[],
): Promise<void> {
  const sender = await read.getUserReader().getAppUser();
  const notifier = modify.getNotifier();
  for (const said of messagesOf(lines)) {
    const builder = notifier.getMessageBuilder().setRoom(room).setText(said);
    if (sender) builder.setSender(sender);
    if (threadId) builder.setThreadId(threadId);
    await notifier.notifyUser(user, builder.getMessage());
  }
}

/** Lines as messages that are not too long; a block of code that is cut goes on as one. */
export function messagesOf(lines: readonly string[]): readonly string[] {
  const messages: string[] = [];
  let current: string[] = [];
  let length = 0;
  let fence = '';
  for (const line of lines.flatMap((each) => each.split('\n')).flatMap(pieces)) {
    if (length + line.length > LONGEST) {
      messages.push([...current, ...(fence === '' ? [] : ['```'])].join('\n'));
      current = fence === '' ? [] : [fence];
      length = fence.length;
    }
    if (line.startsWith('```')) fence = fence === '' ? line : '';
    current.push(line);
    length += line.length + 1;
  }
  if (current.length > 0) messages.push(current.join('\n'));
  return messages.length <= MOST ? messages : [...messages.slice(0, MOST - 1), '…'];
}

/** A line that is too long for one message. */
function pieces(line: string): readonly string[] {
  if (line.length <= LONGEST) return [line];
  const found: string[] = [];
  for (let at = 0; at < line.length; at += LONGEST) found.push(line.slice(at, at + LONGEST));
  return found;
}
