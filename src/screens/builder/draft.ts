import { sameJson, type RawRule } from '../../admin/rule-book/raw-document';
import { GROUPS } from '../../catalogue/document';
import type { Finding } from '../../model/finding';
import type { Sent } from '../kit/form';
import type { Late } from './renamed-fields';
import { isObject } from '../../util/json';

export type Group = (typeof GROUPS)[number];

/**
 * A condition or an action of a draft, under a number that stays the same however it is moved: what somebody types
 * may arrive after the list has changed.
 */
export interface DraftLeaf {
  readonly n: number;
  readonly raw: unknown;
}
export interface DraftGroup {
  readonly n: number;
  readonly group: Group;
  readonly of: readonly DraftNode[];
}
export type DraftNode = DraftLeaf | DraftGroup;

export const TABS = ['when', 'if', 'then', 'more', 'json'] as const;
export type Tab = (typeof TABS)[number];

/** A calendar of the document in fields, on top of the rule that picks it. */
export interface CalendarDraft {
  /** What picks it: `wait`, `schedule`, or a condition, `c7`. */
  readonly target: string;
  /** Left out: it is new. */
  readonly name?: string;
  /** The version of the document that it was opened from. */
  readonly version: string;
  /** In the names of its fields. */
  readonly count: number;
}

/** A rule while it is edited. Plain JSON; whatever the builder cannot show stays in it as it is. */
export interface Draft {
  /** The rule as stored, without secrets; `if` and `do` are taken out where they can be shown. */
  readonly rule: RawRule;
  /** Null: always, or something that cannot be shown (then it is in `rule`). */
  readonly condition: DraftNode | null;
  /** Undefined: `do` is no list and stays in `rule`. */
  readonly steps: readonly DraftLeaf[] | undefined;
  /** Where the rule stands in the document; undefined for a new one. */
  readonly index?: number;
  /** Its id there; null when it has none. */
  readonly id?: string | null;
  /** As it was stored then, without secrets; undefined for a new one. */
  readonly base?: unknown;
  /** The version of the document that it was opened from. */
  readonly version: string;
  readonly tab: Tab;
  /** Of the conditions, from 0. */
  readonly page?: number;
  /** The condition or action that is open. */
  readonly focus?: number;
  /** The next number. */
  readonly next: number;
  /** Counts replacements of the whole rule: fields of an earlier one are no longer heard. */
  readonly epoch: number;
  /** Counts changes of the rule, so that the JSON shown is never an old one. */
  readonly count: number;
  /** What fields hold, by their ids, as a client shows them: a field that stays, or comes again, shows the same. */
  readonly held?: Readonly<Record<string, Sent>>;
  /** Numbers in the names of fields that were renamed, by their first names. */
  readonly again?: Readonly<Record<string, number>>;
  /** What fields of earlier names are now. */
  readonly late?: Readonly<Record<string, Late>>;
  /** Of texts in several languages, the one that is shown. */
  readonly tongue?: string;
  /** What is looked for, and the number in the name of its box. */
  readonly find?: string;
  readonly finding?: number;
  /** A calendar that is edited on top of it. */
  readonly calendar?: CalendarDraft;
  /** JSON that was typed and is none. */
  readonly json?: string;
  /** How a trial over past conversations went, until something else is pressed. */
  readonly trial?: readonly string[];
  /** Problems are shown from the first attempt to save on. */
  readonly tried?: boolean;
  /** Doubts that were told at this count of changes; what is saved once more is meant. */
  readonly warned?: { readonly at: number; readonly findings: readonly Finding[] };
  /** The id of the rule that this one goes before. */
  readonly before?: string;
  /** Errors stand at its fields: a client shows them until the fields have other names (CLIENT.md 2.7). */
  readonly marked?: boolean;
}

/** Conditions nested deeper than this are not taken apart (5 are allowed). */
const DEEPEST = 12;

/** Where the numbers of a draft begin that is opened now. */
export const firstNumbers = (unused: number): Pick<Draft, 'next' | 'epoch' | 'count' | 'tab'> => ({
  next: unused,
  epoch: unused,
  count: unused,
  tab: 'when',
});

export function toDraft(
  rule: RawRule,
  from: Pick<Draft, 'index' | 'id' | 'version' | 'base'>,
  last: Pick<Draft, 'next' | 'epoch' | 'count' | 'tab'> = firstNumbers(1),
): Draft {
  let next = last.next;
  const take = (raw: unknown, depth: number): DraftNode => {
    const n = next++;
    const group = groupOf(raw);
    if (!group || depth > DEEPEST) return { n, raw };
    return { n, group: group[0], of: group[1].map((each) => take(each, depth + 1)) };
  };
  const condition = isObject(rule.if) ? take(rule.if, 1) : null;
  const steps = Array.isArray(rule.do)
    ? (rule.do as unknown[]).map((raw): DraftLeaf => ({ n: next++, raw }))
    : undefined;
  return {
    rule,
    condition,
    steps,
    ...from,
    tab: last.tab,
    next,
    epoch: last.epoch,
    count: last.count,
  };
}

/** The same draft with names for its fields that were never used. What was open stays open. */
export function renamed(draft: Draft, unused: number): Draft {
  const { index, id, base, version, tab, focus, page, tried, tongue, before, json } = draft;
  const fresh = toDraft(fromDraft(draft), { index, id, base, version }, { ...firstNumbers(unused), tab });
  const at = numbersOf(draft).indexOf(focus ?? -1);
  const warned = draft.warned && draft.warned.at === draft.count ? { ...draft.warned, at: fresh.count } : undefined;
  return { ...fresh, page, tried, tongue, before, json, warned, focus: at < 0 ? undefined : numbersOf(fresh)[at] };
}

/** Numbers of conditions, then of actions, from top to bottom. */
function numbersOf({ condition, steps }: Draft): readonly number[] {
  return [...rowsOf(condition).map(({ node }) => node.n), ...(steps ?? []).map(({ n }) => n)];
}

/** Would closing it lose something? */
export function isUnsaved(draft: Draft): boolean {
  if (draft.json !== undefined) return true;
  if (draft.base !== undefined) return !sameJson(fromDraft(draft), draft.base);
  return draft.count !== draft.epoch || draft.tried === true;
}

/** Exactly a group and nothing else. */
function groupOf(raw: unknown): readonly [Group, readonly unknown[]] | undefined {
  if (!isObject(raw)) return undefined;
  const [key, ...more] = Object.keys(raw);
  const group = GROUPS.find((each) => each === key);
  return group && more.length === 0 && Array.isArray(raw[group]) ? [group, raw[group] as unknown[]] : undefined;
}

/** The rule as it would be saved; what was not touched is what it was. */
export function fromDraft({ rule, condition, steps }: Pick<Draft, 'rule' | 'condition' | 'steps'>): RawRule {
  return {
    ...rule,
    ...(condition ? { if: rawOf(condition) } : isObject(rule.if) && { if: 'always' }),
    ...(steps && { do: steps.map(({ raw }) => raw) }),
  };
}

function rawOf(node: DraftNode): unknown {
  return 'raw' in node ? node.raw : { [node.group]: node.of.map(rawOf) };
}

export interface Row {
  readonly node: DraftNode;
  readonly depth: number;
  /** `if.all[1]`. */
  readonly place: string;
}

/** The conditions from top to bottom. */
export function rowsOf(node: DraftNode | null, depth = 0, place = 'if'): readonly Row[] {
  if (!node) return [];
  if ('raw' in node) return [{ node, depth, place }];
  const inner = node.of.flatMap((each, index) => rowsOf(each, depth + 1, `${place}.${node.group}[${index}]`));
  return [{ node, depth, place }, ...inner];
}

export function leafOf(draft: Draft, n: number): DraftLeaf | undefined {
  const node = rowsOf(draft.condition).find((row) => row.node.n === n)?.node;
  return node && 'raw' in node ? node : undefined;
}
