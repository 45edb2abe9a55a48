import { fieldOf, FIELDS } from '../../catalogue/fields';
import type { Field, FieldRef } from '../../catalogue/fields/field';
import { nearest } from '../../text/nearest';
import type { KnowsName } from './compile';

/** What a template may print beyond the fields (DESIGN.md 1, Actions). */
export const EXTRA_NAMES = ['customer.first_name', 'operation.next_open', 'conversation.url', 'rule.name'] as const;
export type ExtraName = (typeof EXTRA_NAMES)[number];

export function isExtraName(name: string): name is ExtraName {
  return (EXTRA_NAMES as readonly string[]).includes(name);
}

/** The names that templates may use: every field, the members of families included, and the extra ones. */
export function templateNames(
  lookUp: (id: string) => FieldRef | undefined = fieldOf,
  fields: readonly Pick<Field, 'id'>[] = FIELDS,
): KnowsName {
  const all = [...fields.map(({ id }) => id).filter((id) => !id.endsWith('*')), ...EXTRA_NAMES];
  return (name) => {
    if (isExtraName(name) || lookUp(name)) return 'known';
    const near = nearest(name, all);
    return near === undefined ? {} : { nearest: near };
  };
}

/**
 * The name to call somebody by: the first word, or what follows the comma of `Silva, Ana`. Undefined when there is no
 * name.
 */
export function firstName(name: string | undefined): string | undefined {
  const [family = '', given = ''] = (name ?? '').split(',', 2);
  const words = (given.trim() === '' ? family : given).trim().split(/\s+/);
  return words[0] === '' ? undefined : words[0];
}
