import { isUnknown, type DepartmentName, type Fact, type Kind, type Value } from '../../model/value';
import { fold } from '../../text/fold';

/**
 * A present value, prepared once for all comparisons of one decision. Texts keep the forms that were asked for.
 */
export interface SeenText {
  readonly raw: string;
  readonly folded: string;
  sensitive?: string;
  plain?: string;
  digits?: string;
}
export interface SeenDepartment {
  readonly id: string;
  readonly name: string;
  readonly folded: string;
}
export interface SeenList {
  readonly items: readonly string[];
  readonly folded: readonly string[];
}
export type Seen = SeenText | SeenDepartment | SeenList | string | number | boolean;

/** Said of a value that its kind cannot have. */
export const WRONG_KIND = Symbol('wrong kind');

/** Prepares the values of a kind; undefined when a value counts as missing. */
export type Prepare = (value: Value) => Seen | undefined | typeof WRONG_KIND;

/**
 * How values of a kind are prepared for comparing. A text that folds to nothing is missing, also as an entry of a
 * list, and so is a list without entries (DESIGN.md, Exact meanings).
 */
export function preparing(kind: Kind): Prepare {
  return PREPARE[kind];
}

/** A fact as comparisons see it. */
export type Sight =
  | { readonly is: 'present'; readonly seen: Seen }
  | { readonly is: 'missing' }
  | { readonly is: 'unknown'; readonly why: string };

/** Prepares one fact. A value that its kind cannot have is unknown rather than guessed at. */
export function prepare(kind: Kind, fact: Fact): Sight {
  if (fact === undefined || fact === null) return { is: 'missing' };
  if (typeof fact === 'object' && isUnknown(fact)) return { is: 'unknown', why: fact.unknown };
  const seen = PREPARE[kind](fact);
  if (seen === undefined) return { is: 'missing' };
  return seen === WRONG_KIND ? { is: 'unknown', why: wrongKind(kind, fact) } : { is: 'present', seen };
}

export function wrongKind(kind: Kind, value: Value): string {
  return `a ${typeof value} is no ${kind}`;
}

const text: Prepare = (value) => {
  if (typeof value !== 'string') return WRONG_KIND;
  const folded = fold(value);
  return folded === '' ? undefined : { raw: value, folded };
};
const number: Prepare = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : WRONG_KIND);

const PREPARE: Record<Kind, Prepare> = {
  text,
  locale: text,
  phone: text,
  custom: text,
  username: text,
  choice: (value) => (typeof value === 'string' ? value || undefined : WRONG_KIND),
  department: (value) => {
    if (!isDepartment(value)) return WRONG_KIND;
    const folded = fold(value.name);
    return folded === '' && value.id === '' ? undefined : { id: value.id, name: value.name, folded };
  },
  list: (value) => {
    const entries = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(entries)) return WRONG_KIND;
    const items = (entries as readonly unknown[]).filter((item): item is string => typeof item === 'string');
    const kept = items.map((item) => ({ item, folded: fold(item) })).filter(({ folded }) => folded !== '');
    if (kept.length === 0) return undefined;
    return { items: kept.map(({ item }) => item), folded: kept.map(({ folded }) => folded) };
  },
  number,
  duration: number,
  time: number,
  boolean: (value) => (typeof value === 'boolean' ? value : WRONG_KIND),
};

function isDepartment(value: Value): value is DepartmentName {
  return typeof value === 'object' && 'id' in value && 'name' in value;
}
