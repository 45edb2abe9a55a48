import type { EventId } from '../model/event';
import { keysOf } from './actions/shape';
import { messageStepSchema, type Mode } from './document';
import type { MessageKey } from '../text/message';

/**
 * The text keys of everything that a rule may name, derived from its id: entries carry no texts of their own, and
 * whoever shows one (the sentence, the builder, the reference) finds its words here.
 *
 * `said_*` are the pieces of the sentence that reads a rule back; the others are labels.
 */

/**
 * Entries come with their ids at run time, so the compiler cannot follow: a test names each entry that lacks a text
 * (test/i18n/texts.test.ts).
 */
function keyOf(...parts: readonly string[]): MessageKey {
  return parts.map(plain).join('_') as MessageKey;
}

/** `customer.custom.*` → `customer_custom_each`. */
function plain(id: string): string {
  return id.replaceAll('*', 'each').replace(/[^a-z0-9]+/g, '_');
}

export const eventKey = (id: EventId): MessageKey => `event_${id}`;
export const modeKey = (mode: Mode): MessageKey => `mode_${mode}`;
/** @param id of the entry, families with their star */
export const fieldKey = (id: string): MessageKey => keyOf('field', id);
export const choiceKey = (field: string, choice: string): MessageKey => keyOf('choice', field, choice);
export const operatorKey = (id: string): MessageKey => keyOf('operator', id);
export const actionKey = (id: string): MessageKey => keyOf('action', id);
/** A parameter at the top of an action; what may stand in any is the same for all. */
export const parameterKey = (action: string, name: string): MessageKey =>
  keysOf(messageStepSchema()).includes(name) ? keyOf('param', name) : keyOf('param', action, name);
/** What stands beside a label: `event_…_description` and so on. */
export const descriptionKey = (label: MessageKey): MessageKey => keyOf(label, 'description');
/** What else people call it, where they do: `field_…_words`. */
export const wordsKey = (label: MessageKey): string => keyOf(label, 'words');
/** A piece of the sentence. */
export const saidKey = (...parts: readonly string[]): MessageKey => keyOf('said', ...parts);
