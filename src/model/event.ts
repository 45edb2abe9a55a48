import type { Answered } from './question';
import type { DepartmentName } from './value';

/** What a rule can listen to (DESIGN.md 1, Events). What there is to know of each is in its entry in the catalogue. */
export type EventId =
  | 'customer_message'
  | 'agent_message'
  | 'conversation_assigned'
  | 'conversation_closed'
  | 'conversation_started'
  | 'conversation_unassigned'
  | 'conversation_transferred'
  | 'question_answered'
  | 'manual'
  | 'schedule';

export const AGENT_STATUSES = ['online', 'away', 'busy', 'offline'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

export interface Agent {
  readonly id: string;
  readonly username: string;
  readonly name?: string;
  /** Missing when the host did not say. */
  readonly status?: AgentStatus;
  readonly kind: 'human' | 'bot';
  /** The account is active and has the agent's role. */
  readonly enabled: boolean;
}

export interface Customer {
  readonly id: string;
  readonly token: string;
  readonly name?: string;
  /** The visitor's own, which may be another than the contact's. */
  readonly visitorName?: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** Custom fields as the server holds them; values may be of any type. */
  readonly custom: Readonly<Record<string, unknown>>;
  /** From 7.1 on. */
  readonly contactId?: string;
  /** The first ones of the contact, which may have addresses that this visitor does not have. */
  readonly contactEmail?: string;
  readonly contactPhone?: string;
  /** The contact's manager, by the id of the user. */
  readonly managerId?: string;
  /** When the server first knew this visitor, ms. */
  readonly since?: number;
}

export const CONVERSATION_STATUSES = ['queued', 'open', 'on_hold', 'closed'] as const;
/** The name of conversations that the app opens: they are of type app, and reach the customer all the same. */
export const OWN_CHANNEL = 'Workflow';

export const CHANNEL_TYPES = ['widget', 'email', 'sms', 'app', 'api', 'other'] as const;

/** A conversation as the server showed it at one moment. Plain data, safe to keep and to send. */
export interface Conversation {
  readonly id: string;
  readonly status: (typeof CONVERSATION_STATUSES)[number];
  readonly agent?: Agent;
  readonly department?: DepartmentName;
  readonly topic?: string;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, unknown>>;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly closedAt?: number;
  /** Of servers with a licence; its name is asked for over the connection. */
  readonly priorityId?: string;
  /** When it last came into the queue; left out where the server does not tell. */
  readonly queuedAt?: number;
  readonly customer: Customer;
  readonly channel: { readonly type: (typeof CHANNEL_TYPES)[number]; readonly name?: string };
}

export const MESSAGE_TYPES = ['text', 'image', 'audio', 'video', 'file'] as const;
export const MESSAGE_AUTHORS = ['customer', 'human', 'bot'] as const;

export interface Message {
  readonly id: string;
  readonly text: string;
  readonly type: (typeof MESSAGE_TYPES)[number];
  readonly from: (typeof MESSAGE_AUTHORS)[number];
  /** Who wrote it: the agent's username; the customer's id. */
  readonly author: string;
  /** ms since 1970. */
  readonly at: number;
  /** In a history: this app wrote it, as far as it still knows. It was no event. */
  readonly own?: boolean;
}

/** One thing that happened in one conversation. */
export interface Event {
  /** The same for every delivery of the same happening: made of what happened, not of when it was heard. */
  readonly id: string;
  readonly on: EventId;
  /** ms since 1970. */
  readonly at: number;
  readonly conversation: Conversation;
  readonly message?: Message;
  /** On `question_answered`. */
  readonly question?: Answered;
  /** Who of the team did it: wrote the message, ran the rule. */
  readonly actor?: Actor;
  /** The username of whoever had a rule applied to the conversations there are: then nothing of it has just happened. */
  readonly appliedBy?: string;
  /** What they filled in, by the input's id; left out before they are asked. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Somebody of the team. */
export interface Actor {
  readonly username: string;
  readonly name?: string;
}
