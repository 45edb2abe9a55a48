import type { EventId } from './event';
import type { Text } from '../text/message';
import type { LookupRecord } from './lookup';
import type { Explanation } from './explanation';
import type { StoredRecord } from './record';

/** One action of a run, as it ended. */
export interface ActionRecord {
  readonly action: string;
  /** `planned`: a rule in watch mode would have done it. */
  readonly outcome: Outcome['outcome'] | 'planned';
  readonly reason?: Text;
  readonly detail?: Outcome['detail'];
  /** How long it took. */
  readonly ms: number;
  /** How often it was tried, when more than once or when it is tried again. */
  readonly tries?: number;
  /** A failure that may pass: when it is tried again, ms since 1970. */
  readonly again?: number;
  /** It stands in for another action (`if_failed`): that one's place among the actions. */
  readonly fallbackOf?: number;
  /** It stands in for one that did not fail, or has not failed for good yet. */
  readonly unneeded?: true;
}

/** The actions of a run that are shown: without those that stood in for others and were not needed. */
export function shownActions({ actions }: Pick<RunRecord, 'actions'>): readonly ActionRecord[] {
  return actions.filter(({ unneeded }) => !unneeded);
}

/** What a rule did, for one event (DESIGN.md 2.8). No secrets: parameters are not in it, only what actions tell. */
export interface RunRecord extends StoredRecord {
  readonly v: 1;
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly mode: 'live' | 'watch';
  readonly event: { readonly id: string; readonly on: EventId; readonly at: number };
  readonly conversation: string;
  readonly customer: string;
  /** Run by hand: the username of whoever did it. */
  readonly by?: string;
  /** ms since 1970 when it began. */
  readonly at: number;
  readonly ms: number;
  readonly depth: number;
  /** The chain it belongs to: the id of the event that began it. */
  readonly chain?: string;
  /** True when it sent the customer a message, or may have. */
  readonly messaged?: boolean;
  /** For a rule that waited: since when and until when, ms since 1970. */
  readonly waited?: { readonly since: number; readonly due: number };
  /** How often it was taken up again after a crash. */
  readonly takenUp?: number;
  readonly conditions: Explanation | null;
  /** What was asked outside for it. */
  readonly lookups?: readonly LookupRecord[];
  readonly actions: readonly ActionRecord[];
}

/** How an action stands, for people, the worst first. `waiting`: it failed, and is still to be done. */
export const STANDINGS = ['failed', 'uncertain', 'waiting', 'planned', 'done', 'already', 'skipped'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf({ outcome, again }: Pick<ActionRecord, 'outcome' | 'again'>): Standing {
  return again === undefined ? outcome : 'waiting';
}

/** The worst that happened in a run, for lists and for counting failures. */
export function outcomeOf(run: Pick<RunRecord, 'actions'>): Standing {
  return STANDINGS.find((outcome) => run.actions.some((action) => standingOf(action) === outcome)) ?? 'skipped';
}

/** How an action ended (DESIGN.md 2.6). */
export interface Outcome {
  readonly outcome: 'done' | 'already' | 'skipped' | 'failed' | 'uncertain';
  /** For every outcome but a plain `done`: why, for a person. */
  readonly reason?: Text;
  /** What was done, for the record: the agent chosen, the message's id. No secrets. */
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
  /** A failure that may pass: try again. */
  readonly retry?: boolean;
  /** What it waits for is a matter of seconds: the next tries come sooner than usual. */
  readonly soon?: boolean;
  /** Not before this moment, ms since 1970. */
  readonly notBefore?: number;
}
