import type { IRoom, RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { Conversation } from '../../model/event';
import { message } from '../../text/message';
import { HostError, type Changes, type TeamTarget } from '../../ports/host';
import { appUser, knowAppUser, post, rawRoom, rawUser, type HostParts } from './parts';
import { authorOf, newestMessages } from '../messages-read';
import { call, required } from '../refusal';

/** Messages to the customer, to the assigned agent alone, and to the team. */
export function messages(parts: HostParts): Pick<Changes, 'sendMessage' | 'whisper' | 'notify'> {
  return {
    async sendMessage(conversation, said, as) {
      const { agent } = conversation;
      const text = conversation.channel.type === 'email' ? `${await quoteOf(parts, conversation)}${said}` : said;
      if (as === 'bot') return post(parts, conversation, await knowAppUser(parts), text);
      if (!agent) throw new HostError(message('reason_no_agent_to_speak_as'));
      const sender = await rawUser(parts, agent.id);
      // A message of somebody who may no longer see the room is refused by the host in its own words.
      if (sender.isEnabled === false) throw new HostError(message('reason_agent_gone', { agent: agent.username }));
      return post(parts, conversation, sender, text);
    },

    async whisper(conversation, said) {
      const { agent } = conversation;
      if (!agent) return;
      const [room, user] = await Promise.all([rawRoom(parts, conversation.id), rawUser(parts, agent.id)]);
      const notifier = parts.modify.getNotifier();
      const sender = await appUser(parts);
      // Sent to this one user: whoever else has a subscription sees nothing.
      const message = notifier.getMessageBuilder().setRoom(room).setSender(sender).setText(said).getMessage();
      await call(() => notifier.notifyUser(user, message));
    },

    async notify(target, said) {
      const room = (await teamRoom(parts, target)) ?? (await openDirectRoom(parts, target));
      return post(parts, room, await knowAppUser(parts), said);
    },
  };
}

/**
 * The link with which clients begin an answer to the customer's latest message: of what is written into the
 * conversation of an inbox, the server mails only such answers (EmailInbox_Outgoing), and nobody is told of others.
 */
async function quoteOf({ read }: HostParts, { id, customer }: Conversation): Promise<string> {
  const settings = read.getEnvironmentReader().getServerSettings();
  const [url, messages] = await Promise.all([
    required<string>('server-setting.read', () => settings.getValueById('Site_Url')),
    newestMessages(read.getRoomReader(), id),
  ]);
  const latest = messages.find((each) => authorOf(each) === customer.id);
  if (!latest) throw new HostError(message('reason_no_mail'));
  return `[ ](${url.replace(/\/+$/, '')}/live/${id}?msg=${String(latest['id'])})\n`;
}

/**
 * The room of a target. Undefined: a direct room with this user that does not exist yet. Rejects when there is no such
 * room or user, and for an omnichannel room, where the customer would read along.
 */
export async function teamRoom(parts: HostParts, target: TeamTarget): Promise<IRoom | undefined> {
  const rooms = parts.read.getRoomReader();
  if ('room' in target) {
    const name = target.room.replace(/^#/, '');
    const room = (await call(() => rooms.getByName(name))) ?? (await call(() => rooms.getById(target.room)));
    if (!room) throw new HostError(message('reason_no_such_room', { room: target.room }));
    if ((room.type as string) === 'l') throw new HostError(message('reason_room_of_a_customer', { room: target.room }));
    return room;
  }
  const wanted = target.user.replace(/^@/, '');
  const user = await call(() => parts.read.getUserReader().getByUsername(wanted));
  if (!user) throw new HostError(message('reason_no_such_user', { user: wanted }));
  const sender = await appUser(parts);
  return (await call(() => rooms.getDirectByUsernames([sender.username, user.username]))) ?? undefined;
}

async function openDirectRoom(parts: HostParts, target: TeamTarget): Promise<IRoom> {
  const user = 'user' in target ? target.user.replace(/^@/, '') : target.room;
  const sender = await appUser(parts);
  const creator = parts.modify.getCreator();
  const builder = creator
    .startRoom()
    .setType('d' as RoomType)
    .setCreator(sender)
    .setMembersToBeAddedByUsernames([sender.username, user]);
  const id = await required('room.write', () => creator.finish(builder));
  return required('room.read', () => parts.read.getRoomReader().getById(id));
}
