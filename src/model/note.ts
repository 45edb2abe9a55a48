import type { Text } from '../text/message';
import type { StoredRecord } from './record';

/**
 * Notes for the team: the host has none, so the app keeps them, in its own store alone. They are in no timeline and the
 * customer cannot see them; a custom field of the visitor is read and written by the widget without a login.
 */
export interface Note extends StoredRecord {
  readonly v: 1;
  /** Unique; the same when the action that writes it is tried again. */
  readonly id: string;
  readonly text: string;
  /** For a sentence of the app's own: the same in the reader's language. */
  readonly sentence?: Text;
  /** ms since 1970. */
  readonly at: number;
  /** Who wrote it: a rule's id, or a username after an at sign. */
  readonly by: string;
  /** The conversation in which it was written. */
  readonly conversation: string;
}

/** Everything noted about a conversation and its customer. */
export interface AllNotes {
  readonly conversation: readonly Note[];
  readonly contact: readonly Note[];
  /** Of the contact: the app keeps them, so agents see them nowhere else. */
  readonly tags: readonly string[];
  /** What an earlier version wrote into the visitor's custom field; agents and the customer may have changed it. */
  readonly field?: string;
}
