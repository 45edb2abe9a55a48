import type * as z from 'zod/mini';
import type { Speaker, Written } from '../speaker';
import type { Conversation, Event, EventId } from '../../model/event';
import type { SourceId } from '../../model/facts';
import type { Host } from '../../ports/host';
import type { Fact } from '../../model/value';
import type { Text } from '../../text/message';
import type { Outcome } from '../../model/run';
import type { Question } from '../../model/question';

/** What an action is given besides its parameters. */
export interface ActionContext {
  readonly host: Host;
  readonly event: Event;
  /** The conversation as last seen; read again by the engine after every action that changes it. */
  readonly conversation: Conversation;
  /** The same, when it was seen so a moment ago and nothing has happened in it since: it need not be asked for. */
  readonly current?: Conversation;
  readonly rule: { readonly id: string; readonly name: string };
  /** Unique for this run and this action; the same when it is tried again or taken up after a crash. */
  readonly key: string;
  /** The facts read for this event by field id, as plain JSON values; those that were not read are left out. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /**
   * Another action, without parameters, is done at this moment (ms since 1970) unless the customer has written by then;
   * planned once for this action, however often it is done. Gives how to call it off. Left out where nothing is done
   * later.
   */
  readonly followUp?: (action: string, at: number) => Promise<() => Promise<void>>;
  /** When it was to be done, ms since 1970; the same when it is tried again or taken up after a crash. */
  readonly due: number;
  /** Asks the customer, once for this key, unless something speaks against it; missing where rules do not run. Throws a HostError. */
  readonly ask?: (question: Question) => Promise<Outcome>;
  /** ms since 1970. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/**
 * Who reads a template's output: a customer, and the agents in the conversation with them; the team; or a machine (a
 * field of a contact, a header). For the first two, what a customer wrote is neutralised: no mention, link or
 * formatting.
 */
export type TemplateReader = 'customer' | 'team' | 'machine';

/** An event that a step brings about, with what is known to hold afterwards. */
export interface Effect {
  readonly event: EventId;
  /** By field, the only facts that are possible then, beside what follows from the event. */
  readonly facts?: Readonly<Record<string, readonly Fact[]>>;
  /** Doing it to its own result changes nothing, so it cannot set off its own rule again and again. */
  readonly settles: boolean;
  /** It looks for somebody who is available: rules that ask whether somebody is are set off by nobody else. */
  readonly findsSomebody?: boolean;
}

/**
 * One thing that a rule may do. Everything about an action is in its entry: validation, schema, builder, help,
 * reference and the permissions of app.json are derived from it.
 */
export interface Action<P = unknown> {
  readonly id: string;
  /** The parameters as written in a rule, without `action` (and without `also`, which every sending action takes). A strict object. */
  readonly parameters: () => z.ZodMiniType<P>;
  /** Which parameters are templates, by path (`text`, `custom.*`), and who reads them. */
  readonly templates: Readonly<Record<string, TemplateReader>>;
  /** True when it sends the customer a message: at most one a customer's message, unless the step says `also`. */
  readonly messagesCustomer: boolean;
  /** It asks the customer a question: which one, and the only answers to it, as they are written. */
  asks?(written: Written): { readonly id: unknown; readonly values?: readonly unknown[]; readonly withAgent: boolean };
  /** True when it can do nothing in a closed conversation. */
  readonly openOnly?: boolean;
  /** Facts that may be different afterwards. */
  readonly changes: readonly SourceId[];
  /** Events that its effect raises in this conversation (chains, loop check). */
  readonly raises: readonly EventId[];
  /** Whether that event came of what it did, as far as it can tell; left out: all of them did. */
  raised?(event: EventId, did: NonNullable<Outcome['detail']>): boolean;
  /** True when doing it twice is the same as doing it once, because it looks before it changes. */
  readonly repeatable: boolean;
  /**
   * It still makes sense later: what is refused for a reason that passes (refusals.ts) is tried again until it is too
   * late. `over` is asked before each later try: how it ends when it is not wanted any more.
   */
  readonly later?: { over?(context: ActionContext): Promise<Outcome | undefined> };
  /** True when what it sends names itself, so that the other side can tell a second delivery from the first. */
  readonly keyed?: boolean;
  /** `needed`: health tells of it before it fails for want of one. */
  readonly connection: 'needed' | 'helps' | 'unused';
  /** Only servers with a licence do it: health tells of it before it fails for want of one. */
  readonly licence?: true;
  /**
   * The parameters that say where its secrets go: a secret that was masked comes back only while these are the same.
   * What is secret, and what names agents, departments and rooms, is said by the kinds of its parameters.
   */
  readonly secretsGoTo?: readonly string[];
  /** Permissions in app.json. */
  readonly permissions: readonly string[];
  /** For the reference and its test: a step, and what it does in the sandbox, as a text key. */
  readonly example: Readonly<Record<string, unknown>>;
  /**
   * How a step reads in the sentence of its rule: `assign the conversation to “maria”`. Left out: `said_<id>` with its
   * parameters in it.
   */
  say?(written: Written, speaker: Speaker): string;
  /** What a step brings about, where its parameters tell more than `raises`; they have passed the check. */
  effects?(parameters: P): readonly Effect[];
  /** What it would do, in words: for `watch`, dry runs and the record. Pure; templates are rendered already. */
  plan(parameters: P, conversation: Conversation): Text;
  /**
   * The conversation as it leaves it, for the texts of what a plan does behind it. What cannot be known before is the
   * name by which a text asks for it: `{{agent.name}}`. Left out: the same. Pure; templates are rendered already.
   */
  leaves?(parameters: P, conversation: Conversation): Conversation;
  /**
   * Does it, looks whether it worked, and says how it ended. Templates are rendered already. Never throws for what a
   * host refuses (the engine turns a HostError into `failed` or `uncertain`).
   */
  perform(parameters: P, context: ActionContext): Promise<Outcome>;
  /**
   * After a crash in the middle of it: did it happen? Undefined: cannot be known; then it is repeated if it can be.
   * @param since ms since 1970 when it was about to be done
   */
  verify?(parameters: P, context: ActionContext, since: number): Promise<boolean | undefined>;
}

/** What an action is given whose parameters are these. */
export type ParametersOf<Schema extends () => z.core.$ZodType> = z.core.output<ReturnType<Schema>>;
