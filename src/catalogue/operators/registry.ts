import type { Kind } from '../../model/value';
import { booleanOperators } from './boolean';
import { listOperators } from './list';
import { localeOperators } from './locale';
import { nameOperators } from './names';
import { numberOperators } from './number';
import type { Operator } from './operator';
import { phoneOperators } from './phone';
import { presenceOperators } from './presence';
import { textOperators } from './text';
import { timeOperators } from './time';

/**
 * All operators. The same id may stand for several: `is` means one thing for a text and another for a locale; for one
 * kind it stands once. What an entry is ready-made of is the operator's own business, hence unknown here.
 */
export const OPERATORS = [
  ...textOperators,
  ...localeOperators,
  ...phoneOperators,
  ...nameOperators,
  ...listOperators,
  ...numberOperators,
  ...timeOperators,
  ...booleanOperators,
  ...presenceOperators,
] as unknown as readonly Operator<unknown>[];

const BY_KIND = new Map<Kind, Map<string, Operator<unknown>>>();
for (const operator of OPERATORS) {
  for (const kind of operator.kinds) {
    const ofKind = BY_KIND.get(kind) ?? new Map<string, Operator<unknown>>();
    BY_KIND.set(kind, ofKind.set(operator.id, operator));
  }
}

/** The operators of a kind, in the order of the reference. */
export function operatorsOf(kind: Kind): readonly Operator<unknown>[] {
  return [...(BY_KIND.get(kind)?.values() ?? [])];
}

/** The operator of that id for a kind, if the kind has it. */
export function operatorFor(kind: Kind, id: string): Operator<unknown> | undefined {
  return BY_KIND.get(kind)?.get(id);
}
