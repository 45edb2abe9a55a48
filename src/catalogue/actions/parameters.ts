import * as z from 'zod/mini';

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
export function words(description: string, most = 5000) {
  return described(description, z.string().check(z.minLength(1), z.maxLength(most), z.regex(/\S/)));
}

export function username(description: string) {
  return described(description, z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^\S+$/)));
}

/** A room or a department, by name or id. */
export function place(description: string) {
  return described(description, z.string().check(z.minLength(1), z.maxLength(200), z.regex(/\S/)));
}

/** Tags are kept as a list joined by commas, so none may have a comma in it. */
export function tags(description: string) {
  const tag = z.string().check(z.minLength(1), z.maxLength(1000), z.regex(/^[^,]*[^\s,][^,]*$/));
  return described(description, z.array(tag).check(z.minLength(1), z.maxLength(50)));
}
