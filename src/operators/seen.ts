import { isUnknown, unknown, type DepartmentName, type Fact, type Kind, type Unknown } from '../fields/value';
import { fold } from '../text/fold';

/**
 * A present value, prepared once for all comparisons of one decision. Texts keep the forms that were asked for.
 */
export interface SeenText {
  readonly raw: string;
  readonly folded: string;
  sensitive?: string;
  plain?: string;
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

export type Sight =
  | { readonly is: 'present'; readonly seen: Seen }
  | { readonly is: 'missing' }
  | { readonly is: 'unknown'; readonly why: Unknown };

const NOTHING: Sight = { is: 'missing' };

/**
 * Prepares a fact for comparing. A text that folds to nothing is missing, also as an entry of a list, and so is a list
 * without entries (DESIGN.md, Exact meanings). A value that its kind cannot have is unknown rather than guessed at.
 */
export function prepare(kind: Kind, fact: Fact): Sight {
  if (fact === undefined || fact === null) return NOTHING;
  if (isUnknown(fact)) return { is: 'unknown', why: fact };
  const seen = PREPARE[kind](fact);
  if (seen === undefined) return NOTHING;
  if (seen === WRONG) return { is: 'unknown', why: unknown(`a ${typeof fact} is no ${kind}`) };
  return { is: 'present', seen };
}

const WRONG = Symbol('wrong kind');
type Prepare = (value: Exclude<Fact, undefined | Unknown>) => Seen | undefined | typeof WRONG;

const text: Prepare = (value) => {
  if (typeof value !== 'string') return WRONG;
  const folded = fold(value);
  return folded === '' ? undefined : { raw: value, folded };
};
const number: Prepare = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : WRONG);

const PREPARE: Record<Kind, Prepare> = {
  text,
  locale: text,
  custom: text,
  username: text,
  choice: (value) => (typeof value === 'string' ? value || undefined : WRONG),
  department: (value) => {
    if (!isDepartment(value)) return WRONG;
    const folded = fold(value.name);
    return folded === '' && value.id === '' ? undefined : { id: value.id, name: value.name, folded };
  },
  list: (value) => {
    const entries = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(entries)) return WRONG;
    const items = (entries as readonly unknown[]).filter((item): item is string => typeof item === 'string');
    const kept = items.map((item) => ({ item, folded: fold(item) })).filter(({ folded }) => folded !== '');
    if (kept.length === 0) return undefined;
    return { items: kept.map(({ item }) => item), folded: kept.map(({ folded }) => folded) };
  },
  number,
  duration: number,
  time: number,
  boolean: (value) => (typeof value === 'boolean' ? value : WRONG),
};

function isDepartment(value: Fact): value is DepartmentName {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}
