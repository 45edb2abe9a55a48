/**
 * What an endpoint accepts, in the small part of JSON Schema that the server uses, and the validator's own words for the
 * first thing that is wrong.
 */
export type Schema = { nullable?: boolean } & (
  | { type: 'string'; enum?: readonly string[]; pattern?: string }
  | { type: 'number' | 'boolean' }
  | { type: 'array'; items: Schema; unique?: boolean }
  | ObjectSchema
);

export interface ObjectSchema {
  type: 'object';
  properties?: Record<string, Schema>;
  required?: readonly string[];
  /** Keys that are not named are accepted. */
  open?: boolean;
  /** What every value must be. */
  values?: Schema;
}

export const text: Schema = { type: 'string', nullable: true };
export const flag: Schema = { type: 'boolean', nullable: true };
export const number: Schema = { type: 'number', nullable: true };
export const texts: Schema = { type: 'array', items: { type: 'string' }, nullable: true };

/** An object of these keys and no others. */
export const object = (properties: Record<string, Schema>, required: readonly string[] = []): ObjectSchema => ({
  type: 'object',
  properties,
  required,
});

/** Keys that every list takes. */
export const paging: Record<string, Schema> = { count: number, offset: number, sort: text, query: text, fields: text };

/**
 * The first complaint about the value, or undefined. `coerce`: texts of a query that are numbers or flags are taken as
 * such, as the server does there and nowhere else.
 */
export function complaint(schema: Schema, value: unknown, coerce = false): string | undefined {
  if (value === null && schema.nullable) return undefined;
  switch (schema.type) {
    case 'string':
      return ofText(schema, value);
    case 'number':
      return isNumber(value, coerce) ? undefined : 'must be number';
    case 'boolean':
      return typeof value === 'boolean' || (coerce && /^(true|false)$/.test(String(value)))
        ? undefined
        : 'must be boolean';
    case 'array':
      return ofList(schema, value, coerce);
    case 'object':
      return ofObject(schema, value, coerce);
  }
}

const isNumber = (value: unknown, coerce: boolean): boolean =>
  typeof value === 'number' || (coerce && typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)));

function ofText(schema: Schema & { type: 'string' }, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be string';
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
    return `must match pattern "${schema.pattern}"`;
  }
  return schema.enum && !schema.enum.includes(value) ? 'must be equal to one of the allowed values' : undefined;
}

function ofList(schema: Schema & { type: 'array' }, value: unknown, coerce: boolean): string | undefined {
  // A query names a list by one value or by several.
  const list = coerce && typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list)) return 'must be array';
  const items = list as unknown[];
  if (schema.unique) {
    for (let index = items.length - 1; index > 0; index -= 1) {
      const same = items.indexOf(items[index]);
      if (same < index) return `must NOT have duplicate items (items ## ${index} and ${same} are identical)`;
    }
  }
  return first(items, (item) => complaint(schema.items, item, coerce));
}

function ofObject(schema: ObjectSchema, value: unknown, coerce: boolean): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be object';
  const { properties = {}, required = [] } = schema;
  const given = Object.entries(value).filter(([, part]) => part !== undefined);
  const keys = given.map(([key]) => key);
  const missing = required.find((key) => !keys.includes(key));
  if (missing !== undefined) return `must have required property '${missing}'`;
  const isOpen = schema.open === true || schema.values !== undefined;
  if (!isOpen && keys.some((key) => properties[key] === undefined)) return 'must NOT have additional properties';
  const named = Object.entries(properties).filter(([key]) => keys.includes(key));
  const parts = Object.fromEntries(given);
  return (
    first(named, ([key, part]) => complaint(part, parts[key], coerce)) ??
    (schema.values && first(given, ([, part]) => complaint(schema.values as Schema, part, coerce)))
  );
}

function first<T>(list: T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of list) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
