/**
 * What the page shows, as the sandbox tells it: one object, sent anew whenever something in it has changed. Plain JSON;
 * moments are ms since 1970 of the sandbox's own clock.
 */
export interface PageState {
  /** A clock that goes by itself: how far it is ahead of the machine's, in ms. A still one: its moment. */
  readonly clock: { readonly ahead: number } | { readonly at: number };
  /** What the sandbox is busy with, such as moving the clock; null when it waits for people. */
  readonly busy: string | null;
  readonly app: { readonly name: string; readonly version: string; readonly bytes: number; readonly status: string };
  readonly server: ServerState;
  readonly people: readonly Person[];
  readonly departments: readonly { readonly id: string; readonly name: string; readonly agents: readonly string[] }[];
  readonly customers: readonly CustomerState[];
  /** Newest first. */
  readonly conversations: readonly ConversationState[];
  readonly settings: readonly SettingState[];
  /** Buttons that the app has put into the menu of a conversation, by who sees them. */
  readonly buttons: Readonly<Record<string, readonly { readonly actionId: string; readonly label: string }[]>>;
  /** What is on each user's screen of the app, by username; who has nothing there is left out. */
  readonly screens: Readonly<Record<string, ScreenState>>;
  /** Newest first. */
  readonly runs: readonly RunState[];
  /** What the app answers to `/workflow why`, by conversation. */
  readonly why: Readonly<Record<string, WhyState>>;
  /** Messages that one user alone sees, oldest first. */
  readonly whispers: readonly Whisper[];
  readonly examples: readonly string[];
  /** How the app says, in the server's language, that an action did not come off. */
  readonly failing: readonly string[];
  /** What the server and the app have logged as going wrong, newest first. */
  readonly problems: readonly string[];
}

export interface ServerState {
  readonly version: string;
  readonly versions: readonly string[];
  /** Clients to choose from. */
  readonly devices: readonly Device[];
  readonly routing: string;
  readonly language: string;
  /** The app has a manager's token. */
  readonly connected: boolean;
  /** Nobody answers on the REST interface. */
  readonly cut: boolean;
  /** Ids of the faults that are switched on. */
  readonly faults: readonly string[];
}

export type PersonKind = 'agent' | 'bot' | 'manager' | 'admin' | 'app';
export interface Person {
  readonly username: string;
  readonly name: string;
  readonly kind: PersonKind;
  readonly status: string;
  readonly device: Device;
  /** The omnichannel switch: takes chats. Null for those who are no agents. */
  readonly available: boolean | null;
  readonly departments: readonly string[];
}

export interface CustomerState {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly email: string;
  readonly phone: string;
  readonly department: string;
  /** The visitor's custom fields. */
  readonly fields: Readonly<Record<string, string>>;
  readonly conversation: string | null;
}

export type ConversationStatus = 'queued' | 'open' | 'on_hold' | 'closed';
export interface ConversationState {
  readonly id: string;
  readonly customer: string;
  readonly name: string;
  readonly status: ConversationStatus;
  readonly agent: string | null;
  readonly department: string | null;
  readonly channel: string;
  readonly topic: string;
  readonly tags: readonly string[];
  /** What the team alone reads, as the app keeps it; newest first. `by`: a rule's id, or a username after an at sign. */
  readonly notes: readonly { readonly by: string; readonly text: string }[];
  readonly startedAt: number;
  readonly lastAt: number;
  readonly messages: readonly MessageState[];
}

export interface MessageState {
  readonly id: string;
  readonly at: number;
  readonly from: 'customer' | 'agent' | 'bot' | 'app' | 'system';
  readonly name: string;
  readonly text: string;
  /** What the widget does not draw. */
  readonly hidden: boolean;
  /** Sections of blocks, with what the customer can tap in them. */
  readonly sections: readonly SectionState[];
}

export interface SectionState {
  readonly text: string;
  readonly element?: {
    readonly type: 'button' | 'static_select' | 'datepicker';
    readonly actionId: string;
    readonly label: string;
    /** Waits for the app, and cannot be tapped meanwhile. */
    readonly isWaiting: boolean;
    readonly url?: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly date: string;
  };
}

export interface SettingState {
  readonly id: string;
  readonly section: string;
  readonly label: string;
  readonly description: string;
  readonly kind: 'boolean' | 'text' | 'long' | 'code' | 'number' | 'secret' | 'report';
  readonly value: string | number | boolean;
}

/** What somebody's client shows of the app. */
export interface ScreenState {
  /** From the back to the front: a bar, and a modal over it. */
  readonly views: readonly OpenViewState[];
  /** What the client has said by itself so far, oldest first. */
  readonly toasts: readonly string[];
  /** The client waits for the server. */
  readonly busy: boolean;
  /** Why a view could not be drawn. */
  readonly crash: readonly string[];
}

export interface OpenViewState {
  readonly layer: 'modal' | 'bar';
  readonly view: ViewState;
  /** What each field shows, by action id. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Errors that are seen, by action id. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What somebody looks at the workspace with. */
export type Device = 'web' | 'phone';

/** A view as the app has sent it; its blocks are UIKit's. */
export interface ViewState {
  readonly id: string;
  readonly type: string;
  readonly title: unknown;
  readonly blocks: readonly unknown[];
  readonly submit?: unknown;
  readonly close?: unknown;
  readonly appId?: string;
}

export interface RunState {
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly mode: 'live' | 'watch';
  readonly on: string;
  readonly at: number;
  readonly ms: number;
  readonly conversation: string;
  readonly outcome: string;
  /** Lines with marks, indented by four: conditions with the values they saw, then actions. */
  readonly lines: readonly string[];
}

export interface WhyState {
  readonly lines: readonly string[];
  /** What the conversation was like when it was asked. */
  readonly of: string;
}

export interface Whisper {
  readonly user: string;
  readonly conversation: string;
  readonly at: number;
  readonly text: string;
}

/** What a person at the page wants: the name of an order (`orders.ts`) with what it needs. */
export interface Order {
  readonly order: string;
  readonly [argument: string]: unknown;
}
