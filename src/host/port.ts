import type { Agent, Conversation, Event } from '../events/event';
import type { Sources, SourceId } from '../engine/facts';
import type { Text } from '../text/say';
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
  load<K extends SourceId>(source: K, conversation: Conversation, event: Event): Promise<Sources[K]>;
}

export type AgentTarget = { readonly agent: string };

/** Somebody who might take a conversation, with what the server tells about them. */
export interface Candidate extends Agent {
  /** Would the server accept them? Undefined: it does not tell without a connection. */
  readonly available?: boolean;
  /** Open conversations; only filled when asked for. */
  readonly load?: number;
}

/** What the app may ask the server to change. Every method rejects with a HostError. */
export interface Changes {
  /** Posts to the conversation; gives the message's id. */
  sendMessage(conversation: Conversation, text: string, as: 'bot' | 'agent'): Promise<string>;
}

/** The server, as the engine and the actions see it. */
export interface Host extends Reads {
  readonly changes: Changes;
  readonly store: Store;
}
