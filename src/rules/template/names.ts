import { EXTRA_NAMES, extraNameOf } from '../../catalogue/extra-names';
import { fieldOf, FIELDS } from '../../catalogue/fields';
import type { Field, FieldRef } from '../../catalogue/fields/field';
import { nearest } from '../../text/nearest';
import type { KnowsName } from './compile';

/** The names that templates may use: every field, the members of families included, and the extra ones. */
export function templateNames(
  lookUp: (id: string) => FieldRef | undefined = fieldOf,
  fields: readonly Pick<Field, 'id'>[] = FIELDS,
): KnowsName {
  const all = [...fields.map(({ id }) => id).filter((id) => !id.endsWith('*')), ...EXTRA_NAMES];
  return (name) => {
    if (extraNameOf(name) || lookUp(name)) return 'known';
    const near = nearest(name, all);
    return near === undefined ? {} : { nearest: near };
  };
}
