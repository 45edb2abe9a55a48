import type { Calendar } from '../model/calendar';
import type { DepartmentName } from '../model/value';
import type { Finding } from '../model/finding';
import { usableId, type Rule, type RulesDocument } from '../catalogue/document';
import { isObject, own } from '../util/json';
import type { Catalogue } from '../catalogue';

/** The settings that rules depend on, as written by an administrator. */
export interface RuleSettings {
  /** IANA name; empty: UTC. */
  readonly timezone?: string;
  /** A schedule, `agents` or `workspace`; empty: no opening hours, `operation.hours` is missing. */
  readonly hours?: string;
  /** One `2026-12-25 Christmas` a line. */
  readonly holidays?: string;
}

/** What the host lists; a list that is left out is not known, and nothing is said about its names. */
export interface HostKnowledge {
  /** Usernames. */
  readonly agents?: readonly string[];
  readonly departments?: readonly DepartmentName[];
}

export interface ReadContext {
  readonly settings?: RuleSettings;
  readonly host?: HostKnowledge;
  readonly catalogue?: Catalogue;
}

/** One entry of `rules`, in document order. */
export interface RuleEntry {
  readonly index: number;
  /** Null when it has no usable id. */
  readonly id: string | null;
  /** The name as written, when it is a text; '' otherwise. */
  readonly name: string;
  readonly state: 'active' | 'set_aside';
  /** The rule, when it is active. */
  readonly rule?: Rule;
  /** The entry as it stands in the document. */
  readonly source: unknown;
}

/** @param isRight it has no error */
export function ruleEntry(index: number, source: unknown, isRight: boolean): RuleEntry {
  const name = isObject(source) ? own(source, 'name') : undefined;
  const common = { index, id: usableId(source), name: typeof name === 'string' ? name : '', source };
  return isRight ? { ...common, state: 'active', rule: source as Rule } : { ...common, state: 'set_aside' };
}

export interface TestResult {
  readonly rule: string | null;
  readonly name: string;
  readonly passed: boolean;
  /** What came out; null when the test could not be run (its finding says why). */
  readonly got: 'match' | 'no_match' | null;
}

/** A rules document, read and checked. */
export interface ReadResult {
  /** Undefined when the whole document is refused: keep the last good one. Holds the active rules only. */
  readonly document?: RulesDocument;
  readonly rules: readonly RuleEntry[];
  /** The rules without an error, in document order, whatever their mode. */
  readonly active: readonly Rule[];
  /** The calendars that can be read, by name; the setting's own stands under ''. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** IANA name: the setting's zone, UTC when it is empty or none. */
  readonly zone: string;
  readonly findings: readonly Finding[];
  readonly tests: readonly TestResult[];
}
