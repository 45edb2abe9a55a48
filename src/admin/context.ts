import type { ByHand } from '../engine/by-hand';
import type { LookupEntry } from '../catalogue/document';
import type { Host } from '../ports/host';
import type { Messages, Questions, Waits } from '../engine/later';
import type { Schedules } from '../engine/parts';
import type { Language, Text } from '../text/message';
import type { Trials } from './dry-run/trials';
import type { Forgetting } from './forget';
import type { Health } from './health';
import type { Mutes } from './runs/mutes';
import type { RunRecords } from './runs/run-records';
import type { RuleBook } from './rule-book/rule-book';
import type { Person } from './rights';
import type { Setup } from './setup';
import type { Why } from './runs/why';
import type { Tried } from './try-lookup';
import type { HostKnowledge, TestResult } from '../rules/result';

/** What screens and commands work with. */
export interface Admin {
  readonly book: RuleBook;
  readonly records: RunRecords;
  readonly mutes: Mutes;
  readonly host: Host;
  readonly waits: Waits;
  readonly messages: Messages;
  readonly questions: Pick<Questions, 'openIn'>;
  readonly byHand: ByHand;
  readonly schedules: Schedules;
  readonly forgetting: Forgetting;
  readonly setup: Setup;
  /** May this person ask at all (`rights.ts`)? */
  readonly mayAsk: (person: Pick<Person, 'roles'>) => boolean;
  /** May this person see this conversation (`rights.ts`)? Asked before anything of it is shown or changed. */
  readonly maySee: (person: Person, conversation: string) => Promise<boolean>;
  /** Why rules did, or did not do, something in a conversation. @param most events, the newest */
  readonly why: (conversation: string, most?: number) => Promise<Why>;
  /** The setting `enabled`. */
  readonly isPaused: () => boolean;
  readonly setPaused: (paused: boolean) => Promise<void>;
  /** What the server lists, with a connection: for select lists and warnings. Never rejects. */
  readonly listed: () => Promise<HostKnowledge>;
  /** The same as it was last, at once. */
  readonly listedBefore: () => HostKnowledge;
  /** How the tests in the rules went when they were read. */
  readonly tests: () => readonly TestResult[];
  /** Ids of conversations that the app knows of, newest first. */
  readonly conversations: () => Promise<readonly string[]>;
  /** Whom this rule would tell something who cannot be told, and why. Never rejects. */
  readonly untold: (rule: unknown) => Promise<readonly Text[]>;
  /**
   * Tries a rule, or a draft that has passed the check, while nobody waits; changes nothing. Over conversations from
   * before the installation, too, where the connection lists them.
   */
  readonly trials: Trials;
  /**
   * Asks a lookup that has passed the check, for real, about the customer's newest message of a conversation.
   * @param id what it is called
   */
  readonly tryLookup: (
    id: string,
    entry: LookupEntry,
    conversation: string,
  ) => Promise<Tried | { readonly refused: Text }>;
  /** Where people open a conversation; undefined when the server does not say where it is. */
  readonly linkTo: (conversation: string) => string | undefined;
  /** The server's language, for people who have not chosen one. */
  readonly language: () => Language;
  readonly now: () => number;
  readonly newId: () => string;
}

/** What administration has for people: what screens and commands work with, and what health says. */
export interface ForPeople {
  readonly admin: Admin;
  readonly health: Health;
}
