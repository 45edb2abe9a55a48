import type { ChainState, Echoes, Link } from './chain';
import type { Facts } from '../model/facts';
import type { Intent, Journal } from './journal';
import type { Lanes } from './lanes';
import type { NotedCustomers } from './noted-customers';
import type { OnceKeeper } from './once';
import type { RunRecord } from '../model/run';
import type { Conversation, Event, EventId } from '../model/event';
import type { Host } from '../ports/host';
import type { Program } from '../rules/load';
import type { Claim, Claims } from './instances/claims';
import type { Leases } from './instances/leases';
import type { Pass } from './schedules/passes';
import type { Time } from '../ports/clock';
import type { Scheduler } from '../ports/scheduler';
import type { MessageItem, Writer } from './later/message-item';
import type { QuestionItem } from './later/question-item';
import type { ActionContext } from '../catalogue/actions/action';
import type { Question } from '../model/question';
import type { Outcome } from '../model/run';
import type { FollowUpItem, Items, LaterItem, WaitEnd, WaitItem, RetryItem } from './later/store';
import type { Rule } from '../catalogue/document';
import type { Language, Text } from '../text/message';

/** What became of one event, kept in memory for those who ask why. */
export interface EventTrace {
  readonly event: Event;
  readonly program: Program;
  /** What was known, from which rule on (by its place in the document); several, when actions changed something. */
  readonly seen: readonly { readonly from: number; readonly facts: Facts }[];
  /** Some of its texts are not whole. */
  readonly cut?: boolean;
  /** Rules that matched and did not run, and why. */
  readonly heldBack: ReadonlyMap<string, HeldBack>;
  /** Ids of runs, and of waits: the run of one has its id. */
  readonly runs: readonly string[];
  /** Why no rule was looked at, or none behind those that ran. */
  readonly suspended?: 'paused' | 'muted' | 'dropped' | Text;
  /** The one rule that was looked at, where it was about no other. */
  readonly only?: string;
  /** The rule in watch mode that would have stopped those that were held back as `stopped`. */
  readonly stopper?: string;
}

export type HeldBack = 'once' | 'chain_rule' | 'chain_length' | 'waiting' | 'stopped' | 'never_open';

export interface EngineParts {
  readonly host: Host;
  readonly lanes: Lanes;
  readonly echoes: Echoes;
  readonly journal: Journal;
  readonly once: OnceKeeper;
  readonly customers: NotedCustomers;
  program(): Program;
  /** Is everything, or this conversation, told to be quiet? */
  suspended(conversation: string): Promise<'paused' | 'muted' | undefined> | 'paused' | 'muted' | undefined;
  /** For the record of what was looked at. */
  traced(trace: EventTrace): void;
  /** Something that nobody waits for went wrong. */
  failed(what: string, error: unknown): void;
  /** A run is over, or one that was over has gone on (retries: `again` tells that it was told of before). */
  ran(run: RunRecord, again?: boolean): void;
  /** This conversation has just been changed by an action: what older events say of it is out of date. */
  changed(conversation: string): void;
  /** Has it been changed since this moment (of the engine's own counting)? */
  changedSince(conversation: string, mark: number): boolean;
  mark(): number;
  /** Rules that run later; without it a rule that waits does not run. */
  readonly waits?: Waits;
  /** Failures that may pass are tried again; without it they are not. */
  readonly retries?: Retries;
  /** What a standstill and a crash leave; without it a run that was kept for too long is not gone on with. */
  readonly keeper?: RunKeeper;
  /** Questions to customers; without it none is asked. */
  readonly questions?: Questions;
  /** Messages that agents have planned; without it none is. */
  readonly messages?: Messages;
  /** What actions leave to be done later; without it that is not done. */
  readonly followUps?: FollowUps;
  now(): number;
  random(): number;
  newId(): string;
}

/** How a wait has ended. */
export type Ended = Pick<WaitEnd, 'id' | 'rule' | 'how' | 'reason' | 'conditions'>;

/** Rules that run later (DESIGN.md 1, `wait`). */
export interface Waits {
  /** Can such an event end a wait, by the rules in force? */
  listensTo(on: EventId): boolean;
  /** Takes note of an event in the order in which events come, for waits that this process does not know of yet. */
  arrives(event: Event): void;
  /** Does it end a wait here? Asks nobody, and costs nothing where nothing waits. */
  concerns(event: Event): boolean;
  /** The same in the conversation's lane, long after it may have arrived: waits that it ends are over from now on. */
  onEvent(event: Event): void;
  /** Both, for an event that the app makes itself: it has waited in no lane. */
  raised(event: Event): void;
  /**
   * Arms a rule, unless it waits in this conversation already; then anew only when it says `restart`. Gives the id of
   * the wait; undefined: it waits for open time, and there is none within five years, or there are no hours (any more).
   */
  arm(rule: Rule, event: Event, link: Link): Promise<string | undefined>;
  /** Was this wait ended here, though the store may not show it yet? Why. */
  ending(id: string): Text | undefined;
  /** It is over: nothing of it is remembered. */
  over(id: string): void;
  /** Waits that are due and not over, as far as this process knows. */
  due(): readonly string[];
  /** Waits whose end this process knows of and the store does not yet. */
  unfinished(): readonly { readonly id: string; readonly reason: Text }[];

  /** The waits of a conversation, the next one first, and the ends of earlier ones, the newest first. */
  list(conversation: string): Promise<{ readonly waits: readonly WaitItem[]; readonly ends: readonly Ended[] }>;
  /** Ends one wait of a conversation, by hand; false when there is none such. */
  cancel(conversation: string, id: string, who: string): Promise<boolean>;
  /** A conversation has been muted: its waits are over. */
  muted(conversation: string): Promise<void>;
  /** Other rules are in force: waits of rules that are not as they were are over. */
  rulesChanged(): void;
  /** These wait, as the store shows it. */
  know(items: readonly LaterItem[]): void;
}

/**
 * Failures that may pass are tried again later, with back-off (DESIGN.md 2.6, deadlines.ts). Only the action
 * that failed is done again, with the texts as they were; the run's record tells the end.
 */
export interface Retries {
  /** Puts down what of a run is to be tried again, before its record is written. */
  plan(run: Retried): Promise<void>;
}

export type Retried = Pick<RetryItem, 'record' | 'print' | 'event' | 'chain' | 'texts'>;

/** Runs that this process has in hand and stood still with for longer than its lease. */
export interface RunKeeper {
  /**
   * Claims a run as another process would that takes it up: then it goes on in its turn, before what came later in its
   * conversation. False: it is another's.
   */
  keep(run: Pick<Intent, 'run' | 'takenUp' | 'at'>): Promise<boolean>;
}

/** Questions to customers that are not over (DESIGN.md 1, Questions). */
export interface Questions {
  /** May it concern a question? Asks nobody; where no rule asks, nothing does. */
  concerns(event: Event): boolean;
  /**
   * An event in its conversation's lane: an answer, or the end of a question. `taken`: it was an answer, or something
   * was asked again, and it is no event by itself; `passed`: rules have run, and it is an event as well.
   */
  onEvent(event: Event, link: Link): Promise<'taken' | 'passed' | undefined>;
  /** Everything, or this conversation, is told to be quiet: its question is over. */
  suspended(conversation: string, how: 'paused' | 'muted'): Promise<void>;
  /** Settings have changed: where everything is paused now, every question is over. */
  look(): Promise<void>;
  ask(question: Question, context: AskContext): Promise<Outcome>;
  /** A button has been tapped by the conversation's own customer. Gives why nothing came of it. */
  tapped(tap: Tap): Promise<Text | undefined>;
  /** The question that is open in a conversation. */
  openIn(conversation: string): Promise<QuestionItem | undefined>;
  /** It is due, or was left by a crash, and this process has it. In the conversation's lane. */
  isDue(item: QuestionItem, claim: Claim): Promise<void>;
  /** It ends without an event. */
  cancel(item: QuestionItem, reason: Text): Promise<void>;
  /** These are open, as the store shows it. */
  know(items: readonly LaterItem[]): void;
}

/** What of the run an asking has to know. */
export type AskContext = Pick<ActionContext, 'host' | 'event' | 'conversation' | 'rule' | 'key' | 'due' | 'now'> & {
  readonly chain: ChainState;
  readonly language: Language;
};

/** A button of a question, tapped by the conversation's own customer. */
export interface Tap {
  readonly conversation: Conversation;
  /** The message whose button it was: one of the app's own. */
  readonly message: string;
  /** What the button carries: the number of a choice. Not trusted. */
  readonly value: unknown;
}

/** What questions need of what happens later. */
export interface QuestionTools {
  readonly items: Items;
  readonly claims: Claims;
  parts(): EngineParts;
  /** Wakes when it is due. */
  wakeAt(item: QuestionItem): void;
  /** Has it end without an event, by one instance. */
  conclude(id: string, reason: Text): Promise<void>;
}

export interface PlannedMessage {
  /** The conversation's id; who may see it has been asked before. */
  readonly conversation: string;
  readonly writer: Writer;
  readonly text: string;
  /** When it is to be sent, ms since 1970. */
  readonly at: number;
}

/**
 * Messages that agents have planned (`/workflow later`). Each is sent in the name of whoever has planned it, unless the
 * customer writes before, the conversation is closed or muted, or that agent loses it: then they are told.
 */
export interface Messages {
  /** Gives why it cannot be. */
  plan(planned: PlannedMessage): Promise<Text | undefined>;
  /** Those of a conversation, the next one first. */
  list(conversation: string): Promise<readonly MessageItem[]>;
  /** False when it is over already. */
  cancel(conversation: string, id: string, who: string): Promise<boolean>;
  /** May it end one here? Asks nobody, and costs nothing where nobody has planned anything. */
  concerns(event: Event): boolean;
  /** Is anything planned, as far as this process knows? */
  any(): boolean;
  /** An event in its conversation's lane. */
  onEvent(event: Event): Promise<void>;
  /** The conversation has been muted. */
  muted(conversation: string): Promise<void>;
  /** These are planned, as the store shows it. */
  know(items: readonly LaterItem[]): void;
}

/** What an action leaves to be done later, such as the end of a hold. */
export interface FollowUps {
  /** Once, however often the same is planned. Gives how to call it off. */
  plan(planned: Planned): Promise<() => Promise<void>>;
}

export type Planned = Omit<FollowUpItem, 'v' | 'kind' | 'armed' | 'tries'>;

/** Rules whose time comes (DESIGN.md 1, *Schedules*), and rules that somebody applies to the conversations there are. */
export interface Schedules {
  /**
   * Whatever is due now is begun, by one instance; what a crash has left is gone on with. Resolves when it is over, or
   * waits for the server.
   */
  look(): Promise<void>;
  /** Where the rule would run; nothing is done. Gives the pass, which goes on by itself; undefined: not in force. */
  plan(rule: string, by: string): Promise<Pass | undefined>;
  /** Runs it there, unless it is running already: then gives that pass. The conditions are asked again. */
  apply(plan: Pass, by: string): Promise<Pass | undefined>;
  get(id: string): Promise<Pass | undefined>;
  /** The latest first. */
  ofRule(rule: string): Promise<readonly Pass[]>;
  stop(id: string, by: string): Promise<void>;
}

/** What schedules need of what happens later. */
export interface ScheduleTools {
  readonly claims: Claims;
  readonly leases: Leases;
  readonly scheduler: Scheduler;
  readonly time: Time;
  parts(): EngineParts;
  /** Does something without anybody waiting for it. */
  inBackground(work: () => Promise<void>, what: string): void;
  /** Ids of conversations that the app knows of. */
  known(): Promise<readonly string[]>;
}
