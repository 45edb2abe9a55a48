import * as z from 'zod';

/** Kinds of parameters that several actions take. Their descriptions go into the reference and the editor's schema. */

/**
 * A template with something in it; the host takes 5,000 characters of a message. What is short once it is filled in (a
 * phone number) may be long as it is written, with a name and a fallback for it: `most` leaves room for that.
 */
export function words(description: string, most = 5000) {
  return z.string().min(1).max(most).regex(/\S/).describe(description);
}

export function username(description: string) {
  return z.string().min(1).max(100).regex(/^\S+$/).describe(description);
}

/** Tags are kept as a list joined by commas, so none may have a comma in it. */
export function tags(description: string) {
  return z
    .array(
      z
        .string()
        .min(1)
        .max(1000)
        .regex(/^[^,]*[^\s,][^,]*$/),
    )
    .min(1)
    .max(50)
    .describe(description);
}
