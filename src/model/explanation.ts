import type { Text } from '../text/message';

/** True, false, unknown (the host could not tell), or never read, because it could not change the answer. */
export type Judged = true | false | 'unknown' | 'not_read';

/** A condition with the value it saw. Plain JSON. */
export interface ExplainedComparison {
  readonly field: string;
  readonly operator: string;
  readonly value?: unknown;
  readonly case_sensitive?: boolean | undefined;
  readonly verdict: Judged;
  /** As a person writes it (durations ISO, times `HH:mm`), cut after 200 characters; null: missing or never read. */
  readonly seen: string | number | boolean | readonly string[] | null;
  /** Why it is unknown. */
  readonly why?: string | Text;
}

export interface ExplainedGroup {
  readonly group: 'all' | 'any' | 'none';
  readonly verdict: Judged;
  readonly conditions: readonly Explanation[];
}

export interface ExplainedAlways {
  readonly always: true;
  readonly verdict: true;
}

/** Why a rule matched or did not: its conditions as they are written, each with its verdict. */
export type Explanation = ExplainedComparison | ExplainedGroup | ExplainedAlways;
