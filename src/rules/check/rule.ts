import { EVENTS } from '../../catalogue/events';
import type { EventId } from '../../model/event';
import { MODES, type Condition } from '../../model/rule';
import { LIMITS, ONCE_KEYS, ONCE_PER, RULE_KEYS, WAIT_KEYS } from '../schema';
import { checkActions } from './actions';
import { checkCondition } from './condition';
import { checkDuration } from './duration';
import { isOneOf, unknownKeys } from './suggest';
import type { Known } from './context';
import type { NameUsed } from './templates';
import { codePoints, show, under, type Report } from './findings';
import { isObject, own } from '../../util/json';

/** What of a rule can be asked already, though other parts of it may be wrong. */
export interface ValidParts {
  /** Undefined when `on` is wrong. */
  readonly events?: readonly EventId[];
  /** Undefined when `if` is wrong. */
  readonly condition?: 'always' | Condition;
  /** The fields that its templates name. */
  readonly names: readonly NameUsed[];
}

type Source = Readonly<Record<string, unknown>>;

/** Checks one rule by itself: its keys, limits, condition and actions. Its id has been looked at before. */
export function checkRule(source: Source, known: Known, report: Report): ValidParts {
  unknownKeys(report, 'error', '', source, RULE_KEYS);
  checkText(source, 'name', LIMITS.name, true, report);
  checkText(source, 'description', LIMITS.description, false, report);
  if (Object.hasOwn(source, 'mode')) isOneOf(report, 'mode', source.mode, MODES);
  const events = checkEvents(source, report);
  const condition = checkIf(source, known, report);
  const names = checkActions(source, known, report);
  checkOnce(source, report);
  checkWait(source, report);
  checkFlag(source, 'stop', '', report);
  return { events, condition, names };
}

function checkText(source: Source, key: string, most: number, required: boolean, report: Report): void {
  if (!Object.hasOwn(source, key)) {
    if (required) report.error(key, 'finding_missing', { key });
    return;
  }
  const value = source[key];
  if (typeof value !== 'string') report.error(key, 'finding_no_text', { value: show(value) });
  else if (codePoints(value) > most) report.error(key, 'finding_too_long', { length: codePoints(value), most });
  else if (required && value.trim() === '') report.error(key, 'finding_blank');
}

/** `true` or `false`, where it stands. */
function checkFlag(source: Source, key: string, place: string, report: Report): void {
  if (!Object.hasOwn(source, key) || typeof source[key] === 'boolean') return;
  report.error(under(place, key), 'finding_no_flag', { value: show(source[key]) });
}

function checkEvents(source: Source, report: Report): readonly EventId[] | undefined {
  if (!Object.hasOwn(source, 'on')) {
    report.error('on', 'finding_missing', { key: 'on' });
    return undefined;
  }
  if (!Array.isArray(source.on)) return checkEvent(source.on, 'on', report) ? [source.on] : undefined;
  return checkEventList(source.on, 'on', report);
}

function checkEventList(list: readonly unknown[], place: string, report: Report): readonly EventId[] | undefined {
  if (list.length === 0) report.error(place, 'finding_empty_list', { key: place });
  const right = list.filter((each, index): each is EventId => checkEvent(each, under(place, index), report));
  return right.length === list.length && right.length > 0 ? right : undefined;
}

/** Tells when something is no event. */
export function checkEvent(value: unknown, place: string, report: Report): value is EventId {
  return isOneOf(report, place, value, EVENTS, 'finding_unknown_event');
}

function checkIf(source: Source, known: Known, report: Report): ValidParts['condition'] {
  if (!Object.hasOwn(source, 'if')) report.error('if', 'finding_missing', { key: 'if' });
  else if (source.if === 'always') return 'always';
  else return checkCondition(source.if, known, report);
  return undefined;
}

function checkOnce(source: Source, report: Report): void {
  if (!Object.hasOwn(source, 'once')) return;
  const once = source.once;
  if (!isObject(once)) return report.error('once', 'finding_no_object', { value: show(once), keys: ONCE_KEYS });
  unknownKeys(report, 'error', 'once', once, ONCE_KEYS);
  if (!Object.hasOwn(once, 'per')) report.error('once.per', 'finding_missing', { key: 'per' });
  else isOneOf(report, 'once.per', once.per, ONCE_PER);
  if (Object.hasOwn(once, 'within')) checkDuration(once.within, 'once.within', report);
}

function checkWait(source: Source, report: Report): void {
  if (!Object.hasOwn(source, 'wait')) return;
  const wait = source.wait;
  if (!isObject(wait)) return report.error('wait', 'finding_no_object', { value: show(wait), keys: WAIT_KEYS });
  unknownKeys(report, 'error', 'wait', wait, WAIT_KEYS);
  if (!Object.hasOwn(wait, 'for')) report.error('wait.for', 'finding_missing', { key: 'for' });
  else checkDuration(wait.for, 'wait.for', report);
  const unless = own(wait, 'unless');
  if (Array.isArray(unless)) checkEventList(unless, 'wait.unless', report);
  else if (Object.hasOwn(wait, 'unless')) report.error('wait.unless', 'finding_no_list', { value: show(unless) });
  checkFlag(wait, 'restart', 'wait', report);
}
