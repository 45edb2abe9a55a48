import type { Text } from '../text/message';

/**
 * What a field gives. The kind decides which operators fit and how a value is written in a rule.
 * `locale` is text whose `is` compares ranges; `phone` is text whose digits compare; `custom` is text that takes number
 * operators too (DESIGN.md, Exact meanings).
 */
export const KINDS = [
  'text',
  'locale',
  'phone',
  'custom',
  'choice',
  'username',
  'department',
  'list',
  'number',
  'duration',
  'time',
  'boolean',
] as const;
export type Kind = (typeof KINDS)[number];

/** A department is named in rules by its name or its id. */
export interface DepartmentName {
  readonly id: string;
  readonly name: string;
}

/**
 * The value of a fact by kind: text, locale, phone, custom, choice, username: string · department: DepartmentName ·
 * list: strings · number: finite number · duration: milliseconds · time: minute of the day (0–1439) · boolean.
 */
export type Value = string | number | boolean | readonly string[] | DepartmentName;

/** The host could not tell; the text says why, for the record. */
export interface Unknown {
  readonly unknown: string | Text;
}

/** A value, missing (`undefined`: the customer has no e-mail), or unknown (the host could not tell). */
export type Fact = Value | undefined | Unknown;

export function isUnknown(fact: Fact): fact is Unknown {
  return typeof fact === 'object' && fact !== null && 'unknown' in fact;
}

export function unknown(why: Unknown['unknown']): Unknown {
  return { unknown: why };
}
