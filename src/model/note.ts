import type { Text } from '../text/message';
import type { StoredRecord } from './record';

/**
 * Notes for the team: the host has none, so the app keeps them. They are in no timeline and the customer cannot see
 * them. A note of a contact goes into the visitor's custom field instead, where the settings name one and the server
 * has it.
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
  /** What stands in the visitor's custom field, as agents may have edited it. */
  readonly field?: string;
}
