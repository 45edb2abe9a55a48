import type { EventId } from '../../model/event';
import type { Facts, SourceId, Environment } from '../../model/facts';
import type { Fact, Kind } from '../../model/value';

/**
 * One thing that a rule may ask. Everything about a field is in its entry: validation, schema, builder, help and
 * reference are derived from it.
 *
 * A field whose id ends in `*` is a family: `customer.custom.*` is asked as `customer.custom.plan`, and `plan` is
 * handed on as `key`.
 */
export interface Field {
  readonly id: string;
  readonly kind: Kind;
  /** The only values of a choice. */
  readonly choices?: readonly string[];
  /** Of a family: what stands for the star. */
  readonly family?: 'calendar' | 'customer_field' | 'conversation_field' | 'question' | 'input' | 'lookup';
  /** The events that have it; left out: all. */
  readonly events?: readonly EventId[];
  /** May it have no value, though everything it needs is known? */
  readonly mayMiss: boolean | ((environment: Pick<Environment, 'calendars'>) => boolean);
  /**
   * Whose words it may hold. What a customer may have written, if only by way of a rule, is neutralised where agents
   * and the team read it; `team`: administrators, agents and the server write it, never a customer.
   */
  readonly writtenBy: 'customer' | 'team';
  /** What follows from an event for it: the only facts that are possible right then. */
  readonly implied?: Readonly<Partial<Record<EventId, readonly Fact[]>>>;
  /** The events after which what they imply stays so, for as long as a rule waits. */
  readonly lasting?: readonly EventId[];
  /** What it is right then as a rule, though it may be otherwise: a condition that counts on that is warned of. */
  readonly usual?: Readonly<Partial<Record<EventId, readonly Fact[]>>>;
  /** The only facts that are possible while the conversation is open, as it is when a wait is over. */
  readonly whileOpen?: readonly Fact[];
  /** A time since something before every event: after a wait it is as long at least. */
  readonly runsOn?: true;
  /** What it tells of whoever has the conversation: who it is, or whether somebody could take one. */
  readonly tells?: readonly ('assignment' | 'availability')[];
  /** The only facts with which no human agent has the conversation. */
  readonly withoutHuman?: readonly Fact[];
  /** Its values name questions of the rules, or something that has several spellings. */
  readonly names?: 'question' | 'country';
  /** The settings that it is read from: while one cannot be read, rules that ask it are set aside. */
  readonly settings?: readonly ('timezone' | 'hours' | 'holidays')[];
  /** A number of things: whole, from 0. */
  readonly counts?: true;
  /** It is true once in a conversation, and never again. */
  readonly onceTrue?: true;
  /** Choices that have a sentence of their own: nobody says that a conversation is with nobody. */
  readonly ownSentences?: readonly string[];
  /** What must be known before `read` may be called. Asked when rules are compiled; `conversation` is nearly free. */
  needs(key: string, environment: Environment): readonly SourceId[];
  /** The fact. Pure; called only when everything in `needs` is known. */
  read(facts: Facts, key: string): Fact;
  /**
   * For what follows from the clock, the calendars and the settings: the fact at a moment. A test in a rule that gives
   * the moment need not give the fact.
   */
  at?(moment: Moment, key: string): Fact;
  /** For the reference and its test: a condition on this field, and a fact with which it is true, one with which it is false (both written as in a rule's `given`). */
  readonly example: {
    readonly operator: string;
    readonly value?: unknown;
    readonly match: unknown;
    readonly noMatch: unknown;
  };
}

/** A moment, and what is known of it without a conversation. */
export interface Moment extends Pick<Facts, 'now' | 'environment' | 'known'> {
  /** What a test gives, by field id; missing when it gives nothing. */
  given(field: string): Fact;
}

/** A field as one rule asks for it. */
export interface FieldRef {
  /** As written: `customer.custom.plan`. */
  readonly id: string;
  readonly field: Field;
  /** What stands for the star, or ''. */
  readonly key: string;
}
