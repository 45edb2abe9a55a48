import { EVENTS } from '../../catalogue/events';
import type { EventId } from '../../model/event';
import { eventsOf } from '../../catalogue/document';
import type { BookRule } from '../../admin/rule-book/rule-book';
import type { RuleStats } from '../../admin/runs/run-counts';
import { fold } from '../../text/fold';
import { isObject } from '../../util/json';

export const STATES = ['live', 'watch', 'off', 'set_aside', 'failing'] as const;
export type RuleState = (typeof STATES)[number];

/** Which rules of the list are shown; what is left out does not matter. */
export interface RuleFilter {
  /** Words that stand in the name, the id, the description or a label; all of them. */
  readonly search?: string;
  readonly state?: RuleState;
  readonly event?: string;
  readonly label?: string;
}

/** Live, watching, off, or set aside. */
export function stateOf({ state, mode }: Pick<BookRule, 'state' | 'mode'>): Exclude<RuleState, 'failing'> {
  return state === 'set_aside' ? state : mode;
}

export function isFailing({ id }: Pick<BookRule, 'id'>, stats: ReadonlyMap<string, RuleStats> | undefined): boolean {
  return id !== null && (stats?.get(id)?.failures ?? 0) > 0;
}

export function labelsOf({ source }: Pick<BookRule, 'source'>): readonly string[] {
  const labels = isObject(source) && Array.isArray(source.labels) ? (source.labels as unknown[]) : [];
  return labels.filter((each): each is string => typeof each === 'string' && each.trim() !== '');
}

/** All labels of the document, in the order in which they come. */
export function allLabels(rules: readonly BookRule[]): readonly string[] {
  return [...new Set(rules.flatMap(labelsOf))];
}

/** The events that a rule listens to, as far as they are some. */
export function eventsIn({ rule, source }: Pick<BookRule, 'rule' | 'source'>): readonly EventId[] {
  const on: readonly unknown[] = rule ? eventsOf(rule) : isObject(source) ? [source.on].flat() : [];
  return EVENTS.filter((event) => on.includes(event));
}

export function filtered(
  rules: readonly BookRule[],
  filter: RuleFilter,
  stats: ReadonlyMap<string, RuleStats> | undefined,
): readonly BookRule[] {
  const words = fold(filter.search ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return rules.filter((rule) => {
    const { search: _, state, event, label } = filter;
    if (state === 'failing' ? !isFailing(rule, stats) : state !== undefined && stateOf(rule) !== state) return false;
    if (event !== undefined && !eventsIn(rule).some((each) => each === event)) return false;
    if (label !== undefined && !labelsOf(rule).includes(label)) return false;
    if (words.length === 0) return true;
    const description = isObject(rule.source) ? rule.source.description : '';
    const said = [rule.name, rule.id ?? '', typeof description === 'string' ? description : '', ...labelsOf(rule)];
    const text = fold(said.join(' '));
    return words.every((word) => text.includes(word));
  });
}

export const isFiltered = ({ search = '', ...rest }: RuleFilter): boolean =>
  search.trim() !== '' || Object.values(rest).some((each) => each !== undefined);
