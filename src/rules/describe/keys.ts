/**
 * The text keys of everything that a rule may name, derived from its id: entries carry no texts of their own, and
 * whoever shows one (the sentence, the builder, the reference) finds its words here. A test names what is missing.
 *
 * `said_*` are the pieces of the sentence that reads a rule back; the others are labels.
 */

/** `customer.custom.*` → `customer_custom_each`. */
function plain(id: string): string {
  return id.replaceAll('*', 'each').replace(/[^a-z0-9]+/g, '_');
}

export const eventKey = (id: string): string => `event_${plain(id)}`;
/** @param id of the entry, families with their star */
export const fieldKey = (id: string): string => `field_${plain(id)}`;
export const choiceKey = (field: string, choice: string): string => `choice_${plain(field)}_${plain(choice)}`;
export const operatorKey = (id: string): string => `operator_${plain(id)}`;
export const actionKey = (id: string): string => `action_${plain(id)}`;
/** A parameter at the top of an action; `also` is the same for all. */
export const parameterKey = (action: string, name: string): string =>
  name === 'also' ? 'param_also' : `param_${plain(action)}_${plain(name)}`;
export const modeKey = (mode: string): string => `mode_${plain(mode)}`;
/** What stands beside a label: `event_…_description` and so on. */
export const descriptionKey = (key: string): string => `${key}_description`;
/** A piece of the sentence. */
export const saidKey = (...parts: readonly string[]): string => ['said', ...parts.map(plain)].join('_');
