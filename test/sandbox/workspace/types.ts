import type {
  UserDoc,
  DepartmentDoc,
  DepartmentAgentDoc,
  CustomFieldDoc,
  VisitorDoc,
  ContactDoc,
  RoomDoc,
  InquiryDoc,
  SubscriptionDoc,
  MessageDoc,
  BusinessHourDoc,
  TokenDoc,
  PriorityDoc,
  SlaDoc,
} from './documents';
import type { Traits } from './versions';

export type * from './documents';

/** Everything that is stored, as plain lists of documents. */
export interface WorkspaceData {
  users: UserDoc[];
  departments: DepartmentDoc[];
  departmentAgents: DepartmentAgentDoc[];
  customFields: CustomFieldDoc[];
  visitors: VisitorDoc[];
  contacts: ContactDoc[];
  rooms: RoomDoc[];
  inquiries: InquiryDoc[];
  subscriptions: SubscriptionDoc[];
  messages: MessageDoc[];
  businessHours: BusinessHourDoc[];
  tokens: TokenDoc[];
  priorities: PriorityDoc[];
  slas: SlaDoc[];
  settings: Record<string, unknown>;
  /** Permission id to the roles that have it. */
  permissions: Record<string, string[]>;
}

/** CE: standard build without a licence; EE: with the livechat-enterprise module; FOSS: without the ee folder. */
export type Edition = 'CE' | 'EE' | 'FOSS';

/** An object in the shape that an app sees (the Apps-Engine's IRoom, IUser, IMessage …). */
export interface AppObject {
  [key: string]: unknown;
}

/** Names of the Apps-Engine's listener interfaces that the workspace fires. */
export type HostEventName =
  | 'IPostMessageSent'
  | 'IPostMessageUpdated'
  | 'IPostSystemMessageSent'
  | 'IPreLivechatRoomCreatePrevent'
  | 'IPostLivechatRoomStarted'
  | 'IPostLivechatAgentAssigned'
  | 'IPostLivechatAgentUnassigned'
  | 'IPostLivechatRoomTransferred'
  | 'ILivechatRoomClosedHandler'
  | 'IPostLivechatRoomClosed'
  | 'IPostLivechatRoomSaved'
  | 'IPostLivechatGuestSaved'
  | 'IPostLivechatDepartmentDisabled'
  | 'IPostLivechatDepartmentRemoved'
  | 'IPostUserStatusChanged';

/** One event as AppListenerManager.executeListener gets it: the payload is converted already. */
export interface HostEvent {
  name: HostEventName;
  payload: AppObject;
}

/** A note that only subscribed users see and nobody stores (notify.ephemeralMessage). */
export interface EphemeralNote {
  userId: string;
  rid: string;
  message: AppObject;
}

/** An e-mail that the server handed to its mailer. */
export interface Mail {
  to: string;
  from: string;
  replyTo: string;
  subject: string;
  text: string;
}

export interface Workspace {
  data: WorkspaceData;
  /** Server version, e.g. '6.14' or '8.3'; what it means for the behaviour is in `traits` alone. */
  version: string;
  traits: Traits;
  edition: Edition;
  /** The licence's contacts of this month are used up (contact-limit.ts). */
  contactsUsedUp: boolean;
  now(): Date;
  /** A fresh document id. `kind` is the collection's singular ('room', 'message' …). */
  newId(kind: string): string;
  /** Where events go. Never awaited by the operation that fired them (HOST A.1). */
  sink: (event: HostEvent) => void | Promise<unknown>;
  /** Awaited before a room is stored (hosts from 7.5 on, HOST A.3); throwing refuses the room. */
  beforeRoomCreate: ((room: AppObject) => Promise<void>) | undefined;
  /** Events fired and not handed over yet; the last step makes the payload from what is stored then. */
  pending: { name: HostEventName; payload: () => AppObject; late: boolean }[];
  /** Promises that the sink returned and that have not settled. */
  running: Set<Promise<unknown>>;
  flushPlanned: boolean;
  /** Every ephemeral note so far, for stories that look at them. */
  ephemeral: EphemeralNote[];
  /** Every e-mail so far. */
  mails: Mail[];
}

export interface RestRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** '/api/v1/livechat/room.saveInfo'; a query string may follow. */
  path: string;
  query?: Record<string, string>;
  /** Header names in any case; X-User-Id and X-Auth-Token log in. */
  headers?: Record<string, string | undefined>;
  /** The parsed JSON body. */
  body?: unknown;
}

export interface RestResponse {
  statusCode: number;
  headers?: Record<string, string>;
  body: AppObject;
  /** What goes over the wire instead of the body: text that is no JSON. */
  text?: string;
}
