import type { Agent, Conversation, Customer, Event } from '../model/event';
import type { AllNotes, Note } from '../model/note';
import type { Earlier, ServerSource, Sources } from '../model/facts';
import type { Answer, Question } from '../model/lookup';
import type { DepartmentName } from '../model/value';
import type { Text } from '../text/message';
import type { Store } from './store';

/** Why the host did not do what was asked; the text is for a person. */
export class HostError extends Error {
  constructor(
    readonly text: Text,
    /**
     * `refused`: asking again changes nothing · `passing`: network, 429, 5xx, worth another try later ·
     * `uncertain`: it may have happened (no answer in time).
     */
    readonly kind: 'refused' | 'passing' | 'uncertain' = 'refused',
    /** Do not try before (ms since 1970), when the host said so. */
    readonly notBefore?: number,
  ) {
    super(text.key);
    this.name = 'HostError';
  }
}

/** What the app may ask the server. */
export interface Reads {
  /** As it is now; undefined when there is none (any more). */
  conversation(id: string): Promise<Conversation | undefined>;
  /** One source of facts, as it is now. Never rejects: what cannot be told is unknown, with the reason. */
  load<K extends ServerSource>(source: K, conversation: Conversation, event: Event): Promise<Sources[K]>;
  /** Asks outside of the server. Never rejects, and is over when the question's `within` is. */
  lookUp(question: Question): Promise<Answer>;
}

/** Somebody who might take a conversation, with what the server tells about them. */
export interface Candidate extends Agent {
  /** Their omnichannel status says available. Undefined: the server does not tell without a connection. */
  readonly available?: boolean;
  /** Their client has been left alone: away of itself, not by hand. */
  readonly idle?: boolean;
}

/**
 * Which presence the server wants of an agent whom it gives a conversation (HOST-CASES-8.md, Presence and
 * availability): any at all; any but offline; or neither offline nor away of itself.
 */
export type PresenceRule = 'any' | 'not_offline' | 'not_idle';

/** Among whom somebody is looked for. */
export type Pool =
  | { readonly kind: 'agents'; readonly names: readonly string[] }
  | { readonly kind: 'department'; readonly id: string }
  | { readonly kind: 'anyone' };

/** Where a message of the team goes: a room's name or id, or somebody's username. */
export type TeamTarget = { readonly room: string } | { readonly user: string };

/** The states in which a conversation is not closed, as the server lists them: somebody has it, nobody, on hold. */
export const LISTED_STATES = ['served', 'queued', 'on_hold'] as const;
/** A full list: there may be more. */
export const LISTED_AT_ONCE = 100;
export interface ListedConversation {
  readonly id: string;
  /** When it was opened, ms since 1970. */
  readonly at: number;
}

/** How urgent a conversation is, on servers with a licence. */
export interface Priority {
  readonly id: string;
  readonly name: string;
}

/** What actions look up. Every method rejects with a HostError when the host cannot tell. */
export interface Lookups {
  /** True when the settings name a server, a user and a token. Says nothing about whether they work. */
  connected(): Promise<boolean>;
  /** One user as an agent; undefined when there is no such user. Not `enabled` when they lack the agent's role. */
  agent(username: string): Promise<Candidate | undefined>;
  /**
   * Everybody in the pool, as they are now, in the order in which they are named, else by username. Undefined: the
   * host cannot list them (no connection, and no roster in the settings).
   */
  candidates(pool: Pool): Promise<readonly Candidate[] | undefined>;
  /** What the server's settings and version say about presence. */
  presenceRule(): Promise<PresenceRule>;
  /** How many open conversations an agent has. */
  openConversations(agent: Pick<Agent, 'id'>): Promise<number>;
  /** Usernames of the team's people who are in a conversation now: whoever has it, and whoever has joined. */
  peopleIn(conversation: Pick<Conversation, 'id'>): Promise<readonly string[]>;
  /** By name or id; undefined when there is none. */
  department(nameOrId: string): Promise<DepartmentName | undefined>;
  /**
   * Up to a hundred conversations in one state, the oldest first, from a moment on (ms since 1970, that one included),
   * without so many first ones; undefined without a connection.
   */
  listConversations(
    state: (typeof LISTED_STATES)[number],
    since: number,
    without: number,
  ): Promise<readonly ListedConversation[] | undefined>;
  /**
   * Until when work that is in no hurry leaves the connection alone, because the server lets only a few calls more
   * through, ms since 1970; what is past: no need to wait.
   */
  limitedUntil(): Promise<number>;
  /** The customer's open conversations. */
  conversationsOf(customer: Customer): Promise<readonly Conversation[]>;
  /** Does a conversation that was given back go to the queue? False where routing assigns by itself. */
  queueKeepsReturned(): Promise<boolean>;
  /**
   * Was this text written by the app (as itself, or as the agent) since then (ms since 1970)? Undefined: the
   * conversation or room has more messages since then than the host shows, or cannot be read.
   */
  wrote(where: Conversation | TeamTarget, text: string, since: number): Promise<boolean | undefined>;
  /** The customer's tags, wherever they are kept. */
  contactTags(customer: Customer): Promise<readonly string[]>;
  /** Everything noted about a conversation and its customer. */
  notes(conversation: Conversation): Promise<AllNotes>;
  /** What is known of the customer's conversations before this one. */
  earlier(conversation: Conversation): Promise<Earlier>;
  /** The username of the contact's manager; undefined when there is none. */
  managerOf(customer: Customer): Promise<string | undefined>;
  /** The priorities that the server has, the most urgent first. Needs the connection and a licence. */
  priorities(): Promise<readonly Priority[]>;
  /** Has the server written into the conversation since then (ms since 1970) that its transcript was sent? */
  transcriptSent(conversation: Conversation, since: number): Promise<boolean>;
  /** The contact as the server keeps it; undefined when there is none, or the app may not see it. */
  contact(customer: Customer): Promise<Contact | undefined>;
}

/** From Rocket.Chat 7.1 on: a customer across channels. */
export interface Contact {
  readonly id: string;
  readonly name?: string;
  readonly managerId?: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is: the signature is over these bytes. */
  readonly body: string;
  /** ms. */
  readonly timeout: number;
}
export interface WebhookAnswer {
  readonly status: number;
  /** When to ask again, ms since 1970, where the answer says so. */
  readonly notBefore?: number;
}

/**
 * What the app may ask the server to change. Every method rejects with a HostError when the host refuses or cannot;
 * that it does not reject proves nothing, except where a method says so: the host says true when it did nothing, so
 * actions read again afterwards.
 */
export interface Changes {
  /** Posts to the conversation; gives the message's id, which is the proof. */
  sendMessage(conversation: Conversation, text: string, as: 'bot' | 'agent'): Promise<string>;
  /** The same as the app's own user, with a button a choice in the widget; `value` comes back with a tap. */
  sendChoices(conversation: Conversation, text: string, buttons: readonly Button[]): Promise<string>;
  /** Takes the buttons off a message of the app's own. */
  removeButtons(message: string): Promise<void>;
  /** Writes a message as the customer; gives its id. */
  writeAsCustomer(conversation: Conversation, text: string): Promise<string>;
  /** Hands the conversation to an agent. */
  transferToAgent(conversation: Conversation, agent: Agent): Promise<void>;
  /** Hands the conversation to a department, if the host's routing lets it to this agent of it. */
  transferToDepartment(conversation: Conversation, departmentId: string, agent?: Agent): Promise<void>;
  /** Takes the agent off and puts the conversation back. Needs the connection. */
  returnToQueue(conversation: Conversation): Promise<void>;
  /** Closes as the app's own user. */
  close(conversation: Conversation, comment: string): Promise<void>;
  /** A new conversation with the same customer; gives its id. */
  openConversation(customer: Customer, agent?: Agent): Promise<string>;
  /** Shows something to the assigned agent alone, now; the host keeps nothing of it. */
  whisper(conversation: Conversation, text: string): Promise<void>;
  /**
   * Topic, tags and custom fields. `tags` are all of them: the host deletes those that are left out. A custom field
   * that the server lacks is created. Needs the connection.
   */
  saveConversation(
    conversation: Conversation,
    change: {
      readonly topic?: string;
      readonly tags: readonly string[];
      readonly custom?: Readonly<Record<string, string>>;
    },
  ): Promise<void>;
  /** Puts the conversation on hold. Needs the connection and a licence. */
  hold(conversation: Conversation): Promise<void>;
  /** Takes it off hold. Needs the connection and a licence. */
  resume(conversation: Conversation): Promise<void>;
  /** Gives the conversation this priority; undefined: none. Needs the connection and a licence. */
  setPriority(conversation: Conversation, priorityId: string | undefined): Promise<void>;
  /** Mails what was said to an address. Needs the connection. */
  sendTranscript(conversation: Conversation, address: string): Promise<void>;
  /** Hands an e-mail to the server, which sends it from its own address. */
  email(mail: Mail): Promise<void>;
  /** Writes all of the customer's tags where they are kept; says where that is. */
  setContactTags(customer: Customer, tags: readonly string[]): Promise<'field' | 'store'>;
  /**
   * Writes a custom field of the customer, creating the field when a connection allows it; false when the server has
   * no such field.
   */
  setCustomField(customer: Customer, key: string, value: string): Promise<boolean>;
  /** Writes what is named on the visitor; the host keeps one e-mail and one phone there. */
  updateVisitor(customer: Customer, change: VisitorChange): Promise<void>;
  /** Writes what is named on the contact; lists replace. Needs the connection. */
  updateContact(
    contactId: string,
    change: { readonly name?: string; readonly emails?: readonly string[]; readonly phones?: readonly string[] },
  ): Promise<void>;
  /** Notes that this customer had this conversation, for `returning`; does nothing when that is known. */
  noteCustomer(conversation: Conversation): Promise<void>;
  /** Keeps a note on a conversation, in the app's own store; false when it is there already (by its id). */
  noteConversation(customer: Pick<Customer, 'id'>, note: Note): Promise<boolean>;
  /** The same for a note on the customer, for all of their conversations. */
  noteContact(customer: Customer, note: Note): Promise<boolean>;
  /** Posts to the team as the app's own user; gives the message's id, which is the proof. */
  notify(target: TeamTarget, text: string): Promise<string>;
  /** Posts to another system. Resolves with any answer at all. */
  postWebhook(request: WebhookRequest): Promise<WebhookAnswer>;
  /**
   * Round robin: those of `able` in the order of their turns, beginning after whoever had the last one, and makes a
   * note that the first of them has it. `order` is everybody, also those who cannot now.
   */
  takeTurn(key: string, order: readonly string[], able: readonly string[]): Promise<readonly string[]>;
}

export interface Button {
  readonly label: string;
  readonly value: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

export interface VisitorChange {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** The server, as the engine and the actions see it. */
export interface Host extends Reads, Lookups {
  readonly changes: Changes;
  readonly store: Store;
}
