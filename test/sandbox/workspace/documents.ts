/**
 * The stored documents of a Rocket.Chat workspace, as the server keeps them (collections users,
 * rocketchat_room, rocketchat_livechat_inquiry …). Only fields that omnichannel code reads or writes are named;
 * everything else rides along through the index signature, as it does in a document database.
 */

/** Any further field of a stored document. */
interface Stored {
  [field: string]: unknown;
}

export interface UserDoc extends Stored {
  _id: string;
  username: string;
  name?: string;
  /** 'user', 'bot' or 'app'. */
  type: string;
  roles: string[];
  active: boolean;
  /** Presence: 'online' | 'away' | 'busy' | 'offline'. */
  status?: string;
  statusConnection?: string;
  statusText?: string;
  /** Omnichannel switch of an agent: 'available' | 'not-available'. */
  statusLivechat?: string;
  appId?: string;
  emails?: { address: string; verified?: boolean }[];
  livechat?: { maxNumberSimultaneousChat?: number | string };
  utcOffset?: number;
  lastRoutingTime?: Date;
  /** Somebody is giving this agent a conversation (waiting queue, from 8.2). */
  agentLocked?: boolean;
  agentLockedAt?: Date;
}

export interface DepartmentDoc extends Stored {
  _id: string;
  name: string;
  enabled: boolean;
  email: string;
  description?: string;
  showOnRegistration: boolean;
  showOnOfflineForm: boolean;
  offlineMessageChannelName?: string;
  requestTagBeforeClosingChat?: boolean;
  chatClosingTags?: string[];
  numAgents: number;
  archived?: boolean;
  allowReceiveForwardOffline?: boolean;
  fallbackForwardDepartment?: string;
  departmentsAllowedToForward?: string[];
  maxNumberSimultaneousChat?: number | string;
  businessHourId?: string;
}

export interface DepartmentAgentDoc extends Stored {
  departmentId: string;
  agentId: string;
  username?: string;
  count?: number;
  order?: number;
  departmentEnabled?: boolean;
}

export interface CustomFieldDoc extends Stored {
  _id: string;
  label: string;
  scope: 'visitor' | 'room';
  visibility: string;
  regexp?: string;
  type?: string;
  options?: string;
  required?: boolean;
  defaultValue?: string | null;
  public?: boolean;
  searchable?: boolean;
}

export interface VisitorDoc extends Stored {
  _id: string;
  token: string;
  username?: string;
  name?: string;
  status?: string;
  ts?: Date;
  department?: string;
  phone?: { phoneNumber: string }[] | null;
  visitorEmails?: { address: string }[] | null;
  livechatData?: Record<string, unknown>;
  lastChat?: { _id: string; ts: Date };
  contactManager?: { username: string; [field: string]: unknown };
  activity?: string[];
  contactId?: string;
  disabled?: boolean;
}

/** A contact of hosts from 7.1 on (collection rocketchat_livechat_contact). */
export interface ContactDoc extends Stored {
  _id: string;
  name: string;
  phones?: { phoneNumber: string }[];
  emails?: { address: string }[];
  contactManager?: string;
  unknown?: boolean;
  customFields?: Record<string, unknown>;
  conflictingFields?: { field: string; value: unknown }[];
  channels?: ContactChannel[];
  createdAt: Date;
  lastChat?: { _id: string; ts: Date };
  importIds?: string[];
  /** Months 'YYYY-MM' in which somebody answered. */
  activity?: string[];
  /** Made over REST, not met in a channel yet. */
  preRegistration?: boolean;
  /** false: deleted; the document stays without its data. */
  enabled?: boolean;
}

export interface ContactChannel extends Stored {
  name: string;
  verified: boolean;
  blocked: boolean;
  visitor: { visitorId: string; source: { type: string; id?: string } };
  details: { type: string; id?: string; [key: string]: unknown };
  lastChat?: { _id: string; ts: Date };
}

/** Who serves a room; the converters lose `ts` (HOST B.2). */
export interface ServedBy extends Stored {
  _id: string;
  username: string;
  ts?: Date;
}

export interface RoomDoc extends Stored {
  _id: string;
  /** 'l' for a conversation; 'c', 'p', 'd' for channels, private groups and direct messages. */
  t: string;
  msgs: number;
  usersCount: number;
  fname?: string;
  name?: string;
  ts: Date;
  lm?: Date;
  _updatedAt?: Date;
  /** true while open; the field is removed at close. */
  open?: boolean;
  waitingResponse?: boolean;
  departmentId?: string;
  servedBy?: ServedBy;
  v?: RoomVisitor;
  source?: { type: string; [key: string]: unknown };
  closedAt?: Date;
  closer?: 'user' | 'visitor';
  closedBy?: { _id: string; username?: string; name?: string };
  responseBy?: { _id: string; username: string; firstResponseTs?: Date; lastMessageTs?: Date };
  tags?: string[];
  topic?: string;
  onHold?: boolean;
  livechatData?: Record<string, unknown>;
  customFields?: Record<string, unknown>;
  contactId?: string;
  queuedAt?: Date;
  metrics?: Record<string, unknown>;
  lastMessage?: unknown;
  /** Marks rooms of 8.3 and later, of which a visitor has one open at a time. */
  _enforceSingleRoom?: boolean;
  transcriptRequest?: { email: string; subject?: string; requestedAt: Date; requestedBy: object };
}

export interface RoomVisitor extends Stored {
  _id: string;
  username?: string;
  token: string;
  status?: string;
  lastMessageTs?: Date;
  activity?: string[];
  phone?: string;
}

export interface InquiryDoc extends Stored {
  _id: string;
  rid: string;
  name?: string;
  ts: Date;
  /** 'ready' not tried yet, 'queued' waiting, 'taken' somebody has it, 'verifying' its contact is being verified. */
  status: 'ready' | 'queued' | 'taken' | 'verifying';
  department?: string;
  message?: string;
  v?: RoomVisitor;
  defaultAgent?: { agentId: string; username?: string };
}

export interface SubscriptionDoc extends Stored {
  _id: string;
  rid: string;
  u: { _id: string; username?: string };
  open?: boolean;
  fname?: string;
}

export interface MessageDoc extends Stored {
  _id: string;
  rid: string;
  msg: string;
  ts: Date;
  u: { _id: string; username?: string; name?: string };
  t?: string;
  token?: string;
  alias?: string;
  _updatedAt?: Date;
}

export interface BusinessHourDoc extends Stored {
  _id: string;
  name: string;
  active: boolean;
  /** 'default' | 'custom'. */
  type: string;
  timezone: { name: string; utc: string };
  /** ISO weekday names; times are 'HH:mm' in the document's time zone. */
  workHours: {
    day: string;
    code?: number;
    open: boolean;
    start: { time: string; utc?: Stored; cron?: Stored };
    finish: { time: string; utc?: Stored; cron?: Stored };
  }[];
  departments?: { _id: string; name: string }[];
}

/** A priority of the licensed module; the five of a new server carry `i18n` and no name. */
export interface PriorityDoc extends Stored {
  _id: string;
  name?: string;
  i18n: string;
  /** 1 is the highest; also the weight in the queue. */
  sortItem: number;
  dirty: boolean;
}

/** A service level of the licensed module. */
export interface SlaDoc extends Stored {
  _id: string;
  name: string;
  description?: string;
  dueTimeInMinutes: number;
}

/** A login of the REST interface: X-User-Id and X-Auth-Token. */
export interface TokenDoc {
  userId: string;
  token: string;
}
