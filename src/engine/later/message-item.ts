import type { Event } from '../../model/event';
import type { StoredRecord } from '../../model/record';
import type { Language } from '../../text/message';

/** Who plans a message: it is sent in their name, and they are told when it is not. */
export interface Writer {
  readonly id: string;
  readonly username: string;
  readonly language: Language;
}

/** A message that an agent has planned, until it is sent or over. */
export interface MessageItem extends StoredRecord {
  readonly v: 1;
  readonly kind: 'message';
  readonly id: string;
  readonly conversation: string;
  readonly writer: Writer;
  readonly text: string;
  /** The conversation as it was then. */
  readonly event: Event;
  /** When it was planned, ms since 1970. */
  readonly armed: number;
  /** When it is to be sent, ms since 1970. */
  readonly planned: number;
  /** The same; later when it is tried again. */
  readonly due: number;
  /** How often it has been tried. */
  readonly step: number;
}
