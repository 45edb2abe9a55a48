import { asText } from '../text';
import { roomById, userById } from '../find';
import type { AppObject, MessageDoc, Workspace } from '../types';
import { convertAppAttachments, convertAttachments, convertFiles } from './attachments';
import { transformMapped } from './mapped';
import { appRoomById } from './rooms';
import { convertUser } from './users';

type Person = { _id: string; username?: string; name?: string };

/** A message as the app sees it; its room is read afresh (HOST A.5). */
export function convertMessage(ws: Workspace, message: MessageDoc | undefined): AppObject | undefined {
  if (message === undefined) return undefined;
  const person = (field: string) => (source: Record<string, unknown>) => {
    const who = source[field] as Person | undefined;
    delete source[field];
    // A token makes it the visitor's message, whoever stands as its author.
    const known = message.token === undefined ? userById(ws, who?._id) : undefined;
    return who?._id === undefined ? undefined : convertUser(ws, known ?? who);
  };
  return transformMapped(message, {
    id: '_id',
    threadId: 'tmid',
    reactions: 'reactions',
    parseUrls: 'parseUrls',
    text: 'msg',
    createdAt: 'ts',
    updatedAt: '_updatedAt',
    editedAt: 'editedAt',
    emoji: 'emoji',
    avatarUrl: 'avatar',
    alias: 'alias',
    file: 'file',
    customFields: 'customFields',
    groupable: 'groupable',
    token: 'token',
    blocks: 'blocks',
    ...(ws.traits.messageType && { type: 't' }),
    ...(ws.traits.messageFiles && {
      files: (source: Record<string, unknown>) => {
        const files = convertFiles(source.files, message.attachments);
        delete source.files;
        return files;
      },
    }),
    attachments: (source) => {
      delete source.attachments;
      return convertAttachments(message.attachments, message.file);
    },
    room: (source) => {
      const rid = String(source.rid);
      delete source.rid;
      return appRoomById(ws, rid);
    },
    editor: person('editedBy'),
    sender: person('u'),
  });
}

export function appMessageById(ws: Workspace, id: string): AppObject | undefined {
  return convertMessage(
    ws,
    ws.data.messages.findLast((message) => message._id === id),
  );
}

/** The raw shape that read.getRoomReader().getMessages gives: room by id, sender as {_id, username, name}. */
export function convertMessageRaw(message: MessageDoc): AppObject {
  return transformMapped(message, {
    id: '_id',
    threadId: 'tmid',
    reactions: 'reactions',
    parseUrls: 'parseUrls',
    text: 'msg',
    createdAt: 'ts',
    updatedAt: '_updatedAt',
    editedAt: 'editedAt',
    emoji: 'emoji',
    avatarUrl: 'avatar',
    alias: 'alias',
    file: 'file',
    files: 'files',
    customFields: 'customFields',
    groupable: 'groupable',
    token: 'token',
    blocks: 'blocks',
    roomId: 'rid',
    editor: 'editedBy',
    attachments: (source) => {
      delete source.attachments;
      return convertAttachments(message.attachments, message.file);
    },
    sender: 'u',
    threadMsgCount: 'tcount',
    type: 't',
  });
}

/** The app's message back in the server's shape; the room must be stored. */
export function convertAppMessage(ws: Workspace, message: AppObject): Partial<MessageDoc> & { rid: string } {
  const room = roomById(ws, (message.room as { id?: string } | undefined)?.id);
  if (room === undefined) throw new Error('Invalid room provided on the message.');
  const sender = message.sender as AppObject | undefined;
  const user = sender?.id === undefined ? undefined : userById(ws, asText(sender.id));
  const who = user ?? (sender && { _id: asText(sender.id), username: sender.username, name: sender.name });
  const same: Record<string, string> = {
    alias: 'alias',
    emoji: 'emoji',
    avatarUrl: 'avatar',
    customFields: 'customFields',
    groupable: 'groupable',
    reactions: 'reactions',
    parseUrls: 'parseUrls',
    blocks: 'blocks',
    token: 'token',
    threadId: 'tmid',
  };
  const back: Partial<MessageDoc> & { rid: string } = { rid: room._id, msg: (message.text as string) ?? '' };
  if (message.id !== undefined) back._id = message.id as string;
  if (message.createdAt) back.ts = new Date(message.createdAt as string);
  if (who) back.u = { _id: who._id, username: who.username as string, name: who.name as string };
  for (const [from, to] of Object.entries(same)) {
    if (message[from] !== undefined && message[from] !== null) back[to] = message[from];
  }
  const attachments = convertAppAttachments(message.attachments);
  if (attachments) back.attachments = attachments;
  return Object.assign(back, structuredClone(message._unmappedProperties_ ?? {}));
}
