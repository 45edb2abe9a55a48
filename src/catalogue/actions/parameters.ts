import { z } from '../../util/zod';
import { parseDuration } from '../../calendar/duration';
import { isObject } from '../../util/json';
import { schemasAt, type Schema } from './shape';

/** Kinds of parameters that several actions take. Their descriptions go into the reference and the editor's schema. */

/** The schema itself, with words for the reference and the editor's schema. */
export function described<T extends z.core.$ZodType>(description: string, schema: T): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}

/**
 * A template with something in it; the host takes 5,000 characters of a message. What is short once it is filled in (a
 * phone number) may be long as it is written, with a name and a fallback for it: `most` leaves room for that.
 */
export function filled(description: string, most = 5000) {
  return described(description, z.string().check(z.minLength(1), z.maxLength(most), z.regex(/\S/)));
}

/** Versions of one text. */
const MOST_LANGUAGES = 20;
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(?:[-_][0-9A-Za-z]{1,8})*$/;

/**
 * A template that people read: one text, or one a language (`{ "en": …, "pt-BR": … }`), of which one is chosen when it
 * is printed (DESIGN.md 1, Actions). An action is given the printed text.
 */
export function words(description: string, most = 5000) {
  const one = filled(description, most);
  const tag = z.string().check(z.regex(LANGUAGE_TAG, 'finding_no_language'));
  const versions = z.record(tag, one).check(
    z.refine((each) => Object.keys(each).length >= 1, 'finding_no_versions'),
    z.refine((each) => Object.keys(each).length <= MOST_LANGUAGES, 'finding_many_versions'),
  );
  return described(description, z.union([one, versions])) as unknown as typeof one;
}

const username = () => z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^\S+$/));
const place = () => z.string().check(z.minLength(1), z.maxLength(200), z.regex(/\S/));

/** An agent's username. */
export const agent = (description: string) => ofKind('agent', described(description, username()));
/** Anybody's username. */
export const user = (description: string) => ofKind('user', described(description, username()));
/** A template that prints an e-mail address. */
export const emailAddress = (description: string, most: number) => ofKind('email', filled(description, most));
/** A department, by name or id. */
export const department = (description: string) => ofKind('department', described(description, place()));
/** A room of the team, by name or id. */
export const room = (description: string) => ofKind('room', described(description, place()));

/** Texts for custom fields, by the field's key. */
export const customFields = () =>
  z.record(z.string().check(z.regex(/^[0-9A-Za-z_-]+$/)), z.string().check(z.maxLength(1000)));

/** Tags are kept as a list joined by commas, so none may have a comma in it. */
export function tags(description: string) {
  const tag = z.string().check(z.minLength(1), z.maxLength(1000), z.regex(/^[^,]*[^\s,][^,]*$/, 'finding_tag_comma'));
  return described(description, z.array(tag).check(z.minLength(1), z.maxLength(50)));
}

/**
 * What a parameter names or holds, beyond its form. From it follows what is checked against the server's lists, what
 * health asks for before a rule fails, and what is shown to nobody.
 */
export type ParameterKind =
  'agent' | 'user' | 'department' | 'room' | 'email' | 'customer_fields' | 'secret' | 'event' | 'duration';

const KINDS = new WeakMap<Schema, ParameterKind>();

/** The schema itself, with the kind of what it takes. `customer_fields` are the keys of a record, a secret may be any. */
export function ofKind<T extends z.core.$ZodType>(kind: ParameterKind, schema: T): T {
  KINDS.set(schema, kind);
  return schema;
}

export function kindOf(schema: Schema): ParameterKind | undefined {
  return KINDS.get(schema);
}

/** ISO 8601, longer than nothing. */
export const duration = (description = 'ISO 8601: PT30S, PT5M, PT12H, P1D, P2W.') =>
  ofKind(
    'duration',
    described(
      description,
      z.string().check(
        z.refine((text) => parseDuration(text) !== undefined, { error: 'finding_no_duration', abort: true }),
        z.refine((text) => parseDuration(text) !== 0, 'finding_no_time_at_all'),
      ),
    ),
  );

/** What stands somewhere in the parameters, whatever it is. */
export interface Found {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Where things of a kind stand in parameters as they are written, which may be wrong. */
export function found(kind: ParameterKind, schema: Schema, value: unknown): readonly Found[] {
  return within(kind, schemasAt(schema, []), value, []);
}

function within(
  kind: ParameterKind,
  schemas: readonly Schema[],
  value: unknown,
  path: Found['path'],
): readonly Found[] {
  if (schemas.length === 0) return [];
  if (schemas.some((each) => kindOf(each) === kind)) return [{ path, value }];
  const parts: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each, index) => [index, each as unknown] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return parts.flatMap(([part, each]) => {
    const inner = new Set(schemas.flatMap((schema) => schemasAt(schema, [part])));
    return within(kind, [...inner], each, [...path, part]);
  });
}
