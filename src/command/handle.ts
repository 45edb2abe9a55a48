import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { HostError } from '../ports/host';
import { translate, message } from '../text/message';
import { personOf } from '../admin/rights';
import type { CommandParts } from './subcommand';
import { runCommand } from './dispatch';
import { asObject, asString } from '../util/json';

/** `/workflow …`, as the server hands it over. */
export interface Typed {
  readonly user: IUser;
  readonly room: IRoom;
  readonly args: readonly string[];
  readonly triggerId: string | undefined;
  readonly threadId: string | undefined;
  /** When the server handed it over, ms since 1970. */
  readonly arrived: number;
}

/** The lines of the answer; none when a screen was opened. Never rejects. */
export async function handleCommand(typed: Typed, parts: CommandParts): Promise<readonly string[]> {
  const person = personOf(typed.user);
  const language = person?.language ?? parts.admin.language();
  if (!person) return [translate(language, message('command_no_rights'))];
  const { user, room, triggerId, threadId, arrived, args } = typed;
  const from = asObject(room);
  const conversation = from?.['type'] === 'l' ? asString(from['id']) : undefined;
  try {
    return await runCommand(args, { person, user, language, triggerId, arrived, room, threadId, conversation }, parts);
  } catch (error) {
    const problem = error instanceof HostError ? error.text : String(error);
    return [translate(language, message('command_failed', { problem }))];
  }
}
