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
  /** Which rules it opened last, and at which of deciding's gates. */
  gate: object | undefined;
  opens: Int32Array | undefined;
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

/** Why there is no value: there is none, or what it is cannot be told. */
export const MISSING = Symbol('missing');
export const UNKNOWN = Symbol('unknown');
export type Sight = Seen | typeof MISSING | typeof UNKNOWN;

/** Prepares the values of a kind; one that the kind cannot have is unknown rather than guessed at. */
export type Prepare = (value: Value) => Sight;

/** A fact as comparisons see it. */
export function sightOf(fact: Fact, prepare: Prepare): Sight {
  if (fact === undefined || fact === null) return MISSING;
  return isUnknown(fact) ? UNKNOWN : prepare(fact);
}

/** Texts so short that they come again, such as names of channels and plans; folding takes longer than finding them. */
const SHORT = 32;
const MOST_KEPT = 100;
const kept = new Map<string, Sight>();

const text: Prepare = (value) => {
  if (typeof value !== 'string') return UNKNOWN;
  if (value.length > SHORT) return newText(value);
  const known = kept.get(value);
  if (known) return known;
  if (kept.size === MOST_KEPT) kept.clear();
  const seen = newText(value);
  kept.set(value, seen);
  return seen;
};

function newText(raw: string): Sight {
  const folded = fold(raw);
  return folded === '' ? MISSING : { raw, folded, gate: undefined, opens: undefined };
}

const number: Prepare = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : UNKNOWN);

/**
 * How the values of each kind are prepared for comparing. A text that folds to nothing is missing, also as an entry of a
 * list, and so is a list without entries (DESIGN.md, Exact meanings).
 */
export const PREPARE: Record<Kind, Prepare> = {
  text,
  locale: text,
  phone: text,
  custom: text,
  username: text,
  choice: (value) => (typeof value === 'string' ? value || MISSING : UNKNOWN),
  department: (value) => {
    if (!isDepartment(value)) return UNKNOWN;
    const folded = fold(value.name);
    return folded === '' && value.id === '' ? MISSING : { id: value.id, name: value.name, folded };
  },
  list: (value) => {
    const entries = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(entries)) return UNKNOWN;
    const items = (entries as readonly unknown[]).filter((item): item is string => typeof item === 'string');
    const kept = items.map((item) => ({ item, folded: fold(item) })).filter(({ folded }) => folded !== '');
    if (kept.length === 0) return MISSING;
    return { items: kept.map(({ item }) => item), folded: kept.map(({ folded }) => folded) };
  },
  number,
  duration: number,
  time: number,
  boolean: (value) => (typeof value === 'boolean' ? value : UNKNOWN),
};

function isDepartment(value: Value): value is DepartmentName {
  return typeof value === 'object' && 'id' in value && 'name' in value;
}
