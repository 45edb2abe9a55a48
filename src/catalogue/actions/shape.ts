import { z } from '../../util/zod';
import { own } from '../../util/json';

/** The little that others have to know about how a zod schema is built: what stands at a path, and its keys. */
export type Schema = z.core.$ZodType;

/** A value against a schema: what it is, or zod's issues. */
export const readAs = <S extends Schema>(schema: S, value: unknown) => z.safeParse(schema, value);

interface Def {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly shape?: Readonly<Record<string, Schema>>;
}

function defOf(schema: Schema): Def {
  return schema._zod.def;
}

/** Without `optional`, `default`, `readonly` and the like; a union as its options. */
function plain(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  const inner = def.innerType ?? def.in;
  if (inner) return plain(inner);
  return def.options ? def.options.flatMap(plain) : [schema];
}

/** What may stand at a path, one entry a way of writing it; each once, as `otherwise` has the same ways on every level. */
export function schemasAt(schema: Schema, path: readonly PropertyKey[]): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, part) => [...new Set(schemas.flatMap((each) => childOf(defOf(each), part)))],
    plain(schema),
  );
}

function childOf(def: Def, part: PropertyKey): readonly Schema[] {
  const named = own(def.shape, String(part));
  const child = named ?? def.element ?? def.valueType;
  return child ? plain(child) : [];
}

/** The keys of an object's schema; none for anything else. */
export function keysOf(schema: Schema): readonly string[] {
  return Object.keys(defOf(schema).shape ?? {});
}

/** Whether it takes any keys: a `z.record`. */
export function isRecord(schema: Schema): boolean {
  return defOf(schema).type === 'record';
}

/** Whether it is a list. */
export function isList(schema: Schema): boolean {
  return defOf(schema).element !== undefined;
}

/** The keys that must be there. */
export function neededKeysOf(schema: Schema): readonly string[] {
  return Object.entries(defOf(schema).shape ?? {})
    .filter(([, each]) => each._zod.optin === undefined)
    .map(([key]) => key);
}
