import type { IHttp, IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { message } from '../../text/message';
import type { EarlierConversations } from '../earlier';
import type { OwnMessages } from '../own-messages';
import { HostError } from '../../ports/host';
import type { Endpoints } from '../rest/endpoints';
import type { Store } from '../../ports/store';
import type { Returning } from '../returning-customers';
import { call, required } from '../refusal';

/** What the settings say that concerns actions; asked each time, so that a change counts at once. */
export interface HostSettings {
  /** The custom field of the visitor that holds tags; empty: the app keeps them itself. */
  readonly tagsField: string;
  /** The one into which an earlier version wrote notes on contacts: shown, never written; empty: there was none. */
  readonly earlierNotesField: string;
  /** Usernames. */
  readonly roster: readonly string[];
}

/** What Changes and Lookups are made of. */
export interface HostParts {
  readonly appId: string;
  readonly read: IRead;
  readonly modify: IModify;
  readonly http: IHttp;
  readonly store: Store;
  /** Kept for as long as the app runs: it holds the circuit breaker and short-lived lists. */
  readonly rest: Endpoints;
  /** Kept for as long as the app runs. */
  readonly own: OwnMessages;
  /** Kept for as long as the app runs. */
  readonly turns: Turns;
  /** Kept for as long as the app runs. */
  readonly returning: Returning;
  readonly earlier: EarlierConversations;
  readonly settings: () => HostSettings;
  /** ms since 1970. */
  readonly now: () => number;
}

/** Whose turn it is, one after the other also when two conversations ask at once. */
export interface Turns {
  take(key: string, order: readonly string[], able: readonly string[]): Promise<readonly string[]>;
}

/** The room exactly as the host gives it: it wants it back unchanged. */
export async function rawRoom({ read }: HostParts, id: string): Promise<ILivechatRoom> {
  const room = await call(() => read.getRoomReader().getById(id));
  if (!room) throw new HostError(message('reason_conversation_gone'));
  return room as ILivechatRoom;
}

export function rawUser({ read }: HostParts, id: string): Promise<IUser> {
  return required('user.read', () => read.getUserReader().getById(id));
}

/** The app's own user, as a sender: the host takes the id, and finds the rest itself. Asked for once. */
export async function knowAppUser(parts: HostParts): Promise<IUser> {
  const id = parts.own.appUser();
  return id === undefined ? appUser(parts) : ({ id } as IUser);
}

/** The app's own user, with the name that it has now. */
export async function appUser({ read, own }: HostParts): Promise<IUser> {
  const user = await required('user.read', () => read.getUserReader().getAppUser());
  own.knowAppUser(user.id);
  return user;
}

/**
 * Posts in a room and gives the id of the message, which proves that it is there. Of the room and the sender the host
 * takes the ids.
 */
export async function post(
  parts: HostParts,
  room: Pick<IRoom, 'id'>,
  sender: IUser,
  said: string,
  blocks?: readonly object[],
): Promise<string> {
  const sending = parts.own.sending(room.id, said, sender.id);
  try {
    const creator = parts.modify.getCreator();
    const message = creator
      .startMessage()
      .setRoom({ id: room.id } as IRoom)
      .setSender(sender)
      .setText(said);
    if (blocks) message.setBlocks(blocks as Parameters<typeof message.setBlocks>[0]);
    const id = await required('message.write', () => creator.finish(message));
    sending.sent(id);
    return id;
  } catch (error) {
    sending.failed();
    throw error;
  }
}
