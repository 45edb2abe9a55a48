import type * as server from '@rocket.chat/core-typings';
import type * as ours from './workspace';

/**
 * The sandbox's documents against the server's own types (core-typings 8.8). The compiler alone looks at this file: a
 * field that the server's document does not have, or has with other values, is an error unless it is named here with
 * its reason; so is a name that stands here and no longer differs.
 */

/** Without "any further field", which every document of the sandbox has. */
type Named<T> = T extends Date | string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Entry)[]
    ? Named<Entry>[]
    : { [Key in keyof T as string extends Key ? never : Key]: Named<T[Key]> };

type KeysOf<T> = T extends unknown ? keyof T : never;
type Field<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never;

/** Fields of ours that the server's document lacks, or whose values there are not among those here. */
type Differences<Ours, Server> = {
  [Key in keyof Named<Ours>]-?: [Key] extends [KeysOf<Server>]
    ? [Field<Server, Key>] extends [Named<Ours>[Key]]
      ? never
      : Key
    : Key;
}[keyof Named<Ours>];

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

/** `username`: the server has accounts without; here everybody has one. `appId`: which app an app's user is of. */
export const user: Same<Differences<ours.UserDoc, server.IUser | server.ILivechatAgent>, 'username' | 'appId'> = true;
export const department: Same<Differences<ours.DepartmentDoc, server.ILivechatDepartment>, never> = true;
export const departmentAgent: Same<
  Differences<ours.DepartmentAgentDoc, server.ILivechatDepartmentAgents>,
  never
> = true;
export const customField: Same<Differences<ours.CustomFieldDoc, server.ILivechatCustomField>, never> = true;
/** `contactId`: the server's converter for apps knows it, its type does not. */
export const visitor: Same<Differences<ours.VisitorDoc, server.ILivechatVisitor>, 'contactId'> = true;
/** `enabled`: what contacts.delete writes; the server's type does not name it. */
export const contact: Same<Differences<ours.ContactDoc, server.ILivechatContact>, 'enabled'> = true;
export const channel: Same<Differences<ours.ContactChannel, server.ILivechatContactChannel>, never> = true;
/** `servedBy` as with users: its username. `_enforceSingleRoom`: for an index of the collection, in no type. */
export const room: Same<Differences<ours.RoomDoc, server.IOmnichannelRoom>, 'servedBy' | '_enforceSingleRoom'> = true;
export const roomVisitor: Same<Differences<ours.RoomVisitor, server.IOmnichannelRoom['v']>, never> = true;
/** `status`: "open" is left from older servers and nobody writes it. `v`: a phone is a list here, and a text in rooms. */
export const inquiry: Same<Differences<ours.InquiryDoc, server.ILivechatInquiryRecord>, 'status' | 'v'> = true;
export const subscription: Same<Differences<ours.SubscriptionDoc, server.ISubscription>, never> = true;
export const message: Same<Differences<ours.MessageDoc, server.IMessage>, never> = true;
/** `workHours`: their `code` is unknown to the server's type, and a number in its data. */
export const businessHour: Same<Differences<ours.BusinessHourDoc, server.ILivechatBusinessHour>, 'workHours'> = true;
