import type { HostKnowledge } from '../rules/schema';
import type { WorkflowHost } from '../host';
import type { Waits } from '../engine/later/waits';
import type { Language } from '../text/say';
import type { Mutes } from './mutes';
import type { RunRecords } from './records';
import type { RuleBook } from './rule-book';
import type { Why } from './why';

/** What screens and commands work with. */
export interface Admin {
  readonly book: RuleBook;
  readonly records: RunRecords;
  readonly mutes: Mutes;
  readonly host: WorkflowHost;
  /** Undefined until the app has been started. */
  readonly waits: Waits | undefined;
  /** Why rules did, or did not do, something in a conversation. */
  why(conversation: string): Promise<Why>;
  /** The setting `enabled`. */
  isPaused(): boolean;
  setPaused(paused: boolean): Promise<void>;
  /** What the server lists, with a connection: for select lists and warnings. Never rejects. */
  listed(): Promise<HostKnowledge>;
  /** The server's language, for people who have not chosen one. */
  language(): Language;
  now(): number;
  newId(): string;
}
