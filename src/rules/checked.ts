import { createHash } from 'crypto';
import type { RulesDocument } from '../catalogue/document';
import type { Calendar } from '../model/calendar';
import type { Finding } from '../model/finding';
import type { Language } from '../text/message';
import { asList, asObject } from '../util/json';
import { ruleEntry, type HostKnowledge, type ReadResult, type RuleSettings, type TestResult } from './result';

/** Of the package that this is part of: another one may check otherwise. */
declare const __BUILD__: string | undefined;
const BUILD = typeof __BUILD__ === 'undefined' ? '' : __BUILD__;

/**
 * What the check found of a document, so that a restart need not check it again: what its text does not say by itself.
 * There is nothing of its secrets in it.
 */
export interface Checked {
  /** Of the text, the settings that it was checked with, and the app that checked it. */
  readonly of: string;
  readonly lists: HostKnowledge;
  /** Places in `rules`. */
  readonly aside: readonly number[];
  /** Ids of the lookups that can be read. */
  readonly lookups: readonly string[];
  readonly calendarSources: NonNullable<RulesDocument['calendars']>;
  readonly calendars: readonly (readonly [name: string, calendar: Calendar])[];
  readonly zone: string;
  readonly findings: readonly Finding[];
  readonly tests: readonly TestResult[];
  readonly report: Report;
  /** Of all that: what somebody has damaged is checked again. */
  readonly sum: string;
}

/** What the app has said of it: a start that finds the same need not open its texts. */
export interface Report {
  readonly language: Language;
  readonly text: string;
}

/** A record larger than this costs more than checking again, bytes. */
const LARGEST = 200_000;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export function fingerprintOf(text: string, { timezone, hours, holidays }: RuleSettings): string {
  return hash(JSON.stringify([BUILD, text, timezone, hours, holidays]));
}

/** What is kept; undefined where nothing is: the document was refused, or there is too much to say of it. */
export function checkedOf(result: ReadResult, of: string, lists: HostKnowledge, report: Report): Checked | undefined {
  const { document, rules, calendars, zone, findings, tests } = result;
  if (!document) return undefined;
  const checked = {
    of,
    lists,
    aside: rules.filter(({ state }) => state === 'set_aside').map(({ index }) => index),
    lookups: Object.keys(document.lookups ?? {}),
    calendarSources: document.calendars ?? {},
    calendars: [...calendars],
    zone,
    findings,
    tests,
    report,
  };
  const whole = JSON.stringify(checked);
  return Buffer.byteLength(whole) > LARGEST ? undefined : { ...checked, sum: hash(whole) };
}

/** The same as the check gave, of the same text; undefined where the record is not as it was written. */
export function resultOf(text: string, { sum, ...checked }: Checked): ReadResult | undefined {
  if (sum !== hash(JSON.stringify(checked))) return undefined;
  const source = text.trim() === '' ? {} : asObject(JSON.parse(text.replace(/^\ufeff/, '')));
  const aside = new Set(checked.aside);
  const rules = asList(source?.rules).map((each, index) => ruleEntry(index, each, !aside.has(index)));
  const active = rules.flatMap(({ rule }) => rule ?? []);
  const written = asObject(source?.lookups) as RulesDocument['lookups'];
  const lookups = Object.fromEntries(Object.entries(written ?? {}).filter(([id]) => checked.lookups.includes(id)));
  return {
    document: { rules: active, calendars: checked.calendarSources, lookups },
    rules,
    active,
    calendars: new Map(checked.calendars),
    zone: checked.zone,
    findings: checked.findings,
    tests: checked.tests,
  };
}
