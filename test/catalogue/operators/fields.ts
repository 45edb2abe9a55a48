import type { FieldRef } from '../../../src/catalogue/fields/field';
import type { Kind } from '../../../src/model/value';

/** A field of a kind, as small as one can be. */
export function fieldOf(kind: Kind, choices?: readonly string[]): FieldRef {
  const field: FieldRef['field'] = {
    id: kind,
    kind,
    choices,
    mayMiss: true,
    writtenBy: 'customer',
    needs: () => [],
    read: () => undefined,
    example: { operator: 'is', match: null, noMatch: null },
  };
  return { id: kind, field, key: '' };
}

export const FIELDS: Readonly<Record<Kind, FieldRef>> = {
  text: fieldOf('text'),
  locale: fieldOf('locale'),
  phone: fieldOf('phone'),
  custom: fieldOf('custom'),
  choice: fieldOf('choice', ['queued', 'open', 'on_hold', 'closed']),
  username: fieldOf('username'),
  department: fieldOf('department'),
  list: fieldOf('list'),
  number: fieldOf('number'),
  duration: fieldOf('duration'),
  time: fieldOf('time'),
  boolean: fieldOf('boolean'),
};
