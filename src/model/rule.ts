import type { EventId } from './event';

/** One comparison, as written in a rule (DESIGN.md 1, Conditions). */
export interface Comparison {
  readonly field: string;
  readonly operator: string;
  readonly value?: unknown;
  readonly case_sensitive?: boolean;
}
export interface All {
  readonly all: readonly Condition[];
}
export interface Any {
  readonly any: readonly Condition[];
}
export interface None {
  readonly none: readonly Condition[];
}
export type Condition = Comparison | All | Any | None;

/** An action as written: its id, and its own parameters. */
export interface ActionStep {
  readonly action: string;
  readonly [parameter: string]: unknown;
}

export interface Once {
  readonly per: 'conversation' | 'customer';
  /** ISO 8601. */
  readonly within?: string;
}

export interface Wait {
  /** ISO 8601. */
  readonly for: string;
  readonly unless?: readonly EventId[];
  readonly restart?: true;
}

export interface RuleTest {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly on?: EventId;
  readonly at?: string;
  readonly expect: 'match' | 'no_match';
}

export const MODES = ['live', 'watch', 'off'] as const;
export type Mode = (typeof MODES)[number];

/** A rule that has passed the check; ready to be compiled. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly mode?: Mode;
  readonly on: EventId | readonly EventId[];
  readonly if: 'always' | Condition;
  readonly do: readonly ActionStep[];
  readonly once?: Once;
  readonly wait?: Wait;
  readonly stop?: boolean;
  readonly tests?: readonly RuleTest[];
}

export interface CalendarSource {
  readonly timezone?: string;
  readonly hours: string;
  readonly holidays?: string;
}

export interface RulesDocument {
  readonly rules: readonly Rule[];
  readonly calendars?: Readonly<Record<string, CalendarSource>>;
}

export function eventsOf(rule: Pick<Rule, 'on'>): readonly EventId[] {
  return typeof rule.on === 'string' ? [rule.on] : rule.on;
}

export function isComparison(condition: Condition): condition is Comparison {
  return 'field' in condition;
}

/** What a rule does after a wait of so long begins a new chain, ms (DESIGN.md, Chains and waits). */
export const NEW_CHAIN_AFTER = 60_000;

/** So often a rule that sets itself off again may run in a conversation where nobody writes. */
export const MOST_BY_ITSELF = 24;
