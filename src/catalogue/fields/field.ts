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
  /** The events that have it; left out: all. */
  readonly events?: readonly EventId[];
  /** What must be known before `read` may be called. Asked when rules are compiled; `conversation` is nearly free. */
  needs(key: string, environment: Environment): readonly SourceId[];
  /** The fact. Pure; called only when everything in `needs` is known. */
  read(facts: Facts, key: string): Fact;
  /** For the reference and its test: a condition on this field, and a fact with which it is true, one with which it is false (both written as in a rule's `given`). */
  readonly example: {
    readonly operator: string;
    readonly value?: unknown;
    readonly match: unknown;
    readonly noMatch: unknown;
  };
}

/** A field as one rule asks for it. */
export interface FieldRef {
  /** As written: `customer.custom.plan`. */
  readonly id: string;
  readonly field: Field;
  /** What stands for the star, or ''. */
  readonly key: string;
}
