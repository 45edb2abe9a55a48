import { convertRoom, convertVisitor } from './convert';
import { knownFields, mergeFields } from './custom-fields';
import { fire } from './events';
import { enabledVisitor, roomById } from './find';
import { mayDo } from './permissions';
import type { AppObject, UserDoc, Workspace } from './types';

export interface RoomInfo {
  _id: string;
  topic?: string;
  tags?: string[];
  livechatData?: Record<string, unknown>;
  priorityId?: string;
  slaId?: string;
}

export interface GuestInfo {
  _id: string;
  name?: string;
  email?: string;
  phone?: string;
  livechatData?: Record<string, unknown>;
}

/** A refusal with the text that the endpoint shows; plain errors of this path show an empty text (HOST-CASES 25). */
export class ShownError extends Error {}

const fail = (text: string): never => {
  throw new ShownError(text);
};

/**
 * The room's part of saving (HOST C.8): topic when given (blank removes it), tags always (absent or empty removes all
 * of them), known custom fields, priority and SLA as given. IPostLivechatRoomSaved follows. A guest's name, where the
 * caller gives one, renames room, inquiry and subscriptions.
 */
export function saveRoomInfo(ws: Workspace, info: RoomInfo, guestName?: string): void {
  const room = roomById(ws, info._id);
  if (room === undefined) return;
  const values = knownFields(ws, 'room', info.livechatData ?? {}, fail);
  room.livechatData = mergeFields(room.livechatData, values);
  if (room.livechatData === undefined) delete room.livechatData;
  if (info.topic !== undefined && info.topic !== null) {
    if (info.topic.trim() === '') delete room.topic;
    else room.topic = info.topic.trim();
  }
  if (info.tags?.length) room.tags = [...info.tags];
  else delete room.tags;
  for (const key of ['priorityId', 'slaId'] as const) {
    if (info[key] === '') delete room[key];
    else if (info[key] !== undefined) room[key] = info[key];
  }
  fire(ws, 'IPostLivechatRoomSaved', () => convertRoom(ws, roomById(ws, info._id)) as AppObject);
  if (guestName?.trim()) {
    room.fname = guestName;
    for (const inquiry of ws.data.inquiries) if (inquiry.rid === room._id) inquiry.name = guestName;
    for (const subscription of ws.data.subscriptions) if (subscription.rid === room._id) subscription.fname = guestName;
  }
}

/**
 * The guest's part of saving: any visitor's id is taken (HOST-CASES 25); name, e-mail and phone when not empty, the
 * latter two as one-element lists and unchecked; known custom fields when the caller may edit them.
 * IPostLivechatGuestSaved follows.
 */
export function saveGuest(ws: Workspace, guest: GuestInfo, user: UserDoc | undefined): void {
  const given = guest.livechatData ?? {};
  const mayFields = user === undefined || mayDo(ws, user, 'edit-livechat-room-customfields');
  const values = mayFields
    ? knownFields(ws, 'visitor', given, (text): never => {
        throw new Error(text);
      })
    : {};
  const visitor = enabledVisitor(ws, guest._id);
  if (visitor === undefined) throw new Error('error-invalid-visitor');
  if (guest.name?.trim()) visitor.name = guest.name.trim();
  if (guest.email?.trim()) visitor.visitorEmails = [{ address: guest.email.trim() }];
  if (guest.phone?.trim()) visitor.phone = [{ phoneNumber: guest.phone.trim() }];
  visitor.livechatData = mergeFields(visitor.livechatData, values);
  if (visitor.livechatData === undefined) delete visitor.livechatData;
  visitor._updatedAt = ws.now();
  const saved = (): AppObject => convertVisitor(ws, enabledVisitor(ws, guest._id)) as AppObject;
  fire(ws, 'IPostLivechatGuestSaved', saved, !ws.traits.guestSavedFirst);
}
