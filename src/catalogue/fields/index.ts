import { ACTOR_FIELDS } from './actor';
import { AGENT_FIELDS } from './agent';
import { CHANNEL_FIELDS } from './channel';
import { CONVERSATION_FIELDS } from './conversation';
import { CUSTOMER_FIELDS } from './customer';
import { EARLIER_FIELDS } from './earlier';
import type { Field, FieldRef } from './field';
import { MESSAGE_FIELDS } from './message';
import { OPERATION_FIELDS } from './operation';
import { QUESTION_FIELDS } from './question';

/** Everything a rule may ask, in the order of the reference. */
export const FIELDS: readonly Field[] = [
  ...CONVERSATION_FIELDS,
  ...MESSAGE_FIELDS,
  ...OPERATION_FIELDS,
  ...CHANNEL_FIELDS,
  ...CUSTOMER_FIELDS,
  ...EARLIER_FIELDS,
  ...AGENT_FIELDS,
  ...QUESTION_FIELDS,
  ...ACTOR_FIELDS,
];

const BY_ID = new Map(FIELDS.map((field) => [field.id, field]));

/** Custom keys (DESIGN.md, Exact meanings, Names); calendars are named alike. */
const KEY = /^[0-9A-Za-z_-]+$/;

/** The field that an id names; undefined when there is none. */
export function fieldOf(id: string): FieldRef | undefined {
  const field = BY_ID.get(id);
  if (field) return id.endsWith('*') ? undefined : { id, field, key: '' };
  const dot = id.lastIndexOf('.');
  const family = BY_ID.get(`${id.slice(0, dot)}.*`);
  const key = id.slice(dot + 1);
  return family && KEY.test(key) ? { id, field: family, key } : undefined;
}
