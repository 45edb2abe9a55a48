import type { Form, Input, World } from '../kit/form';
import type { Draft } from './draft';

/** Names of fields that something below them has changed, and of what stands below them. */

/** A field's first name. */
export const bareId = (id: string): string => id.replace(/~\d+$/, '');

/** The name that a field has in this draft, by any that it had. */
export function nameNow({ again }: Pick<Draft, 'again'>, id: string): string {
  const count = again?.[bareId(id)];
  return count === undefined ? bareId(id) : `${bareId(id)}~${count}`;
}

/** Fields by the names that they have in this draft. */
export function withNames<T>(form: Form<T>, draft: Pick<Draft, 'again'>): Form<T> {
  return { ...form, inputs: form.inputs.map((input): Input<T> => ({ ...input, id: nameNow(draft, input.id) })) };
}

/** From now on the field has a name that no client has seen. */
export function withNewName(draft: Draft, id: string): Draft {
  return { ...draft, again: { ...draft.again, [bareId(id)]: draft.next }, next: draft.next + 1 };
}

/** The language in a field's name: `a3.text@pt-BR`. */
export function tongueIn(id: string): string | undefined {
  return /@([\w-]+)(?:~\d+)?$/.exec(id)?.[1];
}

/** What forms need to know, with the language that is shown. */
export function inTongue(world: World, tongue: string | undefined): World {
  return tongue === undefined ? world : { ...world, tongue };
}

/** `a3.text!insert.17`; the number makes a client forget what was chosen before. */
export const toolId = (field: string, tool: string, { next }: Pick<Draft, 'next'>): string =>
  `${field}!${tool}.${next}`;

/** The field and the tool in such a name. */
export function toolIn(id: string): { readonly field: string; readonly tool: string } | undefined {
  const [, field, tool] = /^([^!]+)!([a-z]+)\.\d+$/.exec(id) ?? [];
  return field === undefined || tool === undefined ? undefined : { field, tool };
}
