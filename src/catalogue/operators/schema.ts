import type { Field } from '../fields/field';
import type { JsonSchema, Operator } from './operator';

/** The JSON Schema of what an operator takes as `value` on a field; undefined when it takes nothing. */
export function valueSchema(field: Pick<Field, 'choices'>, operator: Operator<unknown>): JsonSchema | undefined {
  if (!operator.entry) return undefined;
  const entry = operator.entry.schema(field);
  if (operator.takes === 'bounds') return { type: 'array', items: entry, minItems: 2, maxItems: 2 };
  return { anyOf: [entry, { type: 'array', items: entry, minItems: 1 }] };
}
