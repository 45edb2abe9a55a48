import type { Language, MessageKey } from './languages';
import { pluralForm } from './plural';
import { textOf } from './translations';

export { LANGUAGES, nearestLanguage, versionFor, type Language, type MessageKey } from './languages';

/** A sentence kept as key and parameters, so that each reader gets it in their own language. */
export interface Text {
  readonly key: MessageKey;
  readonly params?: Readonly<Record<string, string | number | Text | readonly (string | Text)[]>>;
}

/** Makes a Text. */
export function message(key: MessageKey, params?: Text['params']): Text {
  return params ? { key, params } : { key };
}

/** Whether there is such a text: for keys that come from data. */
export function isMessageKey(key: string): key is MessageKey {
  return textOf('en', key) !== undefined;
}

/** On its own, or behind a word such as `if`: `die Nachricht enthält „hi“`, `wenn die Nachricht „hi“ enthält`. */
export type Order = 'statement' | 'clause';

/** The verb that a language with two orders puts in brackets; in a clause it moves behind its part of the sentence. */
const VERB = /\[(\p{L}+)\] ([^:,]*)/u;

/**
 * The sentence in one language. Placeholders are `{name}`; a parameter that is itself a Text is said in the same
 * language, a list is joined with commas. `{count|conversation|conversations}` is the word that fits the number. What a
 * language lacks is said in English; a key that stands in a record of another version of the app is shown as such.
 */
export function translate(language: Language, { key, params }: Text, order: Order = 'statement'): string {
  const pattern = textOf(language, key) ?? textOf('en', key);
  if (pattern === undefined) return translate(language, message('text_unknown', { key }));
  const ordered = pattern.replace(VERB, order === 'clause' ? '$2 $1' : '$1 $2');
  return ordered.replace(/\{([a-z_]+)((?:\|[^{}|]*)*)\}/g, (whole, name: string, forms: string) => {
    const value = params?.[name];
    if (forms !== '') return pluralForm(language, value, forms.slice(1).split('|'));
    return value === undefined ? whole : sayValue(language, value);
  });
}

function sayValue(language: Language, value: NonNullable<Text['params']>[string] | string | Text): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((each: string | Text) => sayValue(language, each)).join(', ');
  return translate(language, value as Text);
}
